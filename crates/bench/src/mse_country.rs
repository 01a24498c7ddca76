//! Drawn countries whose lists refer children to one another: how often the spread over methods holds the true number, and how wide it is.
//!
//! What lists of a year can tell is how many children could have come on them that year: those against whom sexual violence began in
//! the year, or came to light in it. Violence that lasts for years and is told once is told in one of them. Every country is one draw of
//! each age class, judged apart. All ages are the sum of both classes, as a release adds them; one table of all ages stands beside it.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use disclosure::SafeEstimate;
use domain::{Estimate, Interval};
use engine::overlap::LISTS;
use estimates::mse::{Method, MethodResult, Overlap, Settings, added, estimate};
use synthetic::{Config, Country, Faults, Met};

/// The year that is estimated.
const YEAR: i16 = 2024;
/// What the spread should hold, at least.
const LEAST: f64 = 0.90;
/// Age classes, the last of them judged by the way a release does not go.
const AGES: [&str; 4] = ["0-11", "12-17", "0-17", "0-17 in one table"];
/// How many of them are held to [`LEAST`].
const JUDGED: usize = 3;

/// Histories of one reading of the lists.
type Histories = BTreeMap<u32, u64>;

/// From the lowest to the highest of what methods say.
#[derive(Clone, Copy)]
struct Range(f64, f64);

impl Range {
    const NONE: Range = Range(f64::INFINITY, 0.0);

    fn with(self, other: Range) -> Range {
        Range(self.0.min(other.0), self.1.max(other.1))
    }

    fn holds(self, truth: f64) -> bool {
        self.0 <= truth && truth <= self.1
    }
}

/// What methods say of a drawn country: estimates, and limits with them, as they may leave.
#[derive(Clone, Copy)]
struct Spread {
    estimates: Range,
    limits: Range,
}

/// One country in one age class.
struct Draw {
    /// Violence began in the year or came to light in it: what is estimated.
    truth: f64,
    /// Violence at some time in the year, begun then or before.
    suffered: f64,
    /// Violence that began in the year.
    began: f64,
    listed: f64,
    recorded: Spread,
    both: Spread,
}

/// Draws countries and prints how often the truth lies in the spread: of the lists as recorded, and of both readings.
///
/// # Errors
/// When the spread over both readings, limits included, holds the truth in less than 90 % of the draws of an age class.
#[expect(clippy::print_stdout, reason = "the figures are the result")]
pub fn run(draws: u64, scale: f64, first: u64) -> Result<()> {
    let mut found: [Vec<Draw>; AGES.len()] = Default::default();
    for seed in first..first + draws {
        for (drawn, own) in found.iter_mut().zip(one(seed, scale)?) {
            drawn.push(own);
        }
        if (seed - first + 1).is_multiple_of(20) {
            println!("after {} countries: {}", seed - first + 1, standing(&found));
        }
    }
    println!("{draws} countries at scale {scale}, seeds from {first}, {YEAR}");
    let mut missed = Vec::new();
    for (at, (age, drawn)) in AGES.iter().zip(&found).enumerate() {
        let held = told(age, drawn);
        if at < JUDGED && (held as f64) < LEAST * draws as f64 {
            missed.push(format!("{age}: {held} of {draws}"));
        }
    }
    ensure!(missed.is_empty(), "the spread holds the truth too seldom ({})", missed.join("; "));
    Ok(())
}

fn standing(found: &[Vec<Draw>]) -> String {
    let held = |drawn: &Vec<Draw>| drawn.iter().filter(|own| own.both.limits.holds(own.truth)).count();
    AGES.iter().zip(found).map(|(age, drawn)| format!("{age} {}", held(drawn))).collect::<Vec<_>>().join(", ")
}

/// Prints what the draws of one age class show; how many limits over both readings hold the truth.
#[expect(clippy::print_stdout, reason = "the figures are the result")]
fn told(age: &str, drawn: &[Draw]) -> u64 {
    let mean = |of: fn(&Draw) -> f64| drawn.iter().map(of).sum::<f64>() / drawn.len() as f64;
    println!("{age}: {:.0} children, {:.0} on a list, on average", mean(|own| own.truth), mean(|own| own.listed));
    line("lists as recorded, limits", drawn, |own| own.recorded.limits);
    line("both readings, estimates", drawn, |own| own.both.estimates);
    let held = line("both readings, limits", drawn, |own| own.both.limits);
    let other = |of: fn(&Draw) -> f64| drawn.iter().filter(|own| own.both.limits.holds(of(own))).count();
    println!(
        "  of other numbers these limits hold: those who suffer it in the year ({:.0}) in {}, those against whom it began ({:.0}) in {}",
        mean(|own| own.suffered),
        other(|own| own.suffered),
        mean(|own| own.began),
        other(|own| own.began)
    );
    held
}

/// Prints share with its Wilson interval, misses on either side, and how wide the range is beside the truth.
#[expect(clippy::print_stdout, reason = "the figures are the result")]
fn line(what: &str, drawn: &[Draw], of: fn(&Draw) -> Range) -> u64 {
    let count = |is: &dyn Fn(Range, f64) -> bool| drawn.iter().filter(|own| is(of(own), own.truth)).count() as u64;
    let held = count(&|range, truth| range.holds(truth));
    let share = estimates::rates::wilson(held, drawn.len() as u64, 0.95).shown();
    let text = share.map_or(String::new(), |own| {
        format!("{:.1} % [{:.1}-{:.1}]", 100.0 * own.value, 100.0 * own.interval.lower, 100.0 * own.interval.upper)
    });
    let (below, above) = (count(&|range, truth| range.1 < truth), count(&|range, truth| range.0 > truth));
    let (lower, upper) = (median(drawn, |own| of(own).0 / own.truth), median(drawn, |own| of(own).1 / own.truth));
    println!(
        "  {what}: holds the truth in {held} of {}: {text}; below it {below}, above it {above}; from {lower:.2} to {upper:.2} times it",
        drawn.len()
    );
    held
}

