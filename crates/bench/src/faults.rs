//! All mistakes on: how far each hand-over's share within its term lies from what really happened, and whether its interval holds it.

use std::collections::BTreeSet;
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use domain::{Atlas, Breakdown, CountKey, CountTable, Estimate, HandOver, Measure, Municipality, Outcome};
use estimates::Linked;
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

/// One hand-over in one country.
struct Held {
    truth: f64,
    starts: u64,
    /// As counted, with limits for chance alone.
    counted: Estimate,
    /// With limits for what was missed too, as a release prints it.
    printed: Estimate,
}

/// Counts countries with mistakes through a store and prints a line for each norm: truly, found, the limits for chance alone, those with the part for
/// what was missed, and how wide both are.
///
/// # Errors
/// When a share cannot be told, or an interval does not hold what really happened: of many countries some may miss by chance, which is for a reader
/// to judge.
#[expect(clippy::print_stdout, reason = "the figures are the result")]
pub fn run(asked: &Asked) -> Result<()> {
    let atlas = Atlas::netherlands();
    let (mut told, mut by_chance, mut outside) = (0u32, 0u32, Vec::new());
    for seed in asked.seeds.clone() {
        let config = Config { scale: asked.scale, years: asked.years, seed, faults: asked.mistakes.clone() };
        let counted = pipeline::stored(config, &atlas)?;
        for norm in indicators::norms() {
            let held = held(&counted, &norm).with_context(|| format!("{}: nothing can be said", norm.id))?;
            println!("{seed} {}", line(&norm.id, &held, counted.linked.get(&norm.id).copied().unwrap_or(Linked::WHOLE)));
            told += 1;
            by_chance += u32::from(held.counted.interval.covers(held.truth));
            if !held.printed.interval.covers(held.truth) {
                outside.push(format!("{seed} {}", norm.id));
            }
        }
    }
    let inside = told - outside.len() as u32;
    println!("{inside} of {told} intervals hold what happened ({by_chance} with limits for chance alone); outside: {}", outside.join(", "));
    ensure!(outside.is_empty(), "with mistakes the interval does not hold what happened: {}", outside.join(", "));
    Ok(())
}

fn line(id: &str, held: &Held, linked: Linked) -> String {
    let limits = |estimate: &Estimate| format!("[{:.4}; {:.4}]", estimate.interval.lower, estimate.interval.upper);
    format!(
        "{id:<22} {:>6} starts, truly {:.4}, found {:.4} (bias {:+.4}), chance alone {} {:.4} wide, printed {} {:.4} wide; found at least {:.3}, right {:.3}",
        held.starts,
        held.truth,
        held.counted.value,
        held.counted.value - held.truth,
        limits(&held.counted),
        held.counted.interval.width(),
        limits(&held.printed),
        held.printed.interval.width(),
        linked.found(),
        linked.right()
    )
}

/// What really happened and what was found: the share within the term, over all that began in these years.
fn held(counted: &Counted, norm: &HandOver) -> Option<Held> {
    let measure = Measure::Reached { by: u16::try_from(norm.due.days).ok()? };
    let table = counted.tables.iter().find(|table| table.indicator == norm.id && table.breakdown == Breakdown::All)?;
    let found = estimates::draft_share(table, |_| true, measure)?;
    let told: BTreeSet<Municipality> = table.cells.keys().map(|key| key.municipality).collect();
    let truth = estimates::draft_share(&realised(&counted.truth, &norm.id, &told), |_| true, measure)?;
    let linked = counted.linked.get(&norm.id).copied().unwrap_or(Linked::WHOLE);
    Some(Held { truth: truth.value, starts: table.cells.values().sum(), counted: found, printed: linked.widened(measure, found) })
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
