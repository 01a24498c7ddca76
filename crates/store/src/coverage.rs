//! The coverage calendar from the catalogue: through which day each kind of organisation delivered for a municipality.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Atlas, Coverage, Day, Municipality, OrganisationKind, Period, RegionCode};

use crate::delivery::Delivery;

/// A supplier counts for a municipality from one in this many events of its kind there: 1 %. Otherwise the one child
/// that moved would make a far supplier decide how long its new municipality is observed.
const SMALLEST_SHARE: u64 = 100;
/// With fewer events than this, who delivers for a municipality is read from its whole region: of so few, a share of
/// 1 % is less than one event, and none at all may be chance.
const FEWEST_EVENTS: u64 = SMALLEST_SHARE;
/// The kind of delivery that a municipality makes about itself.
const MUNICIPAL: &str = "ijw";

/// One supplier of one kind of delivery.
type Stream<'a> = (&'a str, &'a str);
/// Events by supplier.
type Suppliers<'a> = BTreeMap<Stream<'a>, u64>;

/// From and through which day one supplier delivered without a gap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Run {
    from: Day,
    through: Day,
    /// It delivered through the last year in which its region existed: it did not stop, it ended.
    ended: bool,
}

/// Coverage by kind of organisation and municipality, from the deliveries that count.
///
/// Who delivers for a municipality is read from where its events took place. The kinds that work for a whole region
/// count for each of its municipalities: a village where nobody called the police is not a village without police.
pub(crate) fn calendar(deliveries: &[Delivery], atlas: &Atlas) -> Coverage {
    let runs = runs(deliveries, atlas);
    let by_municipality = presence(deliveries);
    let by_region = by_region(&by_municipality, atlas);
    let mut coverage = Coverage::default();
    for (kind, municipality) in served(&by_municipality, &by_region, atlas) {
        let own = by_municipality.get(&(kind, municipality));
        let suppliers = match own {
            Some(own) if !serves_regions(kind) || own.values().sum::<u64>() >= FEWEST_EVENTS => own,
            Some(_) | None => match atlas.veilig_thuis_of(municipality).and_then(|region| by_region.get(&(kind, region))).or(own) {
                Some(suppliers) => suppliers,
                None => continue,
            },
        };
        if let Some((from, through)) = together(&counting(suppliers, &runs)) {
            coverage.set(kind, municipality, from, through);
        }
    }
    coverage
}

/// The runs of the suppliers that are more than a child that moved.
fn counting(suppliers: &Suppliers<'_>, runs: &BTreeMap<Stream<'_>, Run>) -> Vec<Run> {
    let all: u64 = suppliers.values().sum();
    let counting = suppliers.iter().filter(|(_, events)| **events * SMALLEST_SHARE >= all);
    counting.filter_map(|(stream, _)| runs.get(stream).copied()).collect()
}

/// Every kind and municipality with events of its own, and those of a region with such events.
fn served(
    by_municipality: &BTreeMap<(OrganisationKind, Municipality), Suppliers<'_>>,
    by_region: &BTreeMap<(OrganisationKind, RegionCode), Suppliers<'_>>,
    atlas: &Atlas,
) -> BTreeSet<(OrganisationKind, Municipality)> {
    let mut served: BTreeSet<_> = by_municipality.keys().copied().collect();
    for place in atlas.municipalities() {
        let Some(region) = atlas.veilig_thuis_of(place.code) else { continue };
        let kinds = by_region.keys().filter(|(_, of)| *of == region);
        served.extend(kinds.map(|(kind, _)| (*kind, place.code)));
    }
    served
}

/// Whether organisations of a kind work for a whole region; help and its allocation are each municipality's own.
fn serves_regions(kind: OrganisationKind) -> bool {
    match kind {
        OrganisationKind::VeiligThuis
        | OrganisationKind::Csg
        | OrganisationKind::Police
        | OrganisationKind::Board
        | OrganisationKind::Court
        | OrganisationKind::Gi => true,
        OrganisationKind::Provider | OrganisationKind::Municipality | OrganisationKind::AdultCare | OrganisationKind::Unknown => false,
    }
}

/// Events of the kinds that serve regions, by Veilig Thuis region of today.
fn by_region<'a>(
    presence: &BTreeMap<(OrganisationKind, Municipality), Suppliers<'a>>,
    atlas: &Atlas,
) -> BTreeMap<(OrganisationKind, RegionCode), Suppliers<'a>> {
    let mut found: BTreeMap<_, Suppliers<'a>> = BTreeMap::new();
    for ((kind, municipality), suppliers) in presence.iter().filter(|((kind, _), _)| serves_regions(*kind)) {
        let Some(region) = atlas.veilig_thuis_of(*municipality) else { continue };
        let together = found.entry((*kind, region)).or_default();
        for (stream, events) in suppliers {
            *together.entry(*stream).or_insert(0) += events;
        }
    }
    found
}

/// The earliest first day, and the earliest last day of those that did not end with their region.
fn together(runs: &[Run]) -> Option<(Day, Day)> {
    let from = runs.iter().map(|run| run.from).min()?;
    let going = runs.iter().filter(|run| !run.ended).map(|run| run.through).min();
    let through = going.or_else(|| runs.iter().map(|run| run.through).max())?;
    Some((from, through))
}

