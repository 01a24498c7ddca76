//! Several shields in the same state, so that every thread can try on one of its own to show a cell again.
//!
//! Cells are shown again one after the other, and each asks about the table that those before it left. But most cannot be, and then the table is
//! as it was. So the next few are tried at once, as many as there are threads. What the first that can be shown again changed is done to all
//! shields, and those after it are asked anew. That is what one shield alone comes to, cell by cell, with any number of threads.

use rayon::prelude::*;

use super::Status;
use super::circuit::Circuit;
use super::shield::Shield;
use super::suppress::spare;

/// Smaller tables are done before threads have begun.
const FEWEST_CELLS: usize = 20_000;
/// Most cells tried at once: of more there would too often be one that can be shown again, and those after it are tried for nothing.
const MOST: usize = 8;

/// A shield, and others that follow it.
pub(super) struct Crew<'s, 'a> {
    pub(super) lead: &'s mut Shield<'a>,
    others: Vec<Shield<'a>>,
}

impl<'s, 'a> Crew<'s, 'a> {
    pub(super) fn new(lead: &'s mut Shield<'a>) -> Crew<'s, 'a> {
        let is_large = lead.statuses().len() >= FEWEST_CELLS;
        Crew::of(lead, if is_large { rayon::current_num_threads().min(MOST) } else { 1 })
    }

    /// So many in all.
    pub(super) fn of(lead: &'s mut Shield<'a>, number: usize) -> Crew<'s, 'a> {
        let others = (1..number).map(|_| lead.clone()).collect();
        Crew { lead, others }
    }

    /// Shows secondary cells again, one after the other, where the others stay open without them; and forgets the way back each time where that is
    /// not asked for.
    pub(super) fn spare_each(&mut self, cells: &[usize], is_kept: bool) {
        let mut next = 0;
        while next < cells.len() {
            let secondary = (next..cells.len()).filter(|place| self.lead.statuses()[cells[*place]] == Status::Secondary);
            let tried: Vec<usize> = secondary.take(1 + self.others.len()).collect();
            let Some(last) = tried.last() else { return };
            next = 1 + match self.spare_first(&tried.iter().map(|place| cells[*place]).collect::<Vec<_>>()) {
                Some(shown) => tried[shown],
                None => *last,
            };
            if is_kept {
                self.keep();
            }
        }
    }

    /// Tries each cell on a shield of its own. The place of the first that can be shown again, and now is.
    fn spare_first(&mut self, cells: &[usize]) -> Option<usize> {
        if let ([cell], true) = (cells, self.others.is_empty()) {
            return spare(self.lead, *cell).then_some(0);
        }
        let mark = self.lead.mark();
        let mut shields: Vec<&mut Shield<'a>> = std::iter::once(&mut *self.lead).chain(&mut self.others).collect();
        let is_shown: Vec<bool> =
            shields.par_iter_mut().zip(cells.par_iter()).with_max_len(1).map(|(shield, cell)| spare(shield, *cell)).collect();
        let first = is_shown.iter().position(|shown| *shown)?;
        let changes = shields[first].done_since(mark);
        for (_, shield) in shields.into_iter().enumerate().filter(|(place, _)| *place != first) {
            shield.back_to(mark);
            shield.follow(&changes);
        }
        Some(first)
    }

    /// Opens cells to readers by circuits through hidden cells, where there are such. Those of the next few closed cells are looked for at once; what was
    /// found for a cell that one before it opened is left. The others need not follow: what is hidden stays as it is.
    pub(super) fn open_each(&mut self, cells: &[usize]) {
        let mut next = 0;
        loop {
            let closed = (next..cells.len()).filter(|place| self.lead.is_closed(cells[*place]));
            let tried: Vec<usize> = closed.take(1 + self.others.len()).collect();
            let Some(last) = tried.last() else { return };
            next = last + 1;
            let shields: Vec<&mut Shield<'a>> = std::iter::once(&mut *self.lead).chain(&mut self.others).collect();
            let found: Vec<Option<Circuit>> =
                shields.into_par_iter().zip(&tried).with_max_len(1).map(|(shield, place)| shield.free_way(cells[*place])).collect();
            for (place, circuit) in tried.iter().zip(found) {
                if let Some(circuit) = circuit.filter(|_| self.lead.is_closed(cells[*place])) {
                    self.lead.rely(circuit, cells[*place]);
                }
            }
        }
    }

    /// Lets all others do what the first did since a mark.
    pub(super) fn follow(&mut self, mark: usize) {
        if !self.others.is_empty() {
            let changes = self.lead.done_since(mark);
            self.others.iter_mut().for_each(|other| other.follow(&changes));
        }
    }

    /// Takes back everything since a mark.
    pub(super) fn back_to(&mut self, mark: usize) {
        self.lead.back_to(mark);
        self.others.iter_mut().for_each(|other| other.back_to(mark));
    }

    /// Forgets the way back.
    pub(super) fn keep(&mut self) {
        self.lead.keep();
        self.others.iter_mut().for_each(Shield::keep);
    }
}
