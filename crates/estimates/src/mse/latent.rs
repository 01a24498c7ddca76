//! Latent classes in unknown number (Manrique-Vallier 2016): within a class the lists are independent of one another.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::chance::{beta, gamma, multinomial, poisson, share};
use super::overlap::Overlap;
use super::threshold::Length;

/// Most classes: where the breaking of the stick is cut off.
const CLASSES: usize = 10;
/// Shape and rate of the gamma prior of the concentration.
const CONCENTRATION: (f64, f64) = (0.25, 0.25);
/// Steps between two numbers that are kept.
const THINNED: u32 = 10;
/// A hidden number beyond this multiple of those observed has run away; the draw stays there.
const RUNAWAY: f64 = 1e6;

/// Hidden numbers drawn, by chain, each after a third of its steps was left out.
///
/// The prior of the population N is 1/N, of the chance of a list in a class uniform, of the shares of classes a stick broken by
/// chance (Dirichlet process, at most ten classes). Gibbs steps, from nearly one class.
pub(super) fn latent_classes(overlap: &Overlap, length: Length) -> Vec<Vec<f64>> {
    (0..length.chains).into_par_iter().map(|chain| one_chain(overlap, length, chain)).collect()
}

fn one_chain(overlap: &Overlap, length: Length, chain: u32) -> Vec<f64> {
    let mut random = ChaCha8Rng::seed_from_u64(length.seed);
    random.set_stream(u64::from(chain) + 1);
    let mut state = State::new(overlap, &mut random);
    let mut kept = Vec::with_capacity((length.steps / THINNED) as usize);
    for step in 0..length.steps {
        state.classify(&mut random);
        state.redraw(&mut random);
        if step >= length.steps / 3 && step % THINNED == 0 {
            kept.push(state.hidden);
        }
    }
    kept
}

/// Where a chain stands.
struct State {
    histories: Vec<(u32, f64)>,
    observed: f64,
    lists: usize,
    /// Share of each class.
    shares: Vec<f64>,
    /// Chance of each list in each class.
    chances: Vec<Vec<f64>>,
    concentration: f64,
    hidden: f64,
    /// People of each class, and of each class on each list, as now classified.
    members: Vec<f64>,
    on: Vec<Vec<f64>>,
    weights: Vec<f64>,
}

impl State {
    fn new(overlap: &Overlap, random: &mut ChaCha8Rng) -> State {
        let lists = overlap.lists().len();
        let rest = 0.1 / (CLASSES - 1) as f64;
        let on_list = |list| overlap.on_list(list) as f64 / overlap.observed() as f64;
        State {
            histories: overlap.histories().map(|(history, count)| (history, count as f64)).collect(),
            observed: overlap.observed() as f64,
            lists,
            shares: (0..CLASSES).map(|class| if class == 0 { 0.9 } else { rest }).collect(),
            chances: (0..CLASSES)
                .map(|class| (0..lists).map(|list| if class == 0 { 0.5 * on_list(list) } else { beta(random, 1.0, 1.0) }).collect())
                .collect(),
            concentration: 1.0,
            hidden: 0.0,
            members: vec![0.0; CLASSES],
            on: vec![vec![0.0; lists]; CLASSES],
            weights: vec![0.0; CLASSES],
        }
    }

    /// Chance of a history in each class, times the share of the class.
    fn weigh(&mut self, history: u32) -> f64 {
        for class in 0..CLASSES {
            let chances = self.chances[class].iter().enumerate();
            let product: f64 = chances.map(|(list, chance)| if history >> list & 1 == 1 { *chance } else { 1.0 - chance }).product();
            self.weights[class] = self.shares[class] * product;
        }
        self.weights.iter().sum()
    }

