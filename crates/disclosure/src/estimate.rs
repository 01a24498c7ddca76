//! Model output that may leave: computed from exact counts, told no finer than it is known.

use domain::{Estimate, Interval};

/// Fewer people observed than this and no estimate made from them leaves.
const LEAST_OBSERVED: u64 = 100;
/// No estimate is told finer than this.
const LEAST_STEP: f64 = 10.0;

/// An estimate made from exact counts by a model, ready to leave. Only this room can build one.
///
/// ```compile_fail,E0451
/// fn forge(estimate: domain::Estimate) -> disclosure::SafeEstimate {
///     disclosure::SafeEstimate { estimate, step: 1000.0 }
/// }
/// ```
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SafeEstimate {
    estimate: Estimate,
    step: f64,
}

/// Why an estimate does not leave.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Withheld {
    /// Too few people were observed.
    #[error("fewer than {LEAST_OBSERVED} people were observed")]
    TooFew,
    /// Its interval has no upper limit, or is no interval.
    #[error("the estimate has no interval with two limits")]
    NoInterval,
}

impl SafeEstimate {
    /// Rounds an estimate so that its last digit is about a tenth of the width of its interval: to the power of ten
    /// nearest to that, at least 10. Limits are rounded outwards.
    ///
    /// # Errors
    /// When fewer than 100 people were observed, or the interval is none.
    ///
    /// ```
    /// use disclosure::SafeEstimate;
    /// use domain::{Estimate, Interval};
    /// let exact = Estimate { value: 4_273.4, interval: Interval::ninety_five(3_518.0, 5_204.0) };
    /// let safe = SafeEstimate::of(exact, 912).unwrap();
    /// assert_eq!((safe.value(), safe.interval().lower, safe.interval().upper), (4_300.0, 3_500.0, 5_300.0));
    /// assert_eq!(safe.step(), 100.0);
    /// assert!(SafeEstimate::of(exact, 99).is_err());
    /// ```
    pub fn of(estimate: Estimate, observed: u64) -> Result<SafeEstimate, Withheld> {
        let Interval { lower, upper, level } = estimate.interval;
        let is_interval = [lower, estimate.value, upper].iter().all(|value| value.is_finite()) && lower < upper && lower >= 0.0;
        if !(is_interval && estimate.value >= lower && estimate.value <= upper) {
            return Err(Withheld::NoInterval);
        }
        if observed < LEAST_OBSERVED {
            return Err(Withheld::TooFew);
        }
        let step = 10f64.powf(((upper - lower) / 10.0).log10().round()).max(LEAST_STEP);
        let interval = Interval { lower: (lower / step).floor() * step, upper: (upper / step).ceil() * step, level };
        Ok(SafeEstimate { estimate: Estimate { value: (estimate.value / step).round() * step, interval }, step })
    }

    /// The estimate, a multiple of the step.
    pub fn value(self) -> f64 {
        self.estimate.value
    }

    /// Its interval, limits rounded outwards.
    pub fn interval(self) -> Interval {
        self.estimate.interval
    }

    /// To what it was rounded.
    pub fn step(self) -> f64 {
        self.step
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(value: f64, lower: f64, upper: f64) -> Estimate {
        Estimate { value, interval: Interval::ninety_five(lower, upper) }
    }

    #[test]
    fn the_last_digit_is_about_a_tenth_of_the_width() {
        for (lower, upper, step) in [(1000.0, 1020.0, 10.0), (1000.0, 1400.0, 100.0), (1000.0, 1300.0, 10.0), (5e3, 2e5, 1e4)] {
            let safe = SafeEstimate::of(exact(lower + 1.0, lower, upper), 500).expect("it leaves");
            assert_eq!(safe.step(), step, "{lower} {upper}");
            assert!(safe.interval().lower <= lower && safe.interval().upper >= upper);
            assert_eq!(safe.value() % step, 0.0);
        }
    }

    #[test]
    fn what_is_not_known_well_enough_stays() {
        assert_eq!(SafeEstimate::of(exact(5.0, 1.0, 9.0), 99), Err(Withheld::TooFew));
        for (value, lower, upper) in [(5.0, 1.0, f64::INFINITY), (5.0, 5.0, 5.0), (0.0, 1.0, 2.0), (f64::NAN, 1.0, 2.0)] {
            assert_eq!(SafeEstimate::of(exact(value, lower, upper), 500), Err(Withheld::NoInterval));
        }
    }

    #[test]
    fn two_counts_close_together_leave_as_the_same_number() {
        let of = |hidden: f64| SafeEstimate::of(exact(2000.0 + hidden, 1700.0 + hidden, 2400.0 + hidden), 800).map(SafeEstimate::value);
        assert_eq!(of(0.0), of(7.0));
    }
}
