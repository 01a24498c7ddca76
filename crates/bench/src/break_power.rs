//! How often a made break is found in drawn counts, by how many a year and by how much the level changes; and how often one is found where
//! there is none.

use anyhow::{Result, ensure};
use disclosure::Policy;
use domain::RegionCode;
use estimates::series_break::{FoundBreak, Series, breaks};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Counts a year of the region that breaks; the others have half to twice as many.
const SIZES: [f64; 6] = [10.0, 20.0, 50.0, 100.0, 300.0, 1_000.0];

/// Which countries are drawn.
#[derive(clap::Args)]
pub struct Drawn {
    /// Countries for each size and change.
    #[arg(long, default_value_t = 400)]
    draws: u32,
    /// Seed of the draws.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Counts a year of the region that breaks, in place of 10 to 1,000.
    #[arg(long, value_delimiter = ',')]
    sizes: Vec<f64>,
    /// Only countries without a break.
    #[arg(long)]
    alarms: bool,
}

/// By which the level changes; 1 is no break.
const FACTORS: [f64; 4] = [1.0, 1.5, 2.0, 3.0];
/// Counts of a year vary so many times as much as chance alone.
const SPREAD: f64 = 2.0;
const YEARS: (i16, i16) = (2016, 2025);
const BROKEN: u16 = 12;
const REGIONS: u16 = 25;
/// The first year of the new level.
const BREAK: i16 = 2021;
/// Of countries without a break, so many may have a false alarm: the promise of one in a hundred, and what chance adds.
const MOST_ALARMS: f64 = 0.025;

/// Draws countries and prints how often the break is found in its region and year, and anything else in a country.
///
/// # Errors
/// When more countries without a break have a false alarm than promised.
#[expect(clippy::print_stdout, reason = "the figures are the result")]
pub fn run(drawn: &Drawn) -> Result<()> {
    let Drawn { draws, seed, sizes, alarms } = drawn;
    let (sizes, factors) = (if sizes.is_empty() { &SIZES[..] } else { sizes }, if *alarms { &FACTORS[..1] } else { &FACTORS[..] });
    let mut random = ChaCha8Rng::seed_from_u64(*seed);
    println!(
        "{draws} countries each, seed {seed}, {REGIONS} regions, {}–{}, counts vary {SPREAD} times as much as chance",
        YEARS.0, YEARS.1
    );
    for &size in sizes {
        for &factor in factors {
            let countries: Vec<Vec<FoundBreak>> = (0..*draws).map(|_| found(&mut random, size, factor)).collect();
            let is_made = |own: &FoundBreak| factor > 1.0 && own.region == RegionCode::veilig_thuis(BROKEN) && own.year == BREAK;
            let share = |of: usize| of as f64 / f64::from(*draws);
            let made = share(countries.iter().filter(|found| found.iter().any(is_made)).count());
            let other = share(countries.iter().filter(|found| found.iter().any(|own| !is_made(own))).count());
            println!("{size} a year, level times {factor}: found in its year {made:.3}, anything else {other:.3}");
            ensure!(factor > 1.0 || other <= MOST_ALARMS, "of countries without a break {other:.3} have a false alarm at {size} a year");
        }
    }
    Ok(())
}

/// What is found in one country, in the counts that are not hidden.
fn found(random: &mut ChaCha8Rng, size: f64, factor: f64) -> Vec<FoundBreak> {
    let policy = Policy::usual(YEARS.0, YEARS.1);
    let series = (1..=REGIONS).map(|place| {
        let own = if place == BROKEN { size } else { size * 2f64.powf(random.random::<f64>() * 2.0 - 1.0) };
        let trend = random.random::<f64>() * 0.1 - 0.05;
        let point = |year: i16| {
            let level = if place == BROKEN && year >= BREAK { factor } else { 1.0 };
            (year, drawn(random, own * level * (trend * f64::from(year - YEARS.0)).exp()))
        };
        let points: Vec<(i16, u64)> = (YEARS.0..=YEARS.1).map(point).collect();
        let shown = points.into_iter().filter(|(_, count)| *count >= policy.thresholds.veilig_thuis);
        let rounded = shown.map(|(year, count)| (year, (count as f64 / policy.base as f64).round() as u64 * policy.base));
        Series { region: RegionCode::veilig_thuis(place), points: rounded.collect() }
    });
    breaks(&series.collect::<Vec<_>>(), policy.base)
}

/// A count with this mean and [`SPREAD`] times its variance: a Poisson count around a mean that varies itself.
fn drawn(random: &mut ChaCha8Rng, mean: f64) -> u64 {
    let sigma = ((SPREAD - 1.0) / mean).ln_1p().sqrt();
    let own = mean * (sigma * normal(random) - sigma * sigma / 2.0).exp();
    if own > 200.0 {
        return (own + own.sqrt() * normal(random)).round().max(0.0) as u64;
    }
    let (floor, mut product, mut count) = ((-own).exp(), random.random::<f64>(), 0);
    while product > floor {
        product *= random.random::<f64>();
        count += 1;
    }
    count
}

/// A standard normal number: the sum of twelve uniform ones.
fn normal(random: &mut ChaCha8Rng) -> f64 {
    (0..12).map(|_| random.random::<f64>()).sum::<f64>() - 6.0
}
