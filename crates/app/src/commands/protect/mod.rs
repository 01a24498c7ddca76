//! `inbeeld protect`: a table of counts in a CSV file → what may be shown of it, and the proof.

mod advise;
mod ask;
mod keys;
mod ledger;
mod method;
mod read;
mod reasons;
mod refusal;
mod release;
mod verify;

mod wire;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum};
use disclosure::crossing::{self, Attacker, Counts, Rounded, Rule, Status};

use self::ask::{Answer, Effort, System};
use self::keys::Secret;
use self::method::Method;
use self::read::{Asked, Columns, Contributors, Input};
use self::reasons::Reasons;
use self::refusal::Case;
pub use self::release::{Sums, check_release};
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
  inbeeld protect --table sets.csv --dimensions region=regions.csv,form=forms.csv --overlapping form --count children --out protected
  inbeeld protect --table counts.csv --dimensions region=regions.csv,form=forms.csv --count n --frozen on-the-site.csv --out protected
  inbeeld protect --table days.csv --dimensions region=regions.csv,kind --count days --primary p-percent:10 --contributions cases.csv --out protected
  inbeeld protect --table counts.csv --dimensions region=regions.csv,form=forms.csv --count n --contributions cases.csv --primary threshold:5
    --primary contributors:household:3 --primary contributors:supplier:2 --primary zeros --out protected
  inbeeld protect verify protected/cells.csv protected/certificates.json
  inbeeld protect verify releases/2026-1
  inbeeld protect advise --table counts.csv --dimensions region=regions.csv,form=forms.csv --count n

A hierarchy is a CSV file with a header and two columns, child and parent; the total is what has no parent. A dimension without a file has one
total of its own, Total. Cells that are not in the table are 0. DIR/cells.csv has every cell with all its margins; DIR/certificates.json has for each
hidden cell two whole tables that fit everything shown and differ there by the width. Linked tables (--also) have those dimensions that are
columns of them, may stop above the last level, and come out as DIR/cells-2.csv and on. The ledger holds true counts and stays inside.
Where what was shown before (--ledger, --frozen) leaves a small count no way to stay hidden, nothing is written and the exit code is 1: printed are
the fewest cells that together tell it, and what could come out instead."
)]
pub struct Protect {
    #[command(subcommand)]
    part: Option<Part>,
    #[command(flatten)]
    source: Option<Source>,
    #[command(flatten)]
    wish: Wish,
}

#[derive(Subcommand)]
enum Part {
    Verify(verify::Verify),
    Advise(Box<advise::Advise>),
}

/// A table and what may not be told of it.
#[derive(Args)]
struct Source {
    /// CSV file of inner cells with a header; `,` or `;` between fields.
    #[arg(long, value_name = "TABLE.csv")]
    table: PathBuf,
    /// Columns that are dimensions, each with its hierarchy.
    #[arg(long, value_delimiter = ',', value_name = "NAME=HIERARCHY.csv", required = true)]
    dimensions: Vec<String>,
    /// Dimensions of which one person may have several codes, and counts once under each and once in their total: forms of violence, years in
    /// care. The column then holds sets of last codes, `physical|emotional`: a row per set, as many as have exactly these.
    #[arg(long, value_delimiter = ',', value_name = "NAME")]
    overlapping: Vec<String>,
    /// Column with the counts: whole numbers of 0 or more; rows of one cell are added.
    #[arg(long, value_name = "COLUMN")]
    count: String,
    /// Column with what it costs to hide a cell; its count by default.
    #[arg(long, value_name = "COLUMN")]
    weights: Option<String>,
    /// Which cells may not be told, repeated for several rules: `threshold:5` hides 1 to 4; `threshold:5,GM=10` hides 1 to 9 where a code begins
    /// with GM; `dominance:1:0.85` where the largest contributor has more than 85 %; `p-percent:10` where the second can estimate the
    /// largest to within 10 %; `group:0.9` where a cell is 90 % of a total it is part of; `contributors:household:3` where a cell is of fewer than 3
    /// households, named by a column of the contributions; `zeros` where a cell is empty and might not have been: a row with 0 (cells without a row
    /// are known to be empty), against outsiders.
    #[arg(long, default_value = "threshold:5")]
    primary: Vec<String>,
    /// File with a row per contribution: the columns of the dimensions and of the counts. Without it each row of the table is one.
    #[arg(long, value_name = "FILE.csv")]
    contributions: Option<PathBuf>,
    /// Column of the contributions that says who contributed; without it every row is another.
    #[arg(long, value_name = "COLUMN")]
    contributor: Option<String>,
}

