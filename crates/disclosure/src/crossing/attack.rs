//! Who knows more than what is shown: people alone in their cell, and suppliers that know their own cases.
//!
//! Someone alone in an inner cell of a table knows that cell, and with it every cell that counts nobody else at the same
//! place in another release. In linked tables one person may be alone in a cell of each: cells that could be the same
//! person's are known together.

use std::collections::BTreeMap;

use super::circuit::Circuit;
use super::published::find;
use super::{Attacker, Crossing, Role, Task};

/// People alone in a cell, and which cells each of them knows.
#[derive(Clone)]
pub(super) struct Persons {
    /// Per cell: the person who knows it, counted from 1; 0 for nobody.
    of: Vec<u32>,
    /// Per person: the cells that count nobody else.
    cells: Vec<Vec<usize>>,
    /// How many people tell each other what they know.
    people: usize,
    /// How many tables there are: each has one place where one of them is counted.
    tables: usize,
}

/// A place someone is alone in, and whose it is said to be: that of the first of those who talk, or of the second.
type Chosen = (usize, usize);

impl Persons {
    pub(super) fn new(task: &Task) -> Persons {
        let crossing = task.counts.crossing();
        let mut persons = Persons { of: vec![0; crossing.cells()], cells: Vec::new(), people: 0, tables: 1 };
        let people = match task.attacker {
            Attacker::Outsider => return persons,
            Attacker::Insider => 1,
            Attacker::TwoInsiders => 2,
        };
        let inner = inner_cells(task);
        for known in one_person_each(task, &inner) {
            persons.put(known);
        }
        let tables: std::collections::BTreeSet<usize> = inner.iter().flatten().copied().collect();
        persons.people = people;
        persons.tables = tables.len().max(1);
        persons
    }

    fn put(&mut self, known: Vec<usize>) {
        for cell in &known {
            self.of[*cell] = self.cells.len() as u32 + 1;
        }
        self.cells.push(known);
    }

    /// How many people are alone.
    pub(super) fn number(&self) -> usize {
        self.cells.len()
    }

    /// The cells a person knows.
    pub(super) fn known(&self, person: usize) -> &[usize] {
        &self.cells[person]
    }

