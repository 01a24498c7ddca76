//! Bias-corrected and accelerated bootstrap, with the choice of the model inside every replicate.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use statrs::distribution::{ContinuousCDF, Normal};

use super::{IntervalKind, PopulationInterval};

/// Fewer replicates that estimate than this give no interval.
const LEAST: usize = 20;

/// What a bootstrap gave.
pub(super) struct Bootstrapped {
    /// `None` where too few replicates had an estimate.
    pub(super) interval: Option<PopulationInterval>,
    /// Replicates without an estimate.
    pub(super) failed: usize,
}

/// The interval of Efron (1987) for the population: `estimate` maps a table of (history, count) to the whole population,
/// the choice of a model included (Chan, Silverman & Vincent 2021, section 5).
///
/// Replicates draw the observed people again, each history with its share; the acceleration comes from leaving one person
/// out of each distinct history, which stands for all its people. Every replicate has its own stream of chance, so that
/// the number of threads changes nothing.
pub(super) fn bca(
    cells: &[(u32, f64)],
    population: f64,
    (replicates, seed): (u32, u64),
    level: f64,
    estimate: impl Fn(&[(u32, f64)]) -> Option<f64> + Sync,
) -> Bootstrapped {
    let drawn: Vec<Option<f64>> = (0..replicates).into_par_iter().map(|at| estimate(&redrawn(cells, seed, at))).collect();
    let mut values: Vec<f64> = drawn.iter().flatten().copied().collect();
    values.sort_by(f64::total_cmp);
    let failed = drawn.len() - values.len();
    if values.len() < LEAST {
        return Bootstrapped { interval: None, failed };
    }
    let normal = Normal::standard();
    let below = values.iter().filter(|value| **value < population).count() as f64;
    let equal = values.iter().filter(|value| **value == population).count() as f64;
    let share = ((below + equal / 2.0) / values.len() as f64).clamp(0.5 / values.len() as f64, 1.0 - 0.5 / values.len() as f64);
    let bias = normal.inverse_cdf(share);
    let acceleration = acceleration(cells, &estimate);
    let limit = |probability: f64| {
        let moved = bias + normal.inverse_cdf(probability);
        quantile(&values, normal.cdf(bias + moved / (1.0 - acceleration * moved)))
    };
    let interval =
        PopulationInterval { kind: IntervalKind::Bca, level, lower: limit(0.5 - level / 2.0), upper: Some(limit(0.5 + level / 2.0)) };
    Bootstrapped { interval: Some(interval), failed }
}

/// As many people as were observed, each with a history drawn from those observed.
fn redrawn(cells: &[(u32, f64)], seed: u64, replicate: u32) -> Vec<(u32, f64)> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    random.set_stream(u64::from(replicate) + 1);
    let mut left: f64 = cells.iter().map(|(_, count)| count).sum();
    let mut share_left = left;
    let draw = |(history, count): &(u32, f64)| {
        let drawn = if *count >= share_left { left } else { binomial(&mut random, left, count / share_left) };
        left -= drawn;
        share_left -= count;
        (*history, drawn)
    };
    cells.iter().map(draw).collect()
}

/// A binomial number: by its gaps where the mean is small, else by halving with the order statistic of the middle
/// (Devroye 1986, section X.4.3), which takes a number of steps that grows with the logarithm only.
fn binomial(random: &mut ChaCha8Rng, people: f64, probability: f64) -> f64 {
    if people <= 0.0 || probability <= 0.0 {
        return 0.0;
    }
    if probability >= 1.0 {
        return people;
    }
    if probability > 0.5 {
        return people - binomial(random, people, 1.0 - probability);
    }
    if people * probability < 30.0 {
        return gaps(random, people, probability);
    }
    let (middle, over) = ((people / 2.0).floor() + 1.0, people - (people / 2.0).floor());
    let share = beta(random, middle, over);
    if share <= probability {
        middle + binomial(random, people - middle, (probability - share) / (1.0 - share))
    } else {
        binomial(random, middle - 1.0, probability / share)
    }
}

