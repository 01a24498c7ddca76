//! The fold and all counts over a snapshot at rest: CPU seconds and peak memory, for three hand-overs and for the whole catalogue.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use domain::{Atlas, Breakdown, CountTable, Coverage};
use engine::count;
use indicators::{CountPlan, Indicator};
use store::Store;

use crate::survival::{cpu_seconds, peak_megabytes};

/// The hand-overs that other programs count as well, with how long each is followed.
const THREE: [(&str, u16); 3] = [("board-end", 365), ("transfer", 365), ("help-after-order", 365)];

/// Measures, prints `what<tab>CPU s<tab>peak MB<tab>wall s`, and writes for other programs: where the snapshot stands (`folder.txt`), the coverage
/// (`coverage.csv`), and what was counted of the three (`totals.csv`).
///
/// # Errors
/// When the store cannot be read or a file not written.
#[expect(clippy::print_stdout, reason = "the figures are the result")]
pub fn run(store: &Path, out: &Path) -> Result<()> {
    let (atlas, snapshot) = (Atlas::netherlands(), Store::open(store)?.snapshot(0, &|_| ())?);
    let coverage = snapshot.coverage(&atlas);
    std::fs::create_dir_all(out)?;
    let write = |name: &str, text: String| std::fs::write(out.join(name), text).with_context(|| format!("cannot write {name}"));
    write("folder.txt", snapshot.folder().canonicalize()?.to_string_lossy().into_owned())?;
    write("coverage.csv", coverage_csv(&coverage))?;
    println!("events\t{}\t0\t0", snapshot.events());
    let mut counted = Vec::new();
    measured("three hand-overs", 3, || {
        counted = count(&snapshot, &three(), &indicators::norms(), &coverage, 0)?.tables;
        Ok(())
    })?;
    write("totals.csv", totals_csv(&counted))?;
    let whole = indicators::whole();
    let mut tables = 0;
    measured("whole catalogue", 1, || {
        tables = count(&snapshot, &whole.indicators, &whole.hand_overs, &coverage, 0)?.tables.len();
        Ok(())
    })?;
    println!("tables of the whole catalogue\t{tables}\t0\t0");
    Ok(())
}

/// The three as plans, with one table each.
fn three() -> Vec<Indicator> {
    let any = indicators::catalogue().into_iter().find(|indicator| indicator.id == "help-after-order");
    let of = |(id, horizon): (&'static str, u16)| {
        let plan = CountPlan::hand_over(id, horizon).by(&[Breakdown::All]);
        any.clone().map(|indicator| Indicator { id, plan, ..indicator })
    };
    THREE.into_iter().filter_map(of).collect()
}

#[expect(clippy::print_stdout, reason = "the figures are the result")]
fn measured(what: &str, times: u32, mut work: impl FnMut() -> Result<()>) -> Result<()> {
    let (mut least, mut wall) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..times {
        let (cpu, clock) = (cpu_seconds(), std::time::Instant::now());
        work()?;
        least = least.min(cpu_seconds() - cpu);
        wall = wall.min(clock.elapsed().as_secs_f64());
    }
    println!("{what}\t{least:.3}\t{:.0}\t{wall:.1}", peak_megabytes()?);
    Ok(())
}

fn coverage_csv(coverage: &Coverage) -> String {
    let mut text = String::from("kind,municipality,from,through\n");
    for (kind, municipality, from, through) in coverage.iter() {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{},{},{from},{through}", kind.number(), municipality.0);
    }
    text
}

/// Starts by hand-over, year, outcome and days, over all municipalities.
fn totals_csv(tables: &[CountTable]) -> String {
    let mut totals: BTreeMap<(&str, i16, &str, u16), u64> = BTreeMap::new();
    for table in tables {
        for (key, count) in &table.cells {
            *totals.entry((&table.indicator, key.year, key.outcome.word(), key.days)).or_insert(0) += count;
        }
    }
    let mut text = String::from("hand_over,year,outcome,days,count\n");
    for ((hand_over, year, outcome, days), count) in totals {
        let _ = writeln!(text, "{hand_over},{year},{outcome},{days},{count}");
    }
    text
}
