//! The engine against a plain second implementation, on ten thousand random histories, each with four random plans. `PROPTEST_CASES` sets another
//! number.

mod histories;
mod plain;
mod plans;

use domain::{Coverage, OrganisationKind};
use engine::{InMemory, count};
use proptest::prelude::*;

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok()).unwrap_or(10_000)
}

/// A coverage in which some kinds missed a stretch in the middle.
fn gapped() -> impl Strategy<Value = Coverage> {
    let gaps =
        prop::collection::vec(prop_oneof![3 => Just(None), 1 => (5i32..400, 1i32..200).prop_map(Some)], OrganisationKind::ALL.len() * 2);
    (histories::coverage(), gaps).prop_map(|(whole, gaps)| {
        let mut coverage = Coverage::default();
        let sound = whole.iter().filter(|(_, _, from, through)| from <= through);
        for ((kind, place, from, through), gap) in sound.zip(gaps) {
            match gap {
                Some((after, long)) if from.plus(after + long + 1) < through => {
                    coverage.add(kind, place, from, from.plus(after));
                    coverage.add(kind, place, from.plus(after + long + 1), through);
                }
                Some(_) | None => coverage.add(kind, place, from, through),
            }
        }
        coverage
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_agrees_with_a_plain_implementation_on_any_plan(
        events in histories::events(24),
        coverage in gapped(),
        (catalogue, hand_overs) in plans::plans(),
    ) {
        let counts = count(&InMemory::new(events.clone(), 3), &catalogue, &hand_overs, &coverage, 1).expect("counts");
        let mut expected = plain::tables(&events, &coverage, &catalogue, &hand_overs);
        for table in &counts.tables {
            let cells = expected.remove(&(table.indicator.clone(), table.breakdown)).unwrap_or_default();
            prop_assert_eq!(&table.cells, &cells, "{} by {}", &table.indicator, table.breakdown.word());
        }
        prop_assert!(expected.is_empty());
    }
}
