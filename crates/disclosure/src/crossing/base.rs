//! Whole tables that fit everything published, solved from that alone: linear programmes over hidden cells, in whole
//! numbers. The solver's answer is a hint: what comes out is checked by [`crate::verify`].

use std::collections::{BTreeMap, HashMap};

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, SolveOutcome, Variable};

use super::certificate::Overlay;
use super::published::{Published, Row};

/// Largest component that is solved in one piece.
const LARGEST_PIECE: usize = 8000;
/// Most branches of one programme.
const MOST_BRANCHES: u64 = 20_000;
/// Largest count looked for in a hidden cell.
const LARGEST_COUNT: i32 = 1 << 30;

/// Solves every component: a count of 1 or more for each hidden cell, so that one person can be taken away everywhere.
/// Nothing where the solver gives up.
pub(super) fn solve(published: &Published) -> Option<Vec<u64>> {
    let mut table: Vec<u64> = published.shown.iter().enumerate().map(|(cell, count)| count.unwrap_or(published.any(cell))).collect();
    for rows in published.components() {
        if rows.len() > LARGEST_PIECE {
            return None;
        }
        let piece = Piece { rows: &rows, least: &|cell| published.least(cell) };
        for (cell, count) in piece.solved(None)? {
            table[cell] = count;
        }
    }
    Some(table)
}

/// The tables in which a hidden cell is lowest and highest, if they differ by the width.
pub(super) fn ends(published: &Published, cell: usize, width: u64) -> Option<(Overlay, Overlay)> {
    let rows = published.components().into_iter().find(|rows| rows.iter().any(|row| row.cells.iter().any(|(own, _)| *own == cell)))?;
    let piece = Piece { rows: &rows, least: &|_| 0 };
    let low = piece.solved(Some((cell, OptimizationDirection::Minimize)))?;
    let high = piece.solved(Some((cell, OptimizationDirection::Maximize)))?;
    let difference = high.get(&cell)?.checked_sub(*low.get(&cell)?)?;
    let hidden = |table: BTreeMap<usize, u64>| table.into_iter().filter(|(cell, _)| published.least(*cell) == 1).collect();
    (difference >= width).then(|| (hidden(low), hidden(high)))
}

/// A linear programme over the hidden cells of some rows.
struct Piece<'a> {
    rows: &'a [Row],
    /// Least count of a hidden cell.
    least: &'a dyn Fn(usize) -> u64,
}

impl Piece<'_> {
    /// Any table, or the one in which a cell is lowest or highest.
    fn solved(&self, aim: Option<(usize, OptimizationDirection)>) -> Option<BTreeMap<usize, u64>> {
        let mut programme = Problem::new(aim.map_or(OptimizationDirection::Minimize, |(_, direction)| direction));
        let mut variables: HashMap<usize, Variable> = HashMap::new();
        for row in self.rows {
            let mut terms = Vec::with_capacity(row.cells.len());
            let mut sum = row.sum;
            for (cell, sign) in &row.cells {
                let price = f64::from(u8::from(aim.is_some_and(|(aimed, _)| aimed == *cell)));
                let variable = *variables.entry(*cell).or_insert_with(|| programme.add_integer_var(price, (0, LARGEST_COUNT)));
                terms.push((variable, *sign as f64));
                sum -= sign * (self.least)(*cell) as i64;
            }
            programme.add_constraint(terms.as_slice(), ComparisonOp::Eq, sum as f64);
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(MOST_BRANCHES);
        match programme.solve_with(options) {
            Ok(SolveOutcome::Solution(solution)) => {
                let count = |cell: usize, variable: Variable| (self.least)(cell) + solution.var_value(variable).round().max(0.0) as u64;
                Some(variables.into_iter().map(|(cell, variable)| (cell, count(cell, variable))).collect())
            }
            Ok(SolveOutcome::Interrupted(_)) | Err(_) => None,
        }
    }
}
