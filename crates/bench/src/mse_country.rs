//! Drawn countries whose lists refer children to one another: how often the spread over methods holds the true number.
//!
//! What lists of a year can tell is how many children could have come on them that year: those against whom sexual violence began in
//! the year, or came to light in it. Violence that lasts for years and is told once is told in one of them; the children who suffer it
//! in a year are more, and are printed beside.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use engine::overlap::LISTS;
use estimates::mse::{Method, Overlap, Settings, estimate};
use synthetic::{Config, Country, Faults};

/// The year that is estimated.
const YEAR: i16 = 2024;
/// What the spread should hold, at least.
const LEAST: f64 = 0.90;

/// Histories of one reading of the lists.
type Histories = BTreeMap<u32, u64>;

/// What methods say of a drawn country: estimates, and limits with them.
#[derive(Clone, Copy)]
struct Spread {
    estimates: (f64, f64),
    limits: (f64, f64),
}

impl Spread {
    const NONE: Spread = Spread { estimates: (f64::INFINITY, 0.0), limits: (f64::INFINITY, 0.0) };

    fn with(self, other: Spread) -> Spread {
        let both = |one: (f64, f64), other: (f64, f64)| (one.0.min(other.0), one.1.max(other.1));
        Spread { estimates: both(self.estimates, other.estimates), limits: both(self.limits, other.limits) }
    }
}

/// How often something held the truth.
#[derive(Default)]
struct Tally {
    truth: f64,
    suffered: f64,
    listed: f64,
    recorded: u64,
    by_estimates: u64,
    by_limits: u64,
    below: u64,
}

/// Draws countries and prints how often the truth lies in the spread: of the lists as recorded, and of both readings.
///
/// # Errors
/// When the spread over both readings, limits included, holds the truth in less than 90 % of the draws.
#[expect(clippy::print_stdout, reason = "the figures are the result")]
pub fn run(draws: u64, scale: f64, first: u64) -> Result<()> {
    let mut tally = Tally::default();
    for seed in first..first + draws {
        one(seed, scale, &mut tally)?;
    }
    let share = |count: u64| 100.0 * count as f64 / draws as f64;
    let mean = |sum: f64| sum / draws as f64;
    println!(
        "{draws} countries at scale {scale}, ages 0-17, {YEAR}: {:.0} children, {:.0} on a list, on average",
        mean(tally.truth),
        mean(tally.listed)
    );
    println!("lists as recorded, lowest to highest limit: holds the truth in {:.1} %", share(tally.recorded));
    println!("both readings, lowest to highest estimate:  holds the truth in {:.1} %", share(tally.by_estimates));
    println!(
        "both readings, lowest to highest limit:     holds the truth in {:.1} % (below it {:.1} %)",
        share(tally.by_limits),
        share(tally.below)
    );
    ensure!(tally.by_limits as f64 >= LEAST * draws as f64, "the spread holds the truth in {:.1} % of the draws", share(tally.by_limits));
    Ok(())
}

fn one(seed: u64, scale: f64, tally: &mut Tally) -> Result<()> {
    let config = Config { scale, years: (YEAR, YEAR), seed, faults: Faults::none() };
    let (mut recorded, mut unreferred) = (Histories::new(), Histories::new());
    let mut truth = 0.0;
    for (met, count) in Country::new(config)?.met() {
        *recorded.entry(met.recorded).or_insert(0) += count;
        *unreferred.entry(met.unreferred).or_insert(0) += count;
        let (is_meant, suffered) = (met.began || met.recorded > 0, met.suffered);
        truth += if is_meant { count as f64 } else { 0.0 };
        tally.suffered += if suffered { count as f64 } else { 0.0 };
    }
    let as_recorded = spread(&recorded)?;
    let both = as_recorded.with(spread(&unreferred)?);
    let holds = |(lower, upper): (f64, f64)| u64::from(lower <= truth && truth <= upper);
    tally.truth += truth;
    tally.listed += recorded.iter().filter(|(history, _)| **history > 0).map(|(_, count)| *count as f64).sum::<f64>();
    tally.recorded += holds(as_recorded.limits);
    tally.by_estimates += holds(both.estimates);
    tally.by_limits += holds(both.limits);
    tally.below += u64::from(both.limits.1 < truth);
    Ok(())
}

/// What the quick methods say of the lists that hold anyone.
fn spread(histories: &Histories) -> Result<Spread> {
    let held: Vec<usize> = (0..LISTS.len()).filter(|list| histories.keys().any(|history| history >> list & 1 == 1)).collect();
    let seen = histories.iter().filter(|(history, _)| **history > 0);
    let rows = seen.map(|(history, count)| (held.iter().enumerate().map(|(at, list)| (history >> list & 1) << at).sum::<u32>(), *count));
    let overlap = Overlap::new(held.iter().map(|list| LISTS[*list].to_owned()).collect(), rows)?;
    let mut all = Spread::NONE;
    for method in Method::quick() {
        let result = estimate(&overlap, &method, &Settings::default())?;
        let (Some(value), Some(interval)) = (result.estimate, result.intervals.first()) else { continue };
        let Some(upper) = interval.upper else { continue };
        all = all.with(Spread { estimates: (value, value), limits: (interval.lower.min(value), upper.max(value)) });
    }
    Ok(all)
}
