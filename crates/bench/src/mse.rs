//! CPU seconds of estimates of the hidden number, on a published table of five lists and a made one of six.

use anyhow::{Result, ensure};
use estimates::mse::{IntervalKind, Method, Overlap, Settings, estimate};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::survival::measure;

/// Measures every method and prints `what<tab>CPU s<tab>peak MB`.
///
/// # Errors
/// When a method gives no result, or another number of threads other digits.
pub fn run() -> Result<()> {
    let (five, six) = (dutch()?, made(6)?);
    let with = |order: u32, replicates: u32| Settings { order, replicates, ..Settings::default() };
    same_digits(&five, &with(2, 200))?;
    for (what, overlap, method, settings) in [
        ("lowest BIC, 1,024 models", &five, Method::Bic, with(2, 0)),
        ("lowest BIC, 6,212 models", &five, Method::Bic, with(3, 0)),
        ("stepwise, BCa of 1,000", &five, Method::Stepwise, with(2, 1000)),
        ("lowest BIC, BCa of 1,000", &five, Method::Bic, with(2, 1000)),
        ("six lists, downhill", &six, Method::Downhill, with(3, 0)),
        ("822 graphs averaged", &five, Method::BayesAverage, with(2, 0)),
        ("six lists, 18,154 graphs", &six, Method::BayesAverage, with(2, 0)),
        ("pairs thresholded, 20 chains", &five, Method::BayesThreshold, with(2, 0)),
        ("latent classes, 20 chains", &five, Method::LatentClass, with(2, 0)),
    ] {
        measure(what, || {
            let result = estimate(overlap, &method, &settings)?;
            ensure!(result.estimate.is_some(), "{what} gave no estimate");
            Ok(())
        })?;
    }
    Ok(())
}

fn same_digits(overlap: &Overlap, settings: &Settings) -> Result<()> {
    let of = |threads: usize| -> Result<Vec<_>> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
        pool.install(|| Method::quick().iter().map(|method| Ok(estimate(overlap, method, settings)?)).collect())
    };
    ensure!(of(1)? == of(4)?, "one thread and four give other digits");
    Ok(())
}

/// Populations of known size in which two lists refer: how often each interval holds it.
///
/// # Errors
/// When the bootstrap interval holds the truth in less than 85 % or more than 97 % of the draws.
#[expect(clippy::print_stdout, reason = "the figures are the result")]
pub fn coverage(draws: u64) -> Result<()> {
    const PEOPLE: f64 = 400.0;
    for (method, kind, replicates) in [
        (Method::Bic, IntervalKind::Bca, 1000),
        (Method::Stepwise, IntervalKind::Bca, 1000),
        (Method::BayesAverage, IntervalKind::Posterior, 0),
        (Method::Independence, IntervalKind::Profile, 0),
    ] {
        let mut held = 0u64;
        for seed in 0..draws {
            let settings = Settings { replicates, seed, ..Settings::default() };
            let result = estimate(&drawn(PEOPLE as u32, seed)?, &method, &settings)?;
            let interval = result.intervals.iter().find(|interval| interval.kind == kind);
            held += u64::from(interval.is_some_and(|own| own.lower <= PEOPLE && own.upper.is_none_or(|upper| PEOPLE <= upper)));
        }
        let share = held as f64 / draws as f64;
        println!("{} ({}): {held} of {draws} intervals hold the {PEOPLE} there are: {:.1} %", method.word(), kind.word(), 100.0 * share);
        let is_meant = kind == IntervalKind::Bca;
        ensure!(!is_meant || (0.85..=0.97).contains(&share), "{} covers {share}", method.word());
    }
    Ok(())
}

/// Three lists, the first two of which refer.
fn drawn(people: u32, seed: u64) -> Result<Overlap> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut counts = [0u64; 8];
    for _ in 0..people {
        let first = random.random::<f64>() < 0.4;
        let second = random.random::<f64>() < if first { 0.7 } else { 0.3 };
        let third = random.random::<f64>() < 0.5;
        counts[usize::from(first) + 2 * usize::from(second) + 4 * usize::from(third)] += 1;
    }
    Ok(Overlap::new(names(3), (1u32..).zip(counts.into_iter().skip(1)))?)
}

fn names(lists: u8) -> Vec<String> {
    (0..lists).map(|list| char::from(b'a' + list).to_string()).collect()
}

/// Human trafficking in the Netherlands, 2010–2015 (van Dijk, Cruyff, van der Heijden & Kragten-Heerdink 2017).
fn dutch() -> Result<Overlap> {
    let rows = [
        (0b00001, 756),
        (0b00010, 1299),
        (0b00100, 4466),
        (0b01000, 650),
        (0b10000, 632),
        (0b00011, 1),
        (0b00101, 81),
        (0b01001, 5),
        (0b10001, 73),
        (0b00110, 44),
        (0b10010, 4),
        (0b01100, 82),
        (0b10100, 125),
        (0b11000, 2),
        (0b01101, 2),
        (0b10101, 11),
        (0b11100, 1),
    ];
    Ok(Overlap::new(names(5), rows)?)
}

/// People on lists with chances of their own, two of which refer.
fn made(lists: u8) -> Result<Overlap> {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut rows = Vec::new();
    for _ in 0..6000 {
        let mut history = 0u32;
        for list in 0..lists {
            let chance = if list == 1 && history & 1 == 1 { 0.4 } else { 0.05 + 0.03 * f64::from(list) };
            history |= u32::from(random.random::<f64>() < chance) << list;
        }
        if history > 0 {
            rows.push((history, 1));
        }
    }
    Ok(Overlap::new(names(lists), rows)?)
}
