//! Which hidden cells follow from what is shown, and from which shown cells: elimination in exact modular arithmetic.
//!
//! Rows are taken whole, shown cells and all. Once every hidden cell that can be a pivot is one (Gauss–Jordan), a row with one hidden cell left says that
//! this cell follows from the shown cells of the row: if it is to be open, one of these has to be hidden too.

use std::collections::{BTreeMap, BTreeSet};

/// A Mersenne prime: arithmetic modulo this tells a sum of a few signs from 0 but for one chance in 10¹⁸.
const PRIME: u64 = (1 << 61) - 1;
/// Most numbers in all rows together; beyond that nothing more is worked out.
const MOST_NUMBERS: usize = 6_000_000;

/// A row that sums to 0: cells and their factors.
pub(super) type Row = Vec<(usize, i64)>;

/// For each hidden cell that follows from shown ones: itself, and the shown cells it follows from.
pub(super) fn determined(rows: &[Row], is_hidden: &dyn Fn(usize) -> bool) -> Vec<(usize, Vec<usize>)> {
    let mut work = Elimination::new(rows, is_hidden);
    while let Some(row) = work.next() {
        if !work.pivot(row) {
            break;
        }
    }
    work.found(is_hidden)
}

struct Elimination {
    rows: Vec<BTreeMap<usize, u64>>,
    /// Per hidden cell: the rows it stands in.
    stands_in: BTreeMap<usize, BTreeSet<usize>>,
    /// Rows without a pivot yet, by how many hidden cells they have, and how many in all.
    waiting: BTreeSet<(usize, usize, usize)>,
    numbers: usize,
}

impl Elimination {
    fn new(rows: &[Row], is_hidden: &dyn Fn(usize) -> bool) -> Elimination {
        let residue = |factor: i64| factor.rem_euclid(PRIME as i64) as u64;
        let rows: Vec<BTreeMap<usize, u64>> =
            rows.iter().map(|row| row.iter().map(|(cell, factor)| (*cell, residue(*factor))).collect()).collect();
        let mut stands_in: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (number, row) in rows.iter().enumerate() {
            for cell in row.keys().filter(|cell| is_hidden(**cell)) {
                stands_in.entry(*cell).or_default().insert(number);
            }
        }
        let hidden = |row: &BTreeMap<usize, u64>| row.keys().filter(|cell| stands_in.contains_key(cell)).count();
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
        let inverse = power(self.rows[row][&cell], PRIME - 2);
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

    fn found(&self, is_hidden: &dyn Fn(usize) -> bool) -> Vec<(usize, Vec<usize>)> {
        let mut found = Vec::new();
        for row in &self.rows {
            let mut hidden = row.keys().copied().filter(|cell| is_hidden(*cell));
            if let (Some(cell), None) = (hidden.next(), hidden.next()) {
                found.push((cell, row.keys().copied().filter(|other| *other != cell).collect()));
            }
        }
        found
    }
}

fn product(one: u64, other: u64) -> u64 {
    (u128::from(one) * u128::from(other) % u128::from(PRIME)) as u64
}

fn power(mut base: u64, mut exponent: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = product(result, base);
        }
        base = product(base, base);
        exponent >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_follows_from_what() {
        // Two by two with all sums: cells 0 1 / 2 3, row sums 4 5, column sums 6 7, total 8.
        let rows: Vec<Row> = [[0, 1, 4], [2, 3, 5], [0, 2, 6], [1, 3, 7], [4, 5, 8], [6, 7, 8]]
            .iter()
            .map(|[one, other, sum]| vec![(*one, 1), (*other, 1), (*sum, -1)])
            .collect();
        assert_eq!(determined(&rows, &|cell| cell < 4), []);
        let one = determined(&rows, &|cell| cell < 3);
        assert_eq!(one.iter().map(|(cell, _)| *cell).collect::<BTreeSet<_>>(), BTreeSet::from([0, 1, 2]));
        let (_, shown) = one.iter().find(|(cell, _)| *cell == 1).expect("it follows from its column");
        assert_eq!(*shown, [3, 7]);
    }
}
