//! Errors of the linkage carried into the estimate: tables as they may have been, estimated each, and pooled.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::chance::{binomial, gamma, poisson};
use super::methods::{Method, Settings, estimate};
use super::overlap::Overlap;
use super::texts;
use super::{Existence, IntervalKind, MethodResult, MseError, PopulationInterval};
use crate::normal;

/// How surely records were linked.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct LinkageError {
    /// Share of true links between records that were missed, 0 up to 0.9.
    pub missed: f64,
    /// Share of the links made that are false, 0 up to 0.9.
    pub false_links: f64,
    /// Tables that are drawn.
    pub imputations: u32,
}

impl LinkageError {
    /// Rates and number of tables; `None` unless rates lie from 0 to 0.9 and there are at least two tables.
    pub fn new(missed: f64, false_links: f64, imputations: u32) -> Option<LinkageError> {
        let is_rate = |rate: f64| (0.0..=0.9).contains(&rate);
        (is_rate(missed) && is_rate(false_links) && imputations >= 2).then_some(LinkageError { missed, false_links, imputations })
    }
}

/// Estimates with the errors of the linkage carried in: every table that is drawn is estimated, and estimates of the number on no
/// list are pooled on the logarithm by Rubin's rules (1987), the spread within and between tables added up.
///
/// # Errors
/// When the level of the settings is none.
pub fn with_linkage_error(overlap: &Overlap, method: &Method, settings: &Settings, error: LinkageError) -> Result<MethodResult, MseError> {
    let z = normal::two_sided(settings.level).ok_or(MseError::Level { level: settings.level })?;
    let plain = estimate(overlap, method, &Settings { replicates: 0, ..*settings })?;
    let tables: Vec<Option<Overlap>> = (0..error.imputations).into_par_iter().map(|at| drawn(overlap, error, settings.seed, at)).collect();
    let results = tables
        .par_iter()
        .flatten()
        .map(|table| estimate(table, method, &Settings { replicates: 0, ..*settings }).map(|result| (table.observed() as f64, result)));
    let results = results.collect::<Result<Vec<_>, _>>()?;
    Ok(pooled(plain, &results, (settings.level, z), error))
}

fn pooled(plain: MethodResult, results: &[(f64, MethodResult)], (level, z): (f64, f64), error: LinkageError) -> MethodResult {
    let parts: Vec<(f64, f64, f64)> = results.iter().filter_map(|(observed, result)| one(*observed, result, z)).collect();
    let count = parts.len() as f64;
    if plain.estimate.is_none() || parts.len() < 2 {
        return MethodResult {
            estimate: None,
            intervals: Vec::new(),
            existence: plain.existence.max(Existence::NoMaximum),
            bic: None,
            ..plain
        };
    }
    let mean = |pick: &dyn Fn(&(f64, f64, f64)) -> f64| parts.iter().map(pick).sum::<f64>() / count;
    let (observed, middle, within) = (mean(&|own| own.0), mean(&|own| own.1), mean(&|own| own.2));
    let between = parts.iter().map(|own| (own.1 - middle).powi(2)).sum::<f64>() / (count - 1.0);
    let error_of = (within + (1.0 + 1.0 / count) * between).sqrt();
    let limit = |side: f64| observed + (middle + side * z * error_of).exp();
    let interval = PopulationInterval { kind: IntervalKind::Normal, level, lower: limit(-1.0), upper: Some(limit(1.0)) };
    let share = (1.0 + 1.0 / count) * between / (error_of * error_of).max(f64::MIN_POSITIVE);
    let failed = error.imputations as usize - parts.len();
    let mut warnings = vec![texts::linkage_carried_in(error, plain.estimate.unwrap_or_default(), share)];
    warnings.extend((failed > 0).then(|| texts::failed_replicates(failed, error.imputations)));
    warnings.extend(plain.warnings);
    MethodResult { estimate: Some(observed + middle.exp()), intervals: vec![interval], bic: None, posterior: None, warnings, ..plain }
}

/// Observed, log of the hidden number, and its variance from the width of the interval.
fn one(observed: f64, result: &MethodResult, z: f64) -> Option<(f64, f64, f64)> {
    let hidden = result.estimate? - observed;
    let middle = (hidden > 0.0).then(|| hidden.ln())?;
    let error = result.intervals.first().and_then(|interval| {
        let (lower, upper) = (interval.lower - observed, interval.upper? - observed);
        (lower > 0.0 && upper > lower).then(|| (upper.ln() - lower.ln()) / (2.0 * z))
    });
    // Where no interval was made, the number hidden is taken to vary as a Poisson number does.
    Some((observed, middle, error.map_or(1.0 / hidden, |error| error * error)))
}

