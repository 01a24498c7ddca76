//! An institution that changes its registration half-way: whether the break is found in the safe counts, and nothing that is not made.
//!
//! The made country has one step of its own: two Veilig Thuis regions merge, and the one that goes on records by habits of its own
//! (docs/methods/synthetic-country.md). It is made, so it may be found.

use std::collections::BTreeMap;

use anyhow::{Result, bail, ensure};
use disclosure::{Policy, Question, SafeTable};
use domain::{Atlas, Breakdown, CountTable, EventKind, HandOver, Measure, OrganisationKind, Outcome, RegionCode, Site, Span};
use estimates::series_break::{FoundBreak, found_breaks};
use indicators::{Indicator, What};
use synthetic::{Config, Fault, Faults};

use crate::pipeline;

/// The indicator whose counts change: ends of orders that are registered as lifted early.
const ENDS: &str = "orders-lifted-early";
/// Counts that the change raises by this factor at least are printed.
const RAISED: f64 = 1.5;
/// By how much counts are raised, and from how many a year on that has to be found: `break-power` finds these in nine of ten countries. Of fewer, not finding it says
/// little.
const FOUND_FROM: [(f64, f64); 2] = [(2.0, 300.0), (3.0, 100.0)];

/// What the chain counted of a country, protected, and what was found in it.
struct Seen {
    /// Exact counts by indicator, Veilig Thuis region and year.
    exact: BTreeMap<(String, RegionCode), BTreeMap<i16, u64>>,
    safe: Vec<SafeTable>,
    found: Vec<(String, FoundBreak)>,
}

/// Makes the same country with and without the change, protects the counts of every indicator and prints what is found, with the counts it was
/// found in.
///
/// # Errors
/// When something is found that is not made, or the change is not found in its first year or the next though it raises counts that are large enough.
#[expect(clippy::print_stdout, reason = "the figures are the result")]
pub fn run(scale: f64, years: (i16, i16)) -> Result<()> {
    let atlas = Atlas::netherlands();
    let middle = years.0 + (years.1 - years.0 + 1) / 2;
    let with = seen(scale, years, [Fault::ChangedEndReasons].into_iter().collect(), &atlas)?;
    let without = seen(scale, years, Faults::none(), &atlas)?;
    let mergers = Mergers::of(&atlas, years);
    for (name, country) in [("changed", &with), ("unchanged", &without)] {
        println!("{name}: {} breaks", country.found.len());
        for (indicator, own) in &country.found {
            let (value, interval) = (own.ratio.value, own.ratio.interval);
            let why = if mergers.explain(indicator, own) { ", where two regions merged" } else { "" };
            println!("  {indicator} {} {}: {value:.2} [{:.2}; {:.2}]{why}", own.region, own.year, interval.lower, interval.upper);
            println!("    {}", country.counts(indicator, own.region, years));
        }
    }
    println!("regions where the change raises {ENDS} by half at least:");
    let regions = raised(&with, &without, middle);
    for region in regions.iter().copied() {
        println!("  {region} changed   {}\n  {region} unchanged {}", with.counts(ENDS, region, years), without.counts(ENDS, region, years));
    }
    let is_it =
        |(indicator, own): &(String, FoundBreak)| indicator == ENDS && (middle..=middle + 1).contains(&own.year) && own.ratio.value > 1.0;
    let unmade =
        |country: &Seen| country.found.iter().filter(|(indicator, own)| !mergers.explain(indicator, own)).cloned().collect::<Vec<_>>();
    ensure!(unmade(&without).is_empty(), "{} breaks are found that nobody made", unmade(&without).len());
    ensure!(unmade(&with).iter().all(is_it), "something else than the change is found");
    let large: Vec<String> =
        regions.iter().filter(|region| is_large(&with.of(**region), middle)).map(|region| region.to_string()).collect();
    match (with.found.iter().any(is_it), large.is_empty()) {
        (true, _) => println!("the change of {middle} is found"),
        (false, true) => println!("the change of {middle} is not found: nowhere are counts large enough for that"),
        (false, false) => bail!("the change of {middle} is not found in {ENDS}, though counts are large enough in {}", large.join(", ")),
    }
    Ok(())
}

impl Seen {
    /// The exact counts of a region whose ends are registered otherwise, by year.
    fn of(&self, region: RegionCode) -> BTreeMap<i16, u64> {
        self.exact.get(&(ENDS.to_owned(), region)).cloned().unwrap_or_default()
    }

    /// The counts of a region by year: exact, and as a release shows them.
    fn counts(&self, indicator: &str, region: RegionCode, years: (i16, i16)) -> String {
        let exact = self.exact.get(&(indicator.to_owned(), region));
        let table = self.safe.iter().find(|table| table.indicator() == indicator);
        let one = |year: i16| {
            let shown = table.and_then(|table| table.cell(Site::all(region, Span::Year(year)), Measure::Entered).shown());
            let count = exact.and_then(|own| own.get(&year)).copied().unwrap_or_default();
            format!("{count}→{}", shown.map_or("x".to_owned(), |shown| shown.to_string()))
        };
        (years.0..=years.1).map(one).collect::<Vec<_>>().join(" ")
    }
}

/// Whether counts of years go on from the middle at a level that has to be found: see [`FOUND_FROM`].
fn is_large(years: &BTreeMap<i16, u64>, middle: i16) -> bool {
    let mean = |counts: Vec<u64>| counts.iter().sum::<u64>() as f64 / counts.len().max(1) as f64;
    let before = mean(years.range(..middle).map(|(_, count)| *count).collect());
    let after = mean(years.range(middle..).map(|(_, count)| *count).collect());
    FOUND_FROM.iter().any(|(times, from)| before >= *from && after >= times * before)
}

