//! How many children there may be in all: what models estimate, and what others say, side by side.

use disclosure::SafeEstimate;

use crate::manuscript::Bilingual;

/// Estimates of one question by several methods, year by year, and figures of others beside them.
///
/// `E` is a [`SafeEstimate`] on the way into a release, so that nothing else can enter, and a plain [`domain::Estimate`] when it is
/// read back.
#[derive(Clone, PartialEq, Debug)]
pub struct Extent<E = SafeEstimate> {
    /// How exact counts became estimates that may leave.
    pub rule: Bilingual,
    /// What no estimate from overlapping lists can see.
    pub cannot_see: Bilingual,
    /// By year and age class.
    pub parts: Vec<ExtentPart<E>>,
    /// Figures of others.
    pub beside: Vec<Outside>,
}

/// One year and age class.
#[derive(Clone, PartialEq, Debug)]
pub struct ExtentPart<E = SafeEstimate> {
    /// Calendar year.
    pub year: i16,
    /// Age class: `0-11`, `12-17`, `0-17`.
    pub age: String,
    /// The lists that hold anyone.
    pub lists: Vec<String>,
    /// One for each method and reading of the lists that has an estimate.
    pub estimates: Vec<Modelled<E>>,
    /// Why there is no estimate, where there is none.
    pub withheld: Option<Bilingual>,
    /// Warnings and assumptions, each once.
    pub notices: Vec<Notice>,
}

/// What one method says of one reading of the lists.
#[derive(Clone, PartialEq, Debug)]
pub struct Modelled<E = SafeEstimate> {
    /// Its word: `bic`.
    pub method: String,
    /// How the lists were read.
    pub reading: Reading,
    /// What it says.
    pub estimate: E,
}

/// How lists that refer children to one another were read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reading {
    /// As recorded.
    Recorded,
    /// Without what came by a referral on record.
    Unreferred,
}

impl Reading {
    /// Every value.
    pub const ALL: [Reading; 2] = [Reading::Recorded, Reading::Unreferred];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Reading::Recorded => "recorded",
            Reading::Unreferred => "unreferred",
        }
    }
}

/// A sentence with its code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// Its code: `lists-refer`.
    pub code: String,
    /// The sentence.
    pub text: Bilingual,
}

/// A figure of somebody else, which measures something of its own.
#[derive(Clone, PartialEq, Debug)]
pub struct Outside {
    /// What readers call it.
    pub label: Bilingual,
    /// The figure, children a year.
    pub value: f64,
    /// Age class.
    pub age: String,
    /// When it was published: `2020-07-20`.
    pub date: String,
    /// Where it was published.
    pub source: Bilingual,
    /// What it counts.
    pub definition: Bilingual,
    /// What it cannot see.
    pub cannot_see: Bilingual,
}

impl<E> ExtentPart<E> {
    /// The lowest and highest limit over methods and readings; `None` without an estimate.
    pub fn spread(&self, limits: impl Fn(&E) -> (f64, f64)) -> Option<(f64, f64)> {
        let each = || self.estimates.iter().map(|own| limits(&own.estimate));
        let lowest = each().map(|own| own.0).reduce(f64::min)?;
        Some((lowest, each().map(|own| own.1).reduce(f64::max)?))
    }
}
