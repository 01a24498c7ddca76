//! Bias-corrected and accelerated bootstrap, with the choice of the model inside every replicate.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use statrs::distribution::{ContinuousCDF, Normal};

use super::chance::multinomial;
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
    let counts: Vec<f64> = cells.iter().map(|(_, count)| *count).collect();
    let mut drawn: Vec<(u32, f64)> = cells.iter().map(|(history, _)| (*history, 0.0)).collect();
    multinomial(&mut random, counts.iter().sum(), &counts, |at, number| drawn[at].1 += number);
    drawn
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
