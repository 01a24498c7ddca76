//! Linear and whole-number programmes over cells that are hidden (1) or shown (0), and the solvers that answer them.
//!
//! With the feature `highs` they are solved by HiGHS, else by microlp, which is slower and gives up sooner. Either way the answer is a hint: what
//! is hidden is proven by circuits, and a bound is that of floating-point arithmetic, within [`SLACK`].

use std::collections::{BTreeMap, HashMap};

use super::cuts::Cut;

/// How far a solver's numbers may be from whole ones.
pub(super) const SLACK: f64 = 1e-6;

/// What to ask: the least weight that meets every cut.
pub(super) struct Programme<'a> {
    /// Weight of each cell of the crossing.
    pub(super) weights: &'a [u64],
    pub(super) cuts: &'a [Cut],
    /// What is settled of a cell: hidden, or shown.
    pub(super) settled: &'a dyn Fn(usize) -> Option<bool>,
    /// Whether each cell is wholly hidden or wholly shown.
    pub(super) is_whole: bool,
    /// Most branches of a whole-number programme.
    pub(super) branches: u64,
}

/// What came of it.
pub(super) struct Answer {
    /// Per cell how far it is hidden, 0 to 1; those that no cut names are missing, and shown.
    pub(super) hidden: BTreeMap<usize, f64>,
    /// No answer weighs less.
    pub(super) least: f64,
}

impl Answer {
    /// How far a cell is hidden.
    pub(super) fn share(&self, cell: usize) -> f64 {
        self.hidden.get(&cell).copied().unwrap_or(0.0)
    }

    /// What it weighs, taken whole.
    pub(super) fn weight(&self, weights: &[u64]) -> u64 {
        self.hidden.iter().filter(|(_, share)| **share > 0.5).map(|(cell, _)| weights[*cell]).sum()
    }
}

/// A programme in rows: `Σ terms ≥ least`, over columns numbered from 0.
struct Rows {
    cells: Vec<usize>,
    prices: Vec<f64>,
    rows: Vec<(Vec<(usize, f64)>, f64)>,
    /// Weight of settled cells is not in it.
    is_open: bool,
}

impl Programme<'_> {
    /// Solves it; nothing where the solver gives up or nothing meets every cut.
    pub(super) fn solved(&self) -> Option<Answer> {
        let rows = self.rows();
        if !rows.is_open {
            return None;
        }
        let (values, least) =
            if rows.cells.is_empty() { (Vec::new(), 0.0) } else { solver::solve(&rows.prices, &rows.rows, self.is_whole, self.branches)? };
        Some(Answer { hidden: rows.cells.into_iter().zip(values).collect(), least })
    }

    /// The cuts over cells of which nothing is settled yet.
    fn rows(&self) -> Rows {
        let mut found = Rows { cells: Vec::new(), prices: Vec::new(), rows: Vec::new(), is_open: true };
        let mut columns = HashMap::new();
        for cut in self.cuts {
            let when = cut.when.map(|cell| (cell, (self.settled)(cell)));
            if matches!(when, Some((_, Some(false)))) || cut.any.iter().any(|cell| (self.settled)(*cell) == Some(true)) {
                continue;
            }
            let mut column = |cell: usize| {
                *columns.entry(cell).or_insert_with(|| {
                    found.cells.push(cell);
                    found.prices.push(self.weights[cell] as f64);
                    found.cells.len() - 1
                })
            };
            let any = cut.any.iter().filter(|cell| (self.settled)(**cell).is_none());
            let mut terms: Vec<(usize, f64)> = any.map(|cell| (column(*cell), 1.0)).collect();
            let open = when.filter(|(_, settled)| settled.is_none()).map(|(cell, _)| column(cell));
            found.is_open &= !terms.is_empty() || open.is_some();
            terms.extend(open.map(|column| (column, -1.0)));
            found.rows.push((terms, if open.is_some() { 0.0 } else { 1.0 }));
        }
        found
    }
}

/// Values of the columns, and a bound from below.
type Solved = (Vec<f64>, f64);

#[cfg(not(feature = "highs"))]
mod solver {
    use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, SolveOutcome, Variable};

    use super::Solved;

    pub(super) fn solve(prices: &[f64], rows: &[(Vec<(usize, f64)>, f64)], is_whole: bool, branches: u64) -> Option<Solved> {
        let mut programme = Problem::new(OptimizationDirection::Minimize);
        let add = |price: &f64| if is_whole { programme.add_binary_var(*price) } else { programme.add_var(*price, (0.0, 1.0)) };
        let columns: Vec<Variable> = prices.iter().map(add).collect();
        for (terms, least) in rows {
            let terms: Vec<(Variable, f64)> = terms.iter().map(|(column, sign)| (columns[*column], *sign)).collect();
            programme.add_constraint(terms.as_slice(), ComparisonOp::Ge, *least);
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(branches);
        match programme.solve_with(options) {
            Ok(SolveOutcome::Solution(solution)) => {
                let is_best = solution.status() == microlp::SolutionStatus::Optimal;
                let least = if is_best { Some(solution.objective()) } else { solution.stats().best_bound };
                let values = columns.iter().map(|column| solution.var_value(*column)).collect();
                Some((values, least.unwrap_or(0.0)))
            }
            Ok(SolveOutcome::Interrupted(_)) | Err(_) => None,
        }
    }
}

#[cfg(feature = "highs")]
mod solver {
    use highs::{Col, HighsModelStatus, RowProblem, Sense};

    use super::Solved;

    pub(super) fn solve(prices: &[f64], rows: &[(Vec<(usize, f64)>, f64)], is_whole: bool, branches: u64) -> Option<Solved> {
        let mut programme = RowProblem::default();
        let columns: Vec<Col> = prices.iter().map(|price| programme.add_column_with_integrality(*price, 0.0..=1.0, is_whole)).collect();
        for (terms, least) in rows {
            let terms: Vec<(Col, f64)> = terms.iter().map(|(column, sign)| (columns[*column], *sign)).collect();
            programme.add_row(*least.., terms);
        }
        let mut model = programme.try_optimise(Sense::Minimise).ok()?;
        model.make_quiet();
        // One thread, one seed: the same programme has the same answer.
        model.try_set_option("threads", 1).ok()?;
        model.try_set_option("random_seed", 1).ok()?;
        model.try_set_option("mip_rel_gap", 0.0).ok()?;
        model.try_set_option("mip_max_nodes", i32::try_from(branches).unwrap_or(i32::MAX)).ok()?;
        let solved = model.try_solve().ok()?;
        if !matches!(solved.status(), HighsModelStatus::Optimal | HighsModelStatus::ReachedSolutionLimit) {
            return None;
        }
        let least = if is_whole { solved.double_info_value(c"mip_dual_bound").ok()? } else { solved.objective_value() };
        Some((solved.get_solution().columns().to_vec(), least))
    }
}
