//! Two questions to the whole chain: are exact counts equal to what happened, and do intervals hold the true parameter?

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};
use domain::{Atlas, Breakdown, CountTable, Estimate, Measure, RegionCode, Site, Span};
use synthetic::{Config, Faults};

use crate::pipeline;

/// Years of each small country: starts of the first year are all seen for half a year, those of the second are not.
const YEARS: (i16, i16) = (2023, 2024);

/// What an interval should hold.
struct Parameter {
    name: &'static str,
    indicator: &'static str,
    measure: Measure,
    span: Span,
    truth: f64,
}

/// How often an interval held its parameter, over replicates that gave one.
#[derive(Clone, Copy, Default)]
struct Tally {
    held: u32,
    given: u32,
}

impl Tally {
    fn share(self) -> f64 {
        f64::from(self.held) / f64::from(self.given.max(1))
    }

    fn add(self, other: Tally) -> Tally {
        Tally { held: self.held + other.held, given: self.given + other.given }
    }
}

/// Runs both and prints what was found.
///
/// # Errors
/// When a count differs from the truth, or coverage lies outside what chance allows around 93–97 %.
#[allow(clippy::print_stdout)]
pub fn run(replicates: u32, scale: f64) -> Result<()> {
    let atlas = Atlas::netherlands();
    let cells = equality(&atlas)?;
    println!("equality: {cells} cells of every indicator equal the realised truth (faults off, scale 0.02, {}–{})", YEARS.0, YEARS.1);
    let parameters = parameters();
    let tallies = replicate_all(replicates, scale, &parameters, &atlas)?;
    for (parameter, tally) in parameters.iter().zip(&tallies) {
        println!(
            "coverage: {:<58} true {:.4}; {} of {} intervals hold it: {:.1} %",
            parameter.name,
            parameter.truth,
            tally.held,
            tally.given,
            100.0 * tally.share()
        );
    }
    for (parameter, tally) in parameters.iter().zip(&tallies) {
        check(parameter, *tally, replicates)?;
    }
    Ok(())
}

/// Every replicate, dealt over the cores. Plain threads: the chain starts thread pools of its own inside.
fn replicate_all(replicates: u32, scale: f64, parameters: &[Parameter], atlas: &Atlas) -> Result<Vec<Tally>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = |thread: usize| -> Result<Vec<Tally>> {
        let mut sum = vec![Tally::default(); parameters.len()];
        for replicate in (0..replicates).skip(thread).step_by(threads) {
            let own = replicate_coverage(replicate, scale, parameters, atlas)?;
            sum.iter_mut().zip(own).for_each(|(sum, own)| *sum = sum.add(own));
        }
        Ok(sum)
    };
    let parts: Vec<Result<Vec<Tally>>> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|thread| scope.spawn(move || share(thread))).collect();
        running.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(anyhow::anyhow!("a thread stopped")))).collect()
    });
    let none = vec![Tally::default(); parameters.len()];
    parts.into_iter().try_fold(none, |sum, part| Ok(sum.into_iter().zip(part?).map(|(sum, part)| sum.add(part)).collect()))
}

/// 93–97 %, widened by three standard errors of the replicates.
fn check(parameter: &Parameter, tally: Tally, replicates: u32) -> Result<()> {
    let error = (0.95f64 * 0.05 / f64::from(tally.given.max(1))).sqrt();
    let slack = if replicates >= 2000 { 0.0 } else { 3.0 * error };
    ensure!(tally.given * 10 >= replicates * 9, "{}: only {} of {replicates} replicates gave an interval", parameter.name, tally.given);
    ensure!(
        (0.93 - slack..=0.97 + slack).contains(&tally.share()),
        "{}: intervals hold the parameter in {:.1} % of replicates",
        parameter.name,
        100.0 * tally.share()
    );
    Ok(())
}

