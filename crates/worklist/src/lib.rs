//! Room `worklist`: at the partner's desk, the partner's own waits that last longer than their term.
//!
//! From own records only, and about own next steps only: a wait for something that another organisation does is not here, since
//! its records are not. No score and no order but that of the days: what was due first stands first.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Coverage, Day, DayUnit, HandOver, Municipality, OrganisationKind, Outcome, Sex, Stage};
use person::{Bsn, Event, Purpose, Record, RecordKey, Sensitive};
use trajectories::spell::PASSED_ON;
use trajectories::{Passage, Rules, Spell, Trajectory, Unlisted, fold};

/// One own wait past its term.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overdue {
    /// The organisation's own reference of the record that waits.
    pub reference: Sensitive<String>,
    /// Which expectation: its place in the hand-overs given.
    pub hand_over: usize,
    /// The day the wait began; of what was taken over the day it was.
    pub since: Day,
    /// The last day of the term.
    pub due: Day,
    /// Days waited through the day asked about, in the hand-over's unit.
    pub waited: u32,
    /// Whether it is about a measure that was taken over from another institution, of which own records do not tell when it began: what was done before
    /// that day they do not tell either.
    pub taken_over: bool,
}

/// The waits that are past their term at the end of a day: in `records` the start is there, the next step is the own
/// organisation's, and neither that step nor anything that made it impossible was recorded through that day. What was handed over to
/// another institution is not on the list; what was taken over from one is, with its term from the day it was. By the last day of the
/// term, then by the first day of the wait, then in the order of the records.
///
/// Records are one child's where they have the same citizen number, or, without one, the same sex, birth date and six-character
/// postcode; other records stand alone.
pub fn overdue(records: &[Record], hand_overs: &[HandOver], on: Day) -> Vec<Overdue> {
    // Turning 18 is no record of one's own: who helps afterwards may be anyone.
    let own: Vec<usize> = (0..hand_overs.len()).filter(|place| is_recorded(&hand_overs[*place])).collect();
    let followed: Vec<HandOver> = own.iter().map(|place| hand_overs[*place].clone()).collect();
    let coverage = coverage(records, on);
    let rules = Rules { hand_overs: &followed, coverage: &coverage, unlisted: Unlisted::Counted };
    let references: BTreeMap<RecordKey, usize> = references(records);
    let mut found: Vec<(Overdue, usize)> = Vec::new();
    for wait in children(records).iter().flat_map(|child| waits(child, &rules, on)) {
        let Some(place) = references.get(&wait.record) else { continue };
        let (reference, hand_over) = (records[*place].reference.clone(), &followed[wait.hand_over]);
        let (due, waited) = (last_day(wait.since, hand_over), hand_over.due.unit.between(wait.since, on));
        let told = Overdue { reference, hand_over: own[wait.hand_over], since: wait.since, due, waited, taken_over: wait.taken_over };
        found.push((told, *place));
    }
    found.sort_by_key(|(overdue, place)| (overdue.due, overdue.since, *place, overdue.hand_over));
    found.into_iter().map(|(overdue, _)| overdue).collect()
}

/// A wait past its term, by the record that began it and the place of the hand-over in the rules.
struct Wait {
    record: RecordKey,
    hand_over: usize,
    since: Day,
    taken_over: bool,
}

/// The waits of one child that are past their term at the end of a day.
fn waits(child: &[Event], rules: &Rules<'_>, on: Day) -> Vec<Wait> {
    let told = fold(child, rules);
    let taken: BTreeSet<RecordKey> = told.spells.iter().filter(|spell| spell.begins_unseen()).map(|spell| spell.start.record).collect();
    let mut found = open(&told, rules.hand_overs, on);
    if !taken.is_empty() {
        let anew: Vec<Event> = child.iter().map(|event| begun_here(event, &taken)).collect();
        let here = open(&fold(&anew, rules), rules.hand_overs, on).into_iter().filter(|wait| taken.contains(&wait.record));
        found.extend(here.map(|wait| Wait { taken_over: true, ..wait }));
    }
    found
}

/// That a measure was taken over, as if it began that day; every other event as it is.
fn begun_here(event: &Event, taken: &BTreeSet<RecordKey>) -> Event {
    let begins = PASSED_ON.iter().find(|(_, _, kind)| *kind == event.kind && taken.contains(&event.record));
    begins.map_or(*event, |(kind, _, _)| Event { kind: *kind, ..*event })
}

