//! One table of counts over dimensions with hierarchies, for anyone: what may be shown of it, and the proof.
//!
//! The same question as the release's, asked of a plain file: [`Counts`] → primary rule → [`protect`] → [`Protection`]. In
//! reading order: `dimension → table → primary → contributions → rule → together → suppress → crew → shield → attack → circuit →
//! price → network, moves, detour → exact → audit → conflict → published → people → blocks → whole → base → slice → certificate`; `rounding`,
//! `linked_rounding`, `cell_key` and `coarsen` beside it.
//! [`crate::verify`] checks the proof and shares nothing with this.

mod attack;
mod audit;
mod base;
mod blocks;
mod cell_key;
mod certificate;
mod circuit;
mod coarsen;
mod conflict;
mod contributions;
mod crew;
mod detour;
mod dimension;
mod error;
mod exact;
mod linked_rounding;
mod moves;
mod network;
mod people;
mod price;
mod primary;
mod published;
mod rounding;
mod rule;
mod shield;
mod slice;
mod suppress;
mod table;
mod together;
mod whole;

#[cfg(test)]
mod tests;

pub use audit::Audited;
pub use cell_key::{Noise, moved, moved_together};
pub use certificate::{Certificate, Certificates, Overlay};
pub use coarsen::Coarsening;
pub use conflict::{Conflict, Extent, conflicts};
pub use contributions::Contributions;
pub use dimension::Dimension;
pub use error::CrossingError;
pub use exact::{Gap, Work};
pub use linked_rounding::round_linked;
pub use primary::Threshold;
pub use rounding::{Before, Rounded, round, round_again};
pub use rule::Rule;
pub use table::{Counts, Crossing};
pub use together::{Part, Release, Together};

/// What a cell is in the published table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// Its count is shown.
    Shown,
    /// Hidden by the rule.
    Primary,
    /// Hidden because it would give another one away.
    Secondary,
    /// In no table: nobody sees it, and an attacker may work it out all the same.
    Unpublished,
}

/// What a cell is before anything is hidden.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// In a table that is to be published now: it may be hidden.
    Published,
    /// Shown in an earlier release: that cannot be taken back.
    FrozenShown,
    /// Hidden in an earlier release: it has to stay open.
    FrozenHidden,
    /// What was added between two releases, or who has a set of overlapping codes: in no table, known to the house, and not below 0.
    Difference,
    /// A crossing that no table has: anything may happen there that keeps the sums right.
    Unknown,
}

/// Who tries to work out a hidden cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Attacker {
    /// Knows everything that is shown, and that no count is below 0.
    Outsider,
    /// Also knows that they are the only one counted in their cell: everyone for whom that is so, one at a time.
    Insider,
    /// Two such people who tell each other what they know.
    TwoInsiders,
}

/// What to protect, against whom, and with how much work.
#[derive(Clone, Copy)]
pub struct Task<'a> {
    /// The true table.
    pub counts: &'a Counts,
    /// Per cell: what it is (see [`Together`]). Every cell is published where this is empty.
    pub roles: &'a [Role],
    /// Per cell: whether the rule hides it. An empty cell is shown whatever stands here, unless readers think that hidden cells may be empty (`floor` 0).
    pub primary: &'a [bool],
    /// Per cell: what it costs to hide it besides the toll; its count where this is empty.
    pub weights: &'a [u64],
    /// Against whom.
    pub attacker: Attacker,
    /// Per supplier: how many of the counted in each cell are its own, which it knows.
    pub suppliers: &'a [Vec<u64>],
    /// Least count that can stand in a hidden cell for all a reader knows: 1 where every zero is shown, 0 for readers who do not think of that.
    pub floor: u64,
    /// Least difference between two tables that both fit, in every hidden cell.
    pub width: u64,
    /// Per cell: a difference it needs if that is more; empty where the width is the same everywhere.
    pub widths: &'a [u64],
    /// How often another way is tried once everything is covered.
    pub steps: u64,
    /// Seed of the choices.
    pub seed: u64,
    /// What every cell costs besides its weight: the higher, the fewer cells are hidden.
    pub toll: u64,
    /// Asked before each try: whether to stop. `&|| false` leaves the steps to decide, and the result to be the same everywhere.
    pub stop: &'a (dyn Fn() -> bool + Sync),
}