/// Events by kind of organisation, municipality and supplier.
fn presence(deliveries: &[Delivery]) -> BTreeMap<(OrganisationKind, Municipality), Suppliers<'_>> {
    let mut found: BTreeMap<_, Suppliers<'_>> = BTreeMap::new();
    for delivery in deliveries {
        for (municipality, events) in &delivery.municipalities {
            let suppliers = found.entry((organisation_kind(delivery), *municipality)).or_default();
            *suppliers.entry(stream(delivery)).or_insert(0) += events;
        }
    }
    found
}

fn runs<'a>(deliveries: &'a [Delivery], atlas: &Atlas) -> BTreeMap<Stream<'a>, Run> {
    let mut periods: BTreeMap<Stream<'_>, BTreeSet<(Day, Day)>> = BTreeMap::new();
    for delivery in deliveries {
        periods.entry(stream(delivery)).or_default().insert((delivery.meta.period.first_day(), delivery.meta.period.last_day()));
    }
    periods.into_iter().filter_map(|(stream, periods)| Some((stream, run(&periods, last_day_of_region(stream.1, atlas))?))).collect()
}

/// From the first day of the first period through the last day before the first gap.
fn run(periods: &BTreeSet<(Day, Day)>, region_ends: Option<Day>) -> Option<Run> {
    let (from, first_end) = *periods.first()?;
    let mut through = first_end;
    for (first, last) in periods {
        if *first > through.plus(1) {
            break;
        }
        through = through.max(*last);
    }
    Some(Run { from, through, ended: region_ends.is_some_and(|end| through >= end) })
}

/// The last day of a region that ended and has a successor; `None` for every other supplier.
fn last_day_of_region(supplier: &str, atlas: &Atlas) -> Option<Day> {
    let entry = atlas.region(supplier.parse().ok()?)?;
    entry.successor.map(|_| Period::Year(entry.valid.1).last_day())
}

fn stream(delivery: &Delivery) -> Stream<'_> {
    (&delivery.meta.kind, &delivery.meta.supplier)
}