fn open(trajectory: &Trajectory, hand_overs: &[HandOver], on: Day) -> Vec<Wait> {
    let wait = |passage: &Passage| {
        let (start, hand_over) = (&trajectory.starts[passage.start], &hand_overs[passage.hand_over]);
        let is_elsewhere = |spell: &Spell| spell.start.record == start.record && spell.handed.is_some_and(|(day, _)| day <= on);
        // The term held later: nobody was late by it.
        let is_held = hand_over.since.is_none_or(|since| start.day >= since);
        let is_late = passage.outcome == Outcome::Open && hand_over.due.unit.between(start.day, on) > hand_over.due.days;
        let is_own = is_late && is_held && !trajectory.spells.iter().any(is_elsewhere);
        is_own.then_some(Wait { record: start.record, hand_over: passage.hand_over, since: start.day, taken_over: false })
    };
    trajectory.passages.iter().filter_map(wait).collect()
}

fn is_recorded(hand_over: &HandOver) -> bool {
    hand_over.from.iter().all(|selector| selector.kind.stage() != Stage::Life)
}

/// Own records hold everything the own kinds of organisation did through the day, and nothing of others.
fn coverage(records: &[Record], on: Day) -> Coverage {
    let events = || records.iter().flat_map(|record| &record.events);
    let kinds: BTreeSet<OrganisationKind> = events().map(|event| event.organisation_kind).collect();
    let places: BTreeSet<Municipality> = events().map(|event| event.municipality).collect();
    let first = events().map(|event| event.day).min().unwrap_or(on).min(on);
    let mut coverage = Coverage::default();
    for kind in kinds {
        places.iter().for_each(|place| coverage.set(kind, *place, first, on));
    }
    coverage
}

/// The first record that holds each key.
fn references(records: &[Record]) -> BTreeMap<RecordKey, usize> {
    let mut references = BTreeMap::new();
    for (place, record) in records.iter().enumerate() {
        record.events.iter().for_each(|event| {
            references.entry(event.record).or_insert(place);
        });
    }
    references
}

/// Who a record is about, as far as own records tell.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Child {
    Number(u32),
    Described(Sex, Day, String),
    Alone(RecordKey),
}

/// The events of each child, as long as this list is made; nothing of it is kept. A wait past its term is a finding on own records.
fn children(records: &[Record]) -> Vec<Vec<Event>> {
    let mut children: BTreeMap<Child, Vec<Event>> = BTreeMap::new();
    for record in records {
        let Some(first) = record.events.first() else { continue };
        children.entry(child(record, first)).or_default().extend(&record.events);
    }
    children.into_values().collect()
}

fn child(record: &Record, first: &Event) -> Child {
    let Some(identity) = record.identity.as_ref().map(|identity| identity.open(Purpose::OwnFindings)) else {
        return Child::Alone(first.record);
    };
    let described = || {
        let birth = identity.birth.filter(|birth| birth.first == birth.last())?;
        let is_whole = identity.postcode.len() == 6 && identity.sex != Sex::Unknown;
        is_whole.then(|| Child::Described(identity.sex, birth.first, identity.postcode.clone()))
    };
    identity.bsn.map(Bsn::number).map(Child::Number).or_else(described).unwrap_or(Child::Alone(first.record))
}