fn median(drawn: &[Draw], of: impl Fn(&Draw) -> f64) -> f64 {
    let mut values: Vec<f64> = drawn.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn one(seed: u64, scale: f64) -> Result<Vec<Draw>> {
    let config = Config { scale, years: (YEAR, YEAR), seed, faults: Faults::none() };
    let met = Country::new(config)?.met();
    let of = |is_in: fn(&Met) -> bool| Class::of(met.iter().filter(|(own, _)| own.year == YEAR && is_in(own)));
    let (young, older, together) = (of(|met| !met.is_older)?, of(|met| met.is_older)?, of(|_| true)?);
    let recorded = sum(&young.recorded, &older.recorded).unwrap_or_else(|| together.recorded.clone());
    let unreferred = sum(&young.unreferred, &older.unreferred).unwrap_or_else(|| together.unreferred.clone());
    let all = Class { recorded, unreferred, ..together.clone() };
    Ok([young, older, all, together].iter().map(Class::drawn).collect())
}

/// The children of one age class, and what the quick methods say of either reading of their lists.
#[derive(Clone)]
struct Class {
    truth: f64,
    suffered: f64,
    began: f64,
    listed: f64,
    recorded: Said,
    unreferred: Said,
}

/// What each method says, as far as it says anything, and of how many observed.
#[derive(Clone, Default)]
struct Said {
    observed: u64,
    results: Vec<Option<MethodResult>>,
}

impl Class {
    fn of<'a>(met: impl Iterator<Item = (&'a Met, &'a u64)>) -> Result<Class> {
        let (mut recorded, mut unreferred) = (Histories::new(), Histories::new());
        let (mut truth, mut suffered, mut began) = (0, 0, 0);
        for (own, count) in met {
            *recorded.entry(own.recorded).or_insert(0) += count;
            *unreferred.entry(own.unreferred).or_insert(0) += count;
            truth += if own.began || own.recorded > 0 { *count } else { 0 };
            suffered += if own.suffered { *count } else { 0 };
            began += if own.began { *count } else { 0 };
        }
        let listed = recorded.iter().filter(|(history, _)| **history > 0).map(|(_, count)| count).sum::<u64>();
        let (recorded, unreferred) = (said(&recorded)?, said(&unreferred)?);
        Ok(Class { truth: truth as f64, suffered: suffered as f64, began: began as f64, listed: listed as f64, recorded, unreferred })
    }

    fn drawn(&self) -> Draw {
        let (recorded, other) = (self.recorded.spread(), self.unreferred.spread());
        let both = Spread { estimates: recorded.estimates.with(other.estimates), limits: recorded.limits.with(other.limits) };
        Draw { truth: self.truth, suffered: self.suffered, began: self.began, listed: self.listed, recorded, both }
    }
}

/// Method by method, where both classes say something that may leave; `None` where no method does.
fn sum(one: &Said, other: &Said) -> Option<Said> {
    let both = |(first, second): (&Option<MethodResult>, &Option<MethodResult>)| {
        let (first, second) = (first.as_ref()?, second.as_ref()?);
        safe(first, one.observed).and(safe(second, other.observed)).and_then(|_| added(&[first, second]))
    };
    let results: Vec<Option<MethodResult>> = one.results.iter().zip(&other.results).map(both).collect();
    results.iter().any(Option::is_some).then_some(Said { observed: one.observed + other.observed, results })
}

/// What the quick methods say of the lists that hold anyone.
fn said(histories: &Histories) -> Result<Said> {
    let held: Vec<usize> = (0..LISTS.len()).filter(|list| histories.keys().any(|history| history >> list & 1 == 1)).collect();
    let seen = histories.iter().filter(|(history, _)| **history > 0);
    let rows = seen.map(|(history, count)| (held.iter().enumerate().map(|(at, list)| (history >> list & 1) << at).sum::<u32>(), *count));
    let Ok(overlap) = Overlap::new(held.iter().map(|list| LISTS[*list].to_owned()).collect(), rows) else { return Ok(Said::default()) };
    let results =
        Method::quick().iter().map(|method| Ok(Some(estimate(&overlap, method, &Settings::default())?))).collect::<Result<_>>()?;
    Ok(Said { observed: overlap.observed(), results })
}

fn safe(result: &MethodResult, observed: u64) -> Option<SafeEstimate> {
    let (value, interval) = (result.estimate?, result.intervals.first()?);
    let upper = interval.upper.unwrap_or(f64::INFINITY).max(value);
    let exact = Estimate { value, interval: Interval { lower: interval.lower.min(value), upper, level: interval.level } };
    SafeEstimate::of(exact, observed).ok()
}

impl Said {
    /// As far as it may leave.
    fn spread(&self) -> Spread {
        let mut all = Spread { estimates: Range::NONE, limits: Range::NONE };
        for own in self.results.iter().flatten().filter_map(|result| safe(result, self.observed)) {
            all.estimates = all.estimates.with(Range(own.value(), own.value()));
            all.limits = all.limits.with(Range(own.interval().lower, own.interval().upper));
        }
        all
    }
}
