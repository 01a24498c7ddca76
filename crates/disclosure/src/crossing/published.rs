//! What the world sees of a protected table, and the rows that tie the hidden cells together. There is no truth in here.

use super::{Counts, Crossing, Status};

/// The published table: a count per cell, or nothing where it is hidden.
pub(super) struct Published<'a> {
    pub(super) crossing: &'a Crossing,
    pub(super) shown: Vec<Option<u64>>,
}

/// A row over hidden cells: the signed sum of these cells is `sum`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Row {
    pub(super) cells: Vec<(usize, i64)>,
    pub(super) sum: i64,
}

impl<'a> Published<'a> {
    pub(super) fn new(counts: &'a Counts, statuses: &[Status]) -> Published<'a> {
        let shown = counts.values().iter().zip(statuses).map(|(count, status)| (*status == Status::Shown).then_some(*count)).collect();
        Published { crossing: counts.crossing(), shown }
    }

    /// The hidden cells.
    pub(super) fn hidden(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.shown.len()).filter(|cell| self.shown[*cell].is_none())
    }

    /// Every row with a hidden cell in it.
    pub(super) fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for (place, dimension) in self.crossing.dimensions().iter().enumerate() {
            for whole in (0..self.crossing.cells()).filter(|cell| !dimension.is_leaf(self.crossing.code(*cell, place))) {
                let mut row = Row { cells: Vec::new(), sum: 0 };
                self.put(&mut row, whole, -1);
                for part in self.crossing.parts(whole, place) {
                    self.put(&mut row, part, 1);
                }
                if !row.cells.is_empty() {
                    rows.push(row);
                }
            }
        }
        rows
    }

    fn put(&self, row: &mut Row, cell: usize, sign: i64) {
        match self.shown[cell] {
            // Counts stay below 2^53.
            Some(count) => row.sum -= sign * count as i64,
            None => row.cells.push((cell, sign)),
        }
    }

    /// Rows that share hidden cells, together: each list can be solved by itself.
    pub(super) fn components(&self) -> Vec<Vec<Row>> {
        let mut root: Vec<usize> = (0..self.shown.len()).collect();
        let rows = self.rows();
        for row in &rows {
            for (cell, _) in &row.cells[1..] {
                let (one, other) = (find(&mut root, row.cells[0].0), find(&mut root, *cell));
                root[one.max(other)] = one.min(other);
            }
        }
        let mut lists: std::collections::BTreeMap<usize, Vec<Row>> = std::collections::BTreeMap::new();
        for row in rows {
            lists.entry(find(&mut root, row.cells[0].0)).or_default().push(row);
        }
        lists.into_values().collect()
    }
}

fn find(root: &mut [usize], cell: usize) -> usize {
    let mut own = cell;
    while root[own] != own {
        root[own] = root[root[own]];
        own = root[own];
    }
    own
}
