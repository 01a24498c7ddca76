//! The house's own audit of a protected table: it knows the truth, takes no step of the search for granted, and uses
//! integers only.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::circuit::Circuit;
use super::{Attacker, Status, Task};

/// Cells that one thread looks at in one go.
const CELLS_AT_ONCE: usize = 500;

/// What the audit found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Audited {
    /// Against whom.
    pub attacker: Attacker,
    /// Hidden cells for which no second table was shown: the attacker may know them exactly.
    pub exact: usize,
    /// Hidden cells that may vary, but by less than the width.
    pub narrow: usize,
}

impl Audited {
    /// Whether every hidden cell stays open.
    pub fn is_safe(&self) -> bool {
        self.exact == 0 && self.narrow == 0
    }
}

/// What is wrong with a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fault {
    Exact,
    Narrow,
}

/// Looks at every hidden cell, with the circuits that are said to keep it open, each by itself. What was found, and which cells stay closed.
pub(super) fn audit<'c, C>(task: &Task, statuses: &[Status], circuits: C) -> (Audited, Vec<usize>)
where
    C: Fn(usize) -> Vec<&'c Circuit> + Sync,
{
    let (known, room) = (Known::new(task), task.rooms());
    let fault = |cell: usize| match (statuses[cell], task.must_be_open(cell)) {
        (Status::Shown, true) => Some(Fault::Exact),
        (Status::Shown, false) | (Status::Unpublished, false) => None,
        (Status::Unpublished, true) | (Status::Primary | Status::Secondary, _) => {
            let fitting: Vec<&Circuit> = circuits(cell).into_iter().filter(|circuit| fits(task, statuses, circuit)).collect();
            look((task, &room), &known, cell, &fitting)
        }
    };
    let cells = (0..statuses.len()).into_par_iter().with_min_len(CELLS_AT_ONCE);
    let faults: Vec<(usize, Fault)> = cells.filter_map(|cell| Some((cell, fault(cell)?))).collect();
    let number = |own: Fault| faults.iter().filter(|(_, fault)| *fault == own).count();
    let found = Audited { attacker: task.attacker, exact: number(Fault::Exact), narrow: number(Fault::Narrow) };
    (found, faults.into_iter().map(|(cell, _)| cell).collect())
}

/// Looks at one hidden cell with the circuits that are right.
fn look((task, room): (&Task, &[u64]), known: &Known, cell: usize, fitting: &[&Circuit]) -> Option<Fault> {
    let wide: Vec<&Circuit> = fitting.iter().copied().filter(|circuit| is_wide(task, room, circuit, cell)).collect();
    if known.survives(task, cell, &wide) && resists_suppliers(task, cell, fitting) {
        return None;
    }
    let is_narrow = known.survives(task, cell, fitting) && fitting.iter().any(|circuit| circuit.moves(cell));
    Some(if is_narrow { Fault::Narrow } else { Fault::Exact })
}

/// Whether every supplier finds a cell open of what is not its own.
fn resists_suppliers(task: &Task, cell: usize, circuits: &[&Circuit]) -> bool {
    let values = task.counts.values();
    task.suppliers.iter().all(|own| {
        values[cell] <= own[cell] || {
            let room = task.rooms_beside(own);
            circuits.iter().any(|circuit| is_wide(task, &room, circuit, cell))
        }
    })
}

/// Whether a circuit changes hidden cells only and leaves every sum right.
fn fits(task: &Task, statuses: &[Status], circuit: &Circuit) -> bool {
    circuit.cells().all(|cell| statuses[cell] != Status::Shown) && circuit.balances(task.counts.crossing())
}

fn is_wide(task: &Task, values: &[u64], circuit: &Circuit, cell: usize) -> bool {
    let width = task.width_of(cell);
    circuit.opens(cell, circuit.reach(values, width), width).is_some()
}

/// What people who are alone know: per cell the place they are alone in, if any.
struct Known {
    place: Vec<Option<usize>>,
    cells: BTreeMap<usize, Vec<usize>>,
    /// How many people tell each other.
    people: usize,
    /// In how many tables each of them is counted.
    tables: usize,
}

