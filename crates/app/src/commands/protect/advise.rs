//! `inbeeld protect advise`: what each way to protect a table would show and move, also of coarser versions of it.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use disclosure::crossing::{self, Coarsening, Counts, CrossingError, Rule, Status};
use serde::Serialize;

use super::ask::{Effort, System};
use super::keys::{self, Secret};
use super::method::{Method, nearest};
use super::read::Input;
use super::refusal::is_only;
use super::{Against, Source, floor, ledger, sweeps};
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Compares ways to protect a table, as it is and coarser.
#[derive(Args)]
#[command(after_help = "Examples:
  inbeeld protect advise --table counts.csv --dimensions region=regions.csv,form=forms.csv --count n
  inbeeld protect advise --table counts.csv --dimensions region=regions.csv,form=forms.csv,age --count n --also ages.csv --width 3
  inbeeld protect advise --table counts-2025.csv --dimensions region=regions.csv,form=forms.csv --count n --ledger ledger

One line for each way: how many cells there are, are shown, and are shown with another count than the true one; and by how much shown counts differ
on average. Coarser versions leave out the last level of a dimension, join codes two by two, or leave a dimension out; linked tables (--also) are all
made coarser alike. Beside a ledger, and with --primary zeros, only hiding is compared; what earlier releases told is told of the same codes.")]
pub(super) struct Advise {
    #[command(flatten)]
    source: Source,
    /// Other tables about the same people, to be published with it.
    #[arg(long, value_name = "TABLE.csv", num_args = 1..)]
    also: Vec<PathBuf>,
    /// Folder of earlier releases beside which this one is to come out; nothing is added to it.
    #[arg(long, value_name = "DIR")]
    ledger: Option<PathBuf>,
    /// Against whom.
    #[arg(long, value_enum, default_value_t = Against::Outsider)]
    protect: Against,
    /// Least difference between the highest and lowest count that an attacker can infer for a hidden cell.
    #[arg(long, default_value_t = 1)]
    width: u64,
    /// Least count a reader knows to stand in a hidden cell, as for `protect`.
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u64).range(..=1))]
    floor: Option<u64>,
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
    /// Versions of which some hidden count could be worked out whatever were hidden.
    closed: Vec<String>,
    /// Versions that were not compared, and why: beside a ledger those of which earlier releases told other codes.
    skipped: Vec<Skipped>,
}

/// A version that was not compared.
#[derive(Serialize)]
struct Skipped {
    table: String,
    why: String,
}

/// The tables in one version: what was done to them in words, and their counts.
type Version = (String, Vec<Input>);

impl Advise {
    pub(super) fn run(self, desk: &Desk) -> Result<Outcome> {
        let rules = self.source.rules()?;
        if rules.iter().any(Rule::asks_contributions) || self.source.contributions.is_some() {
            return Err(wrong_use("advise compares tables of counts: it takes threshold, group and zeros rules, without contributions"));
        }
        let floor = floor(self.floor, &rules, self.protect, self.ledger.is_some())?;
        let inputs = self.source.read(&self.also, &[], &rules)?;
        let releases = self.ledger.as_deref().map(ledger::read).transpose()?;
        let mut answer = Answer { ways: Vec::new(), closed: Vec::new(), skipped: Vec::new() };
        for (number, (version, inputs)) in versions(&inputs)?.into_iter().enumerate() {
            match System::new(&inputs, releases.as_deref(), &rules) {
                Ok(system) => self.hidden((&version, &inputs), &system, floor, &mut answer)?,
                // What earlier releases told is of other codes.
                Err(error) if number > 0 && releases.is_some() => {
                    answer.skipped.push(Skipped { table: version, why: error.to_string() });
                    continue;
                }
                Err(error) => return Err(error),
            }
            if releases.is_none() && !rules.contains(&Rule::Zeros) {
                self.moved((&version, &inputs), &rules, &mut answer)?;
            }
        }
        match desk.format {
            Format::Json => output::json(&answer)?,
            Format::Text => output::text(&written(&answer))?,
        }
        Ok(Outcome::Done)
    }

    /// What hiding shows of one version, exact and rounded.
    fn hidden(&self, (version, inputs): (&str, &[Input]), system: &System, floor: u64, answer: &mut Answer) -> Result<()> {
        let found = system.hide(&Effort {
            attacker: self.protect.attacker(),
            floor,
            width: self.width,
            steps: Some(self.steps),
            exact: Some(0),
            toll: 1,
            seed: self.seed,
            stop: &|| false,
        })?;
        if !found.protection.audited.is_safe() {
            answer.closed.push(version.to_owned());
            return Ok(());
        }
        let value = |table: usize, cell: usize| inputs[table].counts.values()[cell];
        let is_shown = |table: usize, cell: usize| found.statuses[table][cell] == Status::Shown;
        let exact = |table: usize, cell: usize| is_shown(table, cell).then(|| value(table, cell));
        let rounded = |table: usize, cell: usize| exact(table, cell).map(|count| nearest(count, self.base));
        answer.ways.push(way(version, inputs, "suppress".to_owned(), &exact));
        answer.ways.push(way(version, inputs, format!("suppress+round:{}", self.base), &rounded));
        Ok(())
    }

