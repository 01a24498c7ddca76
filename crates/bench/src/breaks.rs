//! An institution that changes its registration half-way: whether the break is found in the safe counts, and none where nobody changed anything.

use anyhow::{Result, ensure};
use disclosure::{Policy, Question, SafeTable};
use domain::{Atlas, CountTable};
use estimates::series_break::{FoundBreak, found_breaks};
use synthetic::{Config, Fault, Faults};

use crate::pipeline;

/// The indicator whose counts change: ends of orders that are registered as lifted early.
const ENDS: &str = "orders-lifted-early";

/// Makes the same country with and without the change, protects the counts of every indicator and prints what is found.
///
/// # Errors
/// When the change is not found in its first year or the next, or something is found without it.
#[expect(clippy::print_stdout, reason = "the figures are the result")]
pub fn run(scale: f64, years: (i16, i16)) -> Result<()> {
    let atlas = Atlas::netherlands();
    let middle = years.0 + (years.1 - years.0 + 1) / 2;
    let with = found(scale, years, [Fault::ChangedEndReasons].into_iter().collect(), &atlas)?;
    let without = found(scale, years, Faults::none(), &atlas)?;
    for (name, found) in [("changed", &with), ("unchanged", &without)] {
        println!("{name}: {} breaks", found.len());
        for (indicator, own) in found.iter() {
            let (value, interval) = (own.ratio.value, own.ratio.interval);
            println!("  {indicator} {} {}: {value:.2} [{:.2}; {:.2}]", own.region, own.year, interval.lower, interval.upper);
        }
    }
    let is_it =
        |(indicator, own): &(String, FoundBreak)| indicator == ENDS && (middle..=middle + 1).contains(&own.year) && own.ratio.value > 1.0;
    ensure!(with.iter().any(is_it), "the change of {middle} is not found in {ENDS}");
    ensure!(without.is_empty(), "{} breaks are found though nobody changed anything", without.len());
    Ok(())
}

/// Every break found in the safe counts of a country.
fn found(scale: f64, years: (i16, i16), faults: Faults, atlas: &Atlas) -> Result<Vec<(String, FoundBreak)>> {
    let counted = pipeline::count(Config { scale, years, seed: 1, faults }, atlas)?;
    let mut breaks = Vec::new();
    for table in safe(&counted.tables, years, atlas)? {
        let own = found_breaks(&table, &|_| Vec::new(), &|_| true);
        breaks.extend(own.into_iter().map(|own| (table.indicator().to_owned(), own)));
    }
    Ok(breaks)
}

/// The plain counts by region and year, protected as in a release.
fn safe(tables: &[CountTable], years: (i16, i16), atlas: &Atlas) -> Result<Vec<SafeTable>> {
    let plain = |table: &&CountTable| table.breakdown == domain::Breakdown::All && table.cells.keys().all(|key| key.days == 0);
    let tables: Vec<CountTable> = tables.iter().filter(plain).cloned().collect();
    let questions: Vec<Question> = tables.iter().map(|table| Question::count(&table.indicator)).collect();
    Ok(disclosure::protect(&tables, &questions, atlas, &Policy::usual(years.0, years.1))?.tables)
}
