//! A test statistic with its degrees of freedom and p-value.

use statrs::distribution::{ChiSquared as Distribution, ContinuousCDF};

/// A chi-squared statistic.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ChiSquared {
    /// The statistic.
    pub statistic: f64,
    /// Degrees of freedom; 0 where there was nothing to compare.
    pub degrees_of_freedom: usize,
    /// The probability of as much or more by chance alone; `None` with 0 degrees of freedom.
    pub p: Option<f64>,
}

impl ChiSquared {
    pub(super) fn new(statistic: f64, degrees_of_freedom: usize) -> ChiSquared {
        let statistic = if degrees_of_freedom == 0 { 0.0 } else { statistic.max(0.0) };
        let distribution = Distribution::new(degrees_of_freedom as f64).ok();
        ChiSquared { statistic, degrees_of_freedom, p: distribution.map(|distribution| distribution.sf(statistic)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pearson & Hartley's table: the upper 5 % and 0.1 % points.
    #[test]
    fn the_printed_points_have_the_printed_probabilities() {
        for (statistic, freedom, p) in [(3.841459, 1, 0.05), (7.814728, 3, 0.05), (10.827566, 1, 0.001), (16.266236, 3, 0.001)] {
            let found = ChiSquared::new(statistic, freedom).p.expect("a probability");
            assert!((found - p).abs() < 1e-8, "{found} is not {p}");
        }
        assert_eq!(ChiSquared::new(3.0, 0), ChiSquared { statistic: 0.0, degrees_of_freedom: 0, p: None });
    }
}
