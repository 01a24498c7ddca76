//! A delivery beside another: what goes back to the supplier, and what the rules across deliveries look at.
//!
//! Everything here works on two checked deliveries of one supplier. Between suppliers only counts are compared, never
//! a case.

mod comparison;
mod difference;
mod mirror;
mod quality;
mod series_break;
mod similar;

pub use comparison::{Beside, Compared, GoesBack, compare};
pub(crate) use comparison::{Comparison, Found};
pub use difference::{Difference, Moved};
pub use mirror::{Mirror, MirrorField, MirrorValue};
pub use quality::{Late, Quality, UnknownShare};
pub use series_break::SeriesBreak;
pub use similar::{SafeCounts, SafeCountsError};

use crate::findings::{Case, Detail};
use crate::ledger::Entry;

/// How many own references a report names where it names the first ones.
pub(crate) const NAMED: usize = 10_000;

/// A part of a whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Share {
    /// The part.
    pub part: u64,
    /// The whole.
    pub whole: u64,
}

impl Share {
    /// As a number between 0 and 1; `None` of nothing.
    pub fn value(self) -> Option<f64> {
        (self.whole > 0).then(|| self.part as f64 / self.whole as f64)
    }

    /// In whole per cents.
    pub fn per_cent(self) -> Option<u64> {
        self.value().map(|value| (value * 100.0).round() as u64)
    }

    /// How far two shares lie apart, in standard errors of their difference under one common share (the two-proportion
    /// z of any textbook); 0 where one of them is of nothing.
    pub(crate) fn distance(self, other: Share) -> f64 {
        let (Some(one), Some(two)) = (self.value(), other.value()) else { return 0.0 };
        let whole = (self.whole + other.whole) as f64;
        let common = (self.part + other.part) as f64 / whole;
        let spread = (common * (1.0 - common) * (1.0 / self.whole as f64 + 1.0 / other.whole as f64)).sqrt();
        if spread > 0.0 { (one - two) / spread } else { 0.0 }
    }

    /// The difference of two shares, in points of a per cent.
    pub(crate) fn points(self, other: Share) -> f64 {
        (self.value().unwrap_or(0.0) - other.value().unwrap_or(0.0)) * 100.0
    }
}

/// A case of a record: where it stands, whose reference it has.
pub(crate) fn case_of(entry: &Entry, row: u64, field: &'static str) -> Case {
    Case { row, reference: entry.reference.clone(), field, part: "" }
}

/// A sentence in both languages.
pub(crate) fn said(nl: String, en: String) -> Detail {
    Detail { nl, en }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_of_two_shares_is_the_z_of_the_textbook() {
        // 40 of 100 beside 60 of 100: common share 0.5, standard error √(0.25 · 0.02) = 0.0707, z = 0.2 / 0.0707.
        let distance = Share { part: 60, whole: 100 }.distance(Share { part: 40, whole: 100 });
        assert!((distance - 2.828_427).abs() < 1e-6);
        assert_eq!(Share { part: 0, whole: 0 }.distance(Share { part: 1, whole: 2 }), 0.0);
        assert_eq!(Share { part: 0, whole: 5 }.distance(Share { part: 0, whole: 7 }), 0.0);
    }
}
