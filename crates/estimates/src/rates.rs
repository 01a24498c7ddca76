//! Shares of a whole and rates per 10,000, each with its interval.
//!
//! Method page: `docs/methods/wilson.md`.

use domain::{Cell, Estimate, Interval};
use statrs::function::gamma::{gamma_lr, ln_gamma};

use crate::normal;

/// A share (0–1) of `count` in `of` with the score interval of Wilson (1927), recommended for every size of sample by
/// Brown, Cai & DasGupta (2001). The lower limit of none and the upper limit of all are exactly 0 and 1.
///
/// `Unknown` where there is no one to take a share of, where `count` exceeds `of` or the level lies not strictly
/// between 0 and 1; never `NaN`.
///
/// ```
/// let share = estimates::rates::wilson(21, 136, 0.95).shown().unwrap();
/// let percent = |share: f64| format!("{:.1}", 100.0 * share);
/// assert_eq!(percent(share.value), "15.4");
/// assert_eq!((percent(share.interval.lower), percent(share.interval.upper)), ("10.3".into(), "22.5".into()));
/// ```
pub fn wilson(count: u64, of: u64, level: f64) -> Cell<Estimate> {
    match normal::two_sided(level) {
        Some(z) if of > 0 && count <= of => Cell::Shown(score_interval(count, of, level, z)),
        _ => Cell::Unknown,
    }
}

fn score_interval(count: u64, of: u64, level: f64, z: f64) -> Estimate {
    let (x, n) = (count as f64, of as f64);
    let share = x / n;
    let squared = z * z;
    let centre = (x + squared / 2.0) / (n + squared);
    let half = z / (n + squared) * (x * (n - x) / n + squared / 4.0).sqrt();
    let lower = if count == 0 { 0.0 } else { (centre - half).clamp(0.0, share) };
    let upper = if count == of { 1.0 } else { (centre + half).clamp(share, 1.0) };
    Estimate { value: share, interval: Interval { lower, upper, level } }
}

/// A count with the exact Poisson limits of Garwood (1936): the means under which a count this high, or this low, has
/// probability `(1 − level) / 2`. The lower limit of 0 is 0.
///
/// `Unknown` where the level lies not strictly between 0 and 1.
pub fn poisson(count: u64, level: f64) -> Cell<Estimate> {
    if !(level > 0.0 && level < 1.0) {
        return Cell::Unknown;
    }
    let tail = (1.0 - level) / 2.0;
    let value = count as f64;
    let lower = if count == 0 { 0.0 } else { gamma_quantile(value, tail) };
    let upper = gamma_quantile(value + 1.0, 1.0 - tail);
    Cell::Shown(Estimate { value, interval: Interval { lower, upper, level } })
}

/// A rate per 10,000 person-years with exact Poisson limits.
///
/// `Unknown` where nobody was there to count (`person_years` not above 0 or not finite).
///
/// ```
/// let rate = estimates::rates::per_ten_thousand(20, 40_000.0, 0.95).shown().unwrap();
/// assert_eq!(rate.value, 5.0);
/// assert_eq!(estimates::rates::per_ten_thousand(20, 0.0, 0.95), domain::Cell::Unknown);
/// ```
pub fn per_ten_thousand(count: u64, person_years: f64, level: f64) -> Cell<Estimate> {
    if !(person_years > 0.0 && person_years.is_finite()) {
        return Cell::Unknown;
    }
    let rate = |count: f64| count * 10_000.0 / person_years;
    poisson(count, level).map(|counted| Estimate {
        value: rate(counted.value),
        interval: Interval { lower: rate(counted.interval.lower), upper: rate(counted.interval.upper), level },
    })
}

/// The value below which a gamma variable of this shape (scale 1) falls with probability `p`, to a relative 1e-13:
/// Newton steps from the cube-root approximation of Wilson & Hilferty (1931), kept inside a shrinking bracket.
fn gamma_quantile(shape: f64, p: f64) -> f64 {
    let (mut below, mut above) = gamma_bracket(shape, p);
    let mut at = wilson_hilferty(shape, p).clamp(below, above);
    for _ in 0..200 {
        let excess = gamma_lr(shape, at) - p;
        if excess > 0.0 {
            above = at;
        } else {
            below = at;
        }
        let density = ((shape - 1.0) * at.ln() - at - ln_gamma(shape)).exp();
        let newton = at - excess / density;
        let next = if newton > below && newton < above { newton } else { (below + above) / 2.0 };
        if (next - at).abs() <= 1e-13 * next {
            return next;
        }
        at = next;
    }
    at
}

/// Two values with the quantile between them.
fn gamma_bracket(shape: f64, p: f64) -> (f64, f64) {
    let mut above = shape + 10.0 * shape.sqrt() + 10.0;
    while gamma_lr(shape, above) < p {
        above *= 2.0;
    }
    (f64::MIN_POSITIVE, above)
}