fn gaps(random: &mut ChaCha8Rng, people: f64, probability: f64) -> f64 {
    let scale = (1.0 - probability).ln();
    let (mut place, mut count) = (0.0, 0.0);
    loop {
        let gap = ((1.0 - random.random::<f64>()).ln() / scale).floor() + 1.0;
        place += gap;
        if place > people {
            return count;
        }
        count += 1.0;
    }
}

/// A beta number from two gamma numbers of Marsaglia & Tsang (2000).
fn beta(random: &mut ChaCha8Rng, one: f64, other: f64) -> f64 {
    let (one, other) = (gamma(random, one), gamma(random, other));
    one / (one + other)
}

/// A gamma number of shape 1 or more.
pub(super) fn gamma(random: &mut ChaCha8Rng, shape: f64) -> f64 {
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal_number(random);
        let v = (1.0 + c * x).powi(3);
        if v > 0.0 && (1.0 - random.random::<f64>()).ln() < 0.5 * x * x + d - d * v + d * v.ln() {
            return d * v;
        }
    }
}

fn normal_number(random: &mut ChaCha8Rng) -> f64 {
    let (one, other): (f64, f64) = (random.random(), random.random());
    (-2.0 * (1.0 - one).ln()).sqrt() * (std::f64::consts::TAU * other).cos()
}

/// Σ n (mean − value)³ / 6 (Σ n (mean − value)²)^{3/2} over tables with one person less.
fn acceleration(cells: &[(u32, f64)], estimate: &(impl Fn(&[(u32, f64)]) -> Option<f64> + Sync)) -> f64 {
    let seen: Vec<usize> = (0..cells.len()).filter(|at| cells[*at].1 > 0.0).collect();
    let without = |at: &usize| {
        let mut left = cells.to_vec();
        left[*at].1 -= 1.0;
        estimate(&left).map(|value| (cells[*at].1, value))
    };
    let values: Vec<(f64, f64)> = seen.par_iter().map(without).collect::<Vec<_>>().into_iter().flatten().collect();
    let weight: f64 = values.iter().map(|(count, _)| count).sum();
    let mean = values.iter().map(|(count, value)| count * value).sum::<f64>() / weight;
    let power = |power: i32| values.iter().map(|(count, value)| count * (mean - value).powi(power)).sum::<f64>();
    let spread = power(2).powf(1.5);
    if spread > 0.0 { power(3) / (6.0 * spread) } else { 0.0 }
}

/// The quantile with a straight line between order statistics (Hyndman & Fan 1996, type 6, as for bootstrap limits in
/// Davison & Hinkley 1997).
fn quantile(sorted: &[f64], probability: f64) -> f64 {
    let place = (probability * (sorted.len() + 1) as f64 - 1.0).clamp(0.0, (sorted.len() - 1) as f64);
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawn_numbers_have_the_mean_and_spread_of_a_binomial() {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        for (people, probability) in [(10.0, 0.3), (1000.0, 0.02), (100_000.0, 0.4), (1e9, 0.7)] {
            let draws: Vec<f64> = (0..4000).map(|_| binomial(&mut random, people, probability)).collect();
            let mean = draws.iter().sum::<f64>() / 4000.0;
            let spread = draws.iter().map(|draw| (draw - mean).powi(2)).sum::<f64>() / 3999.0;
            let (expected, variance) = (people * probability, people * probability * (1.0 - probability));
            assert!((mean - expected).abs() < 4.0 * (variance / 4000.0).sqrt(), "{people} {probability}: {mean}");
            assert!((spread / variance - 1.0).abs() < 0.12, "{people} {probability}: {spread}");
        }
    }

    #[test]
    fn a_redrawn_table_has_as_many_people() {
        let cells = [(1, 40.0), (2, 30.0), (3, 0.0), (4, 6.0)];
        for replicate in 0..50 {
            let drawn = redrawn(&cells, 3, replicate);
            assert_eq!(drawn.iter().map(|cell| cell.1).sum::<f64>(), 76.0);
            assert_eq!(drawn[2].1, 0.0);
        }
        let different: std::collections::BTreeSet<String> =
            (0..50).map(|replicate| format!("{:?}", redrawn(&cells, 3, replicate))).collect();
        assert!(different.len() > 30, "{}", different.len());
    }
}
