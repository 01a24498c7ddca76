//! On which lists children stand in a year: the exact overlap from which the number on no list is estimated.

use std::collections::BTreeMap;

use domain::{AgeBand, Coverage, Day, EventKind, Form, Stage};
use person::Event;
use trajectories::{Rules, Start, Unlisted, fold};

use crate::walk::{self, Identity};
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

/// Children by the lists they stand on as bits.
pub type Histories = BTreeMap<u32, u64>;

/// The overlap of the lists in one year and age class, in two readings: children by the lists they stand on as recorded, and without
/// what came by a referral on record (lists that send children to one another overlap for that reason alone).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lists {
    /// Children by (lists as recorded, lists without referrals); the first is never empty.
    pub children: BTreeMap<(u32, u32), u64>,
}

impl Lists {
    /// As recorded.
    pub fn recorded(&self) -> Histories {
        self.reading(|(recorded, _)| *recorded)
    }

    /// Without what came by a referral on record.
    pub fn unreferred(&self) -> Histories {
        self.reading(|(_, unreferred)| *unreferred)
    }

    /// Adds the children of others.
    pub fn add(&mut self, other: &Lists) {
        other.children.iter().for_each(|(kind, count)| *self.children.entry(*kind).or_insert(0) += count);
    }

    fn reading(&self, of: impl Fn(&(u32, u32)) -> u32) -> Histories {
        let mut histories = Histories::new();
        for (kind, count) in self.children.iter().filter(|(kind, _)| of(kind) > 0) {
            *histories.entry(of(kind)).or_insert(0) += count;
        }
        histories
    }
}

/// The overlap by year and age class: exact, never to leave.
pub type Overlaps = BTreeMap<(i16, AgeClass), Lists>;

/// Referrals: the list that is reached, the list that sends, and within how many days. The first two terms are those of the hand-overs
/// `csg-in-view` and `police-in-view`; the third is ten weeks of investigation and three of writing. All are our own reading.
const REFERRALS: [(u32, u32, i32); 3] = [(VEILIG_THUIS, CSG, 14), (VEILIG_THUIS, POLICE, 7), (BOARD, VEILIG_THUIS, 91)];

const VEILIG_THUIS: u32 = 0;
const CSG: u32 = 1;
const POLICE: u32 = 2;
const BOARD: u32 = 3;
const HELP: u32 = 4;

/// Counts on which lists each linked child stands in each year because of one form of violence.
///
/// A child stands on a list in a year when something of that list's stage started in it whose forms hold this one: a report to Veilig
/// Thuis, a contact with a Centre for Sexual Violence, a report, talk or complaint at the police, a matter before the Board. Help is
/// recorded without a form: help that started counts when one of the others named the form in the 24 months before it, as the reason
/// of an order is found. The age class is that of the first of these in the year. Records that could not be linked are left out: whose
/// they are is not known.
///
/// In the reading without referrals a report is left out that a contact with a centre or a police report went shortly before, and so
/// is a matter before the Board that a report went before; help is, for it only ever holds children whom another list named first.
///
/// # Errors
/// When a partition cannot be read, is not sorted by person, or threads cannot be started.
pub fn overlaps(events: &impl Partitions, form: Form, coverage: &Coverage, threads: usize) -> Result<Overlaps, EngineError> {
    let coverage = observation::with_unknown_place(coverage);
    let rules = Rules { hand_overs: &[], coverage: &coverage, unlisted: Unlisted::LeftOut };
    let partition = |sum: &mut Overlaps, read: &[Event], place: usize| {
        let of_children = |together: &[Event], identity| {
            if identity == Identity::Linked {
                add(&fold(together, &rules).starts, form, sum);
            }
        };
        walk::each(read, place, of_children)
    };
    walk::pass(events, threads, Overlaps::new, partition, merged)
}

/// One meeting of a child and a list.
#[derive(Clone, Copy)]
struct Met {
    day: Day,
    list: u32,
    age: AgeBand,
}

