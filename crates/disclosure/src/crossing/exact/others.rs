//! Circuits of any kind through a cell: the tables nearest to closing it, found by whole-number programmes.

use std::collections::BTreeSet;

use microlp::OptimizationDirection;

use crate::crossing::base::{MOST_BRANCHES, Piece};
use crate::crossing::circuit::Circuit;
use crate::crossing::published::Published;
use crate::crossing::{Status, Task};

/// Largest table in which they are looked for.
const MOST_CELLS: usize = 10_000;

/// From the true table to one in which a cell is lowest, and to one in which it is highest, all that is shown being as it is.
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
        let changes = table.into_iter().map(|(own, count)| (own, count as i64 - values[own] as i64)).collect();
        Some(Circuit::new(changes)).filter(|circuit| circuit.moves(cell))
    };
    [OptimizationDirection::Minimize, OptimizationDirection::Maximize].into_iter().filter_map(towards).collect()
}
