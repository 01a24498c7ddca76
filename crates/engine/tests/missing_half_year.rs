//! A kind of supplier that misses a half-year: nothing is said of what begins in it, what began before is followed up to it, the figure is marked, and
//! no share of another half-year jumps.

use std::collections::BTreeMap;

use domain::{Code, Coverage, Day, EventKind, HandOver, Municipality, OrganisationKind, Outcome};
use engine::{Asked, Group, InMemory, Unlisted, Wait, follow};
use person::{Event, PersonKey, RecordKey};

const PLACE: Municipality = Municipality(363);
/// Orders in every half-year, and how many of ten are followed by help within a year.
const ORDERS: u64 = 2_000;
const HELPED: u64 = 7;

fn day(year: i16, month: i8, date: i8) -> Day {
    Day::from_ymd(year, month, date).expect("a day")
}

/// First and last day of a half-year, counted from 2021.
fn half(number: u64) -> (Day, Day) {
    let year = 2021 + i16::try_from(number / 2).expect("a year");
    if number.is_multiple_of(2) { (day(year, 1, 1), day(year, 6, 30)) } else { (day(year, 7, 1), day(year, 12, 31)) }
}

/// A number below a thousand that looks like chance, the same every time (splitmix64).
fn drawn(seed: u64) -> u64 {
    let mixed = seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    (mixed ^ mixed >> 31) % 1_000
}

/// Orders and the help that follows them; help in the half-year that is missed is not delivered.
fn events(missed: Option<(Day, Day)>) -> Vec<Event> {
    let mut events = Vec::new();
    for number in 0..6 * ORDERS {
        let (first, last) = half(number / ORDERS);
        let start = first.plus(i32::try_from(drawn(number) % u64::from((last - first).unsigned_abs())).expect("a day"));
        let of = |kind, day, organisation| Event {
            person: Some(PersonKey(u128::from(number + 1).to_be_bytes())),
            municipality: PLACE,
            ..Event::new(kind, day, RecordKey(number * 2 + u64::from(organisation == OrganisationKind::Provider)), organisation)
        };
        events.push(Event { code: Code(11), ..of(EventKind::OrderStarted, start, OrganisationKind::Gi) });
        let help = start.plus(1 + i32::try_from(drawn(number + (1 << 32)) % 364).expect("a day"));
        let is_delivered = missed.is_none_or(|(first, last)| help < first || last < help);
        if drawn(number + (2 << 32)) % 10 < HELPED && is_delivered {
            events.push(Event { code: Code(2), ..of(EventKind::HelpStarted, help, OrganisationKind::Provider) });
        }
    }
    events
}

/// Groups by half-year.
fn counted(missed: Option<(Day, Day)>) -> BTreeMap<String, Group> {
    let (from, through) = (day(2020, 1, 1), day(2025, 12, 31));
    let mut coverage = Coverage::default();
    coverage.set(OrganisationKind::Gi, PLACE, from, through);
    match missed {
        None => coverage.set(OrganisationKind::Provider, PLACE, from, through),
        Some((first, last)) => {
            coverage.set(OrganisationKind::Provider, PLACE, from, first.plus(-1));
            coverage.add(OrganisationKind::Provider, PLACE, last.plus(1), through);
        }
    }
    let norms = indicators::norms();
    let hand_over: &HandOver = norms.iter().find(|own| own.id == "help-after-order").expect("a norm");
    let by_half = |start: &trajectories::Start| {
        let (year, month, _) = start.day.ymd();
        vec![format!("{year}-{}", (month + 5) / 6)]
    };
    let held = InMemory::new(events(missed), 4);
    follow(&held, Asked::HandOver(hand_over), (&coverage, Unlisted::LeftOut), by_half, 2).expect("counted").groups
}

/// Kaplan and Meier's share with help within half a year: nothing else ends a wait here.
fn share(group: &Group) -> f64 {
    let mut days: BTreeMap<u16, (u64, u64)> = BTreeMap::new();
    for (Wait { days: on, outcome, .. }, count) in &group.waits {
        let own = days.entry(*on).or_default();
        if *outcome == Outcome::Reached { own.0 += count } else { own.1 += count }
    }
    let (mut left, mut at_risk) = (1.0, group.starts);
    for (_, (reached, open)) in days.range(..=183) {
        left *= 1.0 - *reached as f64 / at_risk as f64;
        at_risk -= reached + open;
    }
    1.0 - left
}

#[test]
fn no_share_jumps_and_what_is_missed_is_said() {
    let missed = half(2);
    let (whole, holed) = (counted(None), counted(Some(missed)));
    for name in ["2021-1", "2021-2", "2022-2", "2023-1", "2023-2"] {
        let (before, after) = (&whole[name], &holed[name]);
        assert_eq!(before.unsaid, 0, "{name}");
        assert!(after.starts > 0, "{name}");
        // The share of half a year where it can be told at all: four standard errors of a share of so many.
        let followed = after.waits.iter().any(|(wait, _)| wait.days >= 183);
        assert!(
            !followed || (share(before) - share(after)).abs() < 4.0 * (0.25 / after.starts as f64).sqrt(),
            "{name}: {} {}",
            share(before),
            share(after)
        );
    }
    let inside = &holed["2022-1"];
    assert_eq!((inside.starts, inside.unsaid), (0, ORDERS), "nothing is said of what begins where nobody delivers the next step");
    assert!(inside.kinds.0 == 0 && inside.kinds.1 > 0, "the figure is marked as resting on nothing: {:?}", inside.kinds);
    assert!(holed["2023-1"].kinds.0 > 0, "and others are not");
}

#[test]
fn whoever_took_the_missing_half_year_for_a_delivery_would_see_the_share_fall() {
    let (whole, missed) = (counted(None), half(2));
    let late = events(Some(missed)).iter().filter(|event| event.kind == EventKind::HelpStarted).count();
    let all = events(None).iter().filter(|event| event.kind == EventKind::HelpStarted).count();
    assert!(late * 10 < all * 9, "the missing help is a tenth of all or more, so that taking it for none would show: {late} of {all}");
    assert!((share(&whole["2022-1"]) - 0.35).abs() < 0.06, "{}", share(&whole["2022-1"]));
}
