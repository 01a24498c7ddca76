//! The house's own audit of a protected table: it knows the truth, takes no step of the search for granted, and uses
//! integers only.

use super::circuit::Circuit;
use super::{Attacker, Status, Task};

/// What the audit found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Audited {
    /// Against whom.
    pub attacker: Attacker,
    /// Hidden cells for which no second table was shown: the attacker may know them exactly.
    pub exact: usize,
    /// Hidden cells that may vary, but by less than the width.
    pub narrow: usize,
}

impl Audited {
    /// Whether every hidden cell stays open.
    pub fn is_safe(&self) -> bool {
        self.exact == 0 && self.narrow == 0
    }
}

/// Looks at every hidden cell, with the circuits that are said to keep it open.
pub(super) fn audit<'c>(task: &Task, statuses: &[Status], circuits: impl Fn(usize) -> Vec<&'c Circuit>) -> Audited {
    let mut found = Audited { attacker: task.attacker, exact: 0, narrow: 0 };
    let is_alone = alone(task);
    for (cell, status) in statuses.iter().enumerate() {
        if *status == Status::Shown {
            found.exact += usize::from(task.primary[cell] && task.counts.values()[cell] > 0);
            continue;
        }
        let fitting: Vec<&Circuit> = circuits(cell).into_iter().filter(|circuit| fits(task, statuses, circuit)).collect();
        let wide: Vec<&Circuit> = fitting.iter().copied().filter(|circuit| is_wide(task, circuit, cell)).collect();
        if !survives(task, &is_alone, cell, &wide) {
            if survives(task, &is_alone, cell, &fitting) && fitting.iter().any(|circuit| circuit.moves(cell)) {
                found.narrow += 1;
            } else {
                found.exact += 1;
            }
        }
    }
    found
}

/// Inner cells of one person, where that person attacks.
fn alone(task: &Task) -> Vec<bool> {
    let values = task.counts.values();
    let is_one = |cell: usize| task.attacker == Attacker::Insider && values[cell] == 1 && task.counts.crossing().is_inner(cell);
    (0..values.len()).map(is_one).collect()
}

/// Whether a circuit changes hidden cells only and leaves every sum right.
fn fits(task: &Task, statuses: &[Status], circuit: &Circuit) -> bool {
    circuit.cells().all(|cell| statuses[cell] != Status::Shown) && circuit.balances(task.counts.crossing())
}

fn is_wide(task: &Task, circuit: &Circuit, cell: usize) -> bool {
    circuit.opens(cell, circuit.reach(task.counts.values(), task.width), task.width).is_some()
}

/// Whether there is a circuit, and for every person alone one that leaves them where they are.
fn survives(task: &Task, is_alone: &[bool], cell: usize, circuits: &[&Circuit]) -> bool {
    let Some(first) = circuits.first() else { return false };
    let by_all = first.cells().filter(|other| is_alone[*other] && circuits.iter().all(|circuit| circuit.moves(*other)));
    by_all.into_iter().all(|other| counts_only(task, cell, other))
}

/// Whether a cell counts the person in an inner cell and nobody else.
fn counts_only(task: &Task, cell: usize, person: usize) -> bool {
    let crossing = task.counts.crossing();
    let mut holders = crossing.dimensions().iter().enumerate().map(|(place, dimension)| {
        let (code, own) = (crossing.code(cell, place), crossing.code(person, place));
        dimension.leaves(code).contains(&own)
    });
    task.counts.values()[cell] == 1 && holders.all(|holds| holds)
}
