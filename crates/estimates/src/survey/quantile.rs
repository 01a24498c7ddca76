//! Quantiles of a sample with weights, and the limits of Woodruff (1952): those of the share at or below the quantile, read back
//! on the scale of the variable.

use super::Design;

/// Cumulative shares closer than this are one: sums of weights end in rounding.
const TOLERANCE: f64 = 1e-12;

/// The distribution of a variable: its values in order, with the share at or below each.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Distribution {
    steps: Vec<(f64, f64)>,
}

impl Distribution {
    /// Of the rows that hold, with their weights; `None` where none has a weight.
    pub(crate) fn new(values: &[Option<f64>], holds: &[bool], design: &Design) -> Option<Distribution> {
        let rows = values.iter().zip(holds).zip(&design.weights);
        let mut weighed: Vec<(f64, f64)> = rows
            .filter(|((_, holds), weight)| **holds && **weight > 0.0)
            .filter_map(|((value, _), weight)| value.map(|value| (value, *weight)))
            .collect();
        weighed.sort_by(|left, right| left.0.total_cmp(&right.0));
        let all: f64 = weighed.iter().map(|(_, weight)| weight).sum();
        let mut steps: Vec<(f64, f64)> = Vec::new();
        let mut sum = 0.0;
        for (value, weight) in weighed {
            sum += weight;
            match steps.last_mut() {
                Some(last) if last.0 == value => last.1 = sum / all,
                _ => steps.push((value, sum / all)),
            }
        }
        (!steps.is_empty()).then_some(Distribution { steps })
    }

    /// The share at or below a value.
    pub(crate) fn share(&self, value: f64) -> f64 {
        let place = self.steps.partition_point(|(step, _)| *step <= value);
        place.checked_sub(1).map_or(0.0, |before| self.steps[before].1)
    }

    /// The smallest value with at least this share at or below it; `None` outside 0–1.
    pub(crate) fn quantile(&self, at: f64) -> Option<f64> {
        if !(0.0..=1.0).contains(&at) {
            return None;
        }
        let place = self.steps.partition_point(|(_, share)| *share < at - TOLERANCE);
        self.steps.get(place).or(self.steps.last()).map(|(value, _)| *value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::{LonelyPsu, Numbering};

    fn distribution(values: &[f64], weights: &[f64]) -> Distribution {
        let design = Design::new(Some(weights.to_vec()), Vec::new(), Numbering::Throughout, LonelyPsu::Fail).expect("a design");
        let values: Vec<Option<f64>> = values.iter().map(|value| Some(*value)).collect();
        Distribution::new(&values, &vec![true; values.len()], &design).expect("a distribution")
    }

    #[test]
    fn a_quantile_is_the_first_value_that_reaches_its_share() {
        let ten = distribution(&[7.0, 1.0, 2.0, 3.0, 5.0, 4.0, 6.0, 9.0, 10.0, 8.0], &[0.1; 10]);
        for (at, value) in [(0.0, 1.0), (0.05, 1.0), (0.3, 3.0), (0.31, 4.0), (0.7, 7.0), (1.0, 10.0)] {
            assert_eq!(ten.quantile(at), Some(value), "{at}");
        }
        assert_eq!((ten.quantile(-0.1), ten.quantile(1.1)), (None, None));
    }

    #[test]
    fn weights_move_a_quantile_and_ties_are_one_step() {
        let tied = distribution(&[3.0, 3.0, 4.0, 1.0], &[1.0, 1.0, 1.0, 7.0]);
        assert_eq!((tied.quantile(0.7), tied.quantile(0.71), tied.quantile(0.95)), (Some(1.0), Some(3.0), Some(4.0)));
    }
}