    /// Draws the class of everyone, those on no list included, and how many they are.
    fn classify(&mut self, random: &mut ChaCha8Rng) {
        self.members.fill(0.0);
        self.on.iter_mut().for_each(|on| on.fill(0.0));
        for at in 0..self.histories.len() {
            let (history, count) = self.histories[at];
            self.weigh(history);
            let (lists, members, on) = (self.lists, &mut self.members, &mut self.on);
            multinomial(random, count, &self.weights, |class, number| {
                members[class] += number;
                (0..lists).filter(|list| history >> list & 1 == 1).for_each(|list| on[class][list] += number);
            });
        }
        // Under the prior 1/N the number on no list is negative binomial: a Poisson number with a gamma mean.
        let missed = self.weigh(0).min(1.0 - 1e-12);
        let mean = gamma(random, self.observed) * missed / (1.0 - missed);
        self.hidden = poisson(random, mean.min(RUNAWAY * self.observed));
        let members = &mut self.members;
        multinomial(random, self.hidden, &self.weights, |class, number| members[class] += number);
    }

    /// Draws chances, shares and concentration, given the classes.
    fn redraw(&mut self, random: &mut ChaCha8Rng) {
        for class in 0..CLASSES {
            let members = self.members[class];
            for list in 0..self.lists {
                let on = self.on[class][list];
                self.chances[class][list] = if members == 0.0 { share(random) } else { beta(random, 1.0 + on, 1.0 + members - on) };
            }
        }
        let (mut left, mut after) = (1.0, self.members.iter().sum::<f64>());
        for class in 0..CLASSES {
            after -= self.members[class];
            let broken = if class + 1 == CLASSES { 1.0 } else { beta(random, 1.0 + self.members[class], self.concentration + after) };
            self.shares[class] = left * broken;
            left = (left * (1.0 - broken)).max(f64::MIN_POSITIVE);
        }
        let last = self.shares[CLASSES - 1].max(f64::MIN_POSITIVE).ln();
        let (shape, rate) = CONCENTRATION;
        self.concentration = (gamma(random, shape + (CLASSES - 1) as f64) / (rate - last)).max(1e-6);
    }
}

#[cfg(test)]
mod tests {
    use super::super::posterior::Limits;
    use super::super::tables::{reference, table};
    use super::*;

    fn populations(overlap: &Overlap, length: Length) -> Vec<Vec<f64>> {
        let observed = overlap.observed() as f64;
        latent_classes(overlap, length).into_iter().map(|chain| chain.into_iter().map(|hidden| observed + hidden).collect()).collect()
    }

    /// R LCMCR 0.4.14, twenty pooled chains: 18775 [10819, 32620], medians of chains 11957 to 24260. So much do chains differ
    /// that only the pool can be compared, and it loosely.
    #[test]
    fn pooled_chains_meet_the_reference() {
        let Some(overlap) = reference("uk_2013_5list") else { return };
        let chains = populations(&overlap, Length { chains: 20, steps: 24_000, seed: 1 });
        let limits = Limits::of_draws(&chains.concat(), 0.95);
        for (found, expected, tolerance) in [(limits.median, 18775.0, 0.15), (limits.lower, 10819.0, 0.12), (limits.upper, 32620.0, 0.2)] {
            assert!((found / expected - 1.0).abs() < tolerance, "{limits:?}");
        }
    }

    #[test]
    fn one_class_is_enough_for_independent_lists() {
        // N = 1000 with chances .5, .4, .2.
        let overlap = table("a b c", [(1, 240), (2, 160), (4, 60), (3, 160), (5, 60), (6, 40), (7, 40)]);
        let limits = Limits::of_draws(&populations(&overlap, Length { chains: 4, steps: 6000, seed: 1 }).concat(), 0.95);
        assert!(limits.lower < 1000.0 && 1000.0 < limits.upper && (limits.median / 1000.0 - 1.0).abs() < 0.08, "{limits:?}");
    }

    #[test]
    fn the_same_seed_draws_the_same_with_any_number_of_threads() {
        let overlap = table("a b c", [(1, 24), (2, 16), (4, 6), (3, 16), (5, 6), (6, 4), (7, 4)]);
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            pool.install(|| latent_classes(&overlap, Length { chains: 3, steps: 300, seed: 5 }))
        };
        assert_eq!(run(1), run(3));
    }
}
