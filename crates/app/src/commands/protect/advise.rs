//! `inbeeld protect advise`: what each way to protect a table would show and move, also of coarser versions of it.

use anyhow::Result;
use clap::Args;
use disclosure::crossing::{self, Coarsening, Counts, Rule, Status};
use serde::Serialize;

use super::ask::{Effort, System};
use super::keys::{self, Secret};
use super::method::{Method, nearest};
use super::read::Input;
use super::{Against, NOT_EMPTY, Source, sweeps};
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Compares ways to protect a table, as it is and coarser.
#[derive(Args)]
#[command(after_help = "Example:
  inbeeld protect advise --table counts.csv --dimensions region=regions.csv,form=forms.csv --count n

One line for each way: how many cells there are, are shown, and are shown with another count than the true one; and by how much shown counts differ
on average. Coarser versions leave out the last level of a dimension, join codes two by two, or leave a dimension out.")]
pub(super) struct Advise {
    #[command(flatten)]
    source: Source,
    /// Against whom.
    #[arg(long, value_enum, default_value_t = Against::Outsider)]
    protect: Against,
    /// How often another way to hide is tried: few, since this is a comparison.
    #[arg(long, default_value_t = 50)]
    steps: u64,
    /// Base of the ways that round.
    #[arg(long, default_value_t = 5)]
    base: u64,
    /// Seed of the choices.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// One way.
#[derive(Serialize)]
struct Way {
    table: String,
    method: String,
    cells: usize,
    shown: usize,
    moved: usize,
    mean_deviation: f64,
}

#[derive(Serialize)]
struct Answer {
    ways: Vec<Way>,
}

impl Advise {
    pub(super) fn run(self, desk: &Desk) -> Result<Outcome> {
        let rules = self.source.rules()?;
        if rules.iter().any(Rule::asks_contributions) || self.source.contributions.is_some() {
            return Err(wrong_use("advise compares tables of counts: it takes threshold and group rules, without contributions"));
        }
        let inputs = self.source.read(&[], &[], &rules)?;
        let fault = |error: crossing::CrossingError| wrong_use(error.to_string());
        let mut ways = Vec::new();
        for input in &inputs {
            let coarser = Coarsening::all(&input.counts).map_err(fault)?;
            let versions = coarser.into_iter().map(|(coarsening, counts)| (said(&coarsening), counts));
            for (table, counts) in std::iter::once(("as it is".to_owned(), input.counts.clone())).chain(versions) {
                ways.extend(self.ways(&table, counts, &rules)?);
            }
        }
        match desk.format {
            Format::Json => output::json(&Answer { ways })?,
            Format::Text => output::text(&written(&ways))?,
        }
        Ok(Outcome::Done)
    }

    /// Every way with one version of the table.
    fn ways(&self, table: &str, counts: Counts, rules: &[Rule]) -> Result<Vec<Way>> {
        let fault = |error: crossing::CrossingError| wrong_use(error.to_string());
        let effort = Effort {
            attacker: self.protect.attacker(),
            floor: NOT_EMPTY,
            width: 1,
            steps: Some(self.steps),
            exact: Some(0),
            toll: 1,
            seed: self.seed,
            stop: &|| false,
        };
        let inputs = [Input::of(counts)];
        let counts = &inputs[0].counts;
        let system = System::new(&inputs, None, rules)?;
        let answer = system.hide(&effort)?;
        let is_shown = |cell: usize| answer.statuses[0][cell] == Status::Shown;
        let told = |shown: &dyn Fn(usize) -> Option<u64>, method: String| way(table, &inputs[0], method, shown);
        let is_rounded = !inputs[0].overlaps();
        let rounded = is_rounded.then(|| crossing::round(counts, self.base, sweeps(counts.values().len()), self.seed));
        let rounded = rounded.transpose().map_err(fault)?;
        let keys = keys::numbered(&Secret::read(None, self.seed)?, counts);
        let noised = crossing::moved(counts, &keys, &Method::noise(rules)).map_err(fault)?;
        let value = |cell: usize| counts.values()[cell];
        let mut ways = vec![
            told(&|cell| is_shown(cell).then(|| value(cell)), "suppress".to_owned()),
            told(&|cell| is_shown(cell).then(|| nearest(value(cell), self.base)), format!("suppress+round:{}", self.base)),
        ];
        ways.extend(rounded.map(|rounded| told(&|cell| Some(rounded.counts.values()[cell]), format!("round:{}", self.base))));
        ways.push(told(&|cell| Some(noised[cell]), "cell-key".to_owned()));
        Ok(ways)
    }
}

fn way(table: &str, input: &Input, method: String, shown: &dyn Fn(usize) -> Option<u64>) -> Way {
    let values = input.counts.values();
    let deviations: Vec<u64> = input.published().filter_map(|cell| Some(shown(cell)?.abs_diff(values[cell]))).collect();
    let moved = deviations.iter().filter(|deviation| **deviation > 0).count();
    let mean_deviation = deviations.iter().sum::<u64>() as f64 / deviations.len().max(1) as f64;
    Way { table: table.to_owned(), method, cells: input.published().count(), shown: deviations.len(), moved, mean_deviation }
}

/// A coarsening in words.
pub(super) fn said(coarsening: &Coarsening) -> String {
    match coarsening {
        Coarsening::WithoutLastLevel(name) => format!("{name} without its last level"),
        Coarsening::TwoByTwo(name) => format!("{name} two by two"),
        Coarsening::Without(name) => format!("without {name}"),
        Coarsening::Joined { dimension, codes: [one, other] } => format!("with {one} and {other} of {dimension} as one"),
    }
}

fn written(ways: &[Way]) -> String {
    let wide = ways.iter().map(|way| way.table.chars().count()).max().unwrap_or(0).max("table".len());
    let mut text =
        format!("{:<wide$}  {:<16} {:>9} {:>9} {:>7} {:>9} {:>9}\n", "table", "way", "cells", "shown", "share", "moved", "by mean");
    for way in ways {
        let share = 100.0 * way.shown as f64 / way.cells.max(1) as f64;
        text += &format!(
            "{:<wide$}  {:<16} {:>9} {:>9} {share:>6.1}% {:>9} {:>9.2}\n",
            way.table, way.method, way.cells, way.shown, way.moved, way.mean_deviation
        );
    }
    text
}