fn wilson_hilferty(shape: f64, p: f64) -> f64 {
    let level = (2.0 * p - 1.0).abs();
    let z = normal::two_sided(level).unwrap_or(0.0).copysign(p - 0.5);
    let ninth = 1.0 / (9.0 * shape);
    shape * (1.0 - ninth + z * ninth.sqrt()).max(0.05).powi(3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(found: Cell<Estimate>, lower: f64, upper: f64, tolerance: f64) {
        let interval = found.shown().expect("an estimate").interval;
        assert!((interval.lower - lower).abs() < tolerance, "lower {} is not {lower}", interval.lower);
        assert!((interval.upper - upper).abs() < tolerance, "upper {} is not {upper}", interval.upper);
    }

    /// Newcombe (1998), Statistics in Medicine 17, table I, method 3.
    #[test]
    fn newcombes_four_examples_are_met() {
        check(wilson(81, 263, 0.95), 0.2553, 0.3662, 5e-5);
        check(wilson(15, 148, 0.95), 0.0624, 0.1605, 5e-5);
        check(wilson(0, 20, 0.95), 0.0, 0.1611, 5e-5);
        check(wilson(1, 29, 0.95), 0.0061, 0.1718, 5e-5);
    }

    /// 21 of 136 children without help after six months (Slachtoffermonitor); 20 of 135 when rounded to 5.
    #[test]
    fn the_published_share_without_help_is_met() {
        check(wilson(21, 136, 0.95), 0.103, 0.225, 5e-4);
        let rounded = wilson(20, 135, 0.95).shown().expect("a share");
        assert_eq!(format!("{:.1}", rounded.value * 100.0), "14.8");
    }

    /// Garwood (1936), Biometrika 28, 437–442, as tabulated since by many; 100 from Ulm (1990), two digits.
    #[test]
    fn garwoods_table_is_met() {
        check(poisson(0, 0.95), 0.0, 3.6889, 5e-5);
        check(poisson(1, 0.95), 0.0253, 5.5716, 5e-5);
        check(poisson(5, 0.95), 1.6235, 11.6683, 5e-5);
        check(poisson(10, 0.95), 4.7954, 18.3904, 5e-5);
        check(poisson(20, 0.95), 12.2165, 30.8884, 5e-5);
        check(poisson(100, 0.95), 81.36, 121.63, 5e-3);
        check(poisson(0, 0.99), 0.0, -(0.005f64).ln(), 1e-12);
    }

    #[test]
    fn nobody_has_no_share_and_no_rate() {
        assert_eq!(wilson(0, 0, 0.95), Cell::Unknown);
        assert_eq!(wilson(3, 2, 0.95), Cell::Unknown);
        assert_eq!(wilson(1, 2, 1.0), Cell::Unknown);
        assert_eq!(poisson(1, f64::NAN), Cell::Unknown);
        assert_eq!(per_ten_thousand(1, f64::NAN, 0.95), Cell::Unknown);
    }

    #[test]
    fn none_and_all_touch_the_edge() {
        assert_eq!(wilson(0, 7, 0.95).shown().map(|share| share.interval.lower), Some(0.0));
        assert_eq!(wilson(7, 7, 0.95).shown().map(|share| share.interval.upper), Some(1.0));
    }

    #[test]
    fn large_counts_have_limits_near_the_normal_ones() {
        let interval = poisson(143_210, 0.95).shown().expect("limits").interval;
        let half = 1.959964 * 143_210f64.sqrt();
        assert!((interval.width() / 2.0 - half).abs() < 2.0, "{interval:?}");
    }

    proptest! {
        /// The definition of the score interval: at each limit the score statistic equals the quantile.
        #[test]
        fn wilson_limits_solve_the_score_equation(of in 1u64..5_000, part in 0.0f64..1.0) {
            let count = (part * of as f64) as u64;
            let share = wilson(count, of, 0.95).shown().expect("a share");
            for limit in [share.interval.lower, share.interval.upper] {
                if limit > 0.0 && limit < 1.0 {
                    let score = (share.value - limit) / (limit * (1.0 - limit) / of as f64).sqrt();
                    prop_assert!((score.abs() - 1.959963984540054).abs() < 1e-6);
                }
            }
            prop_assert!(share.interval.covers(share.value));
        }

        /// The definition of Garwood's limits: each leaves 2.5 % in its tail, summed term by term.
        #[test]
        fn poisson_limits_leave_their_tails(count in 1u64..400) {
            let interval = poisson(count, 0.95).shown().expect("limits").interval;
            let at_most = |count: u64, mean: f64| -> f64 {
                (0..=count).map(|x| (x as f64 * mean.ln() - mean - ln_gamma(x as f64 + 1.0)).exp()).sum()
            };
            prop_assert!((at_most(count, interval.upper) - 0.025).abs() < 1e-9);
            prop_assert!((1.0 - at_most(count - 1, interval.lower) - 0.025).abs() < 1e-9);
        }
    }
}