/// The last day of the term.
fn last_day(since: Day, hand_over: &HandOver) -> Day {
    let days = i32::try_from(hand_over.due.days).unwrap_or(i32::MAX / 2);
    let mut day = Day(since.0.saturating_add(days));
    if hand_over.due.unit == DayUnit::Working {
        while hand_over.due.unit.between(since, day) < hand_over.due.days {
            day = day.plus(1);
        }
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{EventKind, PartialDate};
    use person::Identity;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).expect("a day")
    }

    /// A record of a child with this number: `kind day`, several with a mark between them.
    fn record(reference: &str, bsn: &str, kind: OrganisationKind, said: &str) -> Record {
        let key = RecordKey(reference.bytes().fold(7, |key, byte| key * 31 + u64::from(byte)));
        let event = |said: &str| {
            let (what, when) = said.trim().split_once(' ').expect("kind and day");
            Event::new(EventKind::from_word(what).expect("a kind"), day(when), key, kind)
        };
        let identity = Identity {
            bsn: Bsn::parse(bsn),
            birth: Some(PartialDate::exact(day("2012-05-04"))),
            sex: Sex::Female,
            postcode: String::new(),
            surname: String::new(),
            prefix: String::new(),
            first_names: String::new(),
            house_number: String::new(),
        };
        Record {
            row: 1,
            reference: Sensitive::new(reference.to_owned()),
            identity: Some(Sensitive::new(identity)),
            events: said.split(';').map(event).collect(),
        }
    }

    /// `reference hand-over since due waited`, a line each.
    fn check(records: &[Record], on: &str, expected: &[&str]) {
        let norms = indicators::norms();
        let line = |overdue: &Overdue| {
            let reference = overdue.reference.open(Purpose::OwnFindings);
            let taken = if overdue.taken_over { " taken over" } else { "" };
            format!("{reference} {} {} {} {}{taken}", norms[overdue.hand_over].id, overdue.since, overdue.due, overdue.waited)
        };
        let lines: Vec<String> = overdue(records, &norms, day(on)).iter().map(line).collect();
        assert_eq!(lines, expected);
    }

    const VT: OrganisationKind = OrganisationKind::VeiligThuis;

    #[test]
    fn own_waits_past_their_term_stand_in_the_order_in_which_they_were_due() {
        let records = [
            record("T-2", "999900006", VT, "transfer.sent 2023-03-01"),
            record("T-1", "123456782", VT, "transfer.sent 2023-02-01; transfer.accepted 2023-02-05"),
            record("M-1", "123456782", VT, "report.received 2023-03-09"),
        ];
        check(&records, "2023-03-15", &[]);
        // Five working days after Thursday 9 March end on Thursday the 16th.
        check(&records, "2023-03-17", &["T-2 transfer 2023-03-01 2023-03-15 16", "M-1 assessment 2023-03-09 2023-03-16 6"]);
    }

    /// Five working days after a report hold since 2019.
    #[test]
    fn what_began_before_a_norm_held_is_not_overdue_by_it() {
        let reports =
            [record("M-1", "123456782", VT, "report.received 2018-12-31"), record("M-2", "999900006", VT, "report.received 2019-01-01")];
        check(&reports, "2019-02-01", &["M-2 assessment 2019-01-01 2019-01-08 23"]);
    }

    #[test]
    fn a_next_step_of_another_organisation_is_not_on_the_list() {
        let order = record("O-1", "999900006", OrganisationKind::Gi, "order.started 2022-01-01");
        check(&[order], "2023-01-01", &["O-1 gi-start 2022-01-01 2022-01-07 255", "O-1 gi-plan 2022-01-01 2022-02-12 365"]);
        let contact = record("C-1", "999900006", OrganisationKind::Csg, "csg.contact 2022-01-01");
        check(&[contact], "2023-01-01", &[]);
    }

    #[test]
    fn what_was_handed_over_to_another_institution_waits_there() {
        let order = record("O-1", "999900006", OrganisationKind::Gi, "order.started 2022-01-01; order.handed-over 2022-03-01");
        check(
            std::slice::from_ref(&order),
            "2022-02-28",
            &["O-1 gi-start 2022-01-01 2022-01-07 41", "O-1 gi-plan 2022-01-01 2022-02-12 58"],
        );
        check(std::slice::from_ref(&order), "2022-03-01", &[]);
        // Another branch of the same institution took it over: it waits here all the same.
        let branch = record("O-2", "999900006", OrganisationKind::Gi, "order.taken-over 2022-03-02");
        check(&[order, branch], "2022-03-31", &["O-1 gi-start 2022-01-01 2022-01-07 64", "O-1 gi-plan 2022-01-01 2022-02-12 89"]);
    }

    #[test]
    fn what_was_taken_over_waits_since_that_day() {
        let taken = |more: &str| record("O-1", "999900006", OrganisationKind::Gi, &format!("order.taken-over 2022-03-02{more}"));
        let both = ["O-1 gi-start 2022-03-02 2022-03-09 31 taken over", "O-1 gi-plan 2022-03-02 2022-04-13 43 taken over"];
        check(&[taken("")], "2022-04-14", &both);
        check(&[taken("; gi.first-contact 2022-03-04")], "2022-04-14", &both[1..]);
        check(&[taken("; order.ended 2022-03-05")], "2022-04-14", &[]);
        check(&[taken("; order.handed-over 2022-04-01")], "2022-04-14", &[]);
        check(&[taken("")], "2022-03-01", &[]);
        // The row that says so tells when it began as well: it is late since then.
        let mut known = taken("; order.started 2022-01-03");
        known.events.iter_mut().for_each(|event| event.stated = day("2022-03-02"));
        check(&[known], "2022-03-15", &["O-1 gi-start 2022-01-03 2022-01-10 51", "O-1 gi-plan 2022-01-03 2022-02-14 71"]);
    }

    #[test]
    fn the_moment_of_one_record_answers_the_transfer_of_another_of_the_same_child_only() {
        let transfer = "transfer.sent 2022-01-01; transfer.accepted 2022-01-02";
        let moment = |bsn| record("K-1", bsn, VT, "monitoring.moment 2022-03-01");
        check(&[record("T-1", "999900006", VT, transfer), moment("999900006")], "2022-12-31", &[]);
        let other = [record("T-1", "999900006", VT, transfer), moment("123456782")];
        check(&other, "2022-12-31", &["T-1 first-monitoring 2022-01-02 2022-04-03 363"]);
    }

    #[test]
    fn nothing_is_overdue_among_no_records() {
        check(&[], "2022-12-31", &[]);
    }
}
