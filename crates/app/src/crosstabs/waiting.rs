//! Waiting lists at the end of every month, counted in one pass for all hand-overs.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use disclosure::Policy;
use domain::{HandOver, Month, Municipality, RegionCode, When};
use engine::{Partitions, Unlisted, Waited, Waiter};
use indicators::{Crosstabbed, REGION, WAITED};

use super::starts::Starts;
use super::{Beside, calendar};
use crate::calendar::Needed;

/// Days before the end of a month about which everything has to be delivered: who began to wait before the first delivery, or before a gap, is on no list.
const BEFORE: i32 = 365;

/// The share of the minors of a region for whom everything has to be delivered: where a part of a region joins or leaves, its list would jump.
const WHOLE: f64 = 0.9;

/// Code of those whose place is not known.
const UNKNOWN: &str = "unknown";

/// The months of these years.
pub fn months((first, last): (i16, i16)) -> impl Iterator<Item = Month> {
    (Month::new(first, 1).0..=Month::new(last, 12).0).map(Month)
}

/// The share of the minors of a region who live where everything was delivered about a month and the year before.
pub fn share_delivered(beside: &Beside<'_>, needed: &Needed, region: RegionCode, month: Month) -> f64 {
    let last = month.last_day();
    calendar::share_without_gap(beside.coverage, beside.atlas, needed, region, (last.plus(-BEFORE), last))
}

/// Whether lists are rounded enough to stand beside those of other months, which bound them: so that no bound made of two rounded counts, an upper limit
/// less a lower one, comes to the few that a small hidden count can be.
pub fn is_rounded_enough(policy: &Policy) -> bool {
    policy.base >= policy.thresholds.country
}

/// Everybody on a waiting list.
pub struct Lists<'a> {
    beside: &'a Beside<'a>,
    hand_overs: Vec<HandOver>,
    waiters: BTreeMap<Waiter, u64>,
}