/// What is to be done with a table, against whom.
#[derive(Args)]
struct Wish {
    /// Other tables about the same people, to be published with it; the same column holds the counts.
    #[arg(long, value_name = "TABLE.csv", num_args = 1..)]
    also: Vec<PathBuf>,
    /// File of cells of the table that are public already: a column per dimension, totals by their own codes. They stay shown.
    #[arg(long, value_name = "CELLS.csv")]
    frozen: Option<PathBuf>,
    /// Folder of earlier releases: protects this one jointly with them, and adds it when it is written.
    #[arg(long, value_name = "DIR")]
    ledger: Option<PathBuf>,
    /// Columns of the table with how many of the counted are a supplier's own: it knows those, and must not work out the others.
    #[arg(long, value_delimiter = ',', value_name = "COLUMN")]
    suppliers: Vec<String>,
    /// Against whom.
    #[arg(long, value_enum, default_value_t = Against::Outsider)]
    protect: Against,
    /// `suppress`; `round:5` rounds every cell so that all sums stay right; `suppress+round:5` hides, and rounds each shown count to the nearest
    /// multiple (without certificates); `cell-key` moves every count a little, the same records always by the same.
    #[arg(long, default_value = "suppress")]
    method: Method,
    /// Least difference between the highest and lowest count that an attacker can infer for a hidden cell.
    #[arg(long, default_value_t = 1)]
    width: u64,
    /// Least count a reader knows to stand in a hidden cell: 1, since empty cells are always shown. 0 for readers who do not think of that, as other
    /// programs assume; that is the default with --ledger, where earlier releases may have been hidden with it.
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u64).range(..=1))]
    floor: Option<u64>,
    /// Secret of cell keys: a file of 16 bytes or more. Without it keys come from the seed, which anyone can guess.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// How often another way is tried once everything is covered; 3000 by default, fewer for tables of more than 5000 cells.
    #[arg(long)]
    steps: Option<u64>,
    /// Most programmes asked for the least that can be hidden, in a table by itself: 300 by default, none beyond 20,000 cells. 0 for none: what is said of how near to the least it is, is then worked out more loosely.
    #[arg(long, value_name = "PROGRAMMES")]
    exact: Option<usize>,
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
    /// Another folder, for reasons.csv: which rules hide each cell. It stays inside.
    #[arg(long, value_name = "DIR")]
    reasons: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Against {
    /// Someone who knows what is shown, and that hidden counts are not below the --floor.
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
        match (self.part, self.source) {
            (Some(Part::Verify(verify)), _) => verify.run(desk),
            (Some(Part::Advise(advise)), _) => advise.run(desk),
            (None, Some(source)) => Question { source, wish: self.wish }.run(desk),
            (None, None) => Err(wrong_use("name a --table, its --dimensions and its --count column; see --help")),
        }
    }
}

impl Against {
    fn attacker(self) -> Attacker {
        match self {
            Against::Outsider => Attacker::Outsider,
            Against::Insider => Attacker::Insider,
            Against::TwoInsiders => Attacker::TwoInsiders,
        }
    }
}

impl Source {
    fn rules(&self) -> Result<Vec<Rule>> {
        self.primary.iter().map(|text| text.parse().map_err(|error| wrong_use(format!("{error}")))).collect()
    }

    fn read(&self, also: &[PathBuf], suppliers: &[String], rules: &[Rule]) -> Result<Vec<Input>> {
        let files: Vec<PathBuf> = std::iter::once(&self.table).chain(also).cloned().collect();
        let columns = Columns { count: &self.count, weights: self.weights.as_deref(), suppliers };
        let kinds = rules.iter().filter_map(Rule::column).collect();
        let contributors = Contributors { file: self.contributions.as_deref(), contributor: self.contributor.as_deref(), kinds };
        let is_asked = self.contributions.is_some() || rules.iter().any(Rule::asks_contributions);
        let asked = Asked { dimensions: &self.dimensions, overlapping: &self.overlapping };
        read::read(&files, &asked, &columns, is_asked.then_some(&contributors))
    }
}

/// What readers know of a hidden cell where every empty cell is shown.
const NOT_EMPTY: u64 = 1;

/// The least count that readers know to stand in a hidden cell. Earlier releases may have been hidden from readers who do not think of that: some of
/// their cells could not be kept open otherwise, and a release of theirs would be refused for what was never promised.
fn floor(asked: Option<u64>, rules: &[Rule], against: Against, has_ledger: bool) -> Result<u64> {
    if rules.contains(&Rule::Zeros) && against.attacker() != Attacker::Outsider {
        let why = "who is alone in a total knows that its other cells are empty: --primary zeros goes with --protect outsider";
        return Err(wrong_use(why));
    }
    match (rules.contains(&Rule::Zeros), asked) {
        (true, Some(NOT_EMPTY)) => Err(wrong_use("with --primary zeros empty cells are hidden too: leave --floor out")),
        (true, _) => Ok(0),
        (false, asked) => Ok(asked.unwrap_or(if has_ledger { 0 } else { NOT_EMPTY })),
    }
}

