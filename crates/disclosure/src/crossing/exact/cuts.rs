//! What any choice of hidden cells has to meet: of certain cells at least one is hidden.

use std::collections::BTreeSet;

use super::programme::SLACK;

/// Most cells in all cuts together: beyond that nothing more is learnt, and the bound stays one.
const MOST_CELLS: usize = 3_000_000;

/// At least one of these cells is hidden; or of those if another one is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Cut {
    /// The cells of which one has to be hidden, ascending.
    pub(super) any: Vec<usize>,
    /// Only if this one is; nothing where that one is hidden anyway.
    pub(super) when: Option<usize>,
}

/// All that are known.
pub(super) struct Cuts {
    /// Per cell: what is settled of it whatever is chosen, hidden or shown.
    settled: Vec<Option<bool>>,
    all: Vec<Cut>,
    /// Cells in all of them together.
    cells: usize,
    known: BTreeSet<Cut>,
}

impl Cuts {
    pub(super) fn new(settled: Vec<Option<bool>>) -> Cuts {
        Cuts { settled, all: Vec::new(), cells: 0, known: BTreeSet::new() }
    }

    pub(super) fn all(&self) -> &[Cut] {
        &self.all
    }

    /// What is settled of a cell whatever is chosen.
    pub(super) fn settled(&self, cell: usize) -> Option<bool> {
        self.settled[cell]
    }

    /// Takes in that a cell is open only if one of others is hidden, where a choice misses that. Whether it did, and this is new.
    pub(super) fn learn(&mut self, cell: usize, others: &[usize], share: &dyn Fn(usize) -> f64) -> bool {
        let missed = |cut: &Cut| cut.when.map_or(1.0, share) - cut.any.iter().map(|cell| share(*cell)).sum::<f64>();
        let Some(cut) = self.cut(cell, others).filter(|cut| missed(cut) > SLACK) else { return false };
        let is_new = self.cells + cut.any.len() <= MOST_CELLS && self.known.insert(cut.clone());
        if is_new {
            self.cells += cut.any.len();
            self.all.push(cut);
        }
        is_new
    }

    fn cut(&self, cell: usize, others: &[usize]) -> Option<Cut> {
        let mut any: Vec<usize> = others.iter().copied().filter(|other| *other != cell && self.settled(*other) != Some(false)).collect();
        any.sort_unstable();
        let when = match self.settled(cell) {
            Some(true) => None,
            Some(false) => return None,
            None => Some(cell),
        };
        let is_met = any.iter().any(|other| self.settled(*other) == Some(true));
        // A cell hidden by the rule beside which nothing can be hidden stays closed whatever is chosen.
        let is_vain = any.is_empty() && when.is_none();
        (!is_met && !is_vain).then_some(Cut { any, when })
    }
}
