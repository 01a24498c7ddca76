//! `inbeeld protect`: a table of counts in a CSV file → what may be shown of it, and the proof.

mod method;
mod read;
mod verify;
mod wire;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum};
use disclosure::crossing::{self, Attacker, Protection, Status, Task, Threshold};

use self::method::Method;
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Hides small counts of a table and as little more as it takes, and proves that nothing hidden can be worked out.
#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "Examples:
  inbeeld protect --table counts.csv --dimensions region=regions.csv,form=forms.csv --count n --out protected
  inbeeld protect --table counts.csv --dimensions region=regions.csv,sex --count n --primary threshold:5,GM=10 --protect insider --out protected
  inbeeld protect verify protected/cells.csv protected/certificates.json

A hierarchy is a CSV file with a header and two columns, child and parent; the total is what has no parent. A dimension without a file has one
total of its own, Total. Cells that are not in the table are 0. DIR/cells.csv has every cell with all its margins; DIR/certificates.json has for each
hidden cell two whole tables that fit everything shown and differ there by the width."
)]
pub struct Protect {
    #[command(subcommand)]
    part: Option<Part>,
    #[command(flatten)]
    question: Option<Question>,
}

#[derive(Subcommand)]
enum Part {
    Verify(verify::Verify),
}

#[derive(Args)]
struct Question {
    /// CSV file of inner cells with a header; `,` or `;` between fields.
    #[arg(long, value_name = "TABLE.csv")]
    table: PathBuf,
    /// Columns that are dimensions, each with its hierarchy.
    #[arg(long, value_delimiter = ',', value_name = "NAME=HIERARCHY.csv", required = true)]
    dimensions: Vec<String>,
    /// Column with the counts: whole numbers of 0 or more; rows of one cell are added.
    #[arg(long, value_name = "COLUMN")]
    count: String,
    /// Column with what it costs to hide a cell; its count by default.
    #[arg(long, value_name = "COLUMN")]
    weights: Option<String>,
    /// Which cells may not be told: `threshold:5` hides 1 to 4; `threshold:5,GM=10` hides 1 to 9 where a code begins with GM.
    #[arg(long, default_value = "threshold:5")]
    primary: String,
    /// Against whom.
    #[arg(long, value_enum, default_value_t = Against::Outsider)]
    protect: Against,
    /// `suppress`; `round:5` rounds every cell so that all sums stay right; `suppress+round:5` hides, and rounds each shown count to the nearest
    /// multiple (without certificates).
    #[arg(long, default_value = "suppress")]
    method: Method,
    /// Least difference between the highest and lowest count that an attacker can infer for a hidden cell.
    #[arg(long, default_value_t = 1)]
    width: u64,
    /// How often another way is tried once everything is covered; 3000 by default, fewer for tables of more than 5000 cells.
    #[arg(long)]
    steps: Option<u64>,
    /// Stop trying after this many seconds. For exploring: the result then depends on the machine.
    #[arg(long, value_name = "SECONDS")]
    time_limit: Option<f64>,
    /// What every cell hidden besides costs, on top of its weight: higher hides fewer cells, and larger ones.
    #[arg(long, default_value_t = 1)]
    toll: u64,
    /// Seed of the choices.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder for cells.csv and certificates.json; without it only the summary is printed.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Against {
    /// Someone who knows what is shown, and that counts are not below 0.
    Outsider,
    /// Also everyone who is alone in their cell, and knows it.
    Insider,
}

impl Protect {
    /// Protects, or checks the proof of what was protected.
    ///
    /// # Errors
    /// When a file cannot be read or written, or the question cannot be answered.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        match (self.part, self.question) {
            (Some(Part::Verify(verify)), _) => verify.run(desk),
            (None, Some(question)) => question.run(desk),
            (None, None) => Err(wrong_use("name a --table, its --dimensions and its --count column; see --help")),
        }
    }
}

