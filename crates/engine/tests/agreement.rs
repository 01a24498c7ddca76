//! The engine on the whole catalogue against a second, plain implementation; against itself with other threads and partitions; and against a
//! published point worked out by hand.

mod histories;
mod plain;

use domain::{Breakdown, Code, CountTable, Coverage, Day, EventKind, Form, Municipality, OrganisationKind, Outcome};
use engine::{Counts, EngineError, InMemory, Partitions, ReadError, count};
use person::{Event, PersonKey, RecordKey};
use proptest::prelude::*;

fn counted(events: &impl Partitions, coverage: &Coverage, threads: usize) -> Counts {
    count(events, &indicators::catalogue(), &indicators::norms(), coverage, threads).expect("counts")
}

/// The partitions of another, last first.
struct Reversed(InMemory);

impl Partitions for Reversed {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn read(&self, partition: usize) -> Result<Vec<Event>, ReadError> {
        self.0.read(self.0.len() - 1 - partition)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_agrees_with_the_plain_implementation_on_the_whole_catalogue(events in histories::events(24), coverage in histories::coverage()) {
        let whole = indicators::whole();
        let counts = count(&InMemory::new(events.clone(), 3), &whole.indicators, &whole.hand_overs, &coverage, 1).expect("counts");
        let mut expected = plain::tables(&events, &coverage, &whole.indicators, &whole.hand_overs);
        for table in &counts.tables {
            let cells = expected.remove(&(table.indicator.clone(), table.breakdown)).unwrap_or_default();
            prop_assert_eq!(&table.cells, &cells, "{} by {}", &table.indicator, table.breakdown.word());
        }
        prop_assert!(expected.is_empty(), "tables the catalogue does not have: {:?}", expected.keys());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn threads_and_the_order_of_partitions_change_nothing(events in histories::events(40), coverage in histories::coverage()) {
        let one = counted(&InMemory::new(events.clone(), 1), &coverage, 1);
        prop_assert_eq!(&one, &counted(&InMemory::new(events.clone(), 7), &coverage, 4));
        prop_assert_eq!(&one, &counted(&Reversed(InMemory::new(events, 5)), &coverage, 4));
    }
}

/// What is counted by class, by year and, save for forms, by municipality; of form 0, that it is unknown.
type Cells = std::collections::BTreeMap<(Breakdown, u16, i16, u8), i64>;

fn cells(counts: &Counts, indicator: &str) -> Cells {
    let mut cells = Cells::new();
    for table in counts.tables.iter().filter(|table| table.indicator == indicator) {
        for (key, count) in &table.cells {
            let place = if table.breakdown == Breakdown::Form { 0 } else { key.municipality.0 };
            *cells.entry((table.breakdown, place, key.year, key.class)).or_insert(0) += *count as i64;
        }
    }
    cells
}

/// Of whom a form is not known, but another is; of form 0: of whom one is known.
fn without(cells: &Cells, year: i16, form: u8) -> i64 {
    let of = |class: u8| cells.get(&(Breakdown::Form, 0, year, class)).copied().unwrap_or(0);
    let everyone = cells.iter().filter(|((breakdown, _, own, _), _)| *breakdown == Breakdown::All && *own == year);
    everyone.map(|(_, count)| count).sum::<i64>() - of(form) - if form > 0 { of(0) } else { 0 }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// The protection of releases rests on it: readers know that it is so.
    #[test]
    fn nowhere_are_there_more_children_or_cases_than_records(events in histories::events(40), coverage in histories::coverage()) {
        let counts = counted(&InMemory::new(events, 3), &coverage, 1);
        for (part, whole) in [("report-children", "report-records"), ("report-cases", "report-records"), ("order-children", "order-records")] {
            let (part, whole) = (cells(&counts, part), cells(&counts, whole));
            for (place, count) in &part {
                prop_assert!(count <= whole.get(place).unwrap_or(&0), "{:?}", place);
            }
            for (year, form) in part.keys().flat_map(|(_, _, year, _)| Form::ALL.iter().map(|form| (*year, form.number()))) {
                prop_assert!(without(&part, year, form) <= without(&whole, year, form), "form {} in {}", form, year);
            }
        }
    }
}

const PLACE: Municipality = Municipality(363);

fn event(kind: EventKind, day: i32, number: u8, from: OrganisationKind) -> Event {
    let record = RecordKey(u64::from(number) * 100 + u64::from(kind.number()));
    let event = Event::new(kind, Day(day), record, from);
    Event { person: Some(PersonKey([number; 16])), municipality: PLACE, code: Code(11), ..event }
}

fn everyone_delivered(from: i32, through: i32) -> Coverage {
    let mut coverage = Coverage::default();
    OrganisationKind::ALL.iter().for_each(|kind| coverage.set(*kind, PLACE, Day(from), Day(through)));
    coverage
}

fn table<'a>(counts: &'a Counts, indicator: &str) -> &'a CountTable {
    let all = |table: &&CountTable| table.indicator == indicator && table.breakdown == Breakdown::All;
    counts.tables.iter().find(all).expect("a table")
}

