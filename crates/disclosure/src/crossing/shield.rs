//! The state of the search: what each cell is, and which circuits prove that a hidden one stays open.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::attack::Persons;
use super::circuit::Circuit;
use super::network::Network;
use super::price::{Prices, Spend, UNIT};
use super::{Status, Task, detour, moves};

/// In tables of more cells than this only products of moves are looked at.
const MOST_CELLS: usize = 100_000;

/// A circuit in use, and the cells that rely on it.
pub(super) struct Proof {
    circuit: Circuit,
    cells: Vec<usize>,
}

/// One step, so that it can be taken back, or taken by another shield too.
#[derive(Clone)]
pub(super) enum Change {
    /// A cell was the first and is the second.
    Status(usize, Status, Status),
    Added(usize, Arc<Proof>),
    Removed(usize, Arc<Proof>),
}

/// What a hidden cell still lacks.
enum Lack {
    /// A circuit within which these people's cells stay where they are.
    Against(Vec<usize>),
    /// A circuit that is wide enough for a supplier.
    Supplier(usize),
}

/// Statuses and proofs, and a way back. What was taken back leaves no trace: lists are in order, and a new circuit gets the smallest number that is free.
#[derive(Clone)]
pub(super) struct Shield<'a> {
    pub(super) task: &'a Task<'a>,
    network: Option<Network>,
    statuses: Vec<Status>,
    proofs: Vec<Option<Arc<Proof>>>,
    /// Numbers below that of the last circuit that stand for none.
    free: BTreeSet<usize>,
    /// Per cell: the circuits it relies on.
    relies: Vec<Vec<usize>>,
    /// Per cell: the circuits that change it.
    changed_by: Vec<Vec<usize>>,
    journal: Vec<Change>,
    /// People alone in a cell (insiders only).
    persons: Persons,
    /// By how much each count can be lower.
    room: Vec<u64>,
    /// Per supplier: by how much each count can be lower for all it knows.
    rests: Vec<Vec<u64>>,
    /// Whether circuits that are no product of moves are looked for: where there is time, and no release before or after.
    is_small: bool,
    /// Weights, 0 where a cell may not be hidden.
    weights: Vec<u64>,
    /// Whether no hidden cell is at its least, so that a circuit can be added as well as taken away.
    is_two_way: bool,
    /// What is hidden besides the primary cells: how many cells, and their weight.
    pub(super) spent: (usize, u64),
    pub(super) stir: u64,
}

