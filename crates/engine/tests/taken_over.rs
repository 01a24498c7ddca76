//! Measures that go from institution to institution: the engine against the plain implementation, on histories of nothing else, where days lie
//! on both sides of every limit. `PROPTEST_CASES` sets another number than ten thousand.

mod plain;

use domain::{Code, Coverage, Day, DayUnit, Due, EventKind, HandOver, Municipality, NormKind, OrganisationKind, Scope, Selector, Tie};
use engine::{InMemory, count};
use indicators::{CountPlan, Indicator, Text, Unit};
use person::{Event, Organisation, PersonKey, RecordKey};
use proptest::prelude::*;
use proptest::sample::select;

const FIRST: Day = Day(17_532);
const PLACES: [Municipality; 2] = [Municipality(14), Municipality(363)];

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok()).unwrap_or(10_000)
}

/// One record of a court or an institution: how it begins, how long it lasts, how it ends, and through when it is told.
fn record(number: u64) -> impl Strategy<Value = Vec<Event>> {
    let when = prop_oneof![3 => select(vec![0, 60, 120]), 1 => 0i32..150];
    let near = select(vec![-32, -31, -8, -7, -6, -1, 0, 1, 6, 7, 8, 31, 32]);
    let length = (select(vec![0, 60, 60, 120]), select(vec![-1, 0, 0, 1, 7, 31]));
    let who = (0usize..2, select(vec![11u8, 11, 12]), select(vec!["court", "start", "start", "start", "taken", "taken", "taken", "both"]));
    let how = (select(vec!["ended", "handed", "handed", "both", "open"]), select(vec![0i32, 0, 180, 400]));
    (who, when, near, length, how).prop_map(move |((place, code, begins), when, near, (long, longer), (ends, told))| {
        let from = if begins == "court" { OrganisationKind::Court } else { OrganisationKind::Gi };
        let is_taken = begins == "taken" || begins == "both";
        let day = FIRST.plus(if is_taken { when + near } else { when });
        let mut base = Event::new(EventKind::OrderStarted, day, RecordKey(number), from);
        (base.person, base.municipality, base.code) = (Some(PersonKey([1; 16])), PLACES[place], Code(code));
        (base.organisation, base.stated) = (Organisation(number as u32), day.plus(told));
        let last = day.plus(long + longer);
        let ended = Event { kind: EventKind::OrderEnded, day: last, code: Code(2), ..base };
        let handed = Event { kind: EventKind::OrderHandedOver, day: last, ..base };
        let mut events = Vec::new();
        if is_taken {
            events.push(Event { kind: EventKind::OrderTakenOver, ..base });
        }
        match begins {
            "both" => events.push(Event { day: day.plus(-long), ..base }),
            "taken" => {}
            _ => events.push(base),
        }
        match ends {
            _ if begins == "court" => {}
            "ended" => events.push(ended),
            "handed" => events.push(handed),
            "both" => events.extend([handed, Event { day: last.plus(5), ..ended }]),
            _ => {}
        }
        events
    })
}

/// A contact on some days: whether an order runs then.
fn probe(number: u64) -> impl Strategy<Value = Vec<Event>> {
    (0i32..420, 0usize..2).prop_map(move |(day, place)| {
        let event = Event::new(EventKind::CsgContact, FIRST.plus(day), RecordKey(number), OrganisationKind::Csg);
        vec![Event { person: Some(PersonKey([1; 16])), municipality: PLACES[place], ..event }]
    })
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let records = (2u64..6).prop_flat_map(|count| (1..=count).map(record).collect::<Vec<_>>());
    let probes: Vec<_> = (10..14).map(probe).collect();
    (records, probes).prop_map(|(records, probes)| records.into_iter().chain(probes).flatten().collect::<Vec<Event>>()).prop_shuffle()
}

fn coverage() -> impl Strategy<Value = Coverage> {
    prop::collection::vec(select(vec![200i32, 380, 600, 900]), 2).prop_map(|through| {
        let mut coverage = Coverage::default();
        for (place, institutions) in PLACES.into_iter().zip(through) {
            for kind in OrganisationKind::ALL {
                let last = if *kind == OrganisationKind::Gi { institutions } else { 900 };
                coverage.set(*kind, place, FIRST.plus(-400), FIRST.plus(last));
            }
        }
        coverage
    })
}

fn hand_over(id: &str, from: EventKind, to: Selector, competing: Option<EventKind>) -> HandOver {
    HandOver {
        id: id.to_owned(),
        from: vec![Selector::any(from)],
        to: vec![to],
        competing: competing.map(Selector::any).into_iter().collect(),
        tie: Tie::Person,
        running_counts: true,
        due: Due { days: 30, unit: DayUnit::Calendar },
        also_at: Vec::new(),
        norm: NormKind::OwnYardstick,
        source: String::new(),
        since: None,
        suppliers: vec![OrganisationKind::VeiligThuis],
        scope: Scope::default(),
        elsewhere: None,
    }
}

/// How long each order runs (nothing but its own end ends the wait), whether one runs on some day, and every event as it is counted.
fn asked() -> (Vec<Indicator>, Vec<HandOver>) {
    let hand_overs = vec![
        hand_over("lasts", EventKind::OrderStarted, Selector::any(EventKind::ReportReceived), Some(EventKind::OrderEnded)),
        hand_over("runs", EventKind::CsgContact, Selector::of(EventKind::OrderStarted, &[Code(11)]), None),
    ];
    let said = Text { nl: "een vast plan", en: "a fixed plan" };
    let indicator = |id, plan| Indicator {
        id,
        title: said,
        question: said,
        definition: said,
        counts: said,
        plan,
        rows: vec!["R1"],
        method: "docs/methods/trajectories.md",
        footnotes: Vec::new(),
        unreliable_when: said,
    };
    let mut plans = vec![indicator("lasts", CountPlan::hand_over("lasts", 900)), indicator("runs", CountPlan::hand_over("runs", 900))];
    let kinds = [EventKind::OrderStarted, EventKind::OrderEnded, EventKind::OrderHandedOver, EventKind::OrderTakenOver];
    plans.extend(kinds.map(|kind| indicator(kind.word(), CountPlan::starts(kind, Unit::Records))));
    (plans, hand_overs)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_agrees_with_a_plain_implementation_on_measures_handed_over(events in events(), coverage in coverage()) {
        let (catalogue, hand_overs) = asked();
        let counts = count(&InMemory::new(events.clone(), 1), &catalogue, &hand_overs, &coverage, 1).expect("counts");
        let mut expected = plain::tables(&events, &coverage, &catalogue, &hand_overs);
        for table in &counts.tables {
            let cells = expected.remove(&(table.indicator.clone(), table.breakdown)).unwrap_or_default();
            prop_assert_eq!(&table.cells, &cells, "{} by {}", &table.indicator, table.breakdown.word());
        }
        prop_assert!(expected.is_empty());
    }
}