/// Regions of which the change raises the counts from its year on by [`RAISED`] at least.
fn raised(with: &Seen, without: &Seen, middle: i16) -> Vec<RegionCode> {
    let after = |country: &Seen, key: &(String, RegionCode)| -> u64 {
        let own = country.exact.get(key);
        own.map_or(0, |own| own.range(middle..).map(|(_, count)| count).sum())
    };
    let is_raised = |key: &&(String, RegionCode)| key.0 == ENDS && after(with, key) as f64 >= RAISED * after(without, key) as f64;
    with.exact.keys().filter(is_raised).map(|(_, region)| *region).collect()
}

/// The mergers of Veilig Thuis regions, each with its first year, and the indicators that count what Veilig Thuis records.
struct Mergers {
    made: Vec<(RegionCode, i16)>,
    recorded: Vec<&'static str>,
}

impl Mergers {
    fn of(atlas: &Atlas, years: (i16, i16)) -> Mergers {
        let whole = indicators::whole();
        let ended = (years.0..=years.1).flat_map(|year| atlas.veilig_thuis_regions(year));
        let made = ended.filter_map(|entry| Some((entry.successor?, entry.valid.1 + 1))).collect();
        let recorded = whole.indicators.iter().filter(|indicator| is_recorded_there(indicator, &whole.hand_overs));
        Mergers { made, recorded: recorded.map(|indicator| indicator.id).collect() }
    }

    fn explain(&self, indicator: &str, own: &FoundBreak) -> bool {
        self.made.contains(&(own.region, own.year)) && self.recorded.contains(&indicator)
    }
}

/// Whether an indicator counts what Veilig Thuis records.
fn is_recorded_there(indicator: &Indicator, hand_overs: &[HandOver]) -> bool {
    let there = |kind: EventKind| kind.suppliers().contains(&OrganisationKind::VeiligThuis);
    match &indicator.plan.what {
        What::Starts { of, .. } => of.iter().any(|selector| there(selector.kind)),
        What::HandOver { id, .. } => {
            let own = hand_overs.iter().filter(|hand_over| hand_over.id == *id);
            own.flat_map(|hand_over| &hand_over.from).any(|selector| there(selector.kind))
        }
    }
}

/// A country, counted and protected as in a release, and every break found in its safe counts.
fn seen(scale: f64, years: (i16, i16), faults: Faults, atlas: &Atlas) -> Result<Seen> {
    let counted = pipeline::count(Config { scale, years, seed: 1, faults }, atlas)?;
    let plain = |table: &&CountTable| table.breakdown == Breakdown::All && table.cells.keys().all(|key| key.days == 0);
    let tables: Vec<CountTable> = counted.tables.iter().filter(plain).cloned().collect();
    let questions: Vec<Question> = tables.iter().map(|table| Question::count(&table.indicator)).collect();
    let safe = disclosure::protect(&tables, &questions, atlas, &Policy::usual(years.0, years.1))?.tables;
    let of_table = |table: &SafeTable| {
        let own = found_breaks(table, &|_| Vec::new(), &|_| true);
        own.into_iter().map(|own| (table.indicator().to_owned(), own)).collect::<Vec<_>>()
    };
    let found = safe.iter().flat_map(of_table).collect();
    Ok(Seen { exact: exact(&tables, atlas), safe, found })
}

/// The exact counts of each Veilig Thuis region by year.
fn exact(tables: &[CountTable], atlas: &Atlas) -> BTreeMap<(String, RegionCode), BTreeMap<i16, u64>> {
    let mut sums: BTreeMap<_, BTreeMap<i16, u64>> = BTreeMap::new();
    for table in tables {
        for (key, count) in table.cells.iter().filter(|(key, _)| key.outcome == Outcome::Counted) {
            let Some(region) = atlas.veilig_thuis_of(key.municipality) else { continue };
            *sums.entry((table.indicator.clone(), region)).or_default().entry(key.year).or_default() += count;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use domain::{Estimate, Interval};

    use super::*;

    #[test]
    fn a_level_has_to_be_found_where_it_rises_far_enough_from_large_counts() {
        let years = |before: u64, after: u64| (2016..=2025).map(|year| (year, if year < 2021 { before } else { after })).collect();
        assert!(is_large(&years(100, 300), 2021) && is_large(&years(300, 600), 2021));
        assert!(!is_large(&years(99, 300), 2021) && !is_large(&years(100, 299), 2021) && !is_large(&years(300, 599), 2021));
        assert!(!is_large(&BTreeMap::new(), 2021));
    }

    /// Only what Veilig Thuis records, only in the region that goes on, and only from the year of the merger on.
    #[test]
    fn a_merger_explains_what_veilig_thuis_records_there_from_its_year_on() {
        let mergers = Mergers::of(&Atlas::netherlands(), (2016, 2025));
        let ratio = Estimate { value: 1.5, interval: Interval { lower: 1.2, upper: 1.9, level: 0.95 } };
        let explained =
            |indicator, region, year| mergers.explain(indicator, &FoundBreak { region: RegionCode::veilig_thuis(region), year, ratio });
        assert!(explained("reports-without-form", 27, 2020));
        assert!(!explained("reports-without-form", 27, 2021) && !explained("reports-without-form", 3, 2020));
        assert!(!explained(ENDS, 27, 2020));
    }
}
