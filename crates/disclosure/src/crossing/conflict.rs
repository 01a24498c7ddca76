//! What stands in the way where a hidden cell cannot be kept open: the fewest cells shown before, or frozen, that together tell it.
//!
//! Every way to keep the cell open changes some of these. So the fewest are the smallest set that meets the cells of every such way:
//! take the smallest that meets the ways known so far, ask for a way that leaves these cells where they are, and go on until there is
//! none (implicit hitting sets: Karp 1972 for the sets, Reiter 1987 for conflicts). A way is a product of moves, and where the tables are small enough
//! any two whole tables that an integer programme finds: only then is it sure that no smaller set does it.

use std::collections::BTreeSet;

use microlp::OptimizationDirection;

use super::attack::Persons;
use super::base::{MOST_BRANCHES, Piece};
use super::circuit::Circuit;
use super::price::{Prices, Spend};
use super::published::Published;
use super::{Attacker, Role, Status, Task, moves};

/// A hidden cell that cannot be kept open, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conflict {
    /// The cell.
    pub cell: usize,
    /// Cells shown before or frozen that together tell it; none where something else does: empty cells, or a width.
    pub shown_before: Vec<usize>,
    /// How sure it is that there are no fewer.
    pub extent: Extent,
    /// Who can tell: nobody in particular, or someone who is alone in these cells and knows it.
    pub alone_in: Vec<usize>,
}

/// How few the cells of a conflict are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extent {
    /// No fewer cells tell it.
    Smallest,
    /// Without any one of them the others do not tell it; fewer, of other cells, might.
    Irreducible,
}

/// Most ways asked for per cell.
const MOST_WAYS: usize = 400;
/// Most cells of a system of which integer programmes are asked.
const MOST_CELLS: usize = 2500;
/// Most sets of cells looked at for the smallest that meets all ways.
const MOST_SETS: usize = 200_000;
/// Most people alone who are asked, per cell.
const MOST_PEOPLE: usize = 50;

/// For each of some cells that stayed closed: which cells shown before are to blame.
pub fn conflicts(task: &Task, statuses: &[Status], cells: &[usize]) -> Vec<Conflict> {
    let weight = |cell: usize| if task.role(cell) == Role::FrozenShown { 1 } else { task.weight(cell) };
    let weights: Vec<u64> = (0..statuses.len()).map(weight).collect();
    let open = Opener { task, statuses, weights: &weights, persons: Persons::new(task) };
    cells.iter().map(|cell| open.conflict(*cell)).collect()
}

struct Opener<'a> {
    task: &'a Task<'a>,
    statuses: &'a [Status],
    /// Weights with which cells shown before may be hidden too.
    weights: &'a [u64],
    persons: Persons,
}

/// What comes of asking for a way that leaves some cells where they are.
enum Way {
    /// There is one, and it changes these cells that were shown before.
    Through(Vec<usize>),
    /// There is none, of any kind.
    None,
    /// None was found.
    NoneFound,
}

