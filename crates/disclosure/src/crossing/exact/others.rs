//! Circuits of any kind through a cell: the tables nearest to closing it, found by whole-number programmes.

use std::collections::BTreeSet;

use microlp::OptimizationDirection;

use crate::crossing::base::{MOST_BRANCHES, Piece};
use crate::crossing::circuit::Circuit;
use crate::crossing::published::Published;
use crate::crossing::{Status, Task};

/// Largest table in which they are looked for.
const MOST_CELLS: usize = 10_000;

/// From the true table to one in which a cell is lowest, to one in which it is highest, and from the one to the other, all that is shown being as it is.
pub(super) fn circuits(task: &Task, statuses: &[Status], cell: usize) -> Vec<Circuit> {
    let published = Published::new(task, statuses);
    if statuses.len() > MOST_CELLS || published.has_gaps() || published.overlaps() {
        return Vec::new();
    }
    let rows = published.rows();
    let values = task.counts.values();
    let least = |own: usize| task.floor_of(own).min(values[own]);
    let piece = Piece { rows: &rows, least: &least, most: &|_| u64::MAX, branches: MOST_BRANCHES };
    let towards = |direction| {
        let table = piece.solved(&BTreeSet::from([cell]), direction)?;
        Some(table.into_iter().map(|(own, count)| (own, count as i64 - values[own] as i64)).collect::<Vec<_>>())
    };
    let (low, high) = (towards(OptimizationDirection::Minimize), towards(OptimizationDirection::Maximize));
    let turned = |changes: &Vec<(usize, i64)>| changes.iter().map(|(own, change)| (*own, -change)).collect::<Vec<_>>();
    let both = low.as_ref().zip(high.as_ref()).map(|(low, high)| [turned(low), high.clone()].concat());
    let found = [low, high, both].into_iter().flatten().map(Circuit::new);
    found.filter(|circuit| circuit.moves(cell)).collect()
}
