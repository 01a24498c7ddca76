//! What a posterior says of the population: median, interval, and how far it was reached.

/// A posterior, summed up.
#[derive(Clone, PartialEq, Debug)]
pub struct Posterior {
    /// Its mean.
    pub mean: f64,
    /// Share of it in the last twentieth of the numbers tried; `None` where no end was set. Much of it there says that the end
    /// decides, not the lists.
    pub mass_at_end: Option<f64>,
    /// Chains that were pooled.
    pub chains: Vec<f64>,
    /// Gelman and Rubin's R-hat, halves of chains compared: near 1 when the chains agree.
    pub r_hat: Option<f64>,
}

/// Limits of a posterior: median, lower and upper.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Limits {
    pub(super) median: f64,
    pub(super) lower: f64,
    pub(super) upper: f64,
}

impl Limits {
    /// Of values in order with their weights: the smallest value that as much of the weight does not exceed.
    pub(super) fn of_weights(values: &[f64], weights: &[f64], level: f64) -> Limits {
        let total: f64 = weights.iter().sum();
        let mut sum = 0.0;
        let cumulative: Vec<f64> = weights.iter().map(|weight| (sum += weight, sum / total).1).collect();
        let at = |share: f64| values[cumulative.partition_point(|own| *own < share).min(values.len() - 1)];
        Limits { median: at(0.5), lower: at(0.5 - level / 2.0), upper: at(0.5 + level / 2.0) }
    }

    /// Of drawn values.
    pub(super) fn of_draws(draws: &[f64], level: f64) -> Limits {
        let mut sorted = draws.to_vec();
        sorted.sort_by(f64::total_cmp);
        Limits { median: quantile(&sorted, 0.5), lower: quantile(&sorted, 0.5 - level / 2.0), upper: quantile(&sorted, 0.5 + level / 2.0) }
    }
}

/// The quantile with a straight line between order statistics (Hyndman & Fan 1996, type 7).
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

/// Sums up chains that were pooled.
pub(super) fn of_chains(chains: &[Vec<f64>]) -> Posterior {
    let draws: usize = chains.iter().map(Vec::len).sum();
    let mean = chains.iter().flatten().sum::<f64>() / draws as f64;
    let medians = chains.iter().map(|chain| Limits::of_draws(chain, 0.95).median).collect();
    Posterior { mean, mass_at_end: None, chains: medians, r_hat: r_hat(chains) }
}

/// R-hat of halves of chains, on the logarithm, for populations have long tails (Gelman et al. 2013, section 11.4).
pub(super) fn r_hat(chains: &[Vec<f64>]) -> Option<f64> {
    let halves: Vec<Vec<f64>> = chains
        .iter()
        .flat_map(|chain| chain.chunks(chain.len().div_ceil(2).max(1)))
        .map(|half| half.iter().map(|value| value.ln()).collect())
        .collect();
    let length = halves.iter().map(Vec::len).min().filter(|length| *length > 1)? as f64;
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let variance = |values: &[f64]| {
        let middle = mean(values);
        values.iter().map(|value| (value - middle).powi(2)).sum::<f64>() / (values.len() - 1) as f64
    };
    let means: Vec<f64> = halves.iter().map(|half| mean(half)).collect();
    let within = mean(&halves.iter().map(|half| variance(half)).collect::<Vec<_>>());
    let between = variance(&means);
    (within > 0.0).then(|| (((length - 1.0) / length * within + between) / within).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_the_first_values_that_reach_their_share() {
        let limits = Limits::of_weights(&[1.0, 2.0, 3.0, 4.0], &[0.1, 0.3, 0.4, 0.2], 0.8);
        assert_eq!(limits, Limits { median: 3.0, lower: 1.0, upper: 4.0 });
        let limits = Limits::of_draws(&[4.0, 1.0, 3.0, 2.0, 5.0], 0.5);
        assert_eq!(limits, Limits { median: 3.0, lower: 2.0, upper: 4.0 });
    }

    #[test]
    fn chains_that_stay_apart_are_seen() {
        let chain = |at: f64| (0..100).map(|step| at + f64::from(step % 10)).collect::<Vec<_>>();
        let together = of_chains(&[chain(100.0), chain(100.0)]).r_hat.expect("a number");
        let apart = of_chains(&[chain(100.0), chain(300.0)]).r_hat.expect("a number");
        assert!(together < 1.01 && apart > 2.0, "{together} {apart}");
    }
}
