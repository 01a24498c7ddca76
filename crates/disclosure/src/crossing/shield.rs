//! The state of the search: what each cell is, and which circuits prove that a hidden one stays open.

use super::circuit::Circuit;
use super::network::Network;
use super::price::{Prices, Spend};
use super::{Attacker, Status, Task, moves};

/// A circuit in use, and the cells that rely on it.
struct Proof {
    circuit: Circuit,
    cells: Vec<usize>,
}

/// One step, so that it can be taken back.
enum Change {
    Status(usize, Status),
    Added(usize),
    Removed(usize, Proof),
}

/// Statuses and proofs, and a way back.
pub(super) struct Shield<'a> {
    pub(super) task: &'a Task<'a>,
    network: Option<Network>,
    statuses: Vec<Status>,
    proofs: Vec<Option<Proof>>,
    free: Vec<usize>,
    /// Per cell: the circuits it relies on.
    relies: Vec<Vec<usize>>,
    /// Per cell: the circuits that change it.
    changed_by: Vec<Vec<usize>>,
    journal: Vec<Change>,
    /// Cells alone, per inner cell of count 1 (insiders only).
    alone: Vec<bool>,
    /// Weights, 0 where a cell may not be hidden.
    weights: Vec<u64>,
    /// What is hidden besides the primary cells: how many cells, and their weight.
    pub(super) spent: (usize, u64),
    pub(super) stir: u64,
}

