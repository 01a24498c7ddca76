//! All mistakes on: how far each hand-over's share within its term lies from what really happened, and whether its interval holds it.

use std::collections::BTreeSet;
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use domain::{Atlas, Breakdown, CountKey, CountTable, Estimate, HandOver, Measure, Municipality, Outcome};
use synthetic::{Config, Faults};

use crate::pipeline::{self, Counted};

/// What is made and counted.
pub struct Asked {
    /// Scale of the countries.
    pub scale: f64,
    /// First and last year.
    pub years: (i16, i16),
    /// A country for each.
    pub seeds: Range<u64>,
    /// The mistakes in them.
    pub mistakes: Faults,
}

/// Counts countries with mistakes through a store and prints a line for each norm: truly, found, the interval, how far apart.
///
/// # Errors
/// When a share cannot be told, or an interval does not hold what really happened: of many countries some may miss by chance, which is for a reader to judge.
#[expect(clippy::print_stdout, reason = "the figures are the result")]
pub fn run(asked: &Asked) -> Result<()> {
    let atlas = Atlas::netherlands();
    let (mut told, mut outside) = (0u32, Vec::new());
    for seed in asked.seeds.clone() {
        let config = Config { scale: asked.scale, years: asked.years, seed, faults: asked.mistakes.clone() };
        let counted = pipeline::stored(config, &atlas)?;
        for norm in indicators::norms() {
            let (truth, found) = shares(&counted, &norm).with_context(|| format!("{}: nothing can be said", norm.id))?;
            let (lower, upper) = (found.interval.lower, found.interval.upper);
            println!(
                "{seed} {:<24} truly {truth:.4}, found {:.4} [{lower:.4}; {upper:.4}], bias {:+.4}",
                norm.id,
                found.value,
                found.value - truth
            );
            told += 1;
            if !found.interval.covers(truth) {
                outside.push(format!("{seed} {}", norm.id));
            }
        }
    }
    println!("{} of {told} intervals hold what happened; outside: {}", told - outside.len() as u32, outside.join(", "));
    ensure!(outside.is_empty(), "with mistakes the interval does not hold what happened: {}", outside.join(", "));
    Ok(())
}

/// What really happened and what was found: the share within the term, over all that began in these years.
fn shares(counted: &Counted, norm: &HandOver) -> Option<(f64, Estimate)> {
    let measure = Measure::Reached { by: u16::try_from(norm.due.days).ok()? };
    let table = counted.tables.iter().find(|table| table.indicator == norm.id && table.breakdown == Breakdown::All)?;
    let found = estimates::draft_share(table, |_| true, measure)?;
    let told: BTreeSet<Municipality> = table.cells.keys().map(|key| key.municipality).collect();
    let truth = estimates::draft_share(&realised(&counted.truth, &norm.id, &told), |_| true, measure)?;
    Some((truth.value, found))
}

/// The realised truth of one hand-over in the municipalities of which something is told: where nobody delivers the next step,
/// nothing can be said.
fn realised(text: &str, id: &str, told: &BTreeSet<Municipality>) -> CountTable {
    let mut table = CountTable::new(id, Breakdown::All);
    for line in text.lines() {
        let fields: Vec<&str> = line.split(',').collect();
        let [indicator, "all", _, place, year, outcome, days, count] = fields[..] else { continue };
        let Some(municipality) = told.iter().find(|told| told.region().to_string() == place) else { continue };
        let outcome = Outcome::ALL.into_iter().find(|known| known.word() == outcome);
        if let (true, Some(outcome), Ok(year), Ok(days), Ok(count)) = (indicator == id, outcome, year.parse(), days.parse(), count.parse())
        {
            table.add(CountKey { municipality: *municipality, year, class: 0, outcome, days }, count);
        }
    }
    table
}