    /// Persons of whom a circuit changes a cell.
    fn disturbed(&self, circuit: &Circuit) -> Vec<usize> {
        let mut found: Vec<usize> = circuit.cells().filter_map(|cell| (self.of[cell] as usize).checked_sub(1)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    pub(super) fn is_disturbed(&self, person: usize, circuit: &Circuit) -> bool {
        self.known(person).iter().any(|cell| circuit.moves(*cell))
    }

    /// Everyone who alone could work out a cell of which these circuits are all the proof; for whom the cell is not their own.
    fn alone(&self, cell: usize, circuits: &[&Circuit]) -> Vec<usize> {
        let Some(first) = circuits.first().filter(|_| self.people > 0) else { return Vec::new() };
        let mut able = self.disturbed(first);
        able.retain(|person| circuits.iter().all(|circuit| self.is_disturbed(*person, circuit)) && !self.owns(*person, cell));
        able
    }

    /// People who together could work out a cell; nobody where every such group leaves it open.
    pub(super) fn threat(&self, task: &Task, cell: usize, circuits: &[&Circuit]) -> Vec<usize> {
        let able = self.alone(cell, circuits);
        if !able.is_empty() || self.people * self.tables < 2 || circuits.is_empty() {
            return able;
        }
        let mut chosen = Vec::new();
        if self.hit(task, cell, circuits, &mut chosen) { chosen.into_iter().map(|(place, _)| place).collect() } else { Vec::new() }
    }

    /// Whether some more places can be chosen so that every circuit changes a cell of one of them; those of one person so that nothing tells
    /// them apart, one per table.
    fn hit(&self, task: &Task, cell: usize, circuits: &[&Circuit], chosen: &mut Vec<Chosen>) -> bool {
        let is_missed = |circuit: &&&Circuit| !chosen.iter().any(|(place, _)| self.is_disturbed(*place, circuit));
        let Some(missed) = circuits.iter().find(is_missed) else { return true };
        let talking = chosen.iter().map(|(_, whose)| whose + 1).max().unwrap_or(0);
        for place in self.disturbed(missed).into_iter().filter(|place| !self.owns(*place, cell)) {
            for whose in 0..self.people.min(talking + 1) {
                let mut own = chosen.iter().filter(|(_, other)| *other == whose).map(|(other, _)| *other);
                let number = own.clone().count();
                if number == self.tables || !own.all(|other| self.may_be_one(task, other, place)) {
                    continue;
                }
                chosen.push((place, whose));
                if !self.own_together(task, chosen, cell) && self.hit(task, cell, circuits, chosen) {
                    return true;
                }
                chosen.pop();
            }
        }
        false
    }

    /// Whether two of these may be the same person: no dimension tells any of their cells apart.
    fn may_be_one(&self, task: &Task, one: usize, other: usize) -> bool {
        let crossing = task.counts.crossing();
        let agree = |one: usize, other: usize| {
            (0..crossing.dimensions().len()).all(|place| {
                let (own, code) = (crossing.code(one, place), crossing.code(other, place));
                holds(crossing, place, own, code) || holds(crossing, place, code, own)
            })
        };
        self.known(one).iter().all(|own| self.known(other).iter().all(|cell| agree(*own, *cell)))
    }

    /// Whether a cell counts nobody but these people, each of them once in however many tables; or lies within one that does.
    fn own_together(&self, task: &Task, chosen: &[Chosen], cell: usize) -> bool {
        let (crossing, values) = (task.counts.crossing(), task.counts.values());
        let is_few = |whole: &usize| (1..=self.people as u64).contains(&values[*whole]);
        if !is_few(&cell) {
            return false;
        }
        let codes = |cell: usize| (0..crossing.dimensions().len()).map(|place| crossing.code(cell, place)).collect::<Vec<_>>();
        let same = same_people(crossing, values, cell);
        same.into_iter().flat_map(|own| crossing.holders(&codes(own))).filter(is_few).any(|whole| {
            let counts = |own: &usize| {
                let mut places = 0..crossing.dimensions().len();
                places.all(|place| holds(crossing, place, crossing.code(whole, place), crossing.code(*own, place)))
            };
            let is_counted = |whose: &usize| chosen.iter().any(|(place, other)| other == whose && self.known(*place).iter().any(counts));
            (0..self.people).filter(is_counted).count() as u64 >= values[whole]
        })
    }

    /// Whether a cell counts nobody but this person.
    fn owns(&self, person: usize, cell: usize) -> bool {
        self.of[cell] as usize == person + 1
    }
}

/// Per person alone in an inner cell: every cell that counts nobody else. A cell of one person that holds another cell of one
/// counts the same person.
fn one_person_each(task: &Task, inner: &[Option<usize>]) -> Vec<Vec<usize>> {
    let (crossing, values) = (task.counts.crossing(), task.counts.values());
    let codes = |cell: usize| (0..crossing.dimensions().len()).map(|place| crossing.code(cell, place)).collect::<Vec<_>>();
    let mut root: Vec<usize> = (0..values.len()).collect();
    let alone: Vec<usize> = (0..values.len()).filter(|cell| inner[*cell].is_some() && values[*cell] == 1).collect();
    for cell in &alone {
        // Who is alone in a cell knows their own set of overlapping codes; nobody else in it has another.
        let sets = crossing.sets_of(*cell).into_iter().filter(|set| values[*set] == 1);
        let holders = sets.chain([*cell]).flat_map(|own| crossing.holders(&codes(own))).filter(|other| values[*other] == 1);
        for other in holders.chain(same_place(task, *cell)) {
            let (one, other) = (find(&mut root, *cell), find(&mut root, other));
            root[one.max(other)] = one.min(other);
        }
    }
    let mut people: BTreeMap<usize, Vec<usize>> = alone.into_iter().map(|cell| (find(&mut root, cell), Vec::new())).collect();
    for cell in 0..values.len() {
        let own = find(&mut root, cell);
        people.entry(own).and_modify(|cells| cells.push(cell));
    }
    people.into_values().collect()
}

/// A cell, and all parts that count the same people since they count as many.
fn same_people(crossing: &Crossing, values: &[u64], cell: usize) -> Vec<usize> {
    let mut found = vec![cell];
    let mut next = 0;
    while let Some(own) = found.get(next).copied() {
        for part in (0..crossing.dimensions().len()).flat_map(|place| crossing.parts(own, place)) {
            if values[part] == values[cell] && !found.contains(&part) {
                found.push(part);
            }
        }
        next += 1;
    }
    found
}

fn holds(crossing: &Crossing, place: usize, whole: usize, part: usize) -> bool {
    crossing.dimensions()[place].above(part).contains(&whole)
}

/// Per cell that is the inner cell of a table: which table, told by the dimensions it has.
pub(super) fn inner_cells(task: &Task) -> Vec<Option<usize>> {
    let crossing = task.counts.crossing();
    let release = task.release();
    let dimensions = crossing.dimensions();
    if task.roles.is_empty() {
        return (0..crossing.cells()).map(|cell| crossing.is_inner(cell).then_some(0)).collect();
    }
    let is_known = |cell: usize| task.role(cell) != Role::Unknown && crossing.is_published(cell);
    let splits = |cell: usize, place: usize| {
        let mut parts = dimensions[place].below(crossing.code(cell, place)).iter();
        place != release && parts.any(|part| is_known(crossing.moved(cell, place, *part)))
    };
    // Inner cells of different tables lie at the top, between, or at the end of different dimensions.
    let level = |cell: usize, place: usize| match crossing.code(cell, place) {
        _ if place == release => 0,
        code if dimensions[place].is_last(code) => 1,
        0 => 2,
        _ => 3,
    };
    let shape = |cell: usize| (0..dimensions.len()).fold(0_usize, |sum, place| sum * 4 + level(cell, place));
    (0..crossing.cells())
        .map(|cell| (is_known(cell) && !(0..dimensions.len()).any(|place| splits(cell, place))).then(|| shape(cell)))
        .collect()
}

/// Cells at the same place in other releases that count 1 or nobody: who is alone in one knows them all.
fn same_place(task: &Task, cell: usize) -> Vec<usize> {
    let (crossing, release) = (task.counts.crossing(), task.release());
    let Some(dimension) = crossing.dimensions().get(release) else { return Vec::new() };
    let others = (0..dimension.codes().len()).map(|code| crossing.moved(cell, release, code));
    others.filter(|other| task.role(*other) != Role::Unknown && task.counts.values()[*other] <= 1).collect()
}
