//! Which hidden cells follow from what is shown, and from which shown cells: elimination in exact modular arithmetic.
//!
//! Rows are taken whole, shown cells and all. Once every hidden cell that can be a pivot is one (Gauss–Jordan), a row with one hidden cell left says that
//! this cell follows from the shown cells of the row: if it is to be open, one of these has to be hidden too. A *low* cell counts what a reader knows it to
//! count at least, and can only be more: a row whose hidden cells are all low, with one sign, says the same of each of them, and no other low cell of that sign
//! helps.

use std::collections::{BTreeMap, BTreeSet};

use crate::modular::{PRIME, inverse, product};

/// Most numbers in all rows together; beyond that nothing more is worked out.
const MOST_NUMBERS: usize = 6_000_000;

/// A row that sums to 0: cells and their factors.
pub(super) type Row = Vec<(usize, i64)>;

/// Largest factor of which the sign is known: a fraction is far from 0 modulo the prime.
const LARGEST: u64 = 1000;

/// What is asked of rows.
pub(super) struct Asked<'a> {
    /// Whether a cell is hidden.
    pub(super) is_hidden: &'a dyn Fn(usize) -> bool,
    /// Whether it can only be more than it is.
    pub(super) is_low: &'a dyn Fn(usize) -> bool,
}

/// For each hidden cell that follows from shown ones: itself, and the shown cells of which one has to be hidden.
pub(super) fn determined(rows: &[Row], asked: &Asked) -> Vec<(usize, Vec<usize>)> {
    let mut work = Elimination::new(rows, asked.is_hidden);
    let plain: Vec<_> = work.rows.iter().flat_map(|row| asked.follows(row)).collect();
    while let Some(row) = work.next() {
        if !work.pivot(row) {
            break;
        }
    }
    plain.into_iter().chain(work.rows.iter().flat_map(|row| asked.follows(row))).collect()
}

/// A row in residues.
type Residues = BTreeMap<usize, u64>;

impl Asked<'_> {
    /// The hidden cells of a row that follow from it, each with what else could open it.
    fn follows(&self, row: &Residues) -> Vec<(usize, Vec<usize>)> {
        let hidden: Vec<usize> = row.keys().copied().filter(|cell| (self.is_hidden)(*cell)).collect();
        let Some(first) = hidden.first() else { return Vec::new() };
        let sign = sign_of(row[first]);
        let is_held = |cell: usize| sign.is_some() && (self.is_low)(cell) && sign_of(row[&cell]) == sign;
        if hidden.len() > 1 && !hidden.iter().all(|cell| is_held(*cell)) {
            return Vec::new();
        }
        let helps = |own: usize, other: usize| other != own && !(is_held(own) && is_held(other));
        hidden.iter().map(|own| (*own, row.keys().copied().filter(|other| helps(*own, *other)).collect())).collect()
    }
}

/// Whether a factor is above 0; nothing where that cannot be told.
fn sign_of(residue: u64) -> Option<bool> {
    match residue {
        1..=LARGEST => Some(true),
        own if own >= PRIME - LARGEST => Some(false),
        _ => None,
    }
}

struct Elimination {
    rows: Vec<Residues>,
    /// Per hidden cell: the rows it stands in.
    stands_in: BTreeMap<usize, BTreeSet<usize>>,
    /// Rows without a pivot yet, by how many hidden cells they have, and how many in all.
    waiting: BTreeSet<(usize, usize, usize)>,
    numbers: usize,
}

impl Elimination {
    fn new(rows: &[Row], is_hidden: &dyn Fn(usize) -> bool) -> Elimination {
        let residue = |factor: i64| factor.rem_euclid(PRIME as i64) as u64;
        let rows: Vec<Residues> = rows.iter().map(|row| row.iter().map(|(cell, factor)| (*cell, residue(*factor))).collect()).collect();
        let mut stands_in: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (number, row) in rows.iter().enumerate() {
            for cell in row.keys().filter(|cell| is_hidden(**cell)) {
                stands_in.entry(*cell).or_default().insert(number);
            }
        }
        let hidden = |row: &Residues| row.keys().filter(|cell| stands_in.contains_key(cell)).count();
        let waiting =
            rows.iter().enumerate().map(|(number, row)| (hidden(row), row.len(), number)).filter(|(hidden, ..)| *hidden > 0).collect();
        let numbers = rows.iter().map(BTreeMap::len).sum();
        Elimination { rows, stands_in, waiting, numbers }
    }