fn add(starts: &[Start], form: Form, sum: &mut Overlaps) {
    let named = |start: &&Start| start.forms.has(form) && start.kind != EventKind::HelpStarted;
    let met = |start: &Start| list_of(start.kind).map(|list| Met { day: start.day, list, age: start.age });
    let mut all: Vec<Met> = starts.iter().filter(named).filter_map(met).collect();
    let is_named_before =
        |day: Day| all.iter().any(|own| own.list != BOARD && (0..=trajectories::reason::LOOK_BACK_DAYS).contains(&(day - own.day)));
    let help = starts.iter().filter(|start| start.kind == EventKind::HelpStarted && is_named_before(start.day)).filter_map(met);
    let help: Vec<Met> = help.collect();
    all.extend(help);
    all.sort_by_key(|own| (own.day, own.list));
    let mut years: BTreeMap<i16, (Option<AgeClass>, u32, u32)> = BTreeMap::new();
    for own in &all {
        let (_, recorded, unreferred) = years.entry(own.day.year()).or_insert((AgeClass::of(own.age), 0, 0));
        *recorded |= 1 << own.list;
        *unreferred |= u32::from(!came_by_referral(own, &all)) << own.list;
    }
    for (year, (age, recorded, unreferred)) in years {
        let Some(age) = age else { continue };
        *sum.entry((year, age)).or_default().children.entry((recorded, unreferred)).or_insert(0) += 1;
    }
}

fn came_by_referral(met: &Met, all: &[Met]) -> bool {
    let sent = |(to, from, days): &(u32, u32, i32)| {
        *to == met.list && all.iter().any(|own| own.list == *from && (0..=*days).contains(&(met.day - own.day)))
    };
    met.list == HELP || REFERRALS.iter().any(sent)
}

/// The place of the list on which a start puts a child.
fn list_of(kind: EventKind) -> Option<u32> {
    match kind.stage() {
        Stage::Report => Some(VEILIG_THUIS),
        Stage::Csg => Some(CSG),
        Stage::Police => Some(POLICE),
        Stage::Board => Some(BOARD),
        Stage::Help => (kind == EventKind::HelpStarted).then_some(HELP),
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

/// Every table of the second added to the first.
fn merged(mut one: Overlaps, other: Overlaps) -> Overlaps {
    other.into_iter().for_each(|(key, lists)| one.entry(key).or_default().add(&lists));
    one
}

#[cfg(test)]
mod tests {
    use domain::{Forms, Month, Municipality, OrganisationKind};
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
        for kind in [OrganisationKind::VeiligThuis, OrganisationKind::Csg, OrganisationKind::Police, OrganisationKind::Provider] {
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
        let both = |rows: &[(u32, u64)]| Lists { children: rows.iter().map(|(history, count)| ((*history, *history), *count)).collect() };
        let expected = BTreeMap::from([
            ((2023, AgeClass::From0To11), both(&[(0b001, 1), (0b011, 1)])),
            ((2025, AgeClass::From12To17), both(&[(0b100, 1)])),
        ]);
        for partitions in 1..4 {
            assert_eq!(counted(events.clone(), partitions), expected);
        }
    }

    #[test]
    fn a_referral_takes_a_child_off_the_list_it_was_sent_to() {
        use EventKind::{CsgContact, HelpStarted, PoliceReport, ReportReceived};
        use OrganisationKind::{Csg, Police, Provider, VeiligThuis};
        let events = vec![
            // Sent by the centre on the last day of the term; a day later it would have come by itself.
            event(1, CsgContact, Csg, (2023, 2, 1), Form::Sexual),
            event(1, ReportReceived, VeiligThuis, (2023, 2, 15), Form::Sexual),
            event(2, CsgContact, Csg, (2023, 2, 1), Form::Sexual),
            event(2, ReportReceived, VeiligThuis, (2023, 2, 16), Form::Sexual),
            event(3, PoliceReport, Police, (2023, 2, 1), Form::Sexual),
            event(3, ReportReceived, VeiligThuis, (2023, 2, 8), Form::Sexual),
            // Help says nothing of violence: the report of two years before does, three years before does not.
            event(4, ReportReceived, VeiligThuis, (2023, 1, 10), Form::Sexual),
            event(4, HelpStarted, Provider, (2024, 5, 1), Form::Unknown),
            event(5, ReportReceived, VeiligThuis, (2021, 1, 10), Form::Sexual),
            event(5, HelpStarted, Provider, (2024, 5, 1), Form::Unknown),
            event(6, HelpStarted, Provider, (2024, 5, 1), Form::Unknown),
        ];
        let found = counted(events, 2);
        let young = |year| &found[&(year, AgeClass::From0To11)];
        assert_eq!(young(2023).recorded(), BTreeMap::from([(0b001, 1), (0b011, 2), (0b101, 1)]));
        assert_eq!(young(2023).unreferred(), BTreeMap::from([(0b001, 1), (0b010, 1), (0b011, 1), (0b100, 1)]));
        assert_eq!(young(2024).recorded(), BTreeMap::from([(0b10000, 1)]));
        assert!(young(2024).unreferred().is_empty());
    }
}