/// A table as it may have been. False links: a person on several lists falls apart in two. Missed links: for every person
/// on several lists others like it were seen as two, and are put together again.
fn drawn(overlap: &Overlap, error: LinkageError, seed: u64, at: u32) -> Option<Overlap> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    random.set_stream(0x1_0000 + u64::from(at));
    let mut counts: BTreeMap<u32, f64> = overlap.histories().map(|(history, count)| (history, count as f64)).collect();
    let linked: Vec<(u32, f64)> =
        counts.iter().map(|(history, count)| (*history, *count)).filter(|(history, _)| history.count_ones() > 1).collect();
    for (history, count) in linked {
        let wrong = binomial(&mut random, count, error.false_links);
        split(&mut counts, history, wrong, &mut random);
        let true_links = count - wrong;
        if true_links > 0.0 && error.missed > 0.0 {
            let mean = gamma(&mut random, true_links) * error.missed / (1.0 - error.missed);
            let missed = poisson(&mut random, mean);
            join(&mut counts, history, missed, &mut random);
        }
    }
    Overlap::new(overlap.lists().to_vec(), counts.into_iter().map(|(history, count)| (history, count as u64))).ok()
}

/// The lists of a history.
fn lists_of(history: u32) -> Vec<u32> {
    (0..u32::BITS).map(|list| 1 << list).filter(|list| history & list != 0).collect()
}

/// Spreads a number over the lists of a history, as evenly as chance does.
fn over_lists(history: u32, number: f64, random: &mut ChaCha8Rng) -> Vec<(u32, f64)> {
    let lists = lists_of(history);
    let mut left = number;
    let mut spread = Vec::with_capacity(lists.len());
    for (at, list) in lists.iter().enumerate() {
        let share = binomial(random, left, 1.0 / (lists.len() - at) as f64);
        spread.push((*list, share));
        left -= share;
    }
    spread
}

fn split(counts: &mut BTreeMap<u32, f64>, history: u32, number: f64, random: &mut ChaCha8Rng) {
    for (list, people) in over_lists(history, number, random) {
        *counts.entry(history).or_insert(0.0) -= people;
        *counts.entry(list).or_insert(0.0) += people;
        *counts.entry(history & !list).or_insert(0.0) += people;
    }
}

fn join(counts: &mut BTreeMap<u32, f64>, history: u32, number: f64, random: &mut ChaCha8Rng) {
    for (list, people) in over_lists(history, number, random) {
        let rest = history & !list;
        let there = |history: u32| counts.get(&history).copied().unwrap_or(0.0);
        let most = if list == rest { (there(list) / 2.0).floor() } else { there(list).min(there(rest)) };
        let people = people.min(most);
        *counts.entry(list).or_insert(0.0) -= people;
        *counts.entry(rest).or_insert(0.0) -= people;
        *counts.entry(history).or_insert(0.0) += people;
    }
}

#[cfg(test)]
mod tests {
    use super::super::tables::{dutch, table};
    use super::*;

    fn interval(result: &MethodResult) -> (f64, f64) {
        (result.intervals[0].lower, result.intervals[0].upper.expect("a limit"))
    }

    #[test]
    fn without_errors_the_estimate_stays_and_with_them_the_interval_widens() {
        let settings = Settings::default();
        let with = |missed, wrong| {
            let error = LinkageError::new(missed, wrong, 20).expect("rates");
            with_linkage_error(&dutch(), &Method::Independence, &settings, error).expect("a result")
        };
        let (none, some) = (with(0.0, 0.0), with(0.05, 0.05));
        let plain = estimate(&dutch(), &Method::Independence, &settings).expect("a result").estimate.expect("an estimate");
        assert!((none.estimate.expect("an estimate") / plain - 1.0).abs() < 1e-9);
        let width = |result: &MethodResult| (interval(result).1 / interval(result).0).ln();
        assert!(width(&some) > width(&none) * 1.02, "{} {}", width(&none), width(&some));
    }

    #[test]
    fn links_that_were_missed_had_made_the_estimate_too_large() {
        // Two lists of 1,000 in a population of 2,000 share 500; a fifth of the links is missed: 400 seen on both.
        let overlap = table("a b", [(1, 600), (2, 600), (3, 400)]);
        let error = LinkageError::new(0.2, 0.0, 50).expect("rates");
        let result = with_linkage_error(&overlap, &Method::Independence, &Settings::default(), error).expect("a result");
        let estimate = result.estimate.expect("an estimate");
        assert!((estimate / 2000.0 - 1.0).abs() < 0.02, "{estimate}");
        let (lower, upper) = interval(&result);
        assert!(lower < 2000.0 && 2000.0 < upper);
    }

    #[test]
    fn a_drawn_table_holds_the_same_records() {
        let overlap = dutch();
        let error = LinkageError::new(0.1, 0.1, 2).expect("rates");
        let records = |overlap: &Overlap| (0..5).map(|list| overlap.on_list(list)).collect::<Vec<_>>();
        for at in 0..20 {
            assert_eq!(records(&drawn(&overlap, error, 1, at).expect("a table")), records(&overlap));
        }
    }

    #[test]
    fn rates_that_are_none_are_refused() {
        for (missed, wrong, tables) in [(1.0, 0.0, 20), (-0.1, 0.0, 20), (0.0, f64::NAN, 20), (0.1, 0.1, 1)] {
            assert_eq!(LinkageError::new(missed, wrong, tables), None);
        }
    }
}