impl<'a> Lists<'a> {
    /// One pass over the events, for the hand-overs of those tables that are waiting lists.
    pub fn count<'c>(
        events: &impl Partitions,
        tables: impl Iterator<Item = &'c Crosstabbed>,
        beside: &'a Beside<'a>,
        threads: usize,
    ) -> Result<Lists<'a>> {
        let hand_over = |counted: &Crosstabbed| match counted {
            Crosstabbed::Waiting(hand_over) => Some(hand_over.clone()),
            Crosstabbed::Starts { .. } | Crosstabbed::HandOver(_) | Crosstabbed::Around { .. } => None,
        };
        let hand_overs: Vec<HandOver> = tables.filter_map(hand_over).collect();
        let (first, last) = beside.config.years;
        let months = (Month::new(first, 1), Month::new(last, 12));
        let waiters = engine::waiting_lists(events, &hand_overs, (beside.coverage, Unlisted::LeftOut), months, threads)
            .context("cannot count waiting lists")?;
        Ok(Lists { beside, hand_overs, waiters })
    }

    /// The waits for the next step of a hand-over, by region and by length, in regions that delivered everything.
    pub fn of(&self, hand_over: &HandOver) -> Starts {
        let list = Crosstabbed::Waiting(hand_over.clone());
        let needed = Needed::of_crosstab(&list);
        let own = self.hand_overs.iter().position(|other| other == hand_over);
        let mut regions: BTreeMap<When, BTreeSet<String>> =
            months(self.beside.config.years).map(|month| (When::MonthEnd(month), self.delivered(&needed, month))).collect();
        let waiters = || self.waiters.iter().filter(|(waiter, _)| Some(waiter.hand_over) == own);
        if waiters().any(|(waiter, _)| self.region(waiter.municipality) == UNKNOWN) {
            self.tell_unknown(&mut regions, &needed);
        }
        let mut counts = BTreeMap::new();
        for (waiter, count) in waiters() {
            let (when, region) = (When::MonthEnd(waiter.month), self.region(waiter.municipality));
            if regions.get(&when).is_some_and(|told| told.contains(&region)) {
                *counts.entry((when, vec![region, waiter.waited.word().to_owned()])).or_insert(0) += count;
            }
        }
        let starts = Starts::of_waits(vec![REGION.to_owned(), WAITED.to_owned()], counts, list.kind(), regions);
        // A list on which nobody has waited that long says so.
        starts.knowing(Waited::ALL.iter().map(|waited| (WAITED, waited.word())))
    }

    /// The regions where everything was delivered about a month and the year before.
    fn delivered(&self, needed: &Needed, month: Month) -> BTreeSet<String> {
        let is_told = |region: &RegionCode| share_delivered(self.beside, needed, *region, month) >= WHOLE;
        let regions = self.beside.atlas.veilig_thuis_regions(i16::MAX).map(|region| region.code).filter(is_told);
        regions.map(|region| region.to_string()).collect()
    }

    /// Adds those of whom no place is known, in months that can be seen of them: they are followed only while everybody delivers.
    fn tell_unknown(&self, regions: &mut BTreeMap<When, BTreeSet<String>>, needed: &Needed) {
        let coverage = engine::observation::with_unknown_place(self.beside.coverage);
        for (when, told) in regions {
            let days = (when.last_day().plus(-BEFORE), when.last_day());
            if calendar::is_without_gap(&coverage, needed, Municipality::UNKNOWN, days) {
                told.insert(UNKNOWN.to_owned());
            }
        }
    }

    fn region(&self, municipality: Municipality) -> String {
        self.beside.atlas.veilig_thuis_of(municipality).map_or_else(|| UNKNOWN.to_owned(), |region| region.to_string())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use domain::{Atlas, Cell, Coverage, Day, EventKind, OrganisationKind};
    use engine::InMemory;
    use person::{Event, PersonKey, RecordKey};
    use publication::Crosstab;

    use super::*;
    use crate::config::Config;
    use crate::crosstabs::{Before, crosstabs};

    /// Twelve requests to the Board of February 2022 in every municipality, of which one begins in each month of 2023; all deliver from 2022 on, but for two
    /// regions, of which one begins and one ends in the midst of 2023.
    fn tables() -> Vec<Crosstab> {
        let day = |text: &str| Day::parse_iso(text).expect("a day");
        let atlas = Atlas::netherlands();
        let regions: Vec<RegionCode> = atlas.veilig_thuis_regions(i16::MAX).map(|region| region.code).collect();
        let (mut events, mut coverage) = (Vec::new(), Coverage::default());
        for (place, entry) in atlas.municipalities().iter().enumerate() {
            let (from, through) = match regions.iter().position(|region| *region == entry.veilig_thuis) {
                Some(0) => ("2023-07-01", "2024-12-31"),
                Some(1) => ("2022-01-01", "2023-06-30"),
                Some(_) | None => ("2022-01-01", "2024-12-31"),
            };
            coverage.set(OrganisationKind::Board, entry.code, day(from), day(through));
            for request in 0..12 {
                let event = |kind, on: Day| Event {
                    person: Some(PersonKey((place as u128 * 100 + u128::from(request)).to_be_bytes())),
                    municipality: entry.code,
                    ..Event::new(kind, on, RecordKey(place as u64 * 100 + request), OrganisationKind::Board)
                };
                events.push(event(EventKind::BoardRequested, day("2022-02-01")));
                let begun = Month::new(2023, 1 + request as i8).first_day();
                events.push(event(EventKind::BoardInvestigationStarted, begun));
            }
        }
        // Twelve without a place, who are seen only while all deliver.
        events.extend((0..12).map(|number| Event {
            person: Some(PersonKey([250 - number; 16])),
            ..Event::new(EventKind::BoardRequested, day("2022-02-01"), RecordKey(999_900 + u64::from(number)), OrganisationKind::Board)
        }));
        let config = Config::parse(&Config::for_made_country((2022, 2024), 1), Path::new(".")).expect("a configuration");
        let (whole, before) = (indicators::whole(), Before::default());
        let beside =
            Beside { coverage: &coverage, atlas: &atlas, config: &config, whole: &whole, tables: &[], repeated: &[], before: &before };
        crosstabs(&InMemory::new(events, 2), &beside, 1).expect("tables").tables
    }

    #[test]
    fn a_region_is_told_once_everything_was_delivered_for_a_year() {
        let (tables, atlas) = (tables(), Atlas::netherlands());
        let list = tables.iter().find(|table| table.definition().id == "waiting-board-start").expect("a list");
        let cell = |month: Month, code: &str| list.year(When::MonthEnd(month)).and_then(|own| own.numbers()).map(|own| own.cell(&[code]));
        let at = |year, month| Month::new(year, month);
        assert_eq!(cell(at(2022, 11), "all"), None, "no year yet");
        let codes: Vec<String> = atlas.veilig_thuis_regions(i16::MAX).map(|region| region.code.to_string()).collect();
        let of = |code: &str| atlas.municipalities().iter().filter(|entry| entry.veilig_thuis.to_string() == code).count() as u64;
        let rounded = |count: u64| Some(Cell::Shown((count + 2) / 5 * 5));
        // By the end of January 2023 one of twelve has begun, by the end of June six.
        assert_eq!([cell(at(2023, 1), &codes[2]), cell(at(2023, 6), &codes[2])], [rounded(of(&codes[2]) * 11), rounded(of(&codes[2]) * 6)]);
        assert_eq!(
            [cell(at(2023, 1), &codes[0]), cell(at(2024, 5), &codes[0])],
            [Some(Cell::Impossible); 2],
            "begun less than a year before"
        );
        assert_eq!(cell(at(2024, 7), &codes[0]), Some(Cell::Shown(0)));
        assert_eq!([cell(at(2023, 6), &codes[1]), cell(at(2023, 7), &codes[1])], [rounded(of(&codes[1]) * 6), Some(Cell::Impossible)]);
        let all: u64 = codes[1..].iter().map(|code| of(code)).sum();
        assert_eq!(cell(at(2023, 6), "all"), rounded(all * 6 + 12), "of the regions that are told");
        assert_eq!(
            [cell(at(2023, 6), "unknown"), cell(at(2023, 7), "unknown")],
            [Some(Cell::Shown(10)), Some(Cell::Impossible)],
            "all deliver, or not"
        );
        let lengths = tables.iter().find(|table| table.definition().id == "waiting-board-start-length").expect("its other table");
        let june = lengths.year(When::MonthEnd(at(2023, 6))).and_then(|own| own.numbers()).expect("numbers");
        assert_eq!(june.cell(&["past-year"]), rounded(all * 6 + 12).expect("a count"));
        assert!(lengths.counts_as(list) && list.is_first_alike() && !lengths.is_first_alike());
    }

    #[test]
    fn lists_that_are_hardly_rounded_stay_inside() {
        let policy = Policy::usual(2022, 2024);
        assert!(is_rounded_enough(&policy));
        assert!(!is_rounded_enough(&Policy { base: 1, ..policy.clone() }));
        let wider = disclosure::Thresholds { veilig_thuis: 7, ..policy.thresholds };
        assert!(!is_rounded_enough(&Policy { thresholds: wider, ..policy }.of_regions()));
    }
}
