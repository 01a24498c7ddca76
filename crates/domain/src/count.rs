//! Count tables: the only thing that leaves the engine. Integers only; order and number of threads cannot change them.

use std::collections::BTreeMap;

use crate::Municipality;

/// How a start ended, for hand-overs; `Counted` for plain counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Outcome {
    /// A plain count: nothing is waited for.
    Counted = 0,
    /// The next step was seen after `days`.
    Reached = 1,
    /// Something made it impossible after `days` (moved, died, turned 18, order ended, refused).
    Competing = 2,
    /// Neither was seen in the `days` that could be observed: censored.
    Open = 3,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Outcome; 4] = [Outcome::Counted, Outcome::Reached, Outcome::Competing, Outcome::Open];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Counted => "counted",
            Outcome::Reached => "reached",
            Outcome::Competing => "competing",
            Outcome::Open => "open",
        }
    }
}

/// By what a table is broken down, next to place and year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Breakdown {
    /// Not at all: `class` is 0.
    All,
    /// By form of violence ([`crate::Form::number`]); one start may count in several classes.
    Form,
    /// By sex: 0 unknown, 1 female, 2 male.
    Sex,
    /// By age band ([`crate::AgeBand::number`]).
    Age,
}

impl Breakdown {
    /// Every breakdown.
    pub const ALL: [Breakdown; 4] = [Breakdown::All, Breakdown::Form, Breakdown::Sex, Breakdown::Age];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Breakdown::All => "all",
            Breakdown::Form => "form",
            Breakdown::Sex => "sex",
            Breakdown::Age => "age",
        }
    }

    /// Whether the classes add up to all: forms do not, a child may have several.
    pub fn is_additive(self) -> bool {
        self != Breakdown::Form
    }
}

/// One cell of a count table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CountKey {
    /// Where the start was; unknown is 0.
    pub municipality: Municipality,
    /// Year of the start.
    pub year: i16,
    /// Value on the table's breakdown; 0 for [`Breakdown::All`].
    pub class: u8,
    /// How it ended.
    pub outcome: Outcome,
    /// Days to that outcome, in the hand-over's unit; 0 for plain counts.
    pub days: u16,
}

/// Exact counts of one indicator, one breakdown. Sparse: an absent cell is 0.
///
/// ```
/// use domain::{Breakdown, CountKey, CountTable, Municipality, Outcome};
/// let mut table = CountTable::new("report.children", Breakdown::All);
/// let key = CountKey { municipality: Municipality(363), year: 2023, class: 0, outcome: Outcome::Counted, days: 0 };
/// table.add(key, 2);
/// table.add(key, 1);
/// assert_eq!(table.total(), 3);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CountTable {
    /// Which indicator.
    pub indicator: String,
    /// By what.
    pub breakdown: Breakdown,
    /// The cells.
    pub cells: BTreeMap<CountKey, u64>,
}

impl CountTable {
    /// An empty table.
    pub fn new(indicator: impl Into<String>, breakdown: Breakdown) -> CountTable {
        CountTable { indicator: indicator.into(), breakdown, cells: BTreeMap::new() }
    }

    /// Adds to one cell.
    pub fn add(&mut self, key: CountKey, count: u64) {
        if count > 0 {
            *self.cells.entry(key).or_insert(0) += count;
        }
    }

    /// Adds every cell of a table of the same indicator and breakdown.
    pub fn merge(&mut self, other: &CountTable) {
        debug_assert_eq!((&self.indicator, self.breakdown), (&other.indicator, other.breakdown));
        for (key, count) in &other.cells {
            self.add(*key, *count);
        }
    }

    /// Sum over all cells.
    pub fn total(&self) -> u64 {
        self.cells.values().sum()
    }
}
