//! Whether a model has an estimate on a table, parameters at minus infinity allowed (Chan, Silverman & Vincent 2021).
//!
//! A term of which nobody holds all lists has its parameter at minus infinity: the histories that hold it are expected 0
//! times and leave the table, and the rest is fitted. On what is left the maximum exists unless a direction of the
//! parameters raises the likelihood for ever (Fienberg & Rinaldo 2012): a linear programme. It is the only one when the
//! terms left tell the histories left apart: a rank.

use disclosure::modular::{PRIME, inverse, product};
use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOutcome};

use super::Existence;
use super::model::Model;

/// What is left of a table and a model when parameters at minus infinity are set apart.
pub(super) struct Reduced {
    /// Histories that can happen, with their counts.
    pub(super) cells: Vec<(u32, f64)>,
    /// Terms with a finite parameter.
    pub(super) terms: Vec<u32>,
}

/// Sets apart terms whose lists nobody holds together, and the histories that hold them.
pub(super) fn reduce(cells: &[(u32, f64)], model: &Model) -> Reduced {
    let held = |term: u32| cells.iter().any(|(history, count)| history & term == term && *count > 0.0);
    let (terms, lost): (Vec<u32>, Vec<u32>) = model.terms().iter().copied().partition(|term| held(*term));
    let can_happen = |history: u32| !lost.iter().any(|term| history & term == *term);
    Reduced { cells: cells.iter().copied().filter(|(history, _)| can_happen(*history)).collect(), terms }
}

impl Reduced {
    /// Whether there is an estimate, and only one.
    pub(super) fn existence(&self) -> Existence {
        let parameters = self.terms.len() + 1;
        let seen = self.rank(|count| count > 0.0);
        if seen == parameters {
            return Existence::Exists;
        }
        if self.rises_for_ever() {
            return Existence::NoMaximum;
        }
        let is_told_apart = seen < parameters && self.rank(|_| true) == parameters;
        if is_told_apart { Existence::Exists } else { Existence::NotIdentifiable }
    }

    /// Rank of the rows of these counts: exact elimination over a prime field. Entries are 0 and 1, so a rank that is too
    /// low there would need a determinant that is a multiple of a prime of 19 digits.
    fn rank(&self, counts: impl Fn(f64) -> bool) -> usize {
        let rows = self.cells.iter().filter(|(_, count)| counts(*count));
        let row = |(history, _): &(u32, f64)| {
            std::iter::once(1).chain(self.terms.iter().map(|term| u64::from(history & term == *term))).collect::<Vec<u64>>()
        };
        rank(rows.map(row).collect())
    }

    /// Whether some direction leaves every history that was seen where it is, and takes at least one that was not seen
    /// to 0: max Σ s, As + Σ direction = 0, 0 ≤ s ≤ 1, s = 0 where somebody was seen.
    fn rises_for_ever(&self) -> bool {
        let mut programme = Problem::new(OptimizationDirection::Maximize);
        let directions: Vec<_> = (0..=self.terms.len()).map(|_| programme.add_var(0.0, (-1e6, 1e6))).collect();
        for (history, count) in &self.cells {
            let held = self.terms.iter().zip(&directions[1..]).filter(|(term, _)| history & **term == **term);
            let mut row: Vec<_> = std::iter::once((directions[0], 1.0)).chain(held.map(|(_, direction)| (*direction, 1.0))).collect();
            if *count == 0.0 {
                row.push((programme.add_var(1.0, (0.0, 1.0)), 1.0));
            }
            programme.add_constraint(row.as_slice(), ComparisonOp::Eq, 0.0);
        }
        // All of it at 0 is always possible, and every bound is finite: a failure would be the solver's, and is no estimate.
        match programme.solve() {
            Ok(SolveOutcome::Solution(solution)) => solution.objective() > 1e-6,
            Ok(SolveOutcome::Interrupted(_)) | Err(_) => true,
        }
    }
}

fn rank(mut rows: Vec<Vec<u64>>) -> usize {
    let columns = rows.first().map_or(0, Vec::len);
    let mut rank = 0;
    for column in 0..columns {
        let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(rank, pivot);
        let (above, below) = rows.split_at_mut(rank + 1);
        let pivot = &above[rank];
        let inverse = inverse(pivot[column]);
        for row in below.iter_mut().filter(|row| row[column] != 0) {
            let factor = PRIME - product(row[column], inverse);
            for (value, own) in row.iter_mut().zip(pivot).skip(column) {
                *value = (*value + product(factor, *own)) % PRIME;
            }
        }
        rank += 1;
    }
    rank
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(cells: &[(u32, f64)], model: &str) -> u8 {
        let lists = 3;
        let cell = |history| cells.iter().find(|(own, _)| *own == history).map_or(0.0, |(_, count)| *count);
        let cells: Vec<_> = (1..1 << lists).map(|history| (history, cell(history))).collect();
        reduce(&cells, &Model::parse(model, lists).expect("a model")).existence().code()
    }

    /// Chan, Silverman & Vincent (2021), table 2: nobody on lists 1 and 3, nor on 2 and 3.
    #[test]
    fn the_artificial_table_has_its_published_codes() {
        let cells = [(0b001, 40.0), (0b010, 30.0), (0b100, 20.0), (0b011, 6.0)];
        for (model, expected) in [("12,13,23", 2), ("12,3", 1), ("13,23", 0), ("1,2,3", 0), ("12,13", 1), ("12,23", 1)] {
            assert_eq!(code(&cells, model), expected, "{model}");
        }
    }

    /// Ball, Shin & Yang (2018): Korean women.
    #[test]
    fn the_korean_table_has_its_published_codes() {
        let cells = [(0b001, 5.0), (0b010, 5.0), (0b100, 41.0), (0b011, 54.0), (0b101, 6.0), (0b111, 12.0)];
        for (model, expected) in [("12,13", 1), ("12,3", 0), ("12,23", 0), ("13,23", 0)] {
            assert_eq!(code(&cells, model), expected, "{model}");
        }
    }

    #[test]
    fn rank_is_that_of_the_rows() {
        assert_eq!(rank(vec![vec![1, 1, 0], vec![0, 1, 1], vec![1, 2, 1]]), 2);
        assert_eq!(rank(vec![vec![0, 0]]), 0);
    }
}
