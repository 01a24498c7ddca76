//! What can be observed of children whose municipality is not known.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Coverage, Day, Municipality, OrganisationKind};

/// The coverage with an entry for the unknown municipality, where deliveries did not state one: a kind of organisation
/// counts there from the day it first delivered anywhere, and is surely observed only through the day that all its
/// deliveries reach. So plain counts lose no record of the country's totals, and no wait is said to last longer than was seen.
///
/// Of a kind that delivers for fewer than nine in ten of the municipalities anyone delivers for, no next step is expected there: a child of unknown
/// place most likely lives where that kind tells nothing, and would seem to wait for ever.
pub fn with_unknown_place(coverage: &Coverage) -> Coverage {
    let mut spans: BTreeMap<OrganisationKind, (Day, Day)> = BTreeMap::new();
    let mut places: BTreeMap<OrganisationKind, BTreeSet<Municipality>> = BTreeMap::new();
    for (kind, municipality, from, through) in coverage.iter() {
        if municipality.is_known() {
            places.entry(kind).or_default().insert(municipality);
        }
        let span = spans.entry(kind).or_insert((from, through));
        *span = (span.0.min(from), span.1.min(through));
    }
    let everywhere: BTreeSet<Municipality> = places.values().flatten().copied().collect();
    let is_narrow = |kind: &OrganisationKind| places.get(kind).map_or(0, BTreeSet::len) * 10 < everywhere.len() * 9;
    let mut extended = coverage.clone();
    spans.keys().filter(|kind| is_narrow(kind)).for_each(|kind| extended.set_narrow(*kind));
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

    #[test]
    fn of_a_kind_that_few_places_have_nothing_is_expected_at_an_unknown_place() {
        let (mut coverage, kinds) = (Coverage::default(), [OrganisationKind::Provider, OrganisationKind::AdultCare]);
        (1..=10).for_each(|place| coverage.set(kinds[0], Municipality(place), Day(0), Day(30)));
        (1..=8).for_each(|place| coverage.set(kinds[1], Municipality(place), Day(0), Day(20)));
        let followed = |coverage: &Coverage, kinds: &[OrganisationKind]| {
            with_unknown_place(coverage).followed_through(kinds, Municipality::UNKNOWN, Day(5))
        };
        assert_eq!((followed(&coverage, &kinds[1..]), followed(&coverage, &kinds)), (None, Some(Day(30))));
        assert_eq!(coverage.followed_through(&kinds, Municipality(3), Day(5)), Some(Day(20)), "where it does deliver nothing changes");
        assert!(with_unknown_place(&coverage).span(kinds[1], Municipality::UNKNOWN).is_some(), "what it tells still counts");
        coverage.set(kinds[1], Municipality(9), Day(0), Day(20));
        assert_eq!(followed(&coverage, &kinds[1..]), Some(Day(20)), "nine in ten");
    }
}
