//! Whole tables that fit everything published, solved from that alone: linear programmes over hidden cells, in whole
//! numbers. The solver's answer is a hint: what comes out is checked by [`crate::verify`].

use std::collections::{BTreeMap, BTreeSet, HashMap};

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, SolveOutcome, Variable};
use rayon::prelude::*;

use super::certificate::{Certificate, Overlay};
use super::published::{Published, Row};
use super::whole;

/// Largest component that is solved by one programme.
pub(super) const LARGEST_PIECE: usize = 8000;
/// Most branches of one programme.
pub(super) const MOST_BRANCHES: u64 = 20_000;
/// Most whole tables that are looked for besides the first, where much hangs together: each takes as long as that one.
const MOST_TABLES: u64 = 2;
/// Largest count looked for in a hidden cell.
const LARGEST_COUNT: u64 = 1 << 30;

/// The rows over hidden cells, in pieces that share none.
pub(super) struct Pieces<'a> {
    published: &'a Published<'a>,
    rows: Vec<Vec<Row>>,
    /// Per hidden cell that stands in a row: its piece.
    piece: HashMap<usize, usize>,
    /// Most rows of one programme.
    largest: usize,
}

/// Two tables: a cell is low in one and high in the other.
pub(super) type Ends = (Overlay, Overlay);

/// Counts of the hidden cells of one piece, in one table that fits.
pub(super) type Fitting = BTreeMap<usize, u64>;

impl<'a> Pieces<'a> {
    pub(super) fn new(published: &'a Published<'a>, largest: usize) -> Pieces<'a> {
        let rows = published.components();
        let in_piece = |(number, rows): (usize, &Vec<Row>)| {
            rows.iter().flat_map(|row| &row.cells).map(|(cell, _)| (*cell, number)).collect::<Vec<_>>()
        };
        let piece = rows.iter().enumerate().flat_map(in_piece).collect();
        Pieces { published, rows, piece, largest }
    }

    /// The pieces by number.
    #[cfg(test)]
    pub(super) fn all(&self) -> std::ops::Range<usize> {
        0..self.rows.len()
    }

    /// Solves every piece: a count of 1 or more for each hidden cell, so that one person can be taken away everywhere; where there is no such table and
    /// hidden cells may be empty, any. Nothing where the solver gives up.
    pub(super) fn solve(&self) -> Option<Vec<u64>> {
        let published = self.published;
        let mut table: Vec<u64> = published.shown.iter().enumerate().map(|(cell, count)| count.unwrap_or(published.any(cell))).collect();
        let fitting = |rows: &Vec<Row>| {
            let solved = |least: &dyn Fn(usize) -> u64| match rows.len() > self.largest {
                false => Piece { rows, least, most: &|_| LARGEST_COUNT, branches: MOST_BRANCHES }
                    .solved(&BTreeSet::new(), OptimizationDirection::Minimize),
                true if published.overlaps() => None,
                true => whole::solved(published, rows, least),
            };
            let fitting = solved(&|cell| published.least(cell));
            fitting.or_else(|| published.may_be_empty().then(|| solved(&|cell| published.floor(cell)))?)
        };
        let pieces: Vec<Fitting> = self.rows.par_iter().map(fitting).collect::<Option<_>>()?;
        pieces.into_iter().flatten().for_each(|(cell, count)| table[cell] = count);
        Some(table)
    }

    /// Two tables for each of some cells in which it differs by its width; without the cells of a piece in which one stays closed, and of
    /// pieces that are too large those for which no repair makes them.
    pub(super) fn proofs(&self, table: &[u64], cells: &BTreeMap<usize, u64>) -> Vec<Certificate> {
        let mut closed: BTreeMap<usize, BTreeMap<usize, u64>> = BTreeMap::new();
        for (cell, width) in cells {
            if let Some(piece) = self.piece.get(cell) {
                closed.entry(*piece).or_default().insert(*cell, *width);
            }
        }
        let known: Fitting = self.published.hidden().map(|cell| (cell, table[cell])).collect();
        let opened = |(piece, mut closed): (usize, BTreeMap<usize, u64>)| -> Vec<Certificate> {
            if self.rows[piece].len() > self.largest {
                let asked = closed.keys().copied().collect();
                let repairs = whole::Repairs::new(self.published, &self.rows[piece], table, asked);
                let mut found = repairs.map(|mut repairs| repairs.pairs(&mut closed)).unwrap_or_default();
                found.extend(self.otherwise(piece, table, closed));
                return found;
            }
            let opened = self.opened(piece, closed, known.clone()).unwrap_or_default();
            opened.into_iter().map(|(cell, (low, high))| Certificate { cell, also: Vec::new(), low, high }).collect()
        };
        closed.into_par_iter().map(opened).collect::<Vec<_>>().concat()
    }

    /// Pairs of the table and another whole one, for cells of a large piece that no repair of the first opens.
    pub(super) fn otherwise(&self, piece: usize, table: &[u64], mut closed: BTreeMap<usize, u64>) -> Vec<Certificate> {
        let mut found = Vec::new();
        for seed in 1..=MOST_TABLES {
            if closed.is_empty() {
                break;
            }
            let Some(other) = whole::solved_otherwise(self.published, &self.rows[piece], &closed, seed) else { continue };
            let is_open = |(cell, width): &(&usize, &u64)| other.get(cell).is_some_and(|count| count.abs_diff(table[**cell]) >= **width);
            let opened: Vec<usize> = closed.iter().filter(is_open).map(|(cell, _)| *cell).collect();
            let Some((cell, also)) = opened.split_first() else { continue };
            let is_told = |(own, count): &(&usize, &u64)| self.published.least(**own) == 1 && table[**own] != **count;
            let overlay: Overlay = other.iter().filter(is_told).map(|(own, count)| (*own, *count)).collect();
            let (low, high) = if other[cell] > table[*cell] { (Vec::new(), overlay) } else { (overlay, Vec::new()) };
            found.push(Certificate { cell: *cell, also: also.to_vec(), low, high });
            closed.retain(|cell, _| opened.binary_search(cell).is_err());
        }
        found
    }

    /// Opens the cells of one piece with few programmes: each moves all that are still closed at once, as far as they go, and its
    /// table may serve any of them.
    fn opened(&self, piece: usize, mut closed: BTreeMap<usize, u64>, known: Fitting) -> Option<BTreeMap<usize, Ends>> {
        let (mut found, mut opened) = (vec![known], BTreeMap::new());
        while let Some(first) = closed.first_key_value().map(|(cell, _)| *cell) {
            self.push(&mut found, piece, &closed.keys().copied().collect())?;
            let mut now = self.differing(&found, &closed);
            if now.is_empty() {
                // Together they may be held where one alone is not.
                self.push(&mut found, piece, &BTreeSet::from([first]))?;
                now = self.differing(&found, &closed);
            }
            if now.is_empty() {
                return None;
            }
            closed.retain(|cell, _| !now.contains_key(cell));
            opened.append(&mut now);
        }
        Some(opened)
    }

    /// Adds the tables in which some cells are lowest and highest together.
    fn push(&self, found: &mut Vec<Fitting>, piece: usize, aimed: &BTreeSet<usize>) -> Option<()> {
        let piece =
            Piece { rows: &self.rows[piece], least: &|cell| self.published.floor(cell), most: &|_| LARGEST_COUNT, branches: MOST_BRANCHES };
        for direction in [OptimizationDirection::Minimize, OptimizationDirection::Maximize] {
            found.push(piece.solved(aimed, direction)?);
        }
        Some(())
    }

    /// Of closed cells those that differ by their width between two of the tables found, with these two.
    fn differing(&self, found: &[Fitting], closed: &BTreeMap<usize, u64>) -> BTreeMap<usize, Ends> {
        let hidden = |table: &Fitting| -> Overlay {
            table.iter().filter(|(cell, _)| self.published.least(**cell) == 1).map(|(cell, count)| (*cell, *count)).collect()
        };
        let ends = |(cell, width): (&usize, &u64)| {
            let known = || found.iter().filter_map(|table| Some((table.get(cell)?, table)));
            let low = known().min_by_key(|(count, _)| *count)?;
            let high = known().max_by_key(|(count, _)| *count)?;
            (high.0 - low.0 >= *width).then(|| (*cell, (hidden(low.1), hidden(high.1))))
        };
        closed.iter().filter_map(ends).collect()
    }
}