    /// What rounding and cell keys do to one version.
    fn moved(&self, (version, inputs): (&str, &[Input]), rules: &[Rule], answer: &mut Answer) -> Result<()> {
        let tables: Vec<&Counts> = inputs.iter().map(|input| &input.counts).collect();
        if !inputs.iter().any(Input::overlaps) {
            let rounded = match tables.as_slice() {
                [counts] => Some(vec![crossing::round(counts, self.base, sweeps(counts.values().len()), self.seed).map_err(fault)?]),
                // Those that go round in a circle cannot be rounded.
                tables => crossing::round_linked(tables, None, self.base, &sweeps, self.seed).ok(),
            };
            if let Some(rounded) = rounded {
                let told = |table: usize, cell: usize| Some(rounded[table].counts.values()[cell]);
                answer.ways.push(way(version, inputs, format!("round:{}", self.base), &told));
            }
        }
        let secret = Secret::read(None, self.seed)?;
        let keys: Vec<Vec<u64>> = tables.iter().map(|counts| keys::numbered(&secret, counts)).collect();
        let noised = crossing::moved_together(&tables, &keys, &Method::noise(rules)).map_err(fault)?;
        answer.ways.push(way(version, inputs, "cell-key".to_owned(), &|table, cell| Some(noised[table][cell])));
        Ok(())
    }
}

fn fault(error: CrossingError) -> anyhow::Error {
    wrong_use(error.to_string())
}

/// The tables as they are, and coarser, each in every way that one of them can be: the others with it, where they have that dimension.
fn versions(inputs: &[Input]) -> Result<Vec<Version>> {
    let mut versions = vec![("as it is".to_owned(), inputs.iter().map(|input| Input::of(input.counts.clone())).collect())];
    let mut done: Vec<Coarsening> = Vec::new();
    for input in inputs {
        for (coarsening, _) in Coarsening::all(&input.counts).map_err(fault)? {
            if done.contains(&coarsening) {
                continue;
            }
            let coarse = |input: &Input| match coarsening.of(&input.counts) {
                Ok(Some(counts)) => Ok(Some(Input::of(counts))),
                // A table of nothing but the dimension that is left out has nothing left to tell.
                Ok(None) if matches!(&coarsening, Coarsening::Without(gone) if is_only(input, gone)) => Ok(None),
                Ok(None) => Ok(Some(Input::of(input.counts.clone()))),
                Err(error) => Err(fault(error)),
            };
            let made: Vec<Input> = inputs.iter().filter_map(|input| coarse(input).transpose()).collect::<Result<_>>()?;
            versions.push((said(&coarsening), made));
            done.push(coarsening);
        }
    }
    Ok(versions)
}

fn way(version: &str, inputs: &[Input], method: String, shown: &dyn Fn(usize, usize) -> Option<u64>) -> Way {
    let cells = || inputs.iter().enumerate().flat_map(|(table, input)| input.published().map(move |cell| (table, cell)));
    let moved_by = |(table, cell): (usize, usize)| Some(shown(table, cell)?.abs_diff(inputs[table].counts.values()[cell]));
    let deviations: Vec<u64> = cells().filter_map(moved_by).collect();
    let moved = deviations.iter().filter(|deviation| **deviation > 0).count();
    let mean_deviation = deviations.iter().sum::<u64>() as f64 / deviations.len().max(1) as f64;
    Way { table: version.to_owned(), method, cells: cells().count(), shown: deviations.len(), moved, mean_deviation }
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

fn written(answer: &Answer) -> String {
    let wide = answer.ways.iter().map(|way| way.table.chars().count()).max().unwrap_or(0).max("table".len());
    let mut text =
        format!("{:<wide$}  {:<16} {:>9} {:>9} {:>7} {:>9} {:>9}\n", "table", "way", "cells", "shown", "share", "moved", "by mean");
    for way in &answer.ways {
        let share = 100.0 * way.shown as f64 / way.cells.max(1) as f64;
        text += &format!(
            "{:<wide$}  {:<16} {:>9} {:>9} {share:>6.1}% {:>9} {:>9.2}\n",
            way.table, way.method, way.cells, way.shown, way.moved, way.mean_deviation
        );
    }
    for version in &answer.closed {
        text += &format!("{version}: hiding cannot keep every count open; `inbeeld protect` says what stands in the way\n");
    }
    for Skipped { table, why } in &answer.skipped {
        text += &format!("{table}: not beside the ledger ({why})\n");
    }
    text
}
