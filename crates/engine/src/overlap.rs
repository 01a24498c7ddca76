//! On which lists children stand in a year: the exact overlap from which the number on no list is estimated.

use std::collections::BTreeMap;

use domain::{AgeBand, Coverage, EventKind, Form, Stage};
use rayon::prelude::*;
use trajectories::{Rules, Start, Unlisted, fold};

use crate::{EngineError, Partitions, observation};

/// The lists, in the order of a history's bits.
pub const LISTS: [&str; 5] = ["veilig-thuis", "csg", "police", "board", "help"];

/// The two age classes of the overlap.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AgeClass {
    /// 0 to 11 years.
    From0To11,
    /// 12 to 17 years.
    From12To17,
}

impl AgeClass {
    /// The class of an age band; none of adults and of those whose age is not known.
    pub fn of(age: AgeBand) -> Option<AgeClass> {
        match age {
            AgeBand::From0To3 | AgeBand::From4To7 | AgeBand::From8To11 => Some(AgeClass::From0To11),
            AgeBand::From12To15 | AgeBand::From16To17 => Some(AgeClass::From12To17),
            AgeBand::Unknown | AgeBand::From18To22 => None,
        }
    }

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            AgeClass::From0To11 => "0-11",
            AgeClass::From12To17 => "12-17",
        }
    }
}

/// Children by year and age class, then by the lists they stand on as bits: exact, never to leave.
pub type Overlaps = BTreeMap<(i16, AgeClass), BTreeMap<u32, u64>>;

/// Counts on which lists each linked child stands in each year because of one form of violence.
///
/// A child stands on a list in a year when something of that list's stage started in it whose forms hold this one: a report to Veilig
/// Thuis, a contact with a Centre for Sexual Violence, a report, talk or complaint at the police, a matter before the Board, help
/// that started. Its age class is that of the first of these in the year. Records that could not be linked are left out: whose they
/// are is not known.
///
/// # Errors
/// When a partition cannot be read, is not sorted by person, or threads cannot be started.
pub fn overlaps(events: &impl Partitions, form: Form, coverage: &Coverage, threads: usize) -> Result<Overlaps, EngineError> {
    let coverage = observation::with_unknown_place(coverage);
    let rules = Rules { hand_overs: &[], coverage: &coverage, unlisted: Unlisted::LeftOut };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    let partition = |mut sum: Overlaps, place: usize| -> Result<Overlaps, EngineError> {
        let read = events.read(place).map_err(|source| EngineError::Partition { partition: place, source })?;
        let mut last = None;
        for together in read.chunk_by(|one, other| one.person == other.person) {
            let Some(person) = together[0].person else { continue };
            if last.is_some_and(|last| last >= person) {
                return Err(EngineError::Unsorted { partition: place });
            }
            last = Some(person);
            add(&fold(together, &rules).starts, form, &mut sum);
        }
        Ok(sum)
    };
    let none = Overlaps::new;
    pool.install(|| (0..events.len()).into_par_iter().try_fold(none, partition).try_reduce(none, |one, other| Ok(merged(one, other))))
}

fn add(starts: &[Start], form: Form, sum: &mut Overlaps) {
    let mut years: BTreeMap<i16, (Option<AgeClass>, u32)> = BTreeMap::new();
    for start in starts.iter().filter(|start| start.forms.has(form)) {
        let Some(list) = list_of(start.kind) else { continue };
        let (_, history) = years.entry(start.day.year()).or_insert((AgeClass::of(start.age), 0));
        *history |= 1 << list;
    }
    for (year, (age, history)) in years {
        if let Some(age) = age {
            *sum.entry((year, age)).or_default().entry(history).or_insert(0) += 1;
        }
    }
}

/// The place of the list on which a start puts a child.
fn list_of(kind: EventKind) -> Option<u32> {
    match kind.stage() {
        Stage::Report => Some(0),
        Stage::Csg => Some(1),
        Stage::Police => Some(2),
        Stage::Board => Some(3),
        Stage::Help => (kind == EventKind::HelpStarted).then_some(4),
        Stage::Advice
        | Stage::Assessment
        | Stage::Investigation
        | Stage::Service
        | Stage::Transfer
        | Stage::Monitoring
        | Stage::Court
        | Stage::Order
        | Stage::Gi
        | Stage::Adult
        | Stage::Life => None,
    }
}

fn merged(mut one: Overlaps, other: Overlaps) -> Overlaps {
    for (key, histories) in other {
        let own = one.entry(key).or_default();
        histories.into_iter().for_each(|(history, count)| *own.entry(history).or_insert(0) += count);
    }
    one
}

#[cfg(test)]
mod tests {
    use domain::{Day, Forms, Month, Municipality, OrganisationKind};
    use person::{Event, PersonKey, RecordKey};

    use super::*;
    use crate::InMemory;

    const PLACE: Municipality = Municipality(363);

    fn event(person: u8, kind: EventKind, organisation: OrganisationKind, day: (i16, i8, i8), form: Form) -> Event {
        let (year, month, number) = day;
        let mut event = Event::new(kind, Day::from_ymd(year, month, number).expect("a day"), RecordKey(u64::from(person)), organisation);
        event.person = (person > 0).then_some(PersonKey([person; 16]));
        event.municipality = PLACE;
        event.birth_month = Some(Month::new(2012, 6));
        event.form = Forms::of(form);
        event
    }

    fn counted(events: Vec<Event>, partitions: usize) -> Overlaps {
        let mut coverage = Coverage::default();
        for kind in [OrganisationKind::VeiligThuis, OrganisationKind::Csg, OrganisationKind::Police] {
            coverage.set(kind, PLACE, Day::from_ymd(2020, 1, 1).expect("a day"), Day::from_ymd(2025, 12, 31).expect("a day"));
        }
        overlaps(&InMemory::new(events, partitions), Form::Sexual, &coverage, 2).expect("counts")
    }

    #[test]
    fn a_child_stands_on_a_list_once_a_year() {
        use EventKind::{CsgContact, PoliceReport, ReportReceived};
        use OrganisationKind::{Csg, Police, VeiligThuis};
        let events = vec![
            event(1, ReportReceived, VeiligThuis, (2023, 2, 1), Form::Sexual),
            event(1, CsgContact, Csg, (2023, 3, 1), Form::Sexual),
            event(2, ReportReceived, VeiligThuis, (2023, 5, 1), Form::Sexual),
            event(3, ReportReceived, VeiligThuis, (2023, 5, 1), Form::Physical),
            event(4, PoliceReport, Police, (2025, 7, 1), Form::Sexual),
            event(0, PoliceReport, Police, (2023, 7, 1), Form::Sexual),
        ];
        let expected = BTreeMap::from([
            ((2023, AgeClass::From0To11), BTreeMap::from([(0b001, 1), (0b011, 1)])),
            ((2025, AgeClass::From12To17), BTreeMap::from([(0b100, 1)])),
        ]);
        for partitions in 1..4 {
            assert_eq!(counted(events.clone(), partitions), expected);
        }
    }
}
