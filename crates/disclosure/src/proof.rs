//! Proofs: whole tables that fit the release and differ where it hides. They stay inside the house: the first of them
//! is the truth (docs/decisions/0003-witnesses-inside.md).

use domain::{Breakdown, Municipality, Outcome, RegionCode, Site};

use crate::columns::Column;

/// The finest cells an attacker reasons about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Atom {
    /// Everyone who entered in a municipality in a year.
    Entered { municipality: Municipality, year: i16 },
    /// One class and column of an area (`None` where the municipality is unknown; for forms the whole country).
    Waits { area: Option<RegionCode>, breakdown: Breakdown, class: u8, year: i16, column: Column },
}

impl Atom {
    /// The year its people entered in.
    pub(crate) fn year(self) -> i16 {
        match self {
            Atom::Entered { year, .. } | Atom::Waits { year, .. } => year,
        }
    }

    /// Whether it says what became of people: as long a wait in another question is for something else.
    pub(crate) fn is_of_a_wait(self) -> bool {
        self != self.whatever_became()
    }

    /// Everyone of its place, class and year, as a plain count has them: whatever became of them, whenever.
    pub(crate) fn whatever_became(self) -> Atom {
        match self {
            Atom::Entered { .. } => self,
            Atom::Waits { area, breakdown, class, year, .. } => Atom::Waits { area, breakdown, class, year, column: Column::COUNTED },
        }
    }
}

/// What one published number of a site is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum What {
    /// A measure.
    Measure(domain::Measure),
    /// One outcome in one step of the site's curve, by its place in the curve.
    Step { step: usize, outcome: Outcome },
}

/// A table that fits the release, as changes to the base table; the first world of a proof is the base itself.
pub(crate) type World = Vec<(Atom, i64)>;

/// Two worlds that differ in one published cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Evidence {
    pub(crate) site: Site,
    pub(crate) what: What,
    pub(crate) low: usize,
    pub(crate) high: usize,
    /// Worlds that differ from the base in it: whoever is alone in a cell, one of these leaves what they know as it is.
    pub(crate) against: Vec<usize>,
}

/// Everything the checker needs to see for itself that each hidden cell stays open.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Proof {
    /// Atoms that are not zero in the base table.
    pub(crate) base: Vec<(Atom, i64)>,
    /// The same of what is counted today, in years that are told as they were too.
    pub(crate) today: Vec<(Atom, i64)>,
    /// Worlds; the first holds no changes.
    pub(crate) worlds: Vec<World>,
    /// One entry for every hidden cell; shown cells may have one too. Beside earlier releases: for every hidden cell that counts somebody who is in one.
    pub(crate) evidence: Vec<Evidence>,
    /// Earlier releases, which each world changes too and fits all the same.
    pub(crate) earlier: Vec<Sheet>,
    /// Worlds of the new release alone, where those of before stay as they are; the first holds no changes.
    pub(crate) since: Vec<World>,
    /// Two of these for every hidden cell that counts nobody who is in an earlier release, and for every small difference.
    pub(crate) differences: Vec<Evidence>,
    /// Questions that count part of the same, or more: their true tables, and what each world changes there.
    pub(crate) among: Vec<Other>,
}

/// Another question of the release in a proof.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Other {
    /// Atoms of its true table that are not zero, and of what is counted today.
    pub(crate) base: Vec<(Atom, i64)>,
    pub(crate) today: Vec<(Atom, i64)>,
    /// One for every world of the proof; the first holds no changes.
    pub(crate) worlds: Vec<World>,
    /// Its true tables of earlier releases, which each world changes too.
    pub(crate) earlier: Vec<Vec<(Atom, i64)>>,
    /// One for every world of the new release alone.
    pub(crate) since: Vec<World>,
}

/// An earlier release in a proof.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Sheet {
    /// Atoms of its true table that are not zero.
    pub(crate) base: Vec<(Atom, i64)>,
    /// One entry for every cell that it hid and that counts somebody who is in all releases.
    pub(crate) evidence: Vec<Evidence>,
}