impl Task<'_> {
    /// What it costs to hide a cell that is shown; 0 says it may not be hidden (an empty cell, one that was shown before).
    fn weight(&self, cell: usize) -> u64 {
        match (self.role(cell), self.counts.values()[cell]) {
            (Role::FrozenShown | Role::FrozenHidden | Role::Difference | Role::Unknown, _) | (Role::Published, 0) => 0,
            (Role::Published, count) => (self.weights.get(cell).copied().unwrap_or(count) + self.toll).max(1),
        }
    }

    /// By how much each count can be lower for all a reader knows.
    fn rooms(&self) -> Vec<u64> {
        self.counts.values().iter().enumerate().map(|(cell, count)| count.saturating_sub(self.floor_of(cell))).collect()
    }

    /// The same for a supplier, who knows that its own cases are there.
    fn rooms_beside(&self, own: &[u64]) -> Vec<u64> {
        let room = |(cell, (count, own)): (usize, (&u64, &u64))| count.saturating_sub(self.floor_of(cell).max(*own));
        self.counts.values().iter().zip(own).enumerate().map(room).collect()
    }

    /// Least count of a cell where that is hidden: what is in no table may be empty.
    fn floor_of(&self, cell: usize) -> u64 {
        match self.role(cell) {
            Role::Published | Role::FrozenShown | Role::FrozenHidden => self.floor,
            Role::Difference | Role::Unknown => 0,
        }
    }

    fn role(&self, cell: usize) -> Role {
        self.roles.get(cell).copied().unwrap_or(Role::Published)
    }

    /// What a cell is before anything is hidden besides.
    fn first_status(&self, cell: usize) -> Status {
        match self.role(cell) {
            Role::Published if self.is_primary(cell) => Status::Primary,
            Role::Published | Role::FrozenShown => Status::Shown,
            Role::FrozenHidden => Status::Primary,
            Role::Difference | Role::Unknown => Status::Unpublished,
        }
    }

    /// Whether the rule hides a cell that is to be published.
    fn is_primary(&self, cell: usize) -> bool {
        self.primary[cell] && (self.counts.values()[cell] > 0 || self.floor == 0)
    }

    /// Whether empty cells are hidden: these can only grow.
    fn hides_empty(&self) -> bool {
        (0..self.primary.len()).any(|cell| self.counts.values()[cell] == 0 && self.role(cell) == Role::Published && self.is_primary(cell))
    }

    /// Whether nobody may work out a cell, whatever else is hidden.
    fn must_be_open(&self, cell: usize) -> bool {
        match self.role(cell) {
            Role::FrozenHidden => true,
            Role::Published => self.is_primary(cell),
            Role::Difference => self.primary[cell] && self.counts.values()[cell] > 0,
            Role::FrozenShown | Role::Unknown => false,
        }
    }

    /// Least difference between two tables in a cell.
    fn width_of(&self, cell: usize) -> u64 {
        self.widths.get(cell).copied().unwrap_or(0).max(self.width)
    }

    /// The largest of them.
    fn most_width(&self) -> u64 {
        self.widths.iter().copied().max().unwrap_or(0).max(self.width)
    }
}

/// A protected table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Protection {
    /// What each cell is.
    pub statuses: Vec<Status>,
    /// What the house's own audit found.
    pub audited: Audited,
    /// Cells that the audit found closed: none in what may be published. [`conflicts`] says what stands in the way.
    pub closed: Vec<usize>,
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
/// When the width is 0 or beyond 2⁵³ (a million for the width of all), or a rule, role or weight does not stand there for every cell; and
/// when codes overlap and no role says which cells are published ([`Together`] does).
pub fn protect(task: &Task) -> Result<Protection, CrossingError> {
    let hidden = hide(task)?;
    let certificates = prove(task, &hidden.statuses);
    Ok(Protection { certificates, ..hidden })
}

