//! A whole table from small programmes: some rows are let go, so that what is left falls apart into blocks; each block is solved by itself, with
//! the rows let go as near as can be to a share of their own. Then groups of atoms drawn by chance, of a few blocks round a row that is off, are
//! solved again together, until no row is (a large neighbourhood search, with breakout weights).

use std::collections::BTreeMap;

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, SolveOutcome, Variable};
use rayon::prelude::*;

use super::published::find;
use crate::chance::Chance;
use crate::rule::UNBOUNDED;
use crate::system::{Broken, System};

/// How hard to try in one programme.
#[derive(Clone, Copy)]
struct Effort {
    /// Most branches.
    branches: u64,
    /// Share of what is missed that may be left unproven.
    gap: f64,
}

/// For a block that has no counts yet (any that fit will do: what is missed is mended), and for groups that are to be bettered.
const FIRST: Effort = Effort { branches: 2000, gap: 1e9 };
const AGAIN: Effort = Effort { branches: 100, gap: 0.0 };
/// Programmes of mending.
const MOST_MENDS: usize = 20_000;
/// Most atoms solved at once in one of them, save where one group has more.
const MOST_AT_ONCE: usize = 400;
/// Most blocks of which groups are solved together, and fewest where a row runs through so many.
const BLOCKS: std::ops::Range<usize> = 2..5;
/// How much more a row costs each time it was aimed at and stays off.
const DEARER: f64 = 1.0;

/// A table under way: counts of atoms, and how far each row is from where it has to be.
pub(super) struct Blocks<'a> {
    system: &'a System,
    /// Atoms that hang together by rows that are never missed, the fewest first.
    units: Vec<Vec<usize>>,
    /// Smaller lists of atoms, of which some are solved again together.
    groups: Vec<Vec<usize>>,
    group_of: Vec<usize>,
    /// The groups of each block, and the block of each atom.
    blocks: Vec<Vec<usize>>,
    block_of: Vec<usize>,
    /// Per row: whether it may be missed under way.
    soft: Vec<bool>,
    most: Vec<i64>,
    values: Vec<i64>,
    sums: Vec<i64>,
    /// Rows that are off.
    off: Broken,
    /// What it costs to miss each row by one: more for those that stay off.
    weights: Vec<f64>,
}

