//! Figures: what a page shows, each with its interval.

use domain::{Cell, Estimate, Measure, Site};

/// What a figure says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Statistic {
    /// The safe count itself; its interval is what the rounding leaves open.
    Count,
    /// Per 10,000 minors a year.
    PerTenThousand,
    /// Share (0–1) of starts with this outcome by its day.
    Share(Measure),
    /// Days within which half of the starts reached the next step.
    Median,
}

impl Statistic {
    /// The word used in files: `count`, `per-10000`, `share-reached-by-183`, `median`.
    pub fn word(self) -> String {
        match self {
            Statistic::Count => "count".to_owned(),
            Statistic::PerTenThousand => "per-10000".to_owned(),
            Statistic::Share(measure) => format!("share-{}", measure.word()),
            Statistic::Median => "median".to_owned(),
        }
    }
}

/// One number with its interval, or the reason why there is none.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Figure {
    /// Where it stands.
    pub site: Site,
    /// What it says.
    pub statistic: Statistic,
    /// The number.
    pub value: Cell<Estimate>,
    /// The safe count it rests on.
    pub n: Cell<u64>,
}

/// A cumulative incidence curve from safe steps.
#[derive(Clone, PartialEq, Debug)]
pub struct Curve {
    /// Where it stands.
    pub site: Site,
    /// Its points, by day; day 0 included.
    pub points: Vec<CurvePoint>,
}

/// One point of a curve.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct CurvePoint {
    /// Day.
    pub day: u16,
    /// Safe number still waiting and seen just before this day's step.
    pub at_risk: Cell<u64>,
    /// Censored in the step.
    pub censored: Cell<u64>,
    /// Share that reached the next step by this day, with its interval; hidden from the first hidden step on.
    pub reached: Cell<Estimate>,
}