fn parameters() -> Vec<Parameter> {
    let help = |by: u16| synthetic::parameters::help_after_order_incidence(u32::from(by));
    let assessed = |by: u16| synthetic::parameters::assessment_incidence(u32::from(by));
    vec![
        Parameter {
            name: "help within 183 days of an order, all seen (Wilson)",
            indicator: "help-after-order",
            measure: Measure::Reached { by: 183 },
            span: Span::Year(YEARS.0),
            truth: help(183),
        },
        Parameter {
            name: "help within 183 days, some censored (Aalen–Johansen)",
            indicator: "help-after-order",
            measure: Measure::Reached { by: 183 },
            span: Span::Years(YEARS.0, YEARS.1),
            truth: help(183),
        },
        Parameter {
            name: "help within 91 days, some censored (Aalen–Johansen)",
            indicator: "help-after-order",
            measure: Measure::Reached { by: 91 },
            span: Span::Years(YEARS.0, YEARS.1),
            truth: help(91),
        },
        Parameter {
            name: "assessment within 5 working days (Wilson)",
            indicator: "assessment",
            measure: Measure::Reached { by: 5 },
            span: Span::Year(YEARS.0),
            truth: assessed(5),
        },
        Parameter {
            name: "assessment within 5 working days, both years",
            indicator: "assessment",
            measure: Measure::Reached { by: 5 },
            span: Span::Years(YEARS.0, YEARS.1),
            truth: assessed(5),
        },
    ]
}

fn replicate_coverage(replicate: u32, scale: f64, parameters: &[Parameter], atlas: &Atlas) -> Result<Vec<Tally>> {
    let config = Config { scale, years: YEARS, seed: 1_000 + u64::from(replicate), faults: Faults::none() };
    let counted = pipeline::count(config, atlas)?;
    let tally = |parameter: &Parameter| match estimate(&counted.tables, parameter, atlas) {
        Some(estimate) => Tally { held: u32::from(estimate.interval.covers(parameter.truth)), given: 1 },
        None => Tally::default(),
    };
    Ok(parameters.iter().map(tally).collect())
}

fn estimate(tables: &[CountTable], parameter: &Parameter, atlas: &Atlas) -> Option<Estimate> {
    let table = tables.iter().find(|table| table.indicator == parameter.indicator && table.breakdown == Breakdown::All)?;
    let site = Site::all(RegionCode::COUNTRY, parameter.span);
    estimates::draft_share(table, estimates::at_site(atlas, site), parameter.measure)
}

/// Every cell of every indicator against the country's own truth.
fn equality(atlas: &Atlas) -> Result<usize> {
    let config = Config { scale: 0.02, years: YEARS, seed: 1, faults: Faults::none() };
    let counted = pipeline::count(config, atlas)?;
    let (mut ours, truth) = (lines(&counted.tables), truth_lines(&counted.truth));
    // The truth follows every norm of the model, and the first of the indicators that state their own.
    let followed: BTreeSet<&str> = truth.keys().filter_map(|name| name.split(',').next()).collect();
    let missing: Vec<String> = indicators::norms().into_iter().map(|norm| norm.id).filter(|id| !followed.contains(id.as_str())).collect();
    ensure!(missing.is_empty(), "the truth does not follow {}", missing.join(", "));
    ours.retain(|name, _| name.split(',').next().is_some_and(|id| followed.contains(id)));
    let names = ours.keys().chain(truth.keys());
    let differing: Vec<&String> = names.filter(|name| ours.get(*name) != truth.get(*name)).collect();
    if let Some(first) = differing.first() {
        let shown = |side: &BTreeMap<String, u64>| side.get(*first).copied().unwrap_or(0);
        anyhow::bail!(
            "{} cells differ from the truth ({}); the first is {first}: counted {}, really {}",
            differing.len(),
            indicators_of(&differing).join(", "),
            shown(&ours),
            shown(&truth)
        );
    }
    ensure!(ours.len() > 1000, "only {} cells were compared", ours.len());
    Ok(ours.len())
}

fn indicators_of(names: &[&String]) -> Vec<String> {
    let mut ids: Vec<String> = names.iter().filter_map(|name| name.split(',').next()).map(str::to_owned).collect();
    ids.dedup();
    ids
}

fn lines(tables: &[CountTable]) -> BTreeMap<String, u64> {
    let cells = tables.iter().flat_map(|table| table.cells.iter().map(move |(key, count)| (table, key, *count)));
    cells
        .map(|(table, key, count)| {
            let place = if key.municipality.is_known() { key.municipality.region().to_string() } else { String::new() };
            let name = format!(
                "{},{},{},{place},{},{},{}",
                table.indicator,
                table.breakdown.word(),
                key.class,
                key.year,
                key.outcome.word(),
                key.days
            );
            (name, count)
        })
        .collect()
}

fn truth_lines(truth: &str) -> BTreeMap<String, u64> {
    let rows = truth.lines().skip(1).filter_map(|line| line.rsplit_once(','));
    rows.filter_map(|(name, count)| Some((name.to_owned(), count.parse().ok()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_faults_off_every_indicator_equals_the_realised_truth() {
        assert!(equality(&Atlas::netherlands()).expect("equal") > 1000);
    }
}
