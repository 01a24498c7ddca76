//! Twenty-four half-yearly releases of one cohort of the made country: late registrations, then one child added at a time. Who holds
//! all of them should infer nothing; where each was protected by itself, he does.
//!
//! The attacker here is written apart from the room that protects: bounds on every count and on every addition, tightened along every sum
//! until nothing moves any more.

use anyhow::{Result, ensure};
use disclosure::crossing::{Attacker, Counts, Crossing, Dimension, Part, Protection, Release, Status, Task, Threshold, Together, protect};
use domain::{AgeBand, Atlas, Breakdown};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use synthetic::{Config, Country, Faults};

use crate::survival::cpu_seconds;

/// Which children are counted, by region and age.
const INDICATOR: &str = "report-children";
/// The cohort: children of this year.
const YEAR: i16 = 2024;
/// From this release on exactly one child is added each time.
const ONE_BY_ONE: usize = 12;
/// Of a hundred children so many are registered in time for the first release.
const IN_TIME: usize = 85;
/// Tries at another way, per release.
const STEPS: u64 = 20;
/// Smallest count that is shown, and smallest addition that may be known.
const THRESHOLD: &str = "threshold:5";
const LEAST: i64 = 5;

/// What an attacker works out who holds all releases.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Opened {
    /// Hidden counts.
    counts: usize,
    /// Additions of one to four children between two releases.
    additions: usize,
}

/// What came of it, protected in one way.
struct Outcome {
    hidden: usize,
    cells: usize,
    exact: usize,
    opened: Opened,
    proven: usize,
    cpu: f64,
}

/// Prints both and checks them.
///
/// # Errors
/// When the country cannot be made, a release is refused, or an attacker finds something in releases that were protected jointly.
#[expect(clippy::print_stdout, reason = "the figures are the result")]
pub fn run(number: usize, scale: f64) -> Result<()> {
    let series = series(number, scale)?;
    let total = |release: usize| series[release].values()[0];
    println!(
        "{number} releases of {} counts; {} children in the first, {} in the last",
        series[0].values().len(),
        total(0),
        total(number - 1)
    );
    let jointly = outcome(&series, true)?;
    let apart = outcome(&series, false)?;
    println!(
        "{:<10} {:>8} {:>8} {:>7} {:>15} {:>18} {:>8} {:>8}",
        "protected", "cells", "hidden", "exact", "counts opened", "additions opened", "proven", "CPU s"
    );
    for (name, own) in [("jointly", &jointly), ("apart", &apart)] {
        println!(
            "{name:<10} {:>8} {:>8} {:>7} {:>15} {:>18} {:>8} {:>8.1}",
            own.cells, own.hidden, own.exact, own.opened.counts, own.opened.additions, own.proven, own.cpu
        );
    }
    ensure!(jointly.opened == Opened::default() && jointly.exact == 0, "releases that were protected jointly are opened");
    ensure!(apart.opened != Opened::default(), "the attacker finds nothing in releases protected apart: he is no test");
    Ok(())
}

/// The cohort as each release counts it.
fn series(number: usize, scale: f64) -> Result<Vec<Counts>> {
    let country = Country::new(Config { scale, years: (YEAR, YEAR), seed: 1, faults: Faults::none() })?;
    let atlas = Atlas::netherlands();
    let crossing = crossing(&atlas)?;
    let mut children: Vec<Vec<usize>> = Vec::new();
    let tables = country.counts();
    let own = tables.iter().filter(|table| table.indicator == INDICATOR && table.breakdown == Breakdown::Age);
    for (key, count) in own.flat_map(|table| &table.cells).filter(|(key, _)| key.year == YEAR) {
        let region = atlas.veilig_thuis_of(key.municipality).and_then(|region| crossing.dimensions()[0].place(&region.to_string()));
        let age = crossing.dimensions()[1].place(&key.class.to_string());
        children.extend(region.zip(age).into_iter().flat_map(|(region, age)| std::iter::repeat_n(vec![region, age], *count as usize)));
    }
    ensure!(children.len() > 20 * number, "too few children for {number} releases");
    children.shuffle(&mut ChaCha8Rng::seed_from_u64(1));
    let counted = registered(children.len(), number);
    let release = |count: &usize| Counts::new(crossing.clone(), children[..*count].iter().map(|codes| (codes.clone(), 1)));
    Ok(counted.iter().map(release).collect::<Result<_, _>>()?)
}

/// How many children each release counts: of those that come late fewer every time, and in the end one each time.
fn registered(children: usize, number: usize) -> Vec<usize> {
    let singles = number.saturating_sub(ONE_BY_ONE.min(number / 2));
    let mut own = Vec::with_capacity(number);
    let mut counted = (children - (number - singles)) * IN_TIME / 100;
    let mut late = children - (number - singles) - counted;
    for release in 0..number {
        own.push(counted);
        // Of so many batches of late ones each is a little smaller than the one before.
        let batches = singles.saturating_sub(release + 1);
        let added = if batches == 0 { 1 } else { (2 * late / (batches + 1)).max(1).min(late) };
        late -= added.min(late);
        counted += added;
    }
    own
}

fn crossing(atlas: &Atlas) -> Result<Crossing> {
    let mut regions: Vec<String> = atlas.municipalities().iter().map(|entry| entry.veilig_thuis.to_string()).collect();
    regions.sort();
    regions.dedup();
    let pairs = |codes: Vec<String>, top: &str| codes.into_iter().map(|code| (code, top.to_owned())).collect::<Vec<_>>();
    let ages = AgeBand::ALL.iter().map(|age| age.number().to_string()).collect();
    Ok(Crossing::new(vec![Dimension::new("region", &pairs(regions, "NL"))?, Dimension::new("age", &pairs(ages, "all"))?])?)
}