    fn next(&mut self) -> Option<usize> {
        self.waiting.pop_first().map(|(.., row)| row)
    }

    /// Takes the hidden cell of a row that stands in the fewest others out of all others. Whether there is room for more.
    fn pivot(&mut self, row: usize) -> bool {
        let hidden = self.rows[row].keys().filter_map(|cell| Some((self.stands_in.get(cell)?.len(), *cell)));
        let Some((_, cell)) = hidden.min() else { return true };
        let inverse = inverse(self.rows[row][&cell]);
        let others: Vec<usize> = self.stands_in[&cell].iter().copied().filter(|other| *other != row).collect();
        let pivot: Vec<(usize, u64)> = self.rows[row].iter().map(|(cell, factor)| (*cell, *factor)).collect();
        for other in others {
            let times = PRIME - product(self.rows[other][&cell], inverse);
            self.add(other, &pivot, times);
            if self.numbers > MOST_NUMBERS {
                return false;
            }
        }
        true
    }

    fn add(&mut self, row: usize, pivot: &[(usize, u64)], times: u64) {
        let before = self.rows[row].len();
        let was = (self.hidden_in(row), before, row);
        for (cell, factor) in pivot {
            let own = self.rows[row].get(cell).copied().unwrap_or(0);
            let sum = (own + product(*factor, times)) % PRIME;
            let rows = self.stands_in.get_mut(cell);
            if sum == 0 {
                self.rows[row].remove(cell);
                rows.map(|rows| rows.remove(&row));
            } else {
                self.rows[row].insert(*cell, sum);
                rows.map(|rows| rows.insert(row));
            }
        }
        self.numbers = self.numbers - before + self.rows[row].len();
        if self.waiting.remove(&was) {
            let now = self.hidden_in(row);
            if now > 0 {
                self.waiting.insert((now, self.rows[row].len(), row));
            }
        }
    }

    fn hidden_in(&self, row: usize) -> usize {
        self.rows[row].keys().filter(|cell| self.stands_in.contains_key(cell)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two by two with all sums: cells 0 1 / 2 3, row sums 4 5, column sums 6 7, total 8.
    fn rows() -> Vec<Row> {
        let sums = [[0, 1, 4], [2, 3, 5], [0, 2, 6], [1, 3, 7], [4, 5, 8], [6, 7, 8]];
        sums.iter().map(|[one, other, sum]| vec![(*one, 1), (*other, 1), (*sum, -1)]).collect()
    }

    #[test]
    fn says_what_follows_from_what() {
        let told = |most: usize| determined(&rows(), &Asked { is_hidden: &|cell| cell < most, is_low: &|_| false });
        assert_eq!(told(4), []);
        let one = told(3);
        assert_eq!(one.iter().map(|(cell, _)| *cell).collect::<BTreeSet<_>>(), BTreeSet::from([0, 1, 2]));
        assert!(one.contains(&(1, vec![3, 7])), "{one:?}");
    }

    #[test]
    fn what_can_only_be_more_follows_with_others_that_can_only_be_more() {
        let told = |low: &'static [usize]| determined(&rows(), &Asked { is_hidden: &|cell| cell < 4, is_low: &|cell| low.contains(&cell) });
        // 0 and 3 rise, 1 and 2 fall.
        assert_eq!(told(&[0, 3]), []);
        let held = told(&[0, 1]);
        assert!(held.contains(&(0, vec![4])) && held.contains(&(1, vec![4])), "{held:?}");
    }
}