/// A table and what is to be done with it.
struct Question {
    source: Source,
    wish: Wish,
}

impl Question {
    fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let rules = self.source.rules()?;
        let stage = desk.timings.begin("read");
        let mut inputs = self.source.read(&self.wish.also, &self.wish.suppliers, &rules)?;
        if let Some(file) = &self.wish.frozen {
            inputs[0].frozen = read::frozen(file, inputs[0].counts.crossing())?;
        }
        let cells: usize = inputs.iter().map(|input| input.counts.values().len()).sum();
        desk.timings.end("protect", stage, cells as u64)?;
        let is_of_cells = |rule: &&Rule| matches!(rule, Rule::Zeros | Rule::Contributors { .. });
        if let (Some(rule), Method::Round(_) | Method::CellKey) = (rules.iter().find(is_of_cells), self.wish.method) {
            return Err(wrong_use(format!("--primary {rule} says which cells to hide: it goes with suppress and suppress+round")));
        }
        match self.wish.method {
            Method::Round(base) => return self.round(&inputs, base, desk),
            Method::CellKey => return self.cell_key(&inputs, &rules, desk),
            Method::Suppress | Method::SuppressAndRound(_) => {}
        }
        if let (Some(reasons), Some(out)) = (&self.wish.reasons, &self.wish.out)
            && std::path::absolute(reasons)?.starts_with(std::path::absolute(out)?)
        {
            return Err(wrong_use("--reasons stays inside: name another folder than --out"));
        }
        let floor = floor(self.wish.floor, &rules, self.wish.protect, self.wish.ledger.is_some())?;
        let reasons = Reasons::of(&rules, &inputs)?;
        let releases = self.wish.ledger.as_deref().map(ledger::read).transpose()?;
        let started = Instant::now();
        let limit = self.wish.time_limit.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let stop = || limit.is_some_and(|limit| started.elapsed() >= limit);
        let stage = desk.timings.begin("search, audit");
        let system = System::of(&inputs, releases.as_deref(), &rules, reasons.primary(&inputs))?;
        let mut answer = system.hide(&self.effort(floor, &stop))?;
        desk.timings.end("protect", stage, cells as u64)?;
        if !answer.protection.audited.is_safe() {
            let effort = self.effort(floor, &stop);
            let case = Case { inputs: &inputs, releases: releases.as_deref(), rules: &rules, effort: &effort };
            let refusal = refusal::explain(&case, &answer)?;
            refusal.words().iter().for_each(|line| say(desk, line));
            output::json(&wire::summary(&inputs, &answer, &reasons).refused(refusal))?;
            return Ok(Outcome::Refused);
        }
        // With rounding there are none: they tell the exact sums of what is shown.
        if self.wish.method == Method::Suppress {
            let stage = desk.timings.begin("certificates");
            answer.protection.certificates = system.prove(&self.effort(floor, &stop), &answer.protection);
            desk.timings.end("protect", stage, cells as u64)?;
        }
        if let Some(folder) = &self.wish.reasons {
            reasons.write(folder, &inputs)?;
        }
        if let Some(folder) = &self.wish.out {
            if let Some(ledger) = &self.wish.ledger {
                // First: a release that did not come out after all does no harm there.
                let counts = inputs.iter().map(|table| &table.counts);
                ledger::add(ledger, &counts.zip(answer.statuses.iter().cloned()).collect::<Vec<_>>())?;
            }
            wire::write(folder, &inputs, &answer, &self.effort(floor, &stop), self.wish.method)?;
        }
        summarise(desk, &inputs, &answer, &reasons);
        if floor == 0 && !rules.contains(&Rule::Zeros) {
            say(desk, "kept from readers who do not think of it that no hidden cell is empty; --floor 1 keeps it from those who do");
        }
        output::json(&wire::summary(&inputs, &answer, &reasons))?;
        Ok(Outcome::Done)
    }

    fn effort<'a>(&self, floor: u64, stop: &'a (dyn Fn() -> bool + Sync)) -> Effort<'a> {
        Effort {
            attacker: self.wish.protect.attacker(),
            floor,
            width: self.wish.width,
            steps: self.wish.steps,
            exact: self.wish.exact,
            toll: self.wish.toll,
            seed: self.wish.seed,
            stop,
        }
    }

    fn cell_key(&self, inputs: &[Input], rules: &[Rule], desk: &Desk) -> Result<Outcome> {
        if self.wish.key.is_none() {
            say(desk, "keys come from the seed, which anyone can guess: for a release give a secret with --key");
        }
        let secret = Secret::read(self.wish.key.as_deref(), self.wish.seed)?;
        let noise = Method::noise(rules);
        let fault = |error: crossing::CrossingError| wrong_use(error.to_string());
        let tables: Vec<&Counts> = inputs.iter().map(|input| &input.counts).collect();
        let keys: Vec<Vec<u64>> = tables.iter().map(|counts| keys::numbered(&secret, counts)).collect();
        let values = crossing::moved_together(&tables, &keys, &noise).map_err(fault)?;
        let moved: Vec<_> = inputs.iter().zip(values).collect();
        if let Some(folder) = &self.wish.out {
            for (number, (input, values)) in moved.iter().enumerate() {
                wire::write_all(folder, number, input, values)?;
            }
        }
        say(desk, &format!("moved by at most {}, never to 1 to {}; sums are no longer exact", noise.most, noise.never));
        output::json(&wire::moved(&moved))?;
        Ok(Outcome::Done)
    }

    /// Rounded as the ledger's last release was, where there is one.
    fn rounded(&self, tables: &[&Counts], base: u64) -> Result<Vec<Rounded>> {
        let before = self.wish.ledger.as_deref().map(ledger::last_rounded).transpose()?.flatten();
        let seed = self.wish.seed;
        let rounded = match (tables, before.as_deref()) {
            ([counts], None) => crossing::round(counts, base, sweeps(counts.values().len()), seed).map(|own| vec![own]),
            ([counts], Some([before])) => {
                crossing::round_again(counts, before, base, sweeps(counts.values().len()), seed).map(|own| vec![own])
            }
            (tables, before) => crossing::round_linked(tables, before, base, &sweeps, seed),
        };
        rounded.map_err(|error| wrong_use(error.to_string()))
    }

    fn round(&self, inputs: &[Input], base: u64, desk: &Desk) -> Result<Outcome> {
        if inputs.iter().any(Input::overlaps) {
            return Err(wrong_use("totals of codes that overlap are no sums: hide instead, or use suppress+round or cell-key"));
        }
        let tables: Vec<&Counts> = inputs.iter().map(|input| &input.counts).collect();
        let rounded = self.rounded(&tables, base)?;
        if let Some(folder) = &self.wish.out {
            for (number, (input, own)) in inputs.iter().zip(&rounded).enumerate() {
                wire::write_all(folder, number, input, own.counts.values())?;
            }
            if let Some(ledger) = &self.wish.ledger {
                let pairs: Vec<_> = tables.iter().copied().zip(rounded.iter().map(|own| &own.counts)).collect();
                ledger::add_rounded(ledger, &pairs)?;
            }
        }
        let told = wire::rounding(inputs, &rounded);
        say(desk, &told.words());
        let beyond = told.beyond_cells();
        beyond.iter().take(NAMED).for_each(|line| say(desk, &format!("  {line}")));
        output::json(&told)?;
        Ok(Outcome::Done)
    }
}

