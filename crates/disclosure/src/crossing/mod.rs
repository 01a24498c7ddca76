//! One table of counts over dimensions with hierarchies, for anyone: what may be shown of it, and the proof.
//!
//! The same question as the release's, asked of a plain file: [`Counts`] → primary rule → [`protect`] → [`Protection`]. In
//! reading order: `dimension → table → primary → suppress → shield → circuit → price → network, moves → audit →
//! published → base → certificate`, and `rounding` beside it. [`crate::verify`] checks the proof and shares nothing with this.

mod audit;
mod base;
mod certificate;
mod circuit;
mod dimension;
mod error;
mod moves;
mod network;
mod price;
mod primary;
mod published;
mod rounding;
mod shield;
mod suppress;
mod table;

#[cfg(test)]
mod tests;

pub use audit::Audited;
pub use certificate::{Certificate, Certificates, Overlay};
pub use dimension::Dimension;
pub use error::CrossingError;
pub use primary::Threshold;
pub use rounding::{Rounded, round};
pub use table::{Counts, Crossing};

/// What a cell is in the published table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// Its count is shown.
    Shown,
    /// Hidden by the rule.
    Primary,
    /// Hidden because it would give another one away.
    Secondary,
}

/// Who tries to work out a hidden cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Attacker {
    /// Knows everything that is shown, and that no count is below 0.
    Outsider,
    /// Also knows that they are the only one counted in their cell: everyone for whom that is so, one at a time.
    Insider,
}

/// What to protect, against whom, and with how much work.
#[derive(Clone, Copy)]
pub struct Task<'a> {
    /// The true table.
    pub counts: &'a Counts,
    /// Per cell: whether the rule hides it. Empty cells are shown, whatever stands here.
    pub primary: &'a [bool],
    /// Per cell: what it costs to hide it besides the toll; its count where this is empty.
    pub weights: &'a [u64],
    /// Against whom.
    pub attacker: Attacker,
    /// Least difference between two tables that both fit, in every hidden cell.
    pub width: u64,
    /// How often another way is tried once everything is covered.
    pub steps: u64,
    /// Seed of the choices.
    pub seed: u64,
    /// What every cell costs besides its weight: the higher, the fewer cells are hidden.
    pub toll: u64,
    /// Asked before each try: whether to stop. `&|| false` leaves the steps to decide, and the result to be the same everywhere.
    pub stop: &'a dyn Fn() -> bool,
}

impl Task<'_> {
    /// What it costs to hide a cell that is shown; 0 says it may not be hidden (an empty cell).
    fn weight(&self, cell: usize) -> u64 {
        match self.counts.values()[cell] {
            0 => 0,
            count => (self.weights.get(cell).copied().unwrap_or(count) + self.toll).max(1),
        }
    }
}

/// A protected table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Protection {
    /// What each cell is.
    pub statuses: Vec<Status>,
    /// What the house's own audit found.
    pub audited: Audited,
    /// Proofs for the reader; nothing where no whole table could be solved from the published side within the work limit.
    pub certificates: Option<Certificates>,
}

impl Protection {
    /// How many cells have a status.
    pub fn number(&self, status: Status) -> usize {
        self.statuses.iter().filter(|own| **own == status).count()
    }

    /// Sum of the counts with a status.
    pub fn value(&self, status: Status, counts: &Counts) -> u64 {
        self.statuses.iter().zip(counts.values()).filter(|(own, _)| **own == status).map(|(_, count)| count).sum()
    }
}

/// Hides the primary cells and as many more as it takes.
///
/// # Errors
/// When the width is 0 or beyond a million, or a rule or weight does not stand there for every cell.
pub fn protect(task: &Task) -> Result<Protection, CrossingError> {
    if !(1..=1_000_000).contains(&task.width) {
        return Err(CrossingError::Width);
    }
    let cells = task.counts.crossing().cells();
    if task.primary.len() != cells || !(task.weights.is_empty() || task.weights.len() == cells) {
        return Err(CrossingError::Cells { cells });
    }
    let shield = suppress::suppress(task);
    let statuses = shield.statuses().to_vec();
    let circuits = |cell: usize| shield.circuits(cell).collect::<Vec<_>>();
    let audited = audit::audit(task, &statuses, circuits);
    let published = published::Published::new(task.counts, &statuses);
    let certificates = certificate::certificates(&published, task.width, circuits);
    Ok(Protection { statuses, audited, certificates })
}
