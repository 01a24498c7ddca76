//! Drafts, inside the house only: the same shares on exact counts. Nothing of it may leave.

use std::collections::BTreeMap;

use domain::{Atlas, CountKey, CountTable, Estimate, Measure, Outcome, RegionKind, Site};

use crate::rates;
use crate::survival::{EventTable, Fate, Step, share_by};

const LEVEL: f64 = 0.95;

/// The share of starts with an outcome by its day, from exact counts of a hand-over; `holds` says which cells belong to it
/// ([`at_site`] for those of a site).
///
/// Where every wait was seen through that day the share itself with the score interval of Wilson; else the estimate of
/// Aalen & Johansen (Kaplan & Meier for those waiting) with log-log limits. `None` where nobody started, where nobody was
/// seen that long, and for measures that are no outcome (entered, unseen).
///
/// ```
/// use domain::{Breakdown, CountKey, CountTable, Measure, Municipality, Outcome};
/// let mut table = CountTable::new("help-after-order", Breakdown::All);
/// let mut add = |outcome, days, count| {
///     table.add(CountKey { municipality: Municipality(363), year: 2023, class: 0, outcome, days }, count);
/// };
/// add(Outcome::Reached, 40, 115);
/// add(Outcome::Open, 365, 21);
/// let waiting = estimates::draft_share(&table, |key| key.year == 2023, Measure::Waiting { by: 183 }).unwrap();
/// assert_eq!(format!("{:.1} %", 100.0 * waiting.value), "15.4 %");
/// ```
pub fn draft_share(table: &CountTable, holds: impl Fn(&CountKey) -> bool, measure: Measure) -> Option<Estimate> {
    let (fate, by) = match measure {
        Measure::Reached { by } => (Fate::Reached, by),
        Measure::Competing { by } => (Fate::Competing, by),
        Measure::Waiting { by } => (Fate::Waiting, by),
        Measure::Entered | Measure::Unseen { .. } => return None,
    };
    let steps = steps(table, holds);
    let entered = steps.iter().map(|step| step.reached + step.competing + step.open).sum();
    let unseen: u64 = steps.iter().filter(|step| step.day < by).map(|step| step.open).sum();
    if unseen == 0 {
        return rates::wilson(with_fate(&steps, fate, by), entered, LEVEL).shown();
    }
    share_by(&EventTable::of_steps(entered, &steps).ok()?, fate, by, LEVEL)
}

/// Whether a cell of a table with the site's breakdown belongs to the site. Municipalities that are not known count for
/// the country only.
pub fn at_site(atlas: &Atlas, site: Site) -> impl Fn(&CountKey) -> bool + '_ {
    move |key| {
        let here = match site.region.kind() {
            RegionKind::Country => true,
            RegionKind::Municipality => site.region.municipality() == Some(key.municipality),
            RegionKind::VeiligThuis => atlas.veilig_thuis_of(key.municipality) == Some(site.region),
            RegionKind::Youth => atlas.municipality(key.municipality).is_some_and(|entry| entry.youth == site.region),
        };
        here && site.span.holds(key.year) && key.class == site.class
    }
}

/// The cells by day.
fn steps(table: &CountTable, holds: impl Fn(&CountKey) -> bool) -> Vec<Step> {
    let mut days: BTreeMap<u16, Step> = BTreeMap::new();
    for (key, count) in table.cells.iter().filter(|(key, _)| holds(key)) {
        let step = days.entry(key.days).or_insert(Step { day: key.days, reached: 0, competing: 0, open: 0 });
        match key.outcome {
            Outcome::Reached => step.reached += count,
            Outcome::Competing => step.competing += count,
            Outcome::Open => step.open += count,
            Outcome::Counted => {}
        }
    }
    days.into_values().collect()
}

/// How many had a fate by a day, where all were seen through it.
fn with_fate(steps: &[Step], fate: Fate, by: u16) -> u64 {
    let before = |part: fn(&Step) -> u64| steps.iter().filter(|step| step.day <= by).map(part).sum::<u64>();
    let all: u64 = steps.iter().map(|step| step.reached + step.competing + step.open).sum();
    match fate {
        Fate::Reached => before(|step| step.reached),
        Fate::Competing => before(|step| step.competing),
        Fate::Waiting => all - before(|step| step.reached + step.competing),
    }
}

#[cfg(test)]
mod tests {
    use domain::{Breakdown, Municipality, RegionCode, Span};

    use super::*;

    fn table(cells: &[(u16, Outcome, u16, u64)]) -> CountTable {
        let mut table = CountTable::new("help-after-order", Breakdown::All);
        for (municipality, outcome, days, count) in cells {
            let key = CountKey { municipality: Municipality(*municipality), year: 2023, class: 0, outcome: *outcome, days: *days };
            table.add(key, *count);
        }
        table
    }

    fn share(table: &CountTable, measure: Measure) -> Option<f64> {
        draft_share(table, |_| true, measure).map(|estimate| estimate.value)
    }

    #[test]
    fn where_all_were_seen_the_shares_are_those_of_the_counts() {
        let cells =
            [(363, Outcome::Reached, 0, 4), (363, Outcome::Competing, 5, 1), (363, Outcome::Open, 10, 3), (363, Outcome::Reached, 11, 2)];
        let table = table(&cells);
        assert_eq!(share(&table, Measure::Reached { by: 10 }), Some(0.4));
        assert_eq!(share(&table, Measure::Competing { by: 10 }), Some(0.1));
        assert_eq!(share(&table, Measure::Waiting { by: 10 }), Some(0.5));
        assert_eq!(share(&table, Measure::Unseen { by: 10 }), None);
    }

    /// By hand: of ten, four reached on day 1; of six, two censored on day 2; of four, two reached on day 9.
    #[test]
    fn where_some_were_not_seen_so_long_the_curve_says_it() {
        let table =
            table(&[(363, Outcome::Reached, 1, 4), (363, Outcome::Open, 2, 2), (363, Outcome::Reached, 9, 2), (363, Outcome::Open, 30, 2)]);
        let reached = share(&table, Measure::Reached { by: 10 }).expect("a share");
        assert!((reached - (0.4 + 0.6 * 0.5)).abs() < 1e-12);
        assert_eq!(share(&table, Measure::Waiting { by: 31 }), None);
    }

    #[test]
    fn nobody_has_no_share() {
        assert_eq!(share(&table(&[]), Measure::Waiting { by: 10 }), None);
    }

    #[test]
    fn a_cell_belongs_to_every_region_it_lies_in() {
        let atlas = Atlas::netherlands();
        let amsterdam = atlas.municipality(Municipality(363)).expect("Amsterdam");
        let key =
            |municipality, year| CountKey { municipality: Municipality(municipality), year, class: 0, outcome: Outcome::Reached, days: 1 };
        let span = Span::Years(2021, 2023);
        for region in [RegionCode::COUNTRY, amsterdam.veilig_thuis, amsterdam.youth, amsterdam.code.region()] {
            let holds = at_site(&atlas, Site::all(region, span));
            assert!(holds(&key(363, 2022)) && !holds(&key(363, 2020)));
            assert_eq!(holds(&key(0, 2022)), region == RegionCode::COUNTRY);
        }
        let girls = Site { breakdown: Breakdown::Sex, class: 1, ..Site::all(RegionCode::COUNTRY, span) };
        assert!(!at_site(&atlas, girls)(&key(363, 2022)));
    }
}