/// Sweeps of controlled rounding over the inner cells.
const SWEEPS: u64 = 2000;
/// In a larger table a sweep takes longer, so that there are fewer.
const SWEEPS_TIMES_CELLS: u64 = 1_000_000_000;
/// Sweeps for a table of so many cells.
fn sweeps(cells: usize) -> u64 {
    SWEEPS.min(SWEEPS_TIMES_CELLS / cells.max(1) as u64)
}

/// Most margins beyond the base that are named on the screen.
const NAMED: usize = 20;

/// A line for people, beside the JSON on standard output.
fn say(desk: &Desk, line: &str) {
    if desk.format == Format::Text && !desk.quiet {
        eprintln!("{line}");
    }
}

fn summarise(desk: &Desk, inputs: &[Input], answer: &Answer, reasons: &Reasons) {
    let number = |status| answer.number(inputs, status);
    let ((shown, _), (primary, _), (secondary, value)) = (number(Status::Shown), number(Status::Primary), number(Status::Secondary));
    say(desk, &format!("{shown} cells shown, {primary} hidden by the rule, {secondary} hidden besides (sum {value})"));
    let by_rule = reasons.by_rule(inputs);
    by_rule.iter().filter(|_| by_rule.len() > 1).for_each(|own| say(desk, &own.words()));
    match answer.gap.share() {
        0.0 => say(desk, "nothing less would do (by weight, with the toll)"),
        share => {
            say(desk, &format!("another way could hide at most {:.1} % less (by weight, with the toll)", (share * 1000.0).ceil() / 10.0))
        }
    }
    match &answer.protection.certificates {
        Some(proofs) => {
            say(desk, &format!("{} hidden cells proven open; `inbeeld protect verify` checks it", proofs.proven()));
            if !proofs.without.is_empty() {
                say(desk, &format!("{} others passed the house's audit and have no certificate", proofs.without.len()));
            }
        }
        None => say(desk, "every hidden cell passed the house's audit; there are no certificates"),
    }
}
