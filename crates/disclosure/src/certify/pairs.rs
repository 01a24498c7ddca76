//! Around a table that fits: for each hidden cell another one in which it differs, found by moving one record and repairing what that broke.

use crate::rule::UNBOUNDED;
use crate::search::{Changes, Quest, Search, Toward};

/// Searches each way for a cell; each is twice as long as the one before. Short ones: what they find is short too.
const TRIES: u32 = 4;
const STEPS: u32 = 40;

/// Least and greatest count of each row over all tables so far.
pub(crate) struct Pairs {
    spreads: Vec<Option<(i64, i64)>>,
    /// Rows of which two tables have to differ.
    hidden: Vec<usize>,
    width: i64,
}

impl Pairs {
    /// Of so many rows, of which some are hidden.
    pub(crate) fn new(rows: usize, hidden: Vec<usize>, width: u64) -> Pairs {
        Pairs { spreads: vec![None; rows], hidden, width: i64::try_from(width).unwrap_or(UNBOUNDED) }
    }

    /// Takes in the table the search stands at, and looks around it for others that open what is closed. Returns these.
    pub(crate) fn find(&mut self, search: &mut Search) -> Vec<Changes> {
        (0..self.spreads.len()).for_each(|row| self.widen(row, search.at_start(row)));
        let mut others = Vec::new();
        for place in 0..self.hidden.len() {
            let row = self.hidden[place];
            if !self.is_open(row) {
                others.extend(self.another(row, search));
            }
        }
        others
    }

    /// Hidden rows of which no two tables differ by the width.
    pub(crate) fn closed(&self) -> usize {
        self.hidden.iter().filter(|row| !self.is_open(**row)).count()
    }

    fn is_open(&self, row: usize) -> bool {
        self.spreads[row].is_some_and(|(least, greatest)| greatest - least >= self.width)
    }

    fn another(&mut self, row: usize, search: &mut Search) -> Option<Changes> {
        search.forgive();
        for seed in 0..TRIES {
            for toward in [Toward::More, Toward::Less] {
                let quest = Quest { row, toward, by: self.width, steps: STEPS << seed, seed: u64::from(seed) };
                let mut told = Vec::new();
                if let Some(changes) = search.seek(quest, |row, value| told.push((row, value))) {
                    told.iter().for_each(|(row, value)| self.widen(*row, *value));
                    return Some(changes);
                }
            }
        }
        None
    }

    fn widen(&mut self, row: usize, value: i64) {
        let (least, greatest) = self.spreads[row].unwrap_or((value, value));
        self.spreads[row] = Some((least.min(value), greatest.max(value)));
    }
}
