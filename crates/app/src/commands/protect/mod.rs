//! `inbeeld protect`: a table of counts in a CSV file → what may be shown of it, and the proof.

mod ask;
mod ledger;
mod method;
mod read;
mod verify;
mod wire;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum};
use disclosure::crossing::{self, Attacker, Rule, Status};

use self::ask::{Answer, Effort};
use self::method::Method;
use self::read::{Columns, Contributors, Input};
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
  inbeeld protect --table forms.csv --dimensions region=regions.csv,form=forms-of.csv,age --count n --also ages.csv --out protected
  inbeeld protect --table counts-2025.csv --dimensions region=regions.csv,form=forms.csv --count n --ledger ledger --out protected
  inbeeld protect --table days.csv --dimensions region=regions.csv,kind --count days --primary p-percent:10 --contributions cases.csv --out protected
  inbeeld protect verify protected/cells.csv protected/certificates.json

A hierarchy is a CSV file with a header and two columns, child and parent; the total is what has no parent. A dimension without a file has one
total of its own, Total. Cells that are not in the table are 0. DIR/cells.csv has every cell with all its margins; DIR/certificates.json has for each
hidden cell two whole tables that fit everything shown and differ there by the width. Linked tables (--also) have those dimensions that are
columns of them, may stop above the last level, and come out as DIR/cells-2.csv and on. The ledger holds true counts and stays inside."
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
    /// Other tables about the same people, to be published with it; the same column holds the counts.
    #[arg(long, value_name = "TABLE.csv", num_args = 1..)]
    also: Vec<PathBuf>,
    /// Folder of earlier releases: protects this one jointly with them, and adds it when it is written.
    #[arg(long, value_name = "DIR")]
    ledger: Option<PathBuf>,
    /// Which cells may not be told, repeated for several rules: `threshold:5` hides 1 to 4; `threshold:5,GM=10` hides 1 to 9 where a code begins
    /// with GM; `dominance:1:0.85` where the largest contributor has more than 85 %; `p-percent:10` where the second can estimate the
    /// largest to within 10 %; `group:0.9` where a cell is 90 % of a total it is part of.
    #[arg(long, default_value = "threshold:5")]
    primary: Vec<String>,
    /// File with a row per contribution: the columns of the dimensions and of the counts. Without it each row of the table is one.
    #[arg(long, value_name = "FILE.csv")]
    contributions: Option<PathBuf>,
    /// Column of the contributions that says who contributed; without it every row is another.
    #[arg(long, value_name = "COLUMN")]
    contributor: Option<String>,
    /// Columns of the table with how many of the counted are a supplier's own: it knows those, and must not work out the others.
    #[arg(long, value_delimiter = ',', value_name = "COLUMN")]
    suppliers: Vec<String>,
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
    /// Two such people who tell each other.
    TwoInsiders,
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
        let rules = self.rules()?;
        let inputs = self.read(&rules)?;
        if let Method::Round(base) = self.method {
            return self.round(&inputs, base, desk);
        }
        if !self.also.is_empty() && matches!(self.protect, Against::TwoInsiders) {
            return Err(wrong_use("two insiders are kept out of one table at a time: leave out --also"));
        }
        let releases = self.ledger.as_deref().map_or(Ok(Vec::new()), ledger::read)?;
        let started = Instant::now();
        let limit = self.time_limit.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let stop = || limit.is_some_and(|limit| started.elapsed() >= limit);
        let mut answer = ask::protect(&inputs, &releases, &rules, &self.effort(&stop))?;
        if self.method != Method::Suppress {
            // They tell the exact sums of what is shown.
            answer.protection.certificates = None;
        }
        if !answer.protection.audited.is_safe() {
            say(desk, "refused: not every hidden cell is open, so nothing is written");
            output::json(&wire::summary(&inputs, &answer))?;
            return Ok(Outcome::Refused);
        }
        if let Some(folder) = &self.out {
            if let Some(ledger) = &self.ledger {
                // First: a release that did not come out after all does no harm there.
                let counts = inputs.iter().map(|table| &table.counts);
                ledger::add(ledger, &counts.zip(answer.statuses.iter().cloned()).collect::<Vec<_>>())?;
            }
            wire::write(folder, &inputs, &answer, self.width, self.method)?;
        }
        summarise(desk, &inputs, &answer);
        output::json(&wire::summary(&inputs, &answer))?;
        Ok(Outcome::Done)
    }

    fn rules(&self) -> Result<Vec<Rule>> {
        self.primary.iter().map(|text| text.parse().map_err(|error| wrong_use(format!("{error}")))).collect()
    }

    fn read(&self, rules: &[Rule]) -> Result<Vec<Input>> {
        let files: Vec<PathBuf> = std::iter::once(&self.table).chain(&self.also).cloned().collect();
        let columns = Columns { count: &self.count, weights: self.weights.as_deref(), suppliers: &self.suppliers };
        let contributors = Contributors { file: self.contributions.as_deref(), contributor: self.contributor.as_deref() };
        let is_asked = self.contributions.is_some() || rules.iter().any(Rule::asks_contributions);
        read::read(&files, &self.dimensions, &columns, is_asked.then_some(&contributors))
    }

    fn effort<'a>(&self, stop: &'a dyn Fn() -> bool) -> Effort<'a> {
        let attacker = match self.protect {
            Against::Outsider => Attacker::Outsider,
            Against::Insider => Attacker::Insider,
            Against::TwoInsiders => Attacker::TwoInsiders,
        };
        Effort { attacker, width: self.width, steps: self.steps, toll: self.toll, seed: self.seed, stop }
    }

    fn round(&self, inputs: &[Input], base: u64, desk: &Desk) -> Result<Outcome> {
        let [input] = inputs else { return Err(wrong_use("linked tables cannot be rounded yet: round one table at a time")) };
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

/// Sweeps of controlled rounding over the inner cells.
const SWEEPS: u64 = 200;
/// Most margins beyond the base that are named on the screen.
const NAMED: usize = 20;

/// A line for people, beside the JSON on standard output.
fn say(desk: &Desk, line: &str) {
    if desk.format == Format::Text && !desk.quiet {
        eprintln!("{line}");
    }
}

fn summarise(desk: &Desk, inputs: &[Input], answer: &Answer) {
    let number = |status| answer.number(inputs, status);
    let ((shown, _), (primary, _), (secondary, value)) = (number(Status::Shown), number(Status::Primary), number(Status::Secondary));
    say(desk, &format!("{shown} cells shown, {primary} hidden by the rule, {secondary} hidden besides (sum {value})"));
    match &answer.protection.certificates {
        Some(proofs) => say(desk, &format!("{} hidden cells proven open; `inbeeld protect verify` checks it", proofs.certificates.len())),
        None => say(desk, "every hidden cell passed the house's audit; there are no certificates"),
    }
}