/// Kamerstuk 31 015 (20 July 2020), part F: of 136 children under a supervision order because of sexual violence, 21 had no
/// help after six months: 15 percent.
#[test]
fn of_136_orders_21_without_help_after_six_months() {
    let start = 18_300;
    let mut events = Vec::new();
    for number in 1..=136u8 {
        events.push(event(EventKind::OrderStarted, start, number, OrganisationKind::Gi));
        let help_after = match number {
            1..=115 => Some(i32::from(number) + 68), // the last on day 183, which is still within six months
            116..=130 => Some(i32::from(number) + 68),
            _ => None,
        };
        events.extend(help_after.map(|days| event(EventKind::HelpStarted, start + days, number, OrganisationKind::Provider)));
    }
    let counts = counted(&InMemory::new(events, 4), &everyone_delivered(start - 100, start + 400), 2);
    let cells = &table(&counts, "help-after-order").cells;
    let sum = |wanted: &dyn Fn(Outcome, u16) -> bool| -> u64 {
        cells.iter().filter(|(key, _)| wanted(key.outcome, key.days)).map(|(_, count)| count).sum()
    };
    assert_eq!(sum(&|_, _| true), 136, "entered");
    assert_eq!(sum(&|outcome, days| outcome == Outcome::Reached && days <= 183), 115, "reached by day 183");
    assert_eq!(sum(&|outcome, days| days > 183 || (outcome == Outcome::Open && days == 183)), 21, "waiting at day 183");
    assert_eq!(sum(&|outcome, days| outcome == Outcome::Open && days == 365), 6, "never helped: open on the horizon");
    assert_eq!((counts.persons, counts.events), (136, 136 + 130));
}

#[test]
fn an_outcome_after_the_horizon_is_open_on_the_horizon() {
    let follow = |days: i32| {
        let events = vec![
            event(EventKind::OrderStarted, 18_300, 1, OrganisationKind::Gi),
            event(EventKind::HelpStarted, 18_300 + days, 1, OrganisationKind::Provider),
        ];
        let counts = counted(&InMemory::new(events, 1), &everyone_delivered(18_000, 20_000), 1);
        table(&counts, "help-after-order").cells.keys().map(|key| (key.outcome, key.days)).collect::<Vec<_>>()
    };
    assert_eq!(follow(365), [(Outcome::Reached, 365)]);
    assert_eq!(follow(366), [(Outcome::Open, 365)]);
}

#[test]
fn a_case_of_three_children_is_one_case_wherever_they_stand() {
    let report =
        |number: u8| Event { case: person::CaseKey(9), ..event(EventKind::ReportReceived, 18_300, number, OrganisationKind::VeiligThuis) };
    let counts = counted(&InMemory::new((1..=3).map(report).collect(), 3), &everyone_delivered(18_000, 19_000), 2);
    let totals = ["report-records", "report-cases", "report-children"].map(|indicator| table(&counts, indicator).total());
    assert_eq!(totals, [3, 1, 3]);
}

#[test]
fn completeness_says_which_suppliers_never_delivered() {
    let mut coverage = Coverage::default();
    coverage.set(OrganisationKind::Provider, PLACE, Day(0), Day(9));
    let counts = counted(&InMemory::new(Vec::new(), 1), &coverage, 1);
    let help = counts.completeness.iter().find(|entry| entry.indicator == "help-after-order" && entry.municipality == PLACE);
    assert_eq!(help.map(|entry| (entry.delivered, entry.kinds)), Some((1, 2)));
}

#[test]
fn a_partition_that_is_not_sorted_by_person_is_refused() {
    struct Mixed;
    impl Partitions for Mixed {
        fn len(&self) -> usize {
            1
        }
        fn read(&self, _: usize) -> Result<Vec<Event>, ReadError> {
            Ok([1, 2, 1].map(|number| event(EventKind::ReportReceived, 1, number, OrganisationKind::VeiligThuis)).to_vec())
        }
    }
    let refused = count(&Mixed, &indicators::catalogue(), &indicators::norms(), &Coverage::default(), 1);
    assert!(matches!(refused, Err(EngineError::Unsorted { partition: 0 })));
}

#[test]
fn a_plan_without_its_norm_is_refused_by_name() {
    let refused = count(&InMemory::new(Vec::new(), 1), &indicators::catalogue(), &[], &Coverage::default(), 1);
    let message = refused.expect_err("no norms").to_string();
    assert_eq!(message, "indicator 'assessment' follows the hand-over 'assessment', which the norms do not hold");
}
