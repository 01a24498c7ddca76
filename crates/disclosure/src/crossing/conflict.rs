//! What stands in the way where a hidden cell cannot be kept open: cells that were shown in an earlier release, no more of them than it takes.
//!
//! Every circuit through the cell needs one of these, and of none of them alone could that be said of fewer: take one away and a circuit is left.
//! They are found by asking for a circuit that may use what was shown, forbidding what it uses, and asking again until there is none; then
//! each is allowed again unless that brings a circuit back.

use super::circuit::Circuit;
use super::price::{Prices, Spend};
use super::{Role, Status, Task, moves};

/// A hidden cell that cannot be kept open, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conflict {
    /// The cell.
    pub cell: usize,
    /// Cells shown before that together tell it; none where something else does: empty cells, a width, or someone who is alone.
    pub shown_before: Vec<usize>,
}

/// Most circuits asked for per cell.
const MOST_CIRCUITS: usize = 500;

/// For each of some cells that stayed closed: which cells shown before are to blame.
pub fn conflicts(task: &Task, statuses: &[Status], cells: &[usize]) -> Vec<Conflict> {
    let weight = |cell: usize| if task.role(cell) == Role::FrozenShown { 1 } else { task.weight(cell) };
    let weights: Vec<u64> = (0..statuses.len()).map(weight).collect();
    let open = Opener { task, statuses, weights: &weights };
    cells.iter().map(|cell| Conflict { cell: *cell, shown_before: open.blame(*cell) }).collect()
}

struct Opener<'a> {
    task: &'a Task<'a>,
    statuses: &'a [Status],
    /// Weights with which cells shown before may be hidden too.
    weights: &'a [u64],
}

impl Opener<'_> {
    /// The cells shown before without which a cell could be open.
    fn blame(&self, cell: usize) -> Vec<usize> {
        let mut blamed: Vec<usize> = Vec::new();
        for _ in 0..MOST_CIRCUITS {
            let Some(circuit) = self.way(cell, &blamed) else { return self.fewest(cell, blamed) };
            let used: Vec<usize> = circuit.cells().filter(|own| self.was_shown(*own)).collect();
            if used.is_empty() {
                return Vec::new();
            }
            blamed.extend(used);
        }
        Vec::new()
    }

    fn fewest(&self, cell: usize, mut blamed: Vec<usize>) -> Vec<usize> {
        blamed.sort_unstable();
        blamed.dedup();
        let mut place = 0;
        while place < blamed.len() {
            let without = [&blamed[..place], &blamed[place + 1..]].concat();
            if self.way(cell, &without).is_none() {
                blamed = without;
            } else {
                place += 1;
            }
        }
        blamed
    }

    fn was_shown(&self, cell: usize) -> bool {
        self.task.role(cell) == Role::FrozenShown
    }

    /// A circuit through a cell that is wide enough and leaves some cells where they are.
    fn way(&self, cell: usize, fixed: &[usize]) -> Option<Circuit> {
        let (task, width) = (self.task, self.task.width_of(cell));
        let (crossing, values) = (task.counts.crossing(), task.counts.values());
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
}
