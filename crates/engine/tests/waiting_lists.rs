//! Waiting lists of random histories, through the fold: counted directly on each day, and as the day before with what came in and without what went out.

mod histories;

use domain::{Coverage, Day, HandOver, Month, Municipality, Outcome};
use engine::{Asked, Change, InMemory, Partitions, Unlisted, Waited, Waiter, follow};
use person::Event;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use trajectories::{Passage, Rules, fold};

/// A wait: from when it lasts, from when it is on the list, and from when it is not.
struct Waits {
    since: Day,
    on: Day,
    off: Day,
}

/// Every wait for the next step, from the fold of one child after another.
fn waits(events: &InMemory, hand_over: &HandOver, coverage: &Coverage) -> Vec<Waits> {
    let rules = Rules { hand_overs: std::slice::from_ref(hand_over), coverage, unlisted: Unlisted::LeftOut };
    let off = |passage: &Passage| match passage.outcome {
        // Through the last day that was observed.
        Outcome::Open | Outcome::Counted => passage.day.plus(1),
        Outcome::Reached | Outcome::Competing => passage.day,
    };
    let mut waits = Vec::new();
    for place in 0..events.len() {
        for child in events.read(place).expect("in memory").chunk_by(|one, other| one.person == other.person) {
            let trajectory = fold(child, &rules);
            waits.extend(trajectory.passages.iter().map(|passage| {
                let start = trajectory.starts[passage.start].day;
                Waits { since: start, on: start, off: off(passage) }
            }));
            waits.extend(trajectory.earlier_passages.iter().filter_map(|passage| {
                let start = &trajectory.earlier[passage.start];
                let known = coverage.observed_from(&[start.organisation_kind], start.municipality)?;
                (passage.day >= known).then(|| Waits { since: start.day, on: known, off: off(passage) })
            }));
        }
    }
    waits
}

/// Who waits at the end of a day, and of them who longer than the term.
fn stock(waits: &[Waits], hand_over: &HandOver, day: Day) -> (i64, i64) {
    let waiting = || waits.iter().filter(|wait| wait.on <= day && day < wait.off);
    let overdue = waiting().filter(|wait| hand_over.due.unit.between(wait.since, day) > hand_over.due.days);
    (waiting().count() as i64, overdue.count() as i64)
}

fn came(change: &Change) -> i64 {
    (change.began + change.found) as i64
}

fn went(change: &Change) -> i64 {
    (change.reached + change.impossible + change.unseen) as i64
}

/// Of children alone, at places that are known: what the engine does with the others has tests of its own.
fn of_children(events: Vec<Event>) -> Vec<Event> {
    let at =
        |event: Event| Event { municipality: if event.municipality.is_known() { event.municipality } else { Municipality(14) }, ..event };
    events.into_iter().filter(|event| event.person.is_some()).map(at).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_stock_is_the_one_before_with_what_came_and_without_what_went(events in histories::events(30), coverage in histories::coverage()) {
        let events = InMemory::new(of_children(events), 1);
        for hand_over in indicators::norms() {
            let found = follow(&events, Asked::HandOver(&hand_over), (&coverage, Unlisted::LeftOut), |_| vec![()], 1).expect("counted");
            let changes = found.groups.into_values().next().unwrap_or_default().changes;
            let waits = waits(&events, &hand_over, &coverage);
            let (mut waiting, mut overdue) = (0, 0);
            for (day, change) in &changes {
                prop_assert_eq!((waiting, overdue), stock(&waits, &hand_over, day.plus(-1)), "{} before {}", hand_over.id, day);
                prop_assert_eq!(came(change), waits.iter().filter(|wait| wait.on == *day).count() as i64, "{} into {}", hand_over.id, day);
                prop_assert_eq!(went(change), waits.iter().filter(|wait| wait.off == *day).count() as i64, "{} out of {}", hand_over.id, day);
                (waiting, overdue) = (waiting + came(change) - went(change), overdue + change.overdue);
                prop_assert_eq!((waiting, overdue), stock(&waits, &hand_over, *day), "{} on {}", hand_over.id, day);
            }
            prop_assert_eq!((waiting, overdue), (0, 0), "{}: deliveries end, and with them what is followed", hand_over.id);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lists_at_the_ends_of_months_are_those_of_these_days(events in histories::events(30), coverage in histories::coverage()) {
        let events = InMemory::new(of_children(events), 3);
        let (norms, months) = (indicators::norms(), (Month::new(2019, 1), Month::new(2026, 12)));
        let unlisted = Unlisted::LeftOut;
        let lists = engine::waiting_lists(&events, &norms, (&coverage, unlisted), months, 2).expect("counted");
        for (place, hand_over) in norms.iter().enumerate() {
            let mut waits = waits(&events, hand_over, &coverage);
            // Of what began before the first delivery nobody knows whether the next step came then.
            waits.retain(|wait| wait.on == wait.since);
            for month in (months.0.0..=months.1.0).map(Month) {
                let own = |waited: Waited| -> i64 {
                    let is_it = |waiter: &Waiter| (waiter.hand_over, waiter.month, waiter.waited) == (place, month, waited);
                    lists.iter().filter(|(waiter, _)| is_it(waiter)).map(|(_, count)| *count as i64).sum()
                };
                let (in_term, past_term, past_year) = (own(Waited::InTerm), own(Waited::PastTerm), own(Waited::PastYear));
                let day = month.last_day();
                prop_assert_eq!((in_term + past_term + past_year, past_term + past_year), stock(&waits, hand_over, day), "{} {}", hand_over.id, day);
                let is_long = |wait: &&Waits| wait.on <= day && day < wait.off && day - wait.since > 365;
                let long = waits.iter().filter(is_long).filter(|wait| hand_over.due.unit.between(wait.since, day) > hand_over.due.days);
                prop_assert_eq!(past_year, long.count() as i64, "{} {}", hand_over.id, day);
            }
        }
    }
}

/// The histories hold what the property is about: waits of every outcome, some longer than their term, some begun before the first delivery.
#[test]
fn random_histories_have_waits_of_every_kind() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut reached, mut impossible, mut unseen, mut late, mut earlier) = (0, 0, 0, 0, 0);
    for _ in 0..300 {
        let events = histories::events(30).new_tree(&mut runner).expect("a history").current();
        let coverage = histories::coverage().new_tree(&mut runner).expect("a calendar").current();
        let events = InMemory::new(of_children(events), 1);
        for hand_over in indicators::norms() {
            let found = follow(&events, Asked::HandOver(&hand_over), (&coverage, Unlisted::LeftOut), |_| vec![()], 1).expect("counted");
            for change in found.groups.into_values().flat_map(|group| group.changes.into_values()) {
                (reached, impossible, unseen) = (reached + change.reached, impossible + change.impossible, unseen + change.unseen);
                (late, earlier) = (late + change.overdue.max(0), earlier + change.found);
            }
        }
    }
    assert!(
        [reached, impossible, unseen, earlier].iter().all(|count| *count > 20) && late > 20,
        "{reached} {impossible} {unseen} {earlier} {late}"
    );
}