impl<'a> Shield<'a> {
    pub(super) fn new(task: &'a Task<'a>) -> Shield<'a> {
        let counts = task.counts;
        let cells = counts.crossing().cells();
        // In the graph a cell may change either way or not at all: what is at its least may still grow.
        let is_graph = task.roles.is_empty() && task.floor == 0 && !task.hides_empty();
        let statuses = (0..cells).map(|cell| task.first_status(cell)).collect();
        Shield {
            task,
            network: if is_graph { Network::new(counts.crossing(), counts.values()) } else { None },
            is_two_way: is_graph,
            statuses,
            proofs: Vec::new(),
            free: BTreeSet::new(),
            relies: vec![Vec::new(); cells],
            changed_by: vec![Vec::new(); cells],
            journal: Vec::new(),
            persons: Persons::new(task),
            room: task.rooms(),
            rests: task.suppliers.iter().map(|own| task.rooms_beside(own)).collect(),
            // A product of moves can be kept up in the next release of a series, by hiding what it changes there. Other circuits cannot.
            is_small: cells <= MOST_CELLS && task.roles.is_empty(),
            weights: (0..cells).map(|cell| task.weight(cell)).collect(),
            spent: (0, 0),
            stir: 0,
        }
    }

    /// A shield in which it is settled what is hidden: to look for circuits through nothing else.
    pub(super) fn around(task: &'a Task<'a>, statuses: &[Status]) -> Shield<'a> {
        let is_empty = |(status, count): (&Status, &u64)| matches!(status, Status::Primary | Status::Secondary) && *count == 0;
        let has_empty = statuses.iter().zip(task.counts.values()).any(is_empty);
        let shield = Shield::new(task);
        let network = shield.network.filter(|_| !has_empty);
        Shield { statuses: statuses.to_vec(), is_two_way: shield.is_two_way && !has_empty, network, ..shield }
    }

    pub(super) fn statuses(&self) -> &[Status] {
        &self.statuses
    }

    /// The circuits a cell relies on.
    pub(super) fn circuits(&self, cell: usize) -> impl Iterator<Item = &Circuit> {
        self.numbered_circuits(cell).map(|(_, circuit)| circuit)
    }

    /// The same, each with its number; as long as none is taken away a number stands for one circuit.
    pub(super) fn numbered_circuits(&self, cell: usize) -> impl Iterator<Item = (usize, &Circuit)> {
        self.relies[cell].iter().filter_map(|id| Some((*id, &self.proofs[*id].as_ref()?.circuit)))
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

    /// What keeps a cell from being open; nothing where it is.
    fn lack(&self, cell: usize) -> Option<Lack> {
        let circuits: Vec<&Circuit> = self.circuits(cell).collect();
        let able = self.persons.threat(self.task, cell, &circuits);
        if circuits.is_empty() || !able.is_empty() {
            return Some(Lack::Against(able));
        }
        let width = self.task.width_of(cell);
        let is_known = |supplier: &usize| {
            let room = &self.rests[*supplier];
            let has_others = self.task.counts.values()[cell] > self.task.suppliers[*supplier][cell];
            has_others && !circuits.iter().any(|circuit| circuit.opens(cell, circuit.reach(room, width), width).is_some())
        };
        (0..self.rests.len()).find(is_known).map(Lack::Supplier)
    }

    /// Proves a hidden cell open, hiding more where that is needed and allowed. Newly hidden cells are added to `queue`.
    /// Whether it succeeded.
    pub(super) fn cover(&mut self, cell: usize, spend: Spend, banned: &[usize], queue: &mut Vec<usize>) -> bool {
        while let Some(lack) = self.lack(cell) {
            let found = match &lack {
                Lack::Supplier(supplier) => self.way(cell, spend, banned, Some(*supplier)),
                Lack::Against(people) => {
                    let known = |people: &[usize]| -> Vec<usize> {
                        let cells = people.iter().flat_map(|person| self.persons.known(*person));
                        banned.iter().chain(cells).copied().filter(|other| *other != cell).collect()
                    };
                    let (all, first) = (known(people), people.first().map(|person| known(&[*person])));
                    // Against one of several who each are able alone a way helps; against one of a group it would not.
                    let one = first.filter(|_| people.len() > 1 && self.is_able_alone(people, cell));
                    self.way(cell, spend, &all, None).or_else(|| self.way(cell, spend, &one?, None))
                }
            };
            let Some(circuit) = found else { return false };
            self.add(circuit, cell, queue);
        }
        true
    }

    /// The cheapest circuit through a cell that leaves some cells where they are and is wide enough, for a supplier where one
    /// is named. Where the cheapest is not, cells too small for the width are left where they are; last, a person is added.
    fn way(&mut self, cell: usize, spend: Spend, fixed: &[usize], supplier: Option<usize>) -> Option<Circuit> {
        let (width, crossing) = (self.task.width_of(cell), self.task.counts.crossing());
        let values = supplier.map_or(&self.room, |supplier| &self.rests[supplier]);
        let attempts: &[(Spend, u64)] = match spend {
            Spend::Nothing => &[(Spend::Nothing, 0), (Spend::Nothing, width)],
            Spend::Weights => &[(Spend::Nothing, 0), (Spend::Weights, 0), (Spend::Weights, width)],
        };
        // Where hidden cells may be empty it matters which way the circuit goes.
        let ways: &[i64] = if self.is_two_way && supplier.is_none() { &[1] } else { &[1, -1] };
        let prices = |spend, least, way, stir| Prices {
            statuses: &self.statuses,
            weights: &self.weights,
            values,
            way,
            fixed,
            taken: &[],
            spend,
            least,
            asked: cell,
            stir,
        };
        let wide = |circuit: &Circuit| circuit.opens(cell, circuit.reach(values, width), width).is_some();
        for (spend, least) in attempts.iter().filter(|(_, least)| *least == 0 || width > 2) {
            let mut best: Option<(u64, Circuit)> = None;
            for way in ways {
                let prices = prices(*spend, *least, *way, self.stir);
                let limit = best.as_ref().map_or(u64::MAX, |best| best.0);
                let found = match &mut self.network {
                    Some(network) => network.cheapest(cell, &prices),
                    None => moves::cheapest(crossing, cell, &prices, limit).map(|found| self.led_round(found, &prices, &wide)),
                };
                best = found.filter(|(_, circuit)| wide(circuit)).or(best);
            }
            if let Some((_, circuit)) = best {
                return Some(circuit);
            }
        }
        match spend {
            Spend::Nothing => self.round_about(cell, &prices(Spend::Weights, 0, 1, 0)).filter(wide),
            Spend::Weights => moves::addition(crossing, cell, &prices(spend, 0, 1, 0)),
        }
    }

    /// A circuit led round what it pays for, where tables are small enough to look for that and what comes of it is wide enough.
    fn led_round(&self, found: (u64, Circuit), prices: &Prices, wide: &dyn Fn(&Circuit) -> bool) -> (u64, Circuit) {
        if !self.is_small || found.0 < UNIT || prices.spend == Spend::Nothing {
            return found;
        }
        let (price, led) = detour::around(self.task.counts.crossing(), found.1.clone(), prices);
        if price < found.0 && wide(&led) { (price, led) } else { found }
    }

    /// A circuit through hidden cells only that is no product of moves.
    fn round_about(&self, cell: usize, prices: &Prices) -> Option<Circuit> {
        if !self.is_small || self.network.is_some() {
            return None;
        }
        let (_, circuit) = moves::cheapest(self.task.counts.crossing(), cell, prices, u64::MAX)?;
        let (price, circuit) = detour::around(self.task.counts.crossing(), circuit, prices);
        (price < UNIT).then_some(circuit)
    }

    /// Takes a circuit in: hides its cells, and lets every cell that gains by it rely on it.
    fn add(&mut self, circuit: Circuit, asked: usize, queue: &mut Vec<usize>) {
        let reach = circuit.reach(&self.room, self.task.most_width());
        for cell in circuit.cells() {
            if self.statuses[cell] == Status::Shown {
                self.set(cell, Status::Secondary);
                queue.push(cell);
            }
        }
        let gains = |cell: &usize| {
            *cell == asked
                || (self.statuses[*cell] != Status::Unpublished || self.task.must_be_open(*cell))
                    && circuit.opens(*cell, reach, self.task.width_of(*cell)).is_some()
                    && self.helps(*cell, &circuit)
        };
        let cells = circuit.cells().filter(gains).collect();
        let id = self.free.first().copied().unwrap_or(self.proofs.len());
        self.take_in(id, Arc::new(Proof { circuit, cells }));
    }

    /// Whether the first of these people could work out a cell without the others.
    fn is_able_alone(&self, people: &[usize], cell: usize) -> bool {
        people.first().is_some_and(|person| self.circuits(cell).all(|circuit| self.persons.is_disturbed(*person, circuit)))
    }

    /// Whether a cell lacks something that a circuit gives it.
    fn helps(&self, cell: usize, circuit: &Circuit) -> bool {
        match self.lack(cell) {
            None => false,
            Some(Lack::Against(people)) => people.is_empty() || people.iter().any(|person| !self.persons.is_disturbed(*person, circuit)),
            Some(Lack::Supplier(supplier)) => {
                let width = self.task.width_of(cell);
                circuit.opens(cell, circuit.reach(&self.rests[supplier], width), width).is_some()
            }
        }
    }

    fn take_in(&mut self, id: usize, proof: Arc<Proof>) {
        self.free.remove(&id);
        self.free.extend(self.proofs.len()..id);
        self.proofs.resize_with(self.proofs.len().max(id + 1), || None);
        self.put(id, Arc::clone(&proof));
        self.journal.push(Change::Added(id, proof));
    }

    fn put(&mut self, id: usize, proof: Arc<Proof>) {
        for cell in proof.circuit.cells().filter(|cell| self.statuses[*cell] != Status::Unpublished) {
            insert(&mut self.changed_by[cell], id);
        }
        for cell in &proof.cells {
            insert(&mut self.relies[*cell], id);
        }
        self.proofs[id] = Some(proof);
    }

    fn take(&mut self, id: usize) -> Option<Arc<Proof>> {
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
        self.journal.push(Change::Status(cell, was, status));
    }

    fn count(&mut self, status: Status, cell: usize, sign: i64) {
        if status == Status::Secondary {
            self.spent.0 = self.spent.0.wrapping_add_signed(sign as isize);
            self.spent.1 = self.spent.1.wrapping_add_signed(sign * self.weights[cell] as i64);
        }
    }

    /// Hides a shown cell besides; it has to be covered then.
    pub(super) fn hide(&mut self, cell: usize) {
        self.set(cell, Status::Secondary);
    }

    /// Whether a circuit changes a cell by its width.
    pub(super) fn is_wide(&self, circuit: &Circuit, cell: usize) -> bool {
        let width = self.task.width_of(cell);
        circuit.opens(cell, circuit.reach(&self.room, width), width).is_some()
    }

    /// Whether a cell lacks something.
    pub(super) fn is_closed(&self, cell: usize) -> bool {
        self.lack(cell).is_some()
    }

    /// A circuit through hidden cells that opens a cell to readers: what else is relied on makes no difference to it.
    pub(super) fn free_way(&mut self, cell: usize) -> Option<Circuit> {
        self.way(cell, Spend::Nothing, &[], None)
    }

    /// Lets a cell rely on a circuit through hidden cells, and every other cell that gains by it.
    pub(super) fn rely(&mut self, circuit: Circuit, cell: usize) {
        self.add(circuit, cell, &mut Vec::new());
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
            Change::Status(cell, Status::Shown, _) => Some(*cell),
            Change::Status(..) | Change::Added(..) | Change::Removed(..) => None,
        });
        hidden.filter(|cell| self.statuses[*cell] == Status::Secondary).collect()
    }

    /// Takes back everything since a mark.
    pub(super) fn back_to(&mut self, mark: usize) {
        while self.journal.len() > mark {
            match self.journal.pop() {
                Some(Change::Status(cell, was, _)) => {
                    let now = std::mem::replace(&mut self.statuses[cell], was);
                    self.count(now, cell, -1);
                    self.count(was, cell, 1);
                }
                Some(Change::Added(id, _)) => {
                    self.take(id);
                    self.free.insert(id);
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
                self.free.insert(id);
            }
        }
    }

    /// What was done since a mark.
    pub(super) fn done_since(&self, mark: usize) -> Vec<Change> {
        self.journal[mark..].to_vec()
    }

    /// Does what another shield in the same state did.
    pub(super) fn follow(&mut self, changes: &[Change]) {
        for change in changes {
            match change {
                Change::Status(cell, _, now) => self.set(*cell, *now),
                Change::Added(id, proof) => self.take_in(*id, Arc::clone(proof)),
                Change::Removed(id, proof) => {
                    self.take(*id);
                    self.journal.push(Change::Removed(*id, Arc::clone(proof)));
                }
            }
        }
    }
}

/// Puts a number in its place in a list.
fn insert(list: &mut Vec<usize>, number: usize) {
    if let Err(place) = list.binary_search(&number) {
        list.insert(place, number);
    }
}
