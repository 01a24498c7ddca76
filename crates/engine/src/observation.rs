//! What can be observed of children whose municipality is not known.

use std::collections::BTreeMap;

use domain::{Coverage, Day, Municipality, OrganisationKind};

/// The coverage with an entry for the unknown municipality, where deliveries did not state one: a kind of organisation
/// counts there from the day it first delivered anywhere, and is surely observed only through the day that all its
/// deliveries reach. So no record disappears from the country's totals, and no wait is said to last longer than was seen.
pub fn with_unknown_place(coverage: &Coverage) -> Coverage {
    let mut spans: BTreeMap<OrganisationKind, (Day, Day)> = BTreeMap::new();
    for (kind, _, from, through) in coverage.iter() {
        let span = spans.entry(kind).or_insert((from, through));
        *span = (span.0.min(from), span.1.min(through));
    }
    let mut extended = coverage.clone();
    for (kind, (from, through)) in spans {
        if coverage.span(kind, Municipality::UNKNOWN).is_none() {
            extended.set(kind, Municipality::UNKNOWN, from, through);
        }
    }
    extended
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_place_counts_from_the_first_delivery_and_through_the_earliest_last() {
        let mut coverage = Coverage::default();
        coverage.set(OrganisationKind::Gi, Municipality(1), Day(10), Day(30));
        coverage.set(OrganisationKind::Gi, Municipality(2), Day(20), Day(25));
        let extended = with_unknown_place(&coverage);
        assert_eq!(extended.span(OrganisationKind::Gi, Municipality::UNKNOWN), Some((Day(10), Day(25))));
        assert_eq!(extended.span(OrganisationKind::Csg, Municipality::UNKNOWN), None);
        assert_eq!(with_unknown_place(&extended), extended);
    }
}
