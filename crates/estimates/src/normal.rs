//! The one normal quantile every interval of this room uses.

use statrs::distribution::{ContinuousCDF, Normal};

/// The two-sided standard normal quantile of a level: 1.959964 for 0.95. `None` unless the level lies strictly
/// between 0 and 1.
pub(crate) fn two_sided(level: f64) -> Option<f64> {
    let inside = level > 0.0 && level < 1.0;
    inside.then(|| Normal::standard().inverse_cdf(0.5 + level / 2.0))
}

/// The probability of a standard normal value as far from 0 as this, or farther.
pub(crate) fn two_sided_p(z: f64) -> f64 {
    2.0 * Normal::standard().sf(z.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quantiles_are_those_of_the_printed_tables() {
        for (level, quantile) in [(0.95, 1.959963984540054), (0.99, 2.5758293035489004), (0.9, 1.6448536269514722)] {
            let found = two_sided(level).expect("a level");
            assert!((found - quantile).abs() < 1e-13, "{level}: {found}");
        }
    }

    #[test]
    fn a_level_outside_zero_and_one_has_none() {
        for level in [0.0, 1.0, -0.5, 95.0, f64::NAN] {
            assert_eq!(two_sided(level), None);
        }
    }
}
