//! Two tables of a series of releases in which one hidden cell differs, by way of one batch of additions alone: whoever was
//! added then is counted elsewhere, in that batch and in every release that holds it. A small linear programme over the
//! places of one release, where the whole series would be a large one.

use std::collections::{BTreeMap, BTreeSet};

use microlp::OptimizationDirection;

use super::base::{Ends, Fitting, MOST_BRANCHES, Piece};
use super::certificate::Overlay;
use super::published::{Published, Row};
use super::together::RELEASE;

/// Two tables around `table` in which a hidden cell differs by the width; nothing where no single batch makes them.
pub(super) fn ends(published: &Published, table: &[u64], cell: usize, width: u64) -> Option<Ends> {
    let place = published.crossing.dimensions().iter().position(|dimension| dimension.name() == RELEASE)?;
    let dimension = &published.crossing.dimensions()[place];
    let batches = dimension.leaves(published.crossing.code(cell, place));
    batches.iter().rev().find_map(|batch| {
        let slice = Slice { published, table, place, batch: *batch, held_by: dimension.above(*batch), width };
        slice.ends(published.crossing.moved(cell, place, *batch))
    })
}

/// Everything that moves when people of one batch are counted elsewhere.
struct Slice<'a> {
    published: &'a Published<'a>,
    table: &'a [u64],
    /// Place of the dimension of releases.
    place: usize,
    /// The batch, and itself with every release that holds it.
    batch: usize,
    held_by: &'a [usize],
    width: u64,
}

impl Slice<'_> {
    fn ends(&self, aim: usize) -> Option<Ends> {
        let slack: BTreeMap<usize, u64> = self.cells().filter_map(|cell| Some((cell, self.slack(cell)?))).collect();
        if !slack.contains_key(&aim) {
            return None;
        }
        let rows = self.rows(&slack);
        let piece = Piece {
            rows: &rows,
            least: &|_| 0,
            most: &|cell| slack.get(&cell).copied().unwrap_or(0) + self.width,
            branches: MOST_BRANCHES,
        };
        let low = piece.solved(&BTreeSet::from([aim]), OptimizationDirection::Minimize)?;
        let high = piece.solved(&BTreeSet::from([aim]), OptimizationDirection::Maximize)?;
        let difference = high.get(&aim)?.checked_sub(*low.get(&aim)?)?;
        (difference >= self.width).then(|| (self.moved(&low, &slack), self.moved(&high, &slack)))
    }

    /// The cells of the batch.
    fn cells(&self) -> impl Iterator<Item = usize> + '_ {
        let crossing = self.published.crossing;
        (0..crossing.cells()).filter(|cell| crossing.code(*cell, self.place) == self.batch)
    }

    /// A cell of the batch, and the same place in every release that holds it.
    fn column(&self, cell: usize) -> impl Iterator<Item = usize> + '_ {
        self.held_by.iter().map(move |code| self.published.crossing.moved(cell, self.place, *code))
    }

    /// How many people can be taken away from a place, up to the width; nothing where it may not change.
    fn slack(&self, cell: usize) -> Option<u64> {
        let may_change = |own: &usize| self.published.shown[*own].is_none() && !self.published.is_unknown(*own);
        if !self.column(cell).all(|own| may_change(&own)) {
            return None;
        }
        self.column(cell).map(|own| self.table[own].saturating_sub(self.published.least(own)).min(self.width)).min()
    }

    /// What ties the places together: changes cancel out along every row.
    fn rows(&self, slack: &BTreeMap<usize, u64>) -> Vec<Row> {
        let crossing = self.published.crossing;
        let mut rows = Vec::new();
        for place in (0..crossing.dimensions().len()).filter(|place| *place != self.place) {
            let is_whole = |cell: &usize| !crossing.dimensions()[place].is_leaf(crossing.code(*cell, place));
            for whole in self.cells().filter(is_whole) {
                let signed = crossing.parts(whole, place).map(|part| (part, 1)).chain([(whole, -1)]);
                let cells: Vec<(usize, i64)> = signed.filter(|(cell, _)| slack.contains_key(cell)).collect();
                let sum = cells.iter().map(|(cell, sign)| sign * slack[cell] as i64).sum();
                rows.extend((!cells.is_empty()).then_some(Row { cells, sum, whole }));
            }
        }
        rows
    }

    /// The hidden counts that differ from the table, where each place of the batch holds its slack and the change.
    fn moved(&self, solved: &Fitting, slack: &BTreeMap<usize, u64>) -> Overlay {
        let changed = solved.iter().map(|(cell, count)| (*cell, *count as i64 - slack[cell] as i64)).filter(|(_, change)| *change != 0);
        let after = |own: usize, change: i64| (own, self.table[own].saturating_add_signed(change));
        let all = changed.flat_map(|(cell, change)| self.column(cell).map(move |own| after(own, change)).collect::<Vec<_>>());
        let mut overlay: Overlay = all.filter(|(own, _)| self.published.least(*own) == 1).collect();
        overlay.sort_unstable();
        overlay
    }
}