/// Protects every release, with or without those before it, and attacks all of them.
fn outcome(series: &[Counts], jointly: bool) -> Result<Outcome> {
    let rule: Threshold = THRESHOLD.parse()?;
    let before = cpu_seconds();
    let mut past: Vec<Release> = Vec::new();
    let (mut exact, mut proven) = (0, 0);
    for counts in series {
        let part = Part { counts: counts.clone(), primary: rule.hides(counts), weights: Vec::new() };
        let earlier = if jointly { past.as_slice() } else { &[] };
        let together = Together::new(&[part], earlier, Some(&rule))?;
        let protection = protected(&together)?;
        exact += protection.audited.exact + protection.audited.narrow;
        proven += protection.certificates.as_ref().map_or(0, |own| own.proven());
        let shown = together.statuses(0, &protection.statuses).iter().map(|status| *status == Status::Shown).collect();
        past.push(Release { tables: vec![(counts.clone(), shown)] });
    }
    let cpu = cpu_seconds() - before;
    let shown: Vec<&[bool]> = past.iter().map(|release| release.tables[0].1.as_slice()).collect();
    let hidden = shown.iter().flat_map(|own| own.iter()).filter(|is_shown| !**is_shown).count();
    Ok(Outcome { hidden, cells: shown.iter().map(|own| own.len()).sum(), exact, opened: attack(series, &shown), proven, cpu })
}

fn protected(together: &Together) -> Result<Protection> {
    let task = Task {
        counts: together.counts(),
        roles: together.roles(),
        primary: together.primary(),
        weights: together.weights(),
        attacker: Attacker::Outsider,
        suppliers: &[],
        floor: 0,
        width: 1,
        widths: &[],
        steps: STEPS,
        seed: 1,
        toll: 1,
        stop: &|| false,
    };
    Ok(protect(&task)?)
}

/// No upper bound.
const FAR: i64 = 1 << 40;

/// What is known of one number.
type Bounds = (i64, i64);

/// What an attacker works out from all releases: each child counted stays counted, zeros are shown, and sums are sums.
fn attack(series: &[Counts], shown: &[&[bool]]) -> Opened {
    let crossing = series[0].crossing();
    let cells = crossing.cells();
    let first = |release: usize, cell: usize| match (shown[release][cell], series[release].values()[cell] as i64) {
        (true, count) => (count, count),
        (false, _) => (1, FAR),
    };
    let mut known: Vec<Vec<Bounds>> = (0..series.len()).map(|release| (0..cells).map(|cell| first(release, cell)).collect()).collect();
    let mut added: Vec<Vec<Bounds>> = vec![vec![(0, FAR); cells]; series.len() - 1];
    let rows = rows(crossing);
    loop {
        let mut moved = false;
        for table in known.iter_mut().chain(added.iter_mut()) {
            rows.iter().for_each(|(whole, parts)| moved |= tighten(table, *whole, parts));
        }
        for release in 0..added.len() {
            for cell in 0..cells {
                let mut three = [known[release + 1][cell], known[release][cell], added[release][cell]];
                moved |= tighten(&mut three, 0, &[1, 2]);
                [known[release + 1][cell], known[release][cell], added[release][cell]] = three;
            }
        }
        if !moved {
            break;
        }
    }
    let is_known = |(low, high): &Bounds| low == high;
    let counts =
        (0..series.len()).map(|release| (0..cells).filter(|cell| !shown[release][*cell] && is_known(&known[release][*cell])).count());
    let small = |bounds: &&Bounds| is_known(bounds) && (1..LEAST).contains(&bounds.0);
    Opened { counts: counts.sum(), additions: added.iter().flatten().filter(small).count() }
}

/// Every sum of the crossing: a cell and its parts.
fn rows(crossing: &Crossing) -> Vec<(usize, Vec<usize>)> {
    let of = |cell: usize| (0..crossing.dimensions().len()).map(move |place| (cell, crossing.parts(cell, place).collect::<Vec<_>>()));
    (0..crossing.cells()).flat_map(of).filter(|(_, parts)| !parts.is_empty()).collect()
}

/// Tightens the bounds of a whole and its parts by each other; whether any moved.
fn tighten(table: &mut [Bounds], whole: usize, parts: &[usize]) -> bool {
    let least: i64 = parts.iter().map(|part| table[*part].0).sum();
    let most = parts.iter().map(|part| table[*part].1).sum::<i64>().min(FAR);
    let mut moved = narrow(&mut table[whole], least, most);
    let (low, high) = table[whole];
    for part in parts {
        let own = table[*part];
        let others: i64 = parts.iter().map(|part| table[*part].1).sum::<i64>() - own.1;
        let least: i64 = parts.iter().map(|part| table[*part].0).sum::<i64>() - own.0;
        moved |= narrow(&mut table[*part], low - others, high - least);
    }
    moved
}

fn narrow(own: &mut Bounds, low: i64, high: i64) -> bool {
    let before = *own;
    *own = (own.0.max(low), own.1.min(high));
    *own != before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_the_end_children_come_one_by_one() {
        let own = registered(1000, 24);
        assert_eq!(own.len(), 24);
        assert!(own.windows(2).all(|pair| pair[1] > pair[0]), "{own:?}");
        assert!(own[12..].windows(2).all(|pair| pair[1] == pair[0] + 1), "{own:?}");
    }
}