impl Question {
    fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let rule: Threshold = self.primary.parse().map_err(|error| wrong_use(format!("{error}")))?;
        let input = read::read(&self.table, &self.dimensions, &self.count, self.weights.as_deref())?;
        if let Method::Round(base) = self.method {
            return self.round(&input, base, desk);
        }
        let started = Instant::now();
        let limit = self.time_limit.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let stop = || limit.is_some_and(|limit| started.elapsed() >= limit);
        let primary = rule.hides(&input.counts);
        let attacker = match self.protect {
            Against::Outsider => Attacker::Outsider,
            Against::Insider => Attacker::Insider,
        };
        let steps = self.steps.unwrap_or_else(|| default_steps(attacker, primary.len() as u64));
        let (width, seed, toll) = (self.width, self.seed, self.toll);
        let task =
            Task { counts: &input.counts, primary: &primary, weights: &input.weights, attacker, width, steps, seed, toll, stop: &stop };
        let mut protection = crossing::protect(&task).map_err(|error| wrong_use(format!("{error}")))?;
        if self.method != Method::Suppress {
            // They tell the exact sums of what is shown.
            protection.certificates = None;
        }
        if !protection.audited.is_safe() {
            say(desk, "refused: not every hidden cell is open, so nothing is written");
            output::json(&wire::summary(&input.counts, &protection))?;
            return Ok(Outcome::Refused);
        }
        if let Some(folder) = &self.out {
            wire::write(folder, &input, &protection, attacker, width, self.method)?;
        }
        summarise(desk, &input, &protection);
        output::json(&wire::summary(&input.counts, &protection))?;
        Ok(Outcome::Done)
    }

    fn round(&self, input: &read::Input, base: u64, desk: &Desk) -> Result<Outcome> {
        let rounded = crossing::round(&input.counts, base, SWEEPS, self.seed).map_err(|error| wrong_use(error.to_string()))?;
        if let Some(folder) = &self.out {
            wire::write_rounded(folder, input, &rounded)?;
        }
        let (inner, margin, beyond) = (rounded.largest_inner, rounded.largest_margin, rounded.beyond.len());
        say(
            desk,
            &format!(
                "moved at most {inner} inside and {margin} in margins, {:.2} on average; {beyond} margins by {base} or more",
                rounded.mean()
            ),
        );
        for cell in rounded.beyond.iter().take(NAMED) {
            say(
                desk,
                &format!(
                    "  {} by {}",
                    input.counts.crossing().name(*cell),
                    rounded.counts.values()[*cell].abs_diff(input.counts.values()[*cell])
                ),
            );
        }
        output::json(&wire::rounding(&rounded))?;
        Ok(Outcome::Done)
    }
}

/// Steps where none are asked for.
const MOST_STEPS: u64 = 3000;
/// In a larger table a step takes longer, so that there are fewer.
const STEPS_TIMES_CELLS: u64 = 15_000_000;
/// Against insiders a step looks at everyone who is alone, and takes longer still.
const STEPS_TIMES_CELLS_SQUARED: u64 = 116_000_000_000;
/// Sweeps of controlled rounding over the inner cells.
const SWEEPS: u64 = 200;
/// Most margins beyond the base that are named on the screen.
const NAMED: usize = 20;

/// Steps for a table of so many cells.
fn default_steps(attacker: Attacker, cells: u64) -> u64 {
    let cells = cells.max(1);
    match attacker {
        Attacker::Outsider => MOST_STEPS.min(STEPS_TIMES_CELLS / cells),
        Attacker::Insider => MOST_STEPS.min(STEPS_TIMES_CELLS_SQUARED / cells / cells),
    }
}

/// A line for people, beside the JSON on standard output.
fn say(desk: &Desk, line: &str) {
    if desk.format == Format::Text && !desk.quiet {
        eprintln!("{line}");
    }
}

fn summarise(desk: &Desk, input: &read::Input, protection: &Protection) {
    let number = |status| protection.number(status);
    let (shown, primary, secondary) = (number(Status::Shown), number(Status::Primary), number(Status::Secondary));
    say(
        desk,
        &format!(
            "{shown} cells shown, {primary} hidden by the rule, {secondary} hidden besides (sum {})",
            protection.value(Status::Secondary, &input.counts)
        ),
    );
    match &protection.certificates {
        Some(proofs) => say(desk, &format!("{} hidden cells proven open; `inbeeld protect verify` checks it", proofs.certificates.len())),
        None => say(desk, "every hidden cell passed the house's audit; there are no certificates"),
    }
}
