//! Bayesian thresholding (Silverman 2020): all pairs with a prior that holds them near nothing, then those kept that stand out.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::chance::{gamma, normal, share};
use super::log_linear::solve;
use super::model::{Model, possible_terms};

/// Prior precision of the interaction of a pair, and of everything else.
const PAIR: f64 = 1.0;
const REST: f64 = 1e-4;
/// A pair is kept when its posterior mean is at least so many posterior standard deviations from 0.
const KEPT: f64 = 2.0;
/// Degrees of freedom of the proposal that does not look back.
const FREEDOM: f64 = 6.0;

/// Chains of a length; a fifth of each is left out at its start.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Length {
    pub(super) chains: u32,
    pub(super) steps: u32,
    pub(super) seed: u64,
}

/// What thresholding gave.
pub(super) struct Thresholded {
    pub(super) model: Model,
    /// Hidden numbers drawn, by chain.
    pub(super) hidden: Vec<Vec<f64>>,
}

/// Fits all pairs, keeps those that stand out, and draws from the posterior of what is left. `None` when a mode cannot be found.
pub(super) fn threshold(cells: &[(u32, f64)], lists: usize, length: Length) -> Option<Thresholded> {
    let pairs = possible_terms(lists, 2);
    let whole = Target::new(cells, Model::of(lists, pairs));
    let drawn = whole.sample(length)?;
    let kept: Vec<u32> = whole
        .terms
        .iter()
        .enumerate()
        .filter(|(_, term)| term.count_ones() > 1)
        .map(|(at, term)| (at + 1, *term))
        .filter(|(at, _)| stands_out(drawn.iter().flatten().map(|beta| beta[*at])))
        .map(|(_, term)| term)
        .collect();
    let model = Model::of(lists, kept);
    let again = Length { seed: length.seed.wrapping_add(0x9e37_79b9), ..length };
    let drawn = Target::new(cells, model.clone()).sample(again)?;
    let hidden = drawn.iter().map(|chain| chain.iter().map(|beta| beta[0].exp()).collect()).collect();
    Some(Thresholded { model, hidden })
}