/// Proofs for the reader of what [`hide`] left, solved from what is published alone; nothing where no whole table could be solved within the
/// work limit.
pub fn prove(task: &Task, statuses: &[Status]) -> Option<Certificates> {
    certificate::certificates(task, statuses, base::LARGEST_PIECE)
}

/// [`hide`], looking for the least as well: what no way to protect the table can go below, and where that is worked out, a way that reaches it
/// (Fischetti and Salazar-González 2001). The steps of the task are taken only where the programmes do not end it. Where none are asked, as of several tables or releases
/// (those with roles), the bound is a weaker one that takes none.
///
/// ```
/// use disclosure::crossing::{Attacker, Counts, Crossing, Dimension, Status, Task, Work, hide_exactly};
///
/// let pairs = |own: &[(&str, &str)]| own.iter().map(|(child, parent)| ((*child).to_owned(), (*parent).to_owned())).collect::<Vec<_>>();
/// let region = Dimension::new("region", &pairs(&[("A", "NL"), ("B", "NL"), ("C", "NL")]))?;
/// let form = Dimension::new("form", &pairs(&[("physical", "all"), ("emotional", "all")]))?;
/// let crossing = Crossing::new(vec![region, form])?;
/// let inner = [("A", "physical", 2), ("A", "emotional", 20), ("B", "physical", 15), ("B", "emotional", 6), ("C", "physical", 30), ("C", "emotional", 40)];
/// let places = |region: &str, form: &str| crossing.dimensions().iter().zip([region, form]).filter_map(|(own, code)| own.place(code)).collect();
/// let counts = Counts::new(crossing.clone(), inner.map(|(region, form, count)| (places(region, form), count)))?;
/// let primary: Vec<bool> = counts.values().iter().map(|count| (1..5).contains(count)).collect();
/// let (none, outsider) = (&[][..], Attacker::Outsider);
/// let task = Task { counts: &counts, roles: &[], primary: &primary, weights: none, attacker: outsider, suppliers: &[], floor: 1, width: 1, widths: none,
///     steps: 100, seed: 1, toll: 0, stop: &|| false };
/// let (protection, gap) = hide_exactly(&task, Work::of(primary.len()))?;
/// // A·emotional, B·emotional and B·physical: 20 + 6 + 15. No other three close the circle for less.
/// assert_eq!((protection.number(Status::Secondary), gap.spent, gap.share()), (3, 41, 0.0));
/// # Ok::<(), disclosure::crossing::CrossingError>(())
/// ```
///
/// # Errors
/// As [`protect`].
pub fn hide_exactly(task: &Task, work: Work) -> Result<(Protection, Gap), CrossingError> {
    refuse(task)?;
    let mut shield = suppress::covered(task);
    let gap = exact::closer(&mut shield, work);
    Ok((audited(&shield), gap))
}

/// The same without proofs for the reader.
///
/// # Errors
/// As [`protect`].
pub fn hide(task: &Task) -> Result<Protection, CrossingError> {
    refuse(task)?;
    Ok(audited(&suppress::suppress(task)))
}

/// Refuses a task that cannot be.
fn refuse(task: &Task) -> Result<(), CrossingError> {
    if !(1..=1_000_000).contains(&task.width) || task.most_width() > 1 << 53 {
        return Err(CrossingError::Width);
    }
    let cells = task.counts.crossing().cells();
    if task.roles.is_empty() && task.counts.crossing().dimensions().iter().any(Dimension::overlaps) {
        return Err(CrossingError::Sets);
    }
    let lists = [task.weights.len(), task.roles.len(), task.widths.len()].into_iter();
    let mut lists = lists.filter(|length| *length > 0).chain(task.suppliers.iter().map(Vec::len)).chain([task.primary.len()]);
    match lists.any(|length| length != cells) {
        true => Err(CrossingError::Cells { cells }),
        false => Ok(()),
    }
}

/// What is hidden, and what the house's own audit finds in it.
fn audited(shield: &shield::Shield) -> Protection {
    let statuses = shield.statuses().to_vec();
    let circuits = |cell: usize| shield.circuits(cell).collect::<Vec<_>>();
    let (audited, closed) = audit::audit(shield.task, &statuses, circuits);
    Protection { statuses, audited, closed, certificates: None }
}