fn organisation_kind(delivery: &Delivery) -> OrganisationKind {
    let municipality = delivery.meta.supplier.parse::<RegionCode>().ok().and_then(RegionCode::municipality);
    if delivery.meta.kind == MUNICIPAL && municipality.is_some() {
        return OrganisationKind::Municipality;
    }
    delivery.meta.organisation_kind
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::{DeliveryMeta, RowCounts, SourceHash};

    /// `kind supplier period GM=events GM=events`, one a line.
    fn deliveries(table: &str) -> Vec<Delivery> {
        table.lines().map(str::trim).filter(|line| !line.is_empty()).map(delivery).collect()
    }

    fn delivery(line: &str) -> Delivery {
        let mut words = line.split_whitespace();
        let mut word = || words.next().expect("a word").to_owned();
        let (kind, supplier, period) = (word(), word(), word());
        let organisation_kind = match kind.as_str() {
            "veilig-thuis" => OrganisationKind::VeiligThuis,
            "board" => OrganisationKind::Board,
            _ => OrganisationKind::Provider,
        };
        let municipalities = words.map(|word| {
            let (place, events) = word.split_once('=').expect("a place and events");
            let place: RegionCode = place.parse().expect("a code");
            (place.municipality().expect("a municipality"), events.parse().expect("a number"))
        });
        let source = SourceHash::of(line.as_bytes());
        Delivery {
            municipalities: municipalities.collect(),
            meta: DeliveryMeta { kind, supplier, organisation_kind, period: period.parse().expect("a period"), version: 1, source },
            hash: source.to_string(),
            path: String::new(),
            events: 0,
            rows: RowCounts::default(),
        }
    }

    fn check(table: &str, expected: &str) {
        let coverage = calendar(&deliveries(table), &Atlas::netherlands());
        let spans = coverage
            .iter()
            .filter(|(_, place, ..)| table.contains(&place.region().to_string()))
            .map(|(kind, place, from, through)| format!("{kind} {} {from} {through}", place.region()));
        let expected: Vec<_> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(spans.collect::<Vec<_>>(), expected, "{table}");
    }

    #[test]
    fn periods_that_follow_each_other_reach_the_last_day() {
        check(
            "youth-policy P1 2022HJ02 GM0014=5
             youth-policy P1 2022HJ01 GM0014=5
             youth-policy P1 2023HJ01 GM0014=5",
            "provider GM0014 2022-01-01 2023-06-30",
        );
    }

    #[test]
    fn a_missing_half_year_ends_it_there() {
        check(
            "youth-policy P1 2022HJ01 GM0014=5
             youth-policy P1 2023HJ01 GM0014=5
             youth-policy P1 2023HJ02 GM0014=5",
            "provider GM0014 2022-01-01 2022-06-30",
        );
    }

    #[test]
    fn a_delivery_without_events_for_a_municipality_is_no_gap() {
        check(
            "youth-policy P1 2022HJ01 GM0014=5 GM0363=9
             youth-policy P1 2022HJ02 GM0014=5
             youth-policy P1 2023HJ01 GM0014=5 GM0363=9",
            "provider GM0014 2022-01-01 2023-06-30
             provider GM0363 2022-01-01 2023-06-30",
        );
    }

    #[test]
    fn the_supplier_that_stopped_first_ends_it_and_the_first_one_starts_it() {
        check(
            "youth-policy P1 2022HJ01 GM0014=5
             youth-policy P1 2022HJ02 GM0014=5
             youth-policy P2 2022HJ02 GM0014=5
             youth-policy P2 2023HJ01 GM0014=5
             youth-policy P2 2023HJ02 GM0014=5 GM0363=1",
            "provider GM0014 2022-01-01 2022-12-31
             provider GM0363 2022-07-01 2023-12-31",
        );
    }

    #[test]
    fn one_child_that_moved_does_not_decide() {
        check(
            "youth-policy P1 2022HJ01 GM0014=198
             youth-policy P1 2022HJ02 GM0014=198
             youth-policy P2 2022HJ01 GM0014=3 GM0363=500",
            "provider GM0014 2022-01-01 2022-12-31
             provider GM0363 2022-01-01 2022-06-30",
        );
        check(
            "youth-policy P1 2022HJ01 GM0014=198
             youth-policy P1 2022HJ02 GM0014=198
             youth-policy P2 2022HJ01 GM0014=4 GM0363=500",
            "provider GM0014 2022-01-01 2022-06-30
             provider GM0363 2022-01-01 2022-06-30",
        );
    }

    #[test]
    fn a_region_that_ended_did_not_stop() {
        check(
            "veilig-thuis VT16 2019HJ01 GM0772=5
             veilig-thuis VT16 2019HJ02 GM0772=5
             veilig-thuis VT27 2020HJ01 GM0772=5
             veilig-thuis VT27 2020HJ02 GM0772=5",
            "veilig-thuis GM0772 2019-01-01 2020-12-31",
        );
    }

    #[test]
    fn a_region_that_stopped_before_its_end_did_stop() {
        check(
            "veilig-thuis VT16 2019HJ01 GM0772=5
             veilig-thuis VT27 2020HJ01 GM0772=5",
            "veilig-thuis GM0772 2019-01-01 2019-06-30",
        );
    }

    #[test]
    fn before_the_successor_delivers_the_ended_region_is_what_there_is() {
        check(
            "veilig-thuis VT16 2019HJ01 GM0772=5
             veilig-thuis VT16 2019HJ02 GM0772=5",
            "veilig-thuis GM0772 2019-01-01 2019-12-31",
        );
    }

    #[test]
    fn messages_of_a_municipality_are_its_own_and_those_of_a_provider_are_the_providers() {
        check(
            "ijw GM0014 2022HJ01 GM0014=5
             ijw P1 2022HJ01 GM0014=5
             youth-policy P1 2022HJ01 GM0014=5
             youth-policy P1 2022HJ02 GM0014=5",
            "provider GM0014 2022-01-01 2022-06-30
             municipality GM0014 2022-01-01 2022-06-30",
        );
    }

    #[test]
    fn a_village_without_a_case_is_covered_by_those_who_serve_its_region() {
        let deliveries = deliveries(
            "veilig-thuis VT01 2022HJ01 GM0363=5
             youth-policy P1 2022HJ01 GM0363=5",
        );
        let coverage = calendar(&deliveries, &Atlas::netherlands());
        let [amsterdam, diemen, groningen] = [363, 384, 14].map(Municipality);
        let span = coverage.span(OrganisationKind::VeiligThuis, amsterdam);
        assert!(span.is_some());
        assert_eq!(coverage.span(OrganisationKind::VeiligThuis, diemen), span, "the same Veilig Thuis");
        assert_eq!(coverage.span(OrganisationKind::Provider, diemen), None, "help is each municipality's own");
        assert_eq!(coverage.span(OrganisationKind::VeiligThuis, groningen), None, "another region");
    }

    #[test]
    fn with_few_cases_the_region_says_who_delivers_and_with_many_the_municipality_itself() {
        let table = |diemen: u32| {
            format!(
                "veilig-thuis VT01 2022HJ01 GM0363=5000
                 veilig-thuis VT01 2022HJ02 GM0363=5000 GM0384={diemen}
                 veilig-thuis VT02 2022HJ01 GM0384=1"
            )
        };
        check(
            &table(98),
            "veilig-thuis GM0363 2022-01-01 2022-12-31
             veilig-thuis GM0384 2022-01-01 2022-12-31",
        );
        check(
            &table(99),
            "veilig-thuis GM0363 2022-01-01 2022-12-31
             veilig-thuis GM0384 2022-01-01 2022-06-30",
        );
    }

    #[test]
    fn years_and_half_years_follow_each_other_too() {
        check(
            "board RVDK 2021JJ00 GM0014=5
             board RVDK 2022HJ01 GM0014=5",
            "board GM0014 2021-01-01 2022-06-30",
        );
    }
}