impl<'a> Shield<'a> {
    pub(super) fn new(task: &'a Task<'a>) -> Shield<'a> {
        let counts = task.counts;
        let cells = counts.crossing().cells();
        let first = |(hidden, count): (&bool, &u64)| if *hidden && *count > 0 { Status::Primary } else { Status::Shown };
        let statuses = task.primary.iter().zip(counts.values()).map(first).collect();
        let is_alone = |(cell, count): (usize, &u64)| task.attacker == Attacker::Insider && *count == 1 && counts.crossing().is_inner(cell);
        Shield {
            task,
            network: Network::new(counts.crossing(), counts.values()),
            statuses,
            proofs: Vec::new(),
            free: Vec::new(),
            relies: vec![Vec::new(); cells],
            changed_by: vec![Vec::new(); cells],
            journal: Vec::new(),
            alone: counts.values().iter().enumerate().map(is_alone).collect(),
            weights: (0..cells).map(|cell| task.weight(cell)).collect(),
            spent: (0, 0),
            stir: 0,
        }
    }

    pub(super) fn statuses(&self) -> &[Status] {
        &self.statuses
    }

    /// The circuits a cell relies on.
    pub(super) fn circuits(&self, cell: usize) -> impl Iterator<Item = &Circuit> {
        self.relies[cell].iter().filter_map(|id| self.proofs[*id].as_ref()).map(|proof| &proof.circuit)
    }

    /// Secondary cells that stand in a circuit with a cell.
    pub(super) fn neighbours(&self, cell: usize) -> Vec<usize> {
        let circuits = self.changed_by[cell].iter().filter_map(|id| self.proofs[*id].as_ref());
        let mut cells: Vec<usize> = circuits.flat_map(|proof| proof.circuit.cells()).filter(|other| *other != cell).collect();
        cells.sort_unstable();
        cells.dedup();
        cells.retain(|other| self.statuses[*other] == Status::Secondary);
        cells
    }

    /// Persons alone in their cell who could still work out this one: nobody where there is no circuit yet means everybody.
    fn insiders(&self, cell: usize) -> Vec<usize> {
        let mut circuits = self.circuits(cell);
        let Some(first) = circuits.next() else { return Vec::new() };
        let mut able: Vec<usize> = first.cells().filter(|other| self.alone[*other] && !self.same_person(cell, *other)).collect();
        for circuit in circuits {
            able.retain(|other| circuit.moves(*other));
        }
        able
    }

    /// Whether a cell counts nobody but the person alone in an inner cell.
    fn same_person(&self, cell: usize, alone: usize) -> bool {
        let crossing = self.task.counts.crossing();
        let holds = |place: usize| crossing.dimensions()[place].above(crossing.code(alone, place)).contains(&crossing.code(cell, place));
        self.task.counts.values()[cell] == 1 && (0..crossing.dimensions().len()).all(holds)
    }

    fn is_open(&self, cell: usize) -> bool {
        !self.relies[cell].is_empty() && self.insiders(cell).is_empty()
    }

    /// Proves a hidden cell open, hiding more where that is needed and allowed. Newly hidden cells are added to `queue`.
    /// Whether it succeeded.
    pub(super) fn cover(&mut self, cell: usize, spend: Spend, banned: &[usize], queue: &mut Vec<usize>) -> bool {
        while !self.is_open(cell) {
            let insiders = self.insiders(cell);
            let one_by_one = insiders.first().map(std::slice::from_ref).unwrap_or_default();
            let found = self.way(cell, spend, banned, &insiders).or_else(|| self.way(cell, spend, banned, one_by_one));
            let Some(circuit) = found else { return false };
            self.add(circuit, cell, queue);
        }
        true
    }

    /// The cheapest circuit through a cell that leaves banned cells and insiders where they are, and is wide enough. Where
    /// the cheapest is not, cells too small for the width are left where they are; last, a person is added.
    fn way(&mut self, cell: usize, spend: Spend, banned: &[usize], insiders: &[usize]) -> Option<Circuit> {
        let fixed = [banned, insiders].concat();
        let (width, values, crossing) = (self.task.width, self.task.counts.values(), self.task.counts.crossing());
        let attempts: &[(Spend, u64)] = match spend {
            Spend::Nothing => &[(Spend::Nothing, 0), (Spend::Nothing, width)],
            Spend::Weights => &[(Spend::Nothing, 0), (Spend::Weights, 0), (Spend::Weights, width)],
        };
        for (spend, least) in attempts.iter().filter(|(_, least)| *least == 0 || width > 2) {
            let prices = Prices {
                statuses: &self.statuses,
                weights: &self.weights,
                values,
                fixed: &fixed,
                spend: *spend,
                least: *least,
                asked: cell,
                stir: self.stir,
            };
            let found = match &mut self.network {
                Some(network) => network.cheapest(cell, &prices),
                None => moves::cheapest(crossing, cell, &prices, u64::MAX),
            };
            let wide = |circuit: &Circuit| circuit.opens(cell, circuit.reach(values, width), width).is_some();
            if let Some((_, circuit)) = found.filter(|(_, circuit)| wide(circuit)) {
                return Some(circuit);
            }
        }
        let prices =
            Prices { statuses: &self.statuses, weights: &self.weights, values, fixed: &fixed, spend, least: 0, asked: cell, stir: 0 };
        moves::addition(crossing, cell, &prices)
    }

    /// Takes a circuit in: hides its cells, and lets every cell that gains by it rely on it.
    fn add(&mut self, circuit: Circuit, asked: usize, queue: &mut Vec<usize>) {
        let width = self.task.width;
        let reach = circuit.reach(self.task.counts.values(), width);
        for cell in circuit.cells() {
            if self.statuses[cell] == Status::Shown {
                self.set(cell, Status::Secondary);
                queue.push(cell);
            }
        }
        let gains = |cell: &usize| {
            *cell == asked
                || circuit.opens(*cell, reach, width).is_some()
                    && (self.relies[*cell].is_empty() || self.insiders(*cell).iter().any(|insider| !circuit.moves(*insider)))
        };
        let cells = circuit.cells().filter(gains).collect();
        let id = self.free.pop().unwrap_or(self.proofs.len());
        self.put(id, Proof { circuit, cells });
        self.journal.push(Change::Added(id));
    }

    fn put(&mut self, id: usize, proof: Proof) {
        for cell in proof.circuit.cells() {
            self.changed_by[cell].push(id);
        }
        for cell in &proof.cells {
            self.relies[*cell].push(id);
        }
        if id == self.proofs.len() {
            self.proofs.push(None);
        }
        self.proofs[id] = Some(proof);
    }

    fn take(&mut self, id: usize) -> Option<Proof> {
        let proof = self.proofs[id].take()?;
        for cell in proof.circuit.cells() {
            self.changed_by[cell].retain(|other| *other != id);
        }
        for cell in &proof.cells {
            self.relies[*cell].retain(|other| *other != id);
        }
        Some(proof)
    }

    fn set(&mut self, cell: usize, status: Status) {
        let was = std::mem::replace(&mut self.statuses[cell], status);
        self.count(was, cell, -1);
        self.count(status, cell, 1);
        self.journal.push(Change::Status(cell, was));
    }

    fn count(&mut self, status: Status, cell: usize, sign: i64) {
        if status == Status::Secondary {
            self.spent.0 = self.spent.0.wrapping_add_signed(sign as isize);
            self.spent.1 = self.spent.1.wrapping_add_signed(sign * self.weights[cell] as i64);
        }
    }

    /// Shows a secondary cell again and gives back the cells that relied on it, directly or not.
    pub(super) fn show(&mut self, cell: usize) -> Vec<usize> {
        self.set(cell, Status::Shown);
        let mut orphans: Vec<usize> = Vec::new();
        for id in self.changed_by[cell].clone() {
            if let Some(proof) = self.take(id) {
                orphans.extend(proof.cells.iter().filter(|other| **other != cell));
                self.journal.push(Change::Removed(id, proof));
            }
        }
        orphans.sort_unstable();
        orphans.dedup();
        orphans
    }

    /// A place in the journal to come back to.
    pub(super) fn mark(&self) -> usize {
        self.journal.len()
    }

    /// Secondary cells hidden since a mark.
    pub(super) fn hidden_since(&self, mark: usize) -> Vec<usize> {
        let hidden = self.journal[mark..].iter().filter_map(|change| match change {
            Change::Status(cell, Status::Shown) => Some(*cell),
            Change::Status(..) | Change::Added(_) | Change::Removed(..) => None,
        });
        hidden.filter(|cell| self.statuses[*cell] == Status::Secondary).collect()
    }

    /// Takes back everything since a mark.
    pub(super) fn back_to(&mut self, mark: usize) {
        while self.journal.len() > mark {
            match self.journal.pop() {
                Some(Change::Status(cell, was)) => {
                    let now = std::mem::replace(&mut self.statuses[cell], was);
                    self.count(now, cell, -1);
                    self.count(was, cell, 1);
                }
                Some(Change::Added(id)) => {
                    self.take(id);
                    self.free.push(id);
                }
                Some(Change::Removed(id, proof)) => self.put(id, proof),
                None => return,
            }
        }
    }

    /// Forgets the way back: the places of circuits taken away may be used again.
    pub(super) fn keep(&mut self) {
        for change in self.journal.drain(..) {
            if let Change::Removed(id, _) = change
                && self.proofs[id].is_none()
            {
                self.free.push(id);
            }
        }
    }
}