fn stands_out(values: impl Iterator<Item = f64>) -> bool {
    let (mut count, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for value in values {
        (count, sum, squares) = (count + 1.0, sum + value, squares + value * value);
    }
    let mean: f64 = sum / count;
    mean.abs() >= KEPT * (squares / count - mean * mean).max(0.0).sqrt()
}

/// The posterior of a Poisson log-linear model with normal priors: log-concave.
struct Target {
    terms: Vec<u32>,
    counts: Vec<f64>,
    /// For each history the coefficients it has.
    held: Vec<Vec<usize>>,
    precision: Vec<f64>,
}

/// The mode and the inverse of a triangle of the precision there.
struct Peak {
    mode: Vec<f64>,
    /// Columns of the spread: mode + spread · z is a normal approximation.
    spread: Vec<Vec<f64>>,
    /// The triangle itself, to measure how far a point lies from the mode.
    triangle: Vec<Vec<f64>>,
}

impl Target {
    fn new(cells: &[(u32, f64)], model: Model) -> Target {
        let terms = model.terms().to_vec();
        let held = |history: u32| {
            let held = terms.iter().enumerate().filter(|(_, term)| history & **term == **term).map(|(at, _)| at + 1);
            std::iter::once(0).chain(held).collect()
        };
        let of = |term: &u32| if term.count_ones() > 1 { PAIR } else { REST };
        let precision = std::iter::once(REST).chain(terms.iter().map(of)).collect();
        Target {
            counts: cells.iter().map(|(_, count)| *count).collect(),
            held: cells.iter().map(|(history, _)| held(*history)).collect(),
            precision,
            terms,
        }
    }

    fn log_density(&self, beta: &[f64]) -> f64 {
        let likelihood: f64 = self
            .held
            .iter()
            .zip(&self.counts)
            .map(|(held, count)| {
                let log: f64 = held.iter().map(|at| beta[*at]).sum();
                count * log - log.exp()
            })
            .sum();
        likelihood - 0.5 * beta.iter().zip(&self.precision).map(|(value, precision)| precision * value * value).sum::<f64>()
    }

    /// Gradient, and the precision (minus the second derivative), in rows.
    fn slope(&self, beta: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let size = beta.len();
        let mut gradient: Vec<f64> = beta.iter().zip(&self.precision).map(|(value, precision)| -precision * value).collect();
        let mut matrix = vec![0.0; size * size];
        self.precision.iter().enumerate().for_each(|(at, precision)| matrix[at * size + at] = *precision);
        for (held, count) in self.held.iter().zip(&self.counts) {
            let mean = held.iter().map(|at| beta[*at]).sum::<f64>().exp();
            for row in held {
                gradient[*row] += count - mean;
                held.iter().for_each(|column| matrix[row * size + column] += mean);
            }
        }
        (gradient, matrix)
    }

    fn peak(&self) -> Option<Peak> {
        let total: f64 = self.counts.iter().sum();
        let mut mode = vec![0.0; self.precision.len()];
        mode[0] = (total / self.counts.len() as f64).max(1e-3).ln();
        let mut height = self.log_density(&mode);
        for _ in 0..500 {
            let (gradient, matrix) = self.slope(&mode);
            let step = solve(matrix, gradient)?;
            let halves = (0..60).map(|halving| 0.5f64.powi(halving));
            let tried = halves.map(|part| mode.iter().zip(&step).map(|(value, step)| value + part * step).collect::<Vec<f64>>());
            let (next, reached) = tried
                .map(|next| (self.log_density(&next), next))
                .find(|(next, _)| *next >= height - 1e-9 * (1.0 + height.abs()))
                .map(|(height, next)| (next, height))?;
            let moved = step.iter().map(|step| step.abs()).fold(0.0, f64::max);
            (mode, height) = (next, reached);
            if moved < 1e-8 {
                return self.peak_at(mode);
            }
        }
        None
    }

    fn peak_at(&self, mode: Vec<f64>) -> Option<Peak> {
        let size = mode.len();
        let (_, matrix) = self.slope(&mode);
        let mut triangle = vec![vec![0.0; size]; size];
        for row in 0..size {
            for column in 0..=row {
                let inner: f64 = (0..column).map(|at| triangle[row][at] * triangle[column][at]).sum();
                let rest = matrix[row * size + column] - inner;
                triangle[row][column] = if row == column { (rest > 0.0).then(|| rest.sqrt())? } else { rest / triangle[column][column] };
            }
        }
        // Column by column of the inverse transpose: Lᵀ x = e.
        let column = |unit: usize| {
            let mut x = vec![0.0; size];
            for row in (0..=unit).rev() {
                let inner: f64 = (row + 1..=unit).map(|at| triangle[at][row] * x[at]).sum();
                x[row] = (f64::from(u8::from(row == unit)) - inner) / triangle[row][row];
            }
            x
        };
        let spread = (0..size).map(column).collect();
        Some(Peak { mode, spread, triangle })
    }

    /// Points drawn from the posterior, by chain; each chain has its own stream of chance.
    fn sample(&self, length: Length) -> Option<Vec<Vec<Vec<f64>>>> {
        let peak = self.peak()?;
        Some((0..length.chains).into_par_iter().map(|chain| self.chain(&peak, length, chain)).collect())
    }

    fn chain(&self, peak: &Peak, length: Length, chain: u32) -> Vec<Vec<f64>> {
        let mut random = ChaCha8Rng::seed_from_u64(length.seed);
        random.set_stream(u64::from(chain) + 1);
        let size = peak.mode.len();
        let reach = 2.4 / (size as f64).sqrt();
        let mut now = peak.drawn(&peak.mode, 1.0, &mut random);
        let mut height = self.log_density(&now);
        let mut drawn = Vec::with_capacity(length.steps as usize / 2);
        for step in 0..length.steps {
            let looks_back = step % 2 == 0;
            let (next, correction) = if looks_back {
                (peak.drawn(&now, reach, &mut random), 0.0)
            } else {
                let widened = (FREEDOM / (2.0 * gamma(&mut random, FREEDOM / 2.0))).sqrt();
                let next = peak.drawn(&peak.mode, widened, &mut random);
                let correction = peak.log_t(&now) - peak.log_t(&next);
                (next, correction)
            };
            let reached = self.log_density(&next);
            if share(&mut random).ln() < reached - height + correction {
                (now, height) = (next, reached);
            }
            if step >= length.steps / 5 && !looks_back {
                drawn.push(now.clone());
            }
        }
        drawn
    }
}

impl Peak {
    fn drawn(&self, from: &[f64], scale: f64, random: &mut ChaCha8Rng) -> Vec<f64> {
        let mut point = from.to_vec();
        for (at, column) in self.spread.iter().enumerate() {
            let z = scale * normal(random);
            point.iter_mut().zip(&column[..=at]).for_each(|(value, part)| *value += z * part);
        }
        point
    }

    /// Log density, but for a constant, of the proposal that does not look back.
    fn log_t(&self, point: &[f64]) -> f64 {
        let size = point.len();
        let away = |at: usize| point[at] - self.mode[at];
        let squares: f64 =
            (0..size).map(|column| (column..size).map(|row| self.triangle[row][column] * away(row)).sum::<f64>().powi(2)).sum();
        -0.5 * (FREEDOM + size as f64) * (1.0 + squares / FREEDOM).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::super::posterior::{Limits, of_chains};
    use super::super::tables::{reference, table};
    use super::*;

    const LENGTH: Length = Length { chains: 8, steps: 20_000, seed: 1 };

    /// Silverman (2020) with the priors and the threshold of R modslavmse. Its chain of ten thousand steps is worth some hundred
    /// independent draws, so its limits have a Monte Carlo error of about 2 %.
    #[test]
    fn thresholding_meets_the_reference() {
        for (name, median, lower, upper) in [("uk_2013_5list", 12400.0, 11061.0, 14240.0), ("netherlands_5list", 49960.0, 44879.0, 57344.0)]
        {
            let Some(overlap) = reference(name) else { return };
            let found = threshold(&overlap.cells(), 5, LENGTH).expect("a posterior");
            let observed = overlap.observed() as f64;
            let chains: Vec<Vec<f64>> = found.hidden.iter().map(|chain| chain.iter().map(|hidden| observed + hidden).collect()).collect();
            let limits = Limits::of_draws(&chains.concat(), 0.95);
            for (found, expected) in [(limits.median, median), (limits.lower, lower), (limits.upper, upper)] {
                assert!((found / expected - 1.0).abs() < 0.035, "{name}: {limits:?}");
            }
            assert!(of_chains(&chains).r_hat.is_some_and(|r_hat| r_hat < 1.02));
        }
    }

    /// MCMCpack's random walk as Silverman's programs ask for it, on two tables: medians and limits of one walk of usual length from its
    /// usual seed, and of a longer one.
    const WALKS: &str = "suppressMessages(library(MCMCpack)); walk <- function(d, pairs, seed, steps) { n <- ncol(d) - 1; m <- d[, 1:n]
        for (p in pairs) m[[length(m) + 1]] <- d[[p[1]]] * d[[p[2]]]; k <- length(m); names(m) <- paste0('x', 1:k); m$y <- d$count
        start <- c(log(5 * sum(m$y)), log(colSums(m[, 1:n] * m$y) / (5 * sum(m$y))), rep(0, k - n))
        MCMCpoisson(reformulate(paste0('x', 1:k), 'y'), m, beta.start = start, seed = seed, mcmc = steps,
            B0 = diag(c(rep(1e-4, n + 1), rep(1, k - n)))) }
        d <- read.csv(commandArgs(TRUE)[1]); n <- ncol(d) - 1; g <- expand.grid(rep(list(0:1), n))[-1, ]; names(g) <- names(d)[1:n]
        key <- function(m) as.vector(as.matrix(m[, 1:n]) %*% 2^(0:(n - 1))); g$count <- 0; g$count[match(key(d), key(g))] <- d$count
        pairs <- list(); for (l in 2:n) for (e in 1:(l - 1)) pairs[[length(pairs) + 1]] <- c(e, l)
        s <- summary(walk(g, pairs, NA, 10000))$statistics; keep <- pairs[abs(s[, 1] / s[, 2])[-(1:(n + 1))] >= 2]
        for (a in list(list(NA, 10000), list(7, 100000))) {
            hidden <- exp(walk(g, keep, a[[1]], a[[2]])[, 1]); cat(quantile(sum(g$count) + hidden, c(.5, .025, .975)), '\n') }";

    /// The reference's numbers are those of one walk from MCMCpack's usual seed, to the printed digit; the same walk made longer comes
    /// to ours. Skipped where R or MCMCpack is not installed.
    #[test]
    #[expect(clippy::disallowed_macros, reason = "a test says what it skips")]
    fn the_reference_is_one_short_walk_and_a_longer_one_comes_to_ours() {
        let printed = [("uk_2013_5list", [12400.0, 11061.0, 14240.0]), ("netherlands_5list", [49960.0, 44879.0, 57344.0])];
        for (name, printed) in printed {
            let Some(overlap) = reference(name) else { return };
            let file = format!("{}/../../../shared/reference/mse/{name}.csv", env!("CARGO_MANIFEST_DIR"));
            let answer = std::process::Command::new("Rscript").args(["-e", WALKS, &file]).output();
            let Some(answer) = answer.ok().filter(|answer| answer.status.success()) else {
                return eprintln!("skipped: R with MCMCpack is not installed");
            };
            // MCMCpack tells its rate of acceptance in between.
            let numbers = |line: &str| line.split_whitespace().map(|number| number.parse::<f64>().ok()).collect::<Option<Vec<_>>>();
            let text = String::from_utf8(answer.stdout).expect("text");
            let walks: Vec<Vec<f64>> = text.lines().filter_map(numbers).filter(|walk| walk.len() == 3).collect();
            let [short, long] = &walks[..] else { panic!("two walks: {walks:?}") };
            assert!(short.iter().zip(printed).all(|(own, printed)| (own - printed).abs() <= 0.5), "{name}: {short:?}");
            let found = threshold(&overlap.cells(), 5, LENGTH).expect("a posterior");
            let all: Vec<f64> = found.hidden.concat().iter().map(|hidden| overlap.observed() as f64 + hidden).collect();
            let limits = Limits::of_draws(&all, 0.95);
            for (own, long) in [limits.median, limits.lower, limits.upper].iter().zip(long) {
                assert!((own / long - 1.0).abs() < 0.015, "{name}: {limits:?} {long}");
            }
        }
    }

    /// What walks of MCMCpack come to after four times a million steps (seeds 11, 22, 33, 44, one in ten kept): each worth some 18,000 (UK)
    /// and 9,400 (Netherlands) independent draws; their own limits differ by at most 0.2 %.
    #[test]
    fn the_posterior_is_the_one_long_walks_of_another_program_come_to() {
        let long = [("uk_2013_5list", [12_372.2, 10_910.6, 14_155.3]), ("netherlands_5list", [49_570.7, 43_559.7, 56_899.8])];
        for (name, expected) in long {
            let Some(overlap) = reference(name) else { return };
            let found = threshold(&overlap.cells(), 5, LENGTH).expect("a posterior");
            let all: Vec<f64> = found.hidden.concat().iter().map(|hidden| overlap.observed() as f64 + hidden).collect();
            let limits = Limits::of_draws(&all, 0.95);
            for (own, expected) in [limits.median, limits.lower, limits.upper].iter().zip(expected) {
                assert!((own / expected - 1.0).abs() < 0.006, "{name}: {limits:?}");
            }
        }
    }

    /// With one coefficient the posterior is that of a gamma number: exp(β) ~ Gamma(Σ y, cells), nearly, for the prior is wide.
    #[test]
    fn points_are_drawn_from_the_posterior() {
        let target = Target { terms: Vec::new(), counts: vec![40.0, 50.0, 60.0], held: vec![vec![0]; 3], precision: vec![REST] };
        let drawn: Vec<f64> = target.sample(LENGTH).expect("a mode").concat().iter().map(|beta| beta[0].exp()).collect();
        let mean = drawn.iter().sum::<f64>() / drawn.len() as f64;
        let variance = drawn.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / drawn.len() as f64;
        assert!((mean - 50.0).abs() < 0.1 && (variance / (150.0 / 9.0) - 1.0).abs() < 0.05, "{mean} {variance}");
    }

    #[test]
    fn a_pair_that_never_meets_is_kept_away_from_nothing() {
        let overlap = table("a b c", [(1, 300), (2, 300), (4, 300), (5, 40), (6, 40)]);
        let found = threshold(&overlap.cells(), 3, LENGTH).expect("a posterior");
        assert!(found.hidden.iter().flatten().all(|hidden| hidden.is_finite() && *hidden > 0.0));
    }
}