impl Opener<'_> {
    /// To a reader; or where it is open to those, to someone alone who is kept out in vain.
    fn conflict(&self, cell: usize) -> Conflict {
        let own = self.blame(cell, &[]);
        if !own.shown_before.is_empty() || self.task.attacker == Attacker::Outsider {
            return own;
        }
        let others = (0..self.persons.number()).map(|person| self.persons.known(person)).filter(|known| !known.contains(&cell));
        let told = others.take(MOST_PEOPLE).map(|known| self.blame(cell, known)).find(|found| !found.shown_before.is_empty());
        told.unwrap_or(own)
    }

    /// The cells shown before without which a cell could be open to someone who knows some cells.
    fn blame(&self, cell: usize, known: &[usize]) -> Conflict {
        let found = |shown_before, extent| Conflict { cell, shown_before, extent, alone_in: known.to_vec() };
        let mut ways: Vec<Vec<usize>> = Vec::new();
        while ways.len() < MOST_WAYS {
            let Some(hit) = fewest(&ways) else { break };
            match self.way(cell, known, &hit) {
                Way::Through(used) if used.is_empty() => return found(Vec::new(), Extent::Smallest),
                Way::Through(used) => ways.push(used),
                Way::None => return found(hit, Extent::Smallest),
                Way::NoneFound => return found(self.reduced(cell, known, hit), Extent::Irreducible),
            }
        }
        let all: BTreeSet<usize> = ways.into_iter().flatten().collect();
        let blamed = self.blocked(cell, known, all);
        found(blamed.map_or(Vec::new(), |all| self.reduced(cell, known, all)), Extent::Irreducible)
    }

    /// Adds what ways change until there is none; nothing where one changes nothing that was shown before.
    fn blocked(&self, cell: usize, known: &[usize], mut all: BTreeSet<usize>) -> Option<Vec<usize>> {
        loop {
            let fixed: Vec<usize> = all.iter().copied().collect();
            match self.way(cell, known, &fixed) {
                Way::Through(used) if used.is_empty() => return None,
                Way::Through(used) => all.extend(used),
                Way::None | Way::NoneFound => return Some(fixed),
            }
        }
    }

    /// Leaves out one after the other as long as the rest still tells the cell.
    fn reduced(&self, cell: usize, known: &[usize], mut blamed: Vec<usize>) -> Vec<usize> {
        let mut place = 0;
        while place < blamed.len() {
            let without = [&blamed[..place], &blamed[place + 1..]].concat();
            match self.way(cell, known, &without) {
                Way::Through(_) => place += 1,
                Way::None | Way::NoneFound => blamed = without,
            }
        }
        blamed
    }

    fn way(&self, cell: usize, known: &[usize], fixed: &[usize]) -> Way {
        let held = [known, fixed].concat();
        match self.product(cell, &held) {
            Some(circuit) => Way::Through(circuit.cells().filter(|own| self.was_shown(*own)).collect()),
            None => self.programmed(cell, &held),
        }
    }

    fn was_shown(&self, cell: usize) -> bool {
        self.task.role(cell) == Role::FrozenShown
    }

    /// A product of moves through a cell that is wide enough and leaves some cells where they are.
    fn product(&self, cell: usize, fixed: &[usize]) -> Option<Circuit> {
        let (task, width) = (self.task, self.task.width_of(cell));
        let (crossing, values) = (task.counts.crossing(), &task.rooms());
        let wide = |circuit: &Circuit| circuit.opens(cell, circuit.reach(values, width), width).is_some();
        [1, -1].into_iter().find_map(|way| {
            let prices = Prices {
                statuses: self.statuses,
                weights: self.weights,
                values,
                way,
                least: 0,
                asked: cell,
                fixed,
                taken: &[],
                spend: Spend::Weights,
                stir: 0,
            };
            let product = moves::cheapest(crossing, cell, &prices, u64::MAX).map(|(_, circuit)| circuit);
            product.filter(wide).or_else(|| moves::addition(crossing, cell, &prices).filter(wide))
        })
    }

    /// Any two tables that differ by the width, with everything hidden that may be and some cells left where they are.
    fn programmed(&self, cell: usize, fixed: &[usize]) -> Way {
        let task = self.task;
        let status = |own: usize| match task.role(own) {
            _ if fixed.contains(&own) => Status::Shown,
            Role::Published if task.counts.values()[own] == 0 && !task.is_primary(own) => Status::Shown,
            Role::Published | Role::FrozenShown | Role::FrozenHidden => Status::Secondary,
            Role::Difference | Role::Unknown => Status::Unpublished,
        };
        let statuses: Vec<Status> = (0..self.statuses.len()).map(status).collect();
        let published = Published::new(task, &statuses);
        if statuses.len() > MOST_CELLS || published.has_gaps() || !task.suppliers.is_empty() {
            return Way::NoneFound;
        }
        let rows = published.rows();
        let least = |own: usize| task.floor_of(own).min(task.counts.values()[own]);
        let piece = Piece { rows: &rows, least: &least, most: &|_| u64::MAX, branches: MOST_BRANCHES };
        let aim = BTreeSet::from([cell]);
        let (low, high) = (piece.solved(&aim, OptimizationDirection::Minimize), piece.solved(&aim, OptimizationDirection::Maximize));
        let (Some(low), Some(high)) = (low, high) else { return Way::NoneFound };
        let (Some(least), Some(most)) = (low.get(&cell), high.get(&cell)) else { return Way::None };
        if most - least < task.width_of(cell) {
            return Way::None;
        }
        let differs =
            |own: &usize| [&low, &high].iter().any(|table| table.get(own).is_some_and(|count| *count != task.counts.values()[*own]));
        Way::Through((0..statuses.len()).filter(|own| self.was_shown(*own)).filter(differs).collect())
    }
}

/// The smallest set with a cell of every way; of several the first. Nothing where too many would have to be looked at.
fn fewest(ways: &[Vec<usize>]) -> Option<Vec<usize>> {
    let mut left = MOST_SETS;
    for most in 0..=ways.len() {
        let mut chosen = Vec::new();
        match meets(ways, most, &mut chosen, &mut left) {
            Some(true) => {
                chosen.sort_unstable();
                return Some(chosen);
            }
            Some(false) => {}
            None => return None,
        }
    }
    None
}

/// Whether some more cells, `most` in all, meet every way; nothing where there is no work left.
fn meets(ways: &[Vec<usize>], most: usize, chosen: &mut Vec<usize>, left: &mut usize) -> Option<bool> {
    *left = left.checked_sub(1)?;
    let missed = ways.iter().filter(|way| !way.iter().any(|cell| chosen.contains(cell))).min_by_key(|way| way.len());
    let Some(missed) = missed else { return Some(true) };
    if chosen.len() == most {
        return Some(false);
    }
    for cell in missed {
        chosen.push(*cell);
        if meets(ways, most, chosen, left)? {
            return Some(true);
        }
        chosen.pop();
    }
    Some(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;

    #[test]
    fn no_smaller_set_meets_every_way() {
        for seed in 0..200 {
            let mut chance = Chance(seed);
            let ways: Vec<Vec<usize>> =
                (0..1 + chance.below(6)).map(|_| (0..1 + chance.below(3)).map(|_| chance.below(8)).collect()).collect();
            let found = fewest(&ways).expect("few sets");
            let meets = |set: u32| ways.iter().all(|way| way.iter().any(|cell| set >> cell & 1 == 1));
            let least = (0_u32..256).filter(|set| meets(*set)).map(u32::count_ones).min();
            assert!(meets(found.iter().map(|cell| 1 << cell).sum()), "seed {seed}");
            assert_eq!(Some(found.len() as u32), least, "seed {seed}");
        }
    }
}
