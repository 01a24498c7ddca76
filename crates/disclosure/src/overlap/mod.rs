//! The table of which lists children stand on: whether it may leave beside what a model made of it, and what of it.
//!
//! In reading order: the table ([`table`]) is hidden and rounded as every other one of a release, its margins with it; then
//! [`worlds`] looks for other children who would give the very same release, estimates included. Where every hidden count can
//! be another one, nobody can work it out from all that is published together; where not, the table stays inside.

mod table;
mod worlds;

#[cfg(test)]
mod tests;

pub(crate) use table::rounded;

use std::collections::BTreeMap;

use domain::Cell;

use crate::crossing::CrossingError;
use crate::{DisclosureError, Policy};

/// Fewer children observed than this and the table stays inside, as the estimates made from it do.
const LEAST_OBSERVED: u64 = 100;

/// Tries at hiding fewer cells.
const STEPS: u64 = 1000;

/// Children of whom the house counts the same: their age class, and the lists they stand on as bits, as recorded and without referrals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Listed {
    /// Place of the age class.
    pub age: usize,
    /// Lists as recorded; at least one.
    pub recorded: u32,
    /// Lists without what came by a referral.
    pub unreferred: u32,
}

/// How many children there are of each kind.
pub type Children = BTreeMap<Listed, u64>;

/// The children of a year and what of them is asked.
#[derive(Clone, Copy, Debug)]
pub struct OverlapTask<'a> {
    /// The lists, in the order of the bits: two at least.
    pub lists: &'a [String],
    /// The age classes.
    pub ages: &'a [String],
    /// What all ages together are called.
    pub all_ages: &'a str,
    /// The children on one list or more.
    pub children: &'a Children,
    /// The rules of the release: threshold of the country, rounding, width, insiders.
    pub policy: &'a Policy,
    /// Seed of the searches.
    pub seed: u64,
}

/// Which children a cell counts, by their lists.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum OnLists {
    /// All who stand on one list or more.
    Any,
    /// All who stand on this list, whatever other lists they stand on.
    This(usize),
    /// Those who stand on these lists, as bits, and on no other.
    Exactly(u32),
}

/// One count of the table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OverlapCell {
    /// Age class, or all ages.
    pub age: String,
    /// Which children.
    pub on: OnLists,
    /// How many, rounded; or hidden.
    pub children: Cell<u64>,
}

/// The table as it may leave. Only this room can build one.
///
/// ```compile_fail,E0451
/// let forged = disclosure::SafeOverlap { lists: Vec::new(), base: 1, cells: Vec::new() };
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SafeOverlap {
    lists: Vec<String>,
    base: u64,
    cells: Vec<OverlapCell>,
}

impl SafeOverlap {
    /// The lists, in the order of the bits.
    pub fn lists(&self) -> &[String] {
        &self.lists
    }

    /// Rounding base: a shown count is a multiple of it.
    pub fn base(&self) -> u64 {
        self.base
    }

    /// Every cell: by age class with all ages last, and in it all children, each list, each combination.
    pub fn cells(&self) -> &[OverlapCell] {
        &self.cells
    }
}

/// Why the table stays inside.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum OverlapWithheld {
    /// Fewer than two lists, or more than the table can hold.
    #[error("{lists} lists; the table holds 2 to {most}")]
    Lists {
        /// How many there are.
        lists: usize,
        /// How many there may be.
        most: usize,
    },
    /// Too few children were observed.
    #[error("fewer than {LEAST_OBSERVED} children were observed")]
    TooFew,
    /// Some hidden count could be worked out from the table alone.
    #[error("{cells} hidden counts could be worked out from the table")]
    Open {
        /// How many.
        cells: usize,
    },
    /// Nothing would be left to show but zeros.
    #[error("every count above zero is hidden")]
    NothingToShow,
    /// For some hidden count no other children were found who give the same release, estimates included.
    #[error("{cells} hidden counts could be worked out from the table and the estimates together")]
    Told {
        /// How many.
        cells: usize,
    },
    /// The rules of the release are incomplete.
    #[error("the policy is incomplete")]
    Policy(#[from] DisclosureError),
    /// The table cannot be made.
    #[error("the table cannot be made")]
    Table(#[from] CrossingError),
}

/// Protects the table of a year and decides whether it may leave.
///
/// `same` says whether other children would give the very same release in all else that is made from exact counts: every
/// estimate with its limits and every sentence beside it. It is asked of a few dozen populations.
///
/// Counts below the threshold of the country are hidden, and others besides, so that neither a reader nor a child alone in its
/// cell can work one out from the sums by age and by list; what is shown is rounded. Then, for every hidden count and every such
/// child, other children are sought who differ in that count by the width, fit all that is shown, leave every sum that another
/// table of the release may tell as it is, and give the same release. A count for which there are none could be told by the
/// estimates: the whole table stays inside then.
///
/// The table is hidden twice: quickly, with more hidden than need be, and where that is safe with as little hidden as can be found. The
/// second leaves if it is as safe.
///
/// # Errors
/// The reason why the table stays inside.
pub fn overlap(task: &OverlapTask<'_>, same: &mut dyn FnMut(&Children) -> bool) -> Result<SafeOverlap, OverlapWithheld> {
    task.policy.check()?;
    if task.children.values().sum::<u64>() < LEAST_OBSERVED {
        return Err(OverlapWithheld::TooFew);
    }
    let mut published = Err(OverlapWithheld::NothingToShow);
    for steps in [0, STEPS] {
        let table = match table::Table::of(task, steps) {
            Ok(table) => table,
            Err(reason) => return published.or(Err(reason)),
        };
        if table.shows_anything() {
            match worlds::told(task, &table, same) {
                0 => published = Ok(table.published(task)),
                cells => return published.or(Err(OverlapWithheld::Told { cells })),
            }
        }
    }
    published
}
