//! Breaks in series: which known ones break which indicator, and in which years the counts are whole enough to look for others.

use domain::{Atlas, Coverage, Period, Site};
use indicators::{KnownBreak, Own, Whole, Words, known_breaks};
use publication::{Bilingual, BreakKind, SeriesBreak};

use crate::calendar;

/// Below this share of minors with complete deliveries a year is not looked at: half a delivery is no break.
const WHOLE: f64 = 0.95;

/// The known breaks, those of the country and the region's own.
pub fn known(own: &Own) -> Vec<KnownBreak> {
    known_breaks().into_iter().chain(own.breaks.iter().cloned()).collect()
}

/// The known breaks in the series of one indicator that fall between the first and the last day of the years, one a region where they name
/// regions.
pub fn of_indicator(id: &str, whole: &Whole, known: &[KnownBreak], years: (i16, i16)) -> Vec<SeriesBreak> {
    let Some(indicator) = whole.indicators.iter().find(|indicator| indicator.id == id) else { return Vec::new() };
    let (first, last) = (Period::Year(years.0).first_day(), Period::Year(years.1).last_day());
    let inside = known.iter().filter(|own| first < own.from && own.from <= last && own.breaks(indicator, &whole.hand_overs));
    inside.flat_map(series_breaks).collect()
}

/// The first of the years from which on the country's counts of one indicator can be added up: the first whole one after the last known
/// break. A year within which it breaks holds both, and lies beyond `years` where that is the last.
pub fn unbroken_from(id: &str, whole: &Whole, known: &[KnownBreak], years: (i16, i16)) -> i16 {
    let breaks = of_indicator(id, whole, known, years);
    let country = breaks.iter().filter(|own| own.region.is_none()).map(|own| own.from);
    country.max().map_or(years.0, |day| if day == Period::Year(day.year()).first_day() { day.year() } else { day.year() + 1 })
}

fn series_breaks(known: &KnownBreak) -> Vec<SeriesBreak> {
    let text = |words: &Words| Bilingual::new(&words.nl, &words.en);
    let of = |region| SeriesBreak {
        kind: BreakKind::Known,
        region,
        from: known.from,
        title: text(&known.title),
        text: text(&known.what),
        source: text(&known.source),
        ratio: None,
    };
    if known.regions.is_empty() { vec![of(None)] } else { known.regions.iter().map(|region| of(Some(*region))).collect() }
}

/// Whether everything an indicator needs was delivered for a place and year.
pub fn is_whole(coverage: &Coverage, atlas: &Atlas, needed: &calendar::Needed, site: Site) -> bool {
    calendar::share_delivered(coverage, atlas, needed, site) >= WHOLE
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::RegionCode;

    #[test]
    fn a_break_on_the_first_day_of_the_release_breaks_nothing_in_it() {
        let (whole, known) = (indicators::whole(), known(&Own::default()));
        let days = |id: &str, years| of_indicator(id, &whole, &known, years).iter().map(|own| own.from.to_string()).collect::<Vec<_>>();
        assert_eq!(days("police-in-view", (2016, 2025)), ["2019-01-01", "2024-07-01"]);
        assert_eq!(days("police-in-view", (2019, 2023)), Vec::<String>::new());
        assert_eq!(days("help-children", (2016, 2025)), ["2022-01-01"]);
        assert_eq!(days("no-such-indicator", (2016, 2025)), Vec::<String>::new());
    }

    #[test]
    fn years_are_added_up_from_the_first_whole_one_after_the_last_break() {
        let (whole, known) = (indicators::whole(), known(&Own::default()));
        let from = |id: &str, years| unbroken_from(id, &whole, &known, years);
        assert_eq!([from("police-in-view", (2016, 2025)), from("police-in-view", (2016, 2023))], [2025, 2019]);
        assert_eq!([from("police-in-view", (2019, 2023)), from("police-in-view", (2016, 2024))], [2019, 2025]);
        assert_eq!(from("no-such-indicator", (2016, 2025)), 2016);
        let regional = KnownBreak { regions: vec![RegionCode::veilig_thuis(5)], ..known[0].clone() };
        assert_eq!(unbroken_from("police-in-view", &whole, &[regional], (2016, 2025)), 2016);
    }

    #[test]
    fn a_regions_own_break_stands_at_each_of_its_regions() {
        let own =
            KnownBreak { regions: vec![RegionCode::veilig_thuis(5), RegionCode::veilig_thuis(6)], ..known(&Own::default()).remove(0) };
        let found = of_indicator("report-children", &indicators::whole(), &[own], (2016, 2025));
        assert_eq!(found.iter().map(|own| own.region).collect::<Vec<_>>(), [5, 6].map(|place| Some(RegionCode::veilig_thuis(place))));
    }
}
