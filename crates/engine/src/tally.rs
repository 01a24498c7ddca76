//! Integer sums: per table a hash of packed cells while counting, sorted tables at the end.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

use domain::{AgeBand, Breakdown, CountKey, CountTable, Day, Form, Forms, Municipality, Outcome, Sex};
use person::CaseKey;
use trajectories::Start;

use crate::plan::Plan;

type Cells = HashMap<u64, u64, BuildHasherDefault<PackedHasher>>;
type Cases = HashMap<(CaseKey, i16), CaseYear>;

/// One unit that is counted: where, when, who and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counted {
    pub municipality: Municipality,
    pub year: i16,
    pub sex: Sex,
    pub age: AgeBand,
    pub forms: Forms,
}

impl From<&Start> for Counted {
    fn from(start: &Start) -> Counted {
        Counted { municipality: start.municipality, year: start.day.year(), sex: start.sex, age: start.age, forms: start.forms }
    }
}

/// A case in one year: its first start in that year, and the forms of all of them.
#[derive(Clone, Copy, Debug)]
struct CaseYear {
    first: FirstStart,
    counted: Counted,
}

/// Which start of a case is first: the earliest day; on one day, when two children of a case are reported together, the
/// lowest municipality, sex and age band: what is counted decides, not the order of reading.
type FirstStart = (Day, Municipality, Sex, AgeBand);

/// The sums of a part of the events.
#[derive(Debug, Default)]
pub struct Tally {
    cells: Vec<Cells>,
    cases: Vec<Cases>,
    pub persons: u64,
    pub events: u64,
}

impl Tally {
    /// Nothing counted yet, for the tables of these plans.
    pub fn of(plans: &[Plan<'_>]) -> Tally {
        let tables = plans.iter().map(|plan| plan.breakdowns.len()).sum();
        Tally { cells: vec![Cells::default(); tables], cases: plans.iter().map(|_| Cases::new()).collect(), persons: 0, events: 0 }
    }

    /// Adds one unit to every table of a plan.
    pub fn add(&mut self, plan: &Plan<'_>, counted: &Counted, outcome: Outcome, days: u16) {
        let base = CountKey { municipality: counted.municipality, year: counted.year, class: 0, outcome, days };
        for (cells, breakdown) in self.cells[plan.table..].iter_mut().zip(plan.breakdowns) {
            let mut add = |class: u8| *cells.entry(packed(CountKey { class, ..base })).or_insert(0) += 1;
            match breakdown {
                Breakdown::All => add(0),
                Breakdown::Form => counted.forms.known_or_unknown().iter().map(Form::number).for_each(add),
                Breakdown::Sex => add(counted.sex as u8),
                Breakdown::Age => add(counted.age.number()),
            }
        }
    }

    /// Notes that a case started; a case is counted at the end, because its children may stand in several partitions.
    pub fn note_case(&mut self, plan: usize, start: &Start) {
        let first = (start.day, start.municipality, start.sex, start.age);
        let counted = Counted::from(start);
        note(&mut self.cases[plan], (start.case, counted.year), CaseYear { first, counted });
    }

    /// The sums of both.
    pub fn merged(self, other: Tally) -> Tally {
        if self.cells.iter().map(Cells::len).sum::<usize>() < other.cells.iter().map(Cells::len).sum() {
            return other.merged(self);
        }
        let mut all = self;
        for (cells, more) in all.cells.iter_mut().zip(other.cells) {
            more.into_iter().for_each(|(key, count)| *cells.entry(key).or_insert(0) += count);
        }
        for (cases, more) in all.cases.iter_mut().zip(other.cases) {
            more.into_iter().for_each(|(key, case)| note(cases, key, case));
        }
        (all.persons, all.events) = (all.persons + other.persons, all.events + other.events);
        all
    }

    /// The tables, cases included, in the order of the plans.
    pub fn into_tables(mut self, plans: &[Plan<'_>]) -> Vec<CountTable> {
        for (plan, cases) in plans.iter().zip(std::mem::take(&mut self.cases)) {
            cases.values().for_each(|case| self.add(plan, &case.counted, Outcome::Counted, 0));
        }
        let names = plans.iter().flat_map(|plan| plan.breakdowns.iter().map(|breakdown| (plan.indicator, *breakdown)));
        names.zip(self.cells).map(|((indicator, breakdown), cells)| table(indicator, breakdown, cells)).collect()
    }
}

fn note(cases: &mut Cases, key: (CaseKey, i16), case: CaseYear) {
    match cases.entry(key) {
        Entry::Vacant(place) => {
            place.insert(case);
        }
        Entry::Occupied(mut place) => {
            let known = place.get_mut();
            let forms = known.counted.forms.union(case.counted.forms);
            if case.first < known.first {
                *known = case;
            }
            known.counted.forms = forms;
        }
    }
}

fn table(indicator: &str, breakdown: Breakdown, cells: Cells) -> CountTable {
    let mut table = CountTable::new(indicator, breakdown);
    table.cells = cells.into_iter().map(|(key, count)| (unpacked(key), count)).collect();
    table
}

/// A cell's place in one number: municipality, year, class, outcome and days, 16 + 16 + 8 + 8 + 16 bits.
fn packed(key: CountKey) -> u64 {
    let place = u64::from(key.municipality.0) << 48 | u64::from(key.year as u16) << 32;
    place | u64::from(key.class) << 24 | u64::from(key.outcome as u8) << 16 | u64::from(key.days)
}

fn unpacked(packed: u64) -> CountKey {
    let outcome = (packed >> 16) as u8;
    CountKey {
        municipality: Municipality((packed >> 48) as u16),
        year: (packed >> 32) as u16 as i16,
        class: (packed >> 24) as u8,
        outcome: Outcome::ALL.into_iter().find(|known| *known as u8 == outcome).unwrap_or(Outcome::Counted),
        days: packed as u16,
    }
}

/// Spreads a packed cell over a hash table: one multiplication by 2^64 / φ (Knuth, TAOCP 6.4), folded. The keys are our own
/// numbers, so no one can aim collisions at it; the order of a hash never reaches the output.
#[derive(Default)]
struct PackedHasher(u64);

impl Hasher for PackedHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        let product = u128::from(self.0 ^ number) * 0x9E37_79B9_7F4A_7C15;
        self.0 = (product as u64) ^ (product >> 64) as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_packed_cell_reads_back(municipality: u16, year: i16, class: u8, outcome in 0usize..4, days: u16) {
            let key = CountKey { municipality: Municipality(municipality), year, class, outcome: Outcome::ALL[outcome], days };
            prop_assert_eq!(unpacked(packed(key)), key);
        }
    }
}
