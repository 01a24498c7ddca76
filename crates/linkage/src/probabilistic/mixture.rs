//! The mixture of three classes of pairs: how many each holds, and its shares of levels.

use super::chance::Table;
use super::field::Field;
use super::level::{LEVELS, STATES, is_exact, of_pattern, state};
use super::pairs::{KEY_BITS, LABEL_BITS};

/// Which pairs a class holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Class {
    Same = 0,
    Household = 1,
    Strangers = 2,
}

pub(crate) const CLASSES: usize = 3;

/// One class: how many pairs, and its shares of levels given the state depended on.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) pairs: f64,
    pub(crate) tables: Vec<Table>,
}

/// The fitted mixture.
#[derive(Clone, Debug)]
pub(crate) struct Fit {
    pub(crate) parts: [Part; CLASSES],
    pub(crate) parents: Vec<Option<usize>>,
    /// Share of a class's pairs that the rules make.
    pub(crate) caught: [f64; CLASSES],
    /// Standard error of that share for the same person's pairs, as far as counts of pairs tell.
    pub(crate) caught_error: f64,
    /// Share of the same person's pairs that each rule makes.
    pub(crate) rule_recall: Vec<f64>,
    /// For each set of keys that agree, how many times as many strangers there are as independence says.
    pub(crate) crowding: Vec<(u64, f64)>,
    pub(crate) rounds: usize,
}

pub(crate) fn cells(pattern: u64, fields: &[Field]) -> [u8; super::model::COMPARISONS_MAX] {
    std::array::from_fn(|place| match fields.get(place) {
        None => 0,
        Some(field) => {
            let state = field.parent.map_or(0, |parent| state(of_pattern(pattern, parent)));
            (state * LEVELS) as u8 + of_pattern(pattern, place)
        }
    })
}

/// Bits of the keys that agree in a pattern.
pub(crate) fn keys_of(pattern: u64) -> u64 {
    (pattern >> KEY_BITS) & ((1 << (LABEL_BITS - KEY_BITS)) - 1)
}

/// Shares of a fit, ready for many patterns.
pub(crate) struct Shares {
    pairs: [f64; CLASSES],
    tables: Vec<[[f64; CLASSES]; LEVELS * STATES]>,
}

impl Shares {
    /// Expected number of pairs of each class with these cells.
    pub(crate) fn densities(&self, cells: &[u8]) -> [f64; CLASSES] {
        let mut densities = self.pairs;
        for (table, cell) in self.tables.iter().zip(cells) {
            let shares = &table[usize::from(*cell)];
            densities.iter_mut().zip(shares).for_each(|(density, share)| *density *= share);
        }
        densities
    }
}

/// Logarithms of a fit, ready for many patterns.
pub(crate) struct Logs {
    pairs: [f64; CLASSES],
    tables: [Vec<[f64; LEVELS * STATES]>; CLASSES],
}

impl Logs {
    /// Natural logarithms of the expected numbers for a pattern.
    pub(crate) fn of(&self, pattern: u64, fields: &[Field]) -> [f64; CLASSES] {
        let cells = cells(pattern, fields);
        std::array::from_fn(|class| {
            self.pairs[class] + self.tables[class].iter().zip(&cells).map(|(table, cell)| table[usize::from(*cell)]).sum::<f64>()
        })
    }
}

impl Fit {
    /// Shares for fitting. None is below 1e-24, so that a product over the most comparisons is still told from nothing.
    pub(crate) fn shares(&self) -> Shares {
        let of = |place: usize, cell: usize| self.parts.each_ref().map(|part| part.tables[place][cell / LEVELS][cell % LEVELS].max(1e-24));
        let table = |place| std::array::from_fn(|cell| of(place, cell));
        Shares {
            pairs: self.parts.each_ref().map(|part| part.pairs.max(1e-12)),
            tables: (0..self.parts[0].tables.len()).map(table).collect(),
        }
    }

    /// Logarithms for scoring.
    pub(crate) fn logs(&self) -> Logs {
        let flat = |table: &Table| std::array::from_fn(|cell| table[cell / LEVELS][cell % LEVELS].max(1e-300).ln());
        Logs {
            pairs: std::array::from_fn(|class| self.parts[class].pairs.max(1e-300).ln()),
            tables: std::array::from_fn(|class| self.parts[class].tables.iter().map(flat).collect()),
        }
    }

    /// How crowded strangers are where these keys agree.
    pub(crate) fn crowded(&self, pattern: u64) -> f64 {
        let keys = keys_of(pattern);
        self.crowding.binary_search_by_key(&keys, |(own, _)| *own).map_or(1.0, |place| self.crowding[place].1)
    }

    /// For each comparison its overall shares of levels, and jointly with the state it depends on.
    pub(crate) fn marginals(&self, class: Class) -> Vec<([f64; LEVELS], Table)> {
        let tables = &self.parts[class as usize].tables;
        let mut found: Vec<Option<([f64; LEVELS], Table)>> = vec![None; tables.len()];
        for _ in 0..tables.len() {
            for place in 0..tables.len() {
                let states = match self.parents[place] {
                    None => Some([1.0, 0.0, 0.0]),
                    Some(parent) => found[parent].as_ref().map(|(overall, _)| {
                        let mut states = [0.0; STATES];
                        (0..LEVELS).for_each(|level| states[state(level as u8)] += overall[level]);
                        states
                    }),
                };
                if let Some(states) = states.filter(|_| found[place].is_none()) {
                    let joint: Table = std::array::from_fn(|state| tables[place][state].map(|share| share * states[state]));
                    let overall = std::array::from_fn(|level| joint.iter().map(|row| row[level]).sum());
                    found[place] = Some((overall, joint));
                }
            }
        }
        found.into_iter().map(Option::unwrap_or_default).collect()
    }
}

/// Whether a level is one of equality; for reports.
pub(crate) fn is_equal(level: usize) -> bool {
    is_exact(level as u8)
}
