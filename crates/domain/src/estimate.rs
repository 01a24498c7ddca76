//! No number without its uncertainty.

/// An interval with its level, 0.95 unless said otherwise. `lower <= upper`.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug)]
pub struct Interval {
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
    /// Confidence level, 0–1.
    pub level: f64,
}

impl Interval {
    /// A 95 % interval.
    pub fn ninety_five(lower: f64, upper: f64) -> Interval {
        Interval { lower, upper, level: 0.95 }
    }

    /// Whether a value lies in it, limits included.
    pub fn covers(&self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }

    /// Upper minus lower.
    pub fn width(&self) -> f64 {
        self.upper - self.lower
    }
}

/// A value with its interval.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// Its uncertainty.
    pub interval: Interval,
}