/// A linear programme over the hidden cells of some rows.
pub(super) struct Piece<'a> {
    pub(super) rows: &'a [Row],
    /// Least count of a hidden cell.
    pub(super) least: &'a dyn Fn(usize) -> u64,
    /// Largest.
    pub(super) most: &'a dyn Fn(usize) -> u64,
    /// Most branches.
    pub(super) branches: u64,
}

impl Piece<'_> {
    /// The table in which some cells are lowest or highest together; any table where there are none.
    pub(super) fn solved(&self, aimed: &BTreeSet<usize>, direction: OptimizationDirection) -> Option<Fitting> {
        let mut programme = Problem::new(direction);
        let mut variables: HashMap<usize, Variable> = HashMap::new();
        let most = |cell: usize| (self.most)(cell).min(LARGEST_COUNT) as i32;
        for row in self.rows {
            let mut terms = Vec::with_capacity(row.cells.len());
            let mut sum = row.sum;
            for (cell, sign) in &row.cells {
                let price = f64::from(u8::from(aimed.contains(cell)));
                let variable = *variables.entry(*cell).or_insert_with(|| programme.add_integer_var(price, (0, most(*cell))));
                terms.push((variable, *sign as f64));
                sum -= sign * (self.least)(*cell) as i64;
            }
            programme.add_constraint(terms.as_slice(), ComparisonOp::Eq, sum as f64);
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(self.branches);
        match programme.solve_with(options) {
            Ok(SolveOutcome::Solution(solution)) => {
                let count = |cell: usize, variable: Variable| (self.least)(cell) + solution.var_value(variable).round().max(0.0) as u64;
                Some(variables.into_iter().map(|(cell, variable)| (cell, count(cell, variable))).collect())
            }
            Ok(SolveOutcome::Interrupted(_)) | Err(_) => None,
        }
    }
}
