//! A whole table from small programmes: some rows are let go, so that what is left falls apart into blocks; each block is solved by itself, with
//! the rows let go as near as can be to a share of their own, and what is left over is mended block by block.

use std::collections::{BTreeMap, BTreeSet};

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, SolveOutcome, Variable};

use super::published::find;
use crate::system::System;

/// How hard to try in one programme.
#[derive(Clone, Copy)]
struct Effort {
    /// Most branches.
    branches: u64,
    /// Share of what is missed that may be left unproven.
    gap: f64,
}

/// For a block that has no counts yet, and for one that is to be bettered.
const FIRST: Effort = Effort { branches: 2000, gap: 0.3 };
const AGAIN: Effort = Effort { branches: 100, gap: 0.0 };
/// Rounds of mending: blocks by themselves, and two by two, in turn.
const ROUNDS: usize = 40;
/// Most atoms solved at once in one of them.
const MOST_AT_ONCE: usize = 800;
/// How much more a row costs for every round in which it stays off.
const DEARER: f64 = 1.0;

/// A table under way: counts of atoms, and how far each row is from where it has to be.
pub(super) struct Blocks<'a> {
    system: &'a System,
    blocks: Vec<Vec<usize>>,
    block_of: Vec<usize>,
    /// Per row: whether it was let go.
    loose: Vec<bool>,
    most: Vec<i64>,
    values: Vec<i64>,
    sums: Vec<i64>,
    /// What it costs to miss each row let go by one: more for those that stay off.
    weights: Vec<f64>,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(system: &'a System, loose: Vec<bool>) -> Blocks<'a> {
        let atoms = system.by_atom.len();
        let blocks = apart(system, &loose);
        let mut block_of = vec![0; atoms];
        for (number, block) in blocks.iter().enumerate() {
            block.iter().for_each(|atom| block_of[*atom] = number);
        }
        let high = |atom: usize| {
            system
                .by_atom
                .of(atom)
                .iter()
                .filter(|entry| (entry.to as usize) < system.links)
                .map(|entry| system.high[entry.to as usize])
                .min()
        };
        let most = (0..atoms).map(|atom| high(atom).unwrap_or(i64::MAX)).collect();
        Blocks {
            system,
            blocks,
            block_of,
            loose,
            most,
            values: vec![0; atoms],
            sums: vec![0; system.low.len()],
            weights: vec![1.0; system.low.len()],
        }
    }

    /// Solves every block, the rows let go shared as these fractions share them; then mends. Whether every row is met.
    pub(super) fn solve(&mut self, shares: &[f64]) -> bool {
        let mut due = vec![0.0; self.loose.len()];
        let mut left: Vec<usize> = (0..self.loose.len()).map(|row| self.system.by_row.of(row).len()).collect();
        for block in 0..self.blocks.len() {
            let atoms = self.blocks[block].clone();
            let mut wanted: BTreeMap<usize, i64> = BTreeMap::new();
            for atom in &atoms {
                for entry in self.system.by_atom.of(*atom).iter().filter(|entry| self.loose[entry.to as usize]) {
                    due[entry.to as usize] += shares[*atom] * f64::from(entry.sign);
                    left[entry.to as usize] -= 1;
                    wanted.insert(entry.to as usize, 0);
                }
            }
            for (row, want) in &mut wanted {
                // The last block takes what the fractions leave over.
                let due = if left[*row] == 0 { self.system.low[*row] } else { due[*row].round() as i64 };
                *want = due - self.sums[*row];
            }
            if !self.fit(&atoms, &wanted, FIRST) {
                return false;
            }
        }
        (0..ROUNDS).any(|round| self.mend(round))
    }

    /// Solves blocks again that stand in a row that is off, in every second round each with another one. Whether no row is off any more.
    fn mend(&mut self, round: usize) -> bool {
        for first in 0..self.blocks.len() {
            let off: Vec<usize> = (0..self.sums.len()).filter(|row| self.off(*row) != 0).collect();
            if off.is_empty() {
                return true;
            }
            let mut near: Vec<usize> =
                off.iter().flat_map(|row| self.system.by_row.of(*row)).map(|entry| self.block_of[entry.to as usize]).collect();
            near.sort_unstable();
            near.dedup();
            let Ok(place) = near.binary_search(&first) else { continue };
            let mut together = self.blocks[first].clone();
            let other = near[(place + 1 + round / 2) % near.len()];
            if round % 2 == 1 && other != first {
                together.extend(&self.blocks[other]);
            }
            if together.len() <= MOST_AT_ONCE {
                let wanted = self.wanted(&together);
                self.fit(&together, &wanted, AGAIN);
            }
        }
        for row in 0..self.sums.len() {
            self.weights[row] += if self.off(row) == 0 { 0.0 } else { DEARER };
        }
        (0..self.sums.len()).all(|row| self.off(row) == 0)
    }

    /// What some atoms have to add up to in the rows let go, all others being as they are.
    fn wanted(&self, atoms: &[usize]) -> BTreeMap<usize, i64> {
        let mut wanted: BTreeMap<usize, i64> = BTreeMap::new();
        for atom in atoms {
            for entry in self.system.by_atom.of(*atom).iter().filter(|entry| self.loose[entry.to as usize]) {
                *wanted.entry(entry.to as usize).or_default() += i64::from(entry.sign) * self.values[*atom];
            }
        }
        wanted.iter_mut().for_each(|(row, sum)| *sum -= self.off(*row));
        wanted
    }

    /// How far a row is above (or below) what it may be.
    fn off(&self, row: usize) -> i64 {
        let sum = self.sums[row];
        (sum - self.system.high[row]).max(0) - (self.system.low[row] - sum).max(0)
    }

    /// Solves some atoms, all others being as they are: every row met, and rows let go as near as can be to what is wanted of these atoms.
    fn fit(&mut self, atoms: &[usize], wanted: &BTreeMap<usize, i64>, effort: Effort) -> bool {
        let mut programme = Problem::new(OptimizationDirection::Minimize);
        let most = |atom: usize| self.most[atom].min(1 << 30) as i32;
        let variables: BTreeMap<usize, Variable> =
            atoms.iter().map(|atom| (*atom, programme.add_integer_var(0.0, (0, most(*atom))))).collect();
        let rows: BTreeSet<usize> = atoms.iter().flat_map(|atom| self.system.by_atom.of(*atom)).map(|entry| entry.to as usize).collect();
        for row in rows {
            let (mut terms, mut rest) = (Vec::new(), self.sums[row]);
            for entry in self.system.by_row.of(row) {
                if let Some(variable) = variables.get(&(entry.to as usize)) {
                    terms.push((*variable, f64::from(entry.sign)));
                    rest -= i64::from(entry.sign) * self.values[entry.to as usize];
                }
            }
            match wanted.get(&row) {
                Some(want) => {
                    for sign in [1.0, -1.0] {
                        terms.push((programme.add_var(self.weights[row], (0.0, f64::INFINITY)), sign));
                    }
                    programme.add_constraint(terms.as_slice(), ComparisonOp::Eq, *want as f64);
                }
                None if self.system.low[row] == self.system.high[row] => {
                    programme.add_constraint(terms.as_slice(), ComparisonOp::Eq, (self.system.low[row] - rest) as f64);
                }
                None => programme.add_constraint(terms.as_slice(), ComparisonOp::Ge, (self.system.low[row] - rest) as f64),
            }
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(effort.branches);
        options.mip_gap = effort.gap;
        let Ok(SolveOutcome::Solution(solution)) = programme.solve_with(options) else { return false };
        for (atom, variable) in variables {
            self.set(atom, solution.var_value(variable).round().max(0.0) as i64);
        }
        true
    }

    fn set(&mut self, atom: usize, value: i64) {
        let change = value - self.values[atom];
        self.values[atom] = value;
        for entry in self.system.by_atom.of(atom) {
            self.sums[entry.to as usize] += i64::from(entry.sign) * change;
        }
    }

    /// Counts of the atoms.
    pub(super) fn values(&self) -> &[i64] {
        &self.values
    }
}

/// Atoms that hang together by the rows that are kept, the fewest first.
pub(super) fn apart(system: &System, loose: &[bool]) -> Vec<Vec<usize>> {
    let mut root: Vec<usize> = (0..system.by_atom.len()).collect();
    for row in (0..loose.len()).filter(|row| !loose[*row]) {
        for pair in system.by_row.of(row).windows(2) {
            let (one, other) = (find(&mut root, pair[0].to as usize), find(&mut root, pair[1].to as usize));
            root[one.max(other)] = one.min(other);
        }
    }
    let mut lists: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for atom in 0..system.by_atom.len() {
        lists.entry(find(&mut root, atom)).or_default().push(atom);
    }
    let mut lists: Vec<Vec<usize>> = lists.into_values().collect();
    lists.sort_by_key(Vec::len);
    lists
}