impl<'a> Blocks<'a> {
    /// `loose` rows hold blocks together and may be missed under way; `upper` ones (these among them) the groups that blocks are made of.
    pub(super) fn new(system: &'a System, loose: Vec<bool>, upper: &[bool]) -> Blocks<'a> {
        let atoms = system.by_atom.len();
        let (groups, coarse) = (apart(system, upper), apart(system, &loose));
        let (group_of, coarse_of) = (numbered(&groups, atoms), numbered(&coarse, atoms));
        let mut blocks = vec![Vec::new(); coarse.len()];
        groups.iter().enumerate().for_each(|(number, group)| blocks[coarse_of[group[0]]].push(number));
        let bounds = |atom: usize| system.by_atom.of(atom).iter().filter(|entry| (entry.to as usize) < system.links);
        let most = (0..atoms).map(|atom| bounds(atom).map(|entry| system.high[entry.to as usize]).min().unwrap_or(i64::MAX)).collect();
        let rows = system.low.len();
        let (values, sums) = (vec![0; atoms], vec![0; rows]);
        let (off, weights) = (Broken::new(rows), vec![1.0; rows]);
        Blocks { system, units: coarse, groups, group_of, blocks, block_of: coarse_of, soft: loose, most, values, sums, off, weights }
    }

    /// Solves every block, soft rows shared as these fractions share them; then mends. Whether every row is met.
    pub(super) fn solve(&mut self, shares: &[f64]) -> bool {
        self.share_out(shares) && self.mend()
    }

    /// Solves the blocks, all at once: each is given its own share of every soft row, in whole numbers that add up.
    fn share_out(&mut self, shares: &[f64]) -> bool {
        let wanted = self.wanted(shares);
        let fitted = |(atoms, wanted): (&Vec<usize>, &BTreeMap<usize, i64>)| {
            self.fitted(atoms, &|row, _| wanted.get(&row).copied().unwrap_or(self.system.low[row]), FIRST)
        };
        // The largest first: it takes longest.
        let counts: Option<Vec<Vec<i64>>> = self.units.par_iter().zip(&wanted).rev().with_max_len(1).map(fitted).collect();
        let Some(counts) = counts else { return false };
        for (unit, counts) in counts.iter().rev().enumerate() {
            let atoms = self.units[unit].clone();
            self.take(&atoms, counts);
        }
        (0..self.sums.len()).for_each(|row| self.off.set(row, self.is_off(row)));
        true
    }

    /// Per block: what its atoms are to add up to in each row.
    fn wanted(&self, shares: &[f64]) -> Vec<BTreeMap<usize, i64>> {
        let mut due = vec![0.0; self.soft.len()];
        let mut left: Vec<usize> = (0..self.soft.len()).map(|row| self.system.by_row.of(row).len()).collect();
        let mut given = vec![0; self.soft.len()];
        let mut wanted = Vec::with_capacity(self.units.len());
        for atoms in &self.units {
            let mut rows: BTreeMap<usize, i64> = BTreeMap::new();
            for atom in atoms {
                for entry in self.system.by_atom.of(*atom) {
                    let row = entry.to as usize;
                    due[row] += shares[*atom] * f64::from(entry.sign);
                    left[row] -= 1;
                    rows.insert(row, 0);
                }
            }
            for (row, own) in &mut rows {
                // The last block takes what the fractions leave over.
                let whole = if left[*row] == 0 { self.system.low[*row] } else { due[*row].round() as i64 };
                *own = whole - std::mem::replace(&mut given[*row], whole);
            }
            wanted.push(rows);
        }
        wanted
    }

    /// Again and again draws a row that is off and solves some groups anew through which it runs, all others staying as they are. Whether no
    /// row is off any more.
    fn mend(&mut self) -> bool {
        let mut chance = Chance(1);
        for _ in 0..MOST_MENDS {
            let Some(row) = self.off.draw(&mut chance) else { return true };
            let atoms = self.through(row, &mut chance);
            let wanted = |row: usize, own: i64| self.system.low[row] - (self.sums[row] - own);
            if let Some(counts) = self.fitted(&atoms, &wanted, AGAIN) {
                self.take(&atoms, &counts);
            }
            if self.is_off(row) {
                self.weights[row] += DEARER;
            }
        }
        self.off.len() == 0
    }

    /// Atoms of groups drawn by chance, of a few blocks through which a row runs.
    fn through(&self, row: usize, chance: &mut Chance) -> Vec<usize> {
        let entries = self.system.by_row.of(row);
        let mut firsts: Vec<usize> = Vec::new();
        for _ in 0..BLOCKS.start + chance.below(BLOCKS.len()) {
            let group = self.group_of[entries[chance.below(entries.len())].to as usize];
            if !firsts.iter().any(|other| self.block(*other) == self.block(group)) {
                firsts.push(group);
            }
        }
        let mut atoms = Vec::new();
        for (place, first) in firsts.iter().enumerate() {
            let most = MOST_AT_ONCE * (place + 1) / firsts.len();
            atoms.extend(&self.groups[*first]);
            let mut others: Vec<usize> = self.blocks[self.block(*first)].iter().copied().filter(|group| group != first).collect();
            while !others.is_empty() {
                let group = &self.groups[others.swap_remove(chance.below(others.len()))];
                if atoms.len() + group.len() <= most {
                    atoms.extend(group);
                }
            }
        }
        atoms
    }

    fn block(&self, group: usize) -> usize {
        self.block_of[self.groups[group][0]]
    }

    /// Whether a row is above or below what it may be.
    fn is_off(&self, row: usize) -> bool {
        self.system.excess(row, self.sums[row]) > 0
    }

    /// Solves some atoms, all others being as they are: every row met, and soft rows as near as can be to what is `wanted` of these atoms, given
    /// what they add up to now.
    fn fitted(&self, atoms: &[usize], wanted: &dyn Fn(usize, i64) -> i64, effort: Effort) -> Option<Vec<i64>> {
        let mut programme = Problem::new(OptimizationDirection::Minimize);
        let most = |atom: usize| self.most[atom].min(1 << 30) as i32;
        let variables: Vec<Variable> = atoms.iter().map(|atom| programme.add_integer_var(0.0, (0, most(*atom)))).collect();
        let mut rows: BTreeMap<usize, (Vec<(Variable, f64)>, i64)> = BTreeMap::new();
        for (atom, variable) in atoms.iter().zip(&variables) {
            for entry in self.system.by_atom.of(*atom) {
                let (terms, own) = rows.entry(entry.to as usize).or_default();
                terms.push((*variable, f64::from(entry.sign)));
                *own += i64::from(entry.sign) * self.values[*atom];
            }
        }
        for (row, (mut terms, own)) in rows {
            let is_least = self.system.high[row] >= UNBOUNDED;
            let signs: &[f64] = match (self.soft[row], is_least) {
                (true, false) => &[1.0, -1.0],
                (true, true) => &[1.0],
                (false, _) => &[],
            };
            for sign in signs {
                terms.push((programme.add_var(self.weights[row], (0.0, f64::INFINITY)), *sign));
            }
            let wanted = if self.soft[row] { wanted(row, own) } else { self.system.low[row] - (self.sums[row] - own) };
            let operator = if is_least { ComparisonOp::Ge } else { ComparisonOp::Eq };
            programme.add_constraint(terms.as_slice(), operator, wanted as f64);
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(effort.branches);
        options.mip_gap = effort.gap;
        let Ok(SolveOutcome::Solution(solution)) = programme.solve_with(options) else { return None };
        Some(variables.into_iter().map(|variable| solution.var_value(variable).round().max(0.0) as i64).collect())
    }

    fn take(&mut self, atoms: &[usize], counts: &[i64]) {
        for (atom, count) in atoms.iter().zip(counts) {
            let change = count - std::mem::replace(&mut self.values[*atom], *count);
            for entry in self.system.by_atom.of(*atom).iter().filter(|_| change != 0) {
                let row = entry.to as usize;
                self.sums[row] += i64::from(entry.sign) * change;
                self.off.set(row, self.system.excess(row, self.sums[row]) > 0);
            }
        }
    }

    /// Counts of the atoms.
    pub(super) fn values(&self) -> &[i64] {
        &self.values
    }
}

/// Per atom: the list it is in.
fn numbered(lists: &[Vec<usize>], atoms: usize) -> Vec<usize> {
    let mut number = vec![0; atoms];
    lists.iter().enumerate().for_each(|(place, list)| list.iter().for_each(|atom| number[*atom] = place));
    number
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
