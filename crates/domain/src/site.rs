//! Where in a release a number stands: region, span of years, class; and what it measures.

use std::fmt;

use crate::{Breakdown, RegionCode};

/// The years a figure is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Span {
    /// One calendar year.
    Year(i16),
    /// Several years pooled, both ends included.
    Years(i16, i16),
}

impl Span {
    /// Whether a year lies in it.
    pub fn holds(self, year: i16) -> bool {
        match self {
            Span::Year(own) => own == year,
            Span::Years(first, last) => (first..=last).contains(&year),
        }
    }

    /// The last year.
    pub fn last(self) -> i16 {
        match self {
            Span::Year(year) | Span::Years(_, year) => year,
        }
    }

    /// Number of years.
    pub fn years(self) -> u32 {
        match self {
            Span::Year(_) => 1,
            Span::Years(first, last) => (i32::from(last) - i32::from(first) + 1).max(1) as u32,
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Span::Year(year) => write!(f, "{year}"),
            Span::Years(first, last) => write!(f, "{first}-{last}"),
        }
    }
}

impl std::str::FromStr for Span {
    type Err = std::num::ParseIntError;

    /// Reads `2023` or `2021-2023`.
    fn from_str(text: &str) -> Result<Span, Self::Err> {
        match text.split_once('-') {
            Some((first, last)) => Ok(Span::Years(first.parse()?, last.parse()?)),
            None => text.parse().map(Span::Year),
        }
    }
}

/// One place in a release. `class` is 0 for [`Breakdown::All`], else a value on the breakdown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Site {
    /// Region.
    pub region: RegionCode,
    /// Years.
    pub span: Span,
    /// By what.
    pub breakdown: Breakdown,
    /// Which value of it.
    pub class: u8,
}

impl Site {
    /// Everyone in a region and span.
    pub fn all(region: RegionCode, span: Span) -> Site {
        Site { region, span, breakdown: Breakdown::All, class: 0 }
    }
}

/// What a published count counts. `by` is in the hand-over's own days and included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Measure {
    /// Records, cases or children of a plain count; starts of a hand-over.
    Entered,
    /// Reached within `by` days.
    Reached {
        /// Days.
        by: u16,
    },
    /// Made impossible within `by` days.
    Competing {
        /// Days.
        by: u16,
    },
    /// Seen through day `by` and neither reached nor made impossible: still waiting.
    Waiting {
        /// Days.
        by: u16,
    },
    /// Neither, and not observed through day `by`: censored early.
    Unseen {
        /// Days.
        by: u16,
    },
}

impl Measure {
    /// The word used in files: `entered`, `reached-by-183`.
    pub fn word(self) -> String {
        match self {
            Measure::Entered => "entered".to_owned(),
            Measure::Reached { by } => format!("reached-by-{by}"),
            Measure::Competing { by } => format!("competing-by-{by}"),
            Measure::Waiting { by } => format!("waiting-at-{by}"),
            Measure::Unseen { by } => format!("unseen-by-{by}"),
        }
    }
}
