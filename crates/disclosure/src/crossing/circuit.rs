//! A way to change a table that leaves every sum right: what an attacker cannot rule out.

use std::collections::HashMap;

use super::Crossing;

/// Changes per cell, sorted by cell, none of them zero: added to a table that adds up they give one that adds up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Circuit {
    changes: Vec<(usize, i64)>,
}

impl Circuit {
    /// From changes in any order; those of one cell are added.
    pub(super) fn new(mut changes: Vec<(usize, i64)>) -> Circuit {
        changes.sort_unstable_by_key(|change| change.0);
        changes.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            kept.1 += if same { later.1 } else { 0 };
            same
        });
        changes.retain(|change| change.1 != 0);
        Circuit { changes }
    }

    /// The changes.
    pub(super) fn changes(&self) -> &[(usize, i64)] {
        &self.changes
    }

    /// The cells that change.
    pub(super) fn cells(&self) -> impl Iterator<Item = usize> + '_ {
        self.changes.iter().map(|change| change.0)
    }

    /// What happens to a cell.
    pub(super) fn at(&self, cell: usize) -> i64 {
        self.changes.binary_search_by_key(&cell, |change| change.0).map_or(0, |place| self.changes[place].1)
    }

    /// Whether it changes a cell.
    pub(super) fn moves(&self, cell: usize) -> bool {
        self.at(cell) != 0
    }

    /// This one and another, so often that a cell stays where it is; nothing where the other does not change the cell by 1.
    pub(super) fn less(&self, other: &Circuit, cell: usize) -> Option<Circuit> {
        let times = self.at(cell) * other.at(cell);
        let taken = other.changes.iter().map(|(cell, change)| (*cell, -times * change));
        (other.at(cell).abs() == 1).then(|| Circuit::new(self.changes.iter().copied().chain(taken).collect()))
    }

    /// How often it can be taken away from a table and added to it without a count below zero, each at most `most` times.
    pub(super) fn reach(&self, values: &[u64], most: u64) -> (u64, u64) {
        let (mut down, mut up) = (most, most);
        for (cell, change) in &self.changes {
            let times = values[*cell] / change.unsigned_abs();
            if *change > 0 {
                down = down.min(times);
            } else {
                up = up.min(times);
            }
        }
        (down, up)
    }

    /// Of a reach within which a cell differs by the width: how often to take away and to add; nothing where it does not.
    pub(super) fn opens(&self, cell: usize, reach: (u64, u64), width: u64) -> Option<(u64, u64)> {
        let change = self.at(cell).unsigned_abs();
        if change == 0 {
            return None;
        }
        let needed = width.div_ceil(change);
        let up = reach.1.min(needed);
        let down = needed - up;
        (down <= reach.0).then_some((down, up))
    }

    /// Whether every row of the crossing stays right.
    pub(super) fn balances(&self, crossing: &Crossing) -> bool {
        let mut rows: HashMap<(usize, usize), i64> = HashMap::new();
        for (cell, change) in &self.changes {
            for dimension in 0..crossing.dimensions().len() {
                for whole in crossing.wholes(*cell, dimension) {
                    *rows.entry((dimension, whole)).or_default() += if whole == *cell { -change } else { *change };
                }
            }
        }
        rows.values().all(|sum| *sum == 0)
    }
}