impl Known {
    fn new(task: &Task) -> Known {
        let (values, crossing) = (task.counts.values(), task.counts.crossing());
        let people = match task.attacker {
            Attacker::Outsider => 0,
            Attacker::Insider => 1,
            Attacker::TwoInsiders => 2,
        };
        let mut place = vec![None; values.len()];
        if people == 0 {
            return Known { place, cells: BTreeMap::new(), people, tables: 0 };
        }
        let release = task.release();
        let inner = super::attack::inner_cells(task);
        for cell in (0..values.len()).filter(|cell| inner[*cell].is_some() && values[*cell] == 1) {
            let releases = crossing.dimensions().get(release).map_or(0, |dimension| dimension.codes().len());
            let others: Vec<usize> =
                (0..releases).map(|code| crossing.moved(cell, release, code)).filter(|other| values[*other] <= 1).collect();
            let codes = |own: usize| (0..crossing.dimensions().len()).map(|place| crossing.code(own, place)).collect::<Vec<usize>>();
            let sets = crossing.sets_of(cell).into_iter().filter(|set| values[*set] == 1);
            let holders = sets.chain([cell]).flat_map(|own| crossing.holders(&codes(own))).filter(|other| values[*other] == 1);
            let own: Vec<usize> = others.into_iter().chain(holders).chain([cell]).collect();
            // What is known of one of them is known of all: one name for the person.
            let names: Vec<usize> = own.iter().filter_map(|other| place[*other]).collect();
            let name = names.iter().copied().min().unwrap_or(cell);
            if names.iter().any(|other| *other != name) {
                for known in place.iter_mut().filter(|known| known.is_some_and(|known| names.contains(&known))) {
                    *known = Some(name);
                }
            }
            for other in own {
                place[other] = Some(name);
            }
        }
        let tables: BTreeSet<usize> = inner.into_iter().flatten().collect();
        let mut cells: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (cell, person) in place.iter().enumerate() {
            person.iter().for_each(|person| cells.entry(*person).or_default().push(cell));
        }
        Known { place, cells, people, tables: tables.len().max(1) }
    }

    /// Whether there is a circuit, and no people who together know a cell of every one of them.
    fn survives(&self, task: &Task, cell: usize, circuits: &[&Circuit]) -> bool {
        !circuits.is_empty() && !self.is_covered(task, cell, circuits, &vec![Vec::new(); self.people])
    }

    /// The cells of a person.
    fn cells(&self, person: usize) -> impl Iterator<Item = usize> + '_ {
        self.cells.get(&person).into_iter().flatten().copied()
    }

    fn may_be_one(&self, task: &Task, one: usize, other: usize) -> bool {
        self.cells(one).all(|one| self.cells(other).all(|other| agree(task, one, other)))
    }

    /// Whether people who know these places, each a list, and perhaps some more, know a cell of every circuit; and are not all that the
    /// cell counts.
    fn is_covered(&self, task: &Task, cell: usize, circuits: &[&Circuit], lists: &[Vec<usize>]) -> bool {
        let places = |circuit: &Circuit| circuit.cells().filter_map(|own| self.place[own]).collect::<BTreeSet<_>>();
        let is_known = |circuit: &Circuit| places(circuit).iter().any(|place| lists.iter().any(|own| own.contains(place)));
        let Some(next) = circuits.iter().find(|circuit| !is_known(circuit)) else { return true };
        let holders = if task.counts.values()[cell] <= self.people as u64 { holders(task, cell) } else { BTreeSet::new() };
        places(next).into_iter().filter(|place| self.place[cell] != Some(*place)).any(|place| {
            (0..lists.len()).any(|whose| {
                let fits = lists[whose].len() < self.tables && lists[whose].iter().all(|other| self.may_be_one(task, place, *other));
                let mut more = lists.to_vec();
                more[whose].push(place);
                let is_theirs = |whole: &usize| {
                    let counted =
                        |own: &&Vec<usize>| own.iter().any(|place| self.cells(*place).any(|own| counts_person(task, *whole, own)));
                    more.iter().filter(counted).count() as u64 >= task.counts.values()[*whole]
                };
                fits && !holders.iter().any(is_theirs) && self.is_covered(task, cell, circuits, &more)
            })
        })
    }
}

/// Cells that count somebody, and all whom a cell counts: those that hold it, or a part of it that counts as many.
fn holders(task: &Task, cell: usize) -> BTreeSet<usize> {
    let (crossing, values) = (task.counts.crossing(), task.counts.values());
    let mut found = BTreeSet::new();
    let mut open = vec![cell];
    while let Some(own) = open.pop() {
        let codes: Vec<usize> = (0..crossing.dimensions().len()).map(|place| crossing.code(own, place)).collect();
        let wholes: Vec<usize> = crossing.holders(&codes).into_iter().filter(|whole| values[*whole] > 0).collect();
        let parts = (0..codes.len()).flat_map(|place| crossing.parts(own, place));
        open.extend(parts.filter(|part| values[*part] == values[cell] && !found.contains(part)));
        found.extend(wholes);
    }
    found
}

/// Whether nothing tells two places apart: in every dimension one code holds the other's leaves.
fn agree(task: &Task, one: usize, other: usize) -> bool {
    let crossing = task.counts.crossing();
    crossing.dimensions().iter().enumerate().all(|(place, dimension)| {
        let (one, other) = (dimension.leaves(crossing.code(one, place)), dimension.leaves(crossing.code(other, place)));
        one.iter().all(|leaf| other.contains(leaf)) || other.iter().all(|leaf| one.contains(leaf))
    })
}

/// Whether a cell counts the person in an inner cell.
fn counts_person(task: &Task, cell: usize, person: usize) -> bool {
    let crossing = task.counts.crossing();
    crossing.dimensions().iter().enumerate().all(|(place, dimension)| {
        let (whole, own) = (crossing.code(cell, place), crossing.code(person, place));
        dimension.leaves(own).iter().all(|leaf| dimension.leaves(whole).contains(leaf))
    })
}
