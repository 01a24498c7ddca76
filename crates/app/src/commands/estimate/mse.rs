//! `inbeeld estimate mse`: overlapping lists in a CSV file → how many stand on no list.

use std::fmt::Write;
use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use estimates::mse::{self, Grid, Method, MethodResult, Model, MseResult, Notice, Overlap, Posterior, Settings};
use serde::Serialize;

use crate::commands::table::Table;
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Name of the column that counts people.
const COUNT: &str = "count";

/// Multiple systems estimation: one column per list with 0 or 1, and a column `count`.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    inbeeld estimate mse lists.csv\n  \
    inbeeld estimate mse lists.csv --method stepwise --bootstrap 1000\n  \
    inbeeld estimate mse lists.csv --model \"12,23\" --format json")]
pub struct Mse {
    /// CSV file: a column of 0 and 1 per list, and `count`; histories that are absent count 0.
    file: PathBuf,
    /// Which method; without it several, for their spread says more than any one of them.
    #[arg(long, value_enum, default_value_t = Word::All)]
    method: Word,
    /// One model by its highest terms, lists counted from 1: `12,3`; in place of a method.
    #[arg(long)]
    model: Option<String>,
    /// Stepwise adds a pair of lists whose overlap is less likely than this.
    #[arg(long, default_value_t = 0.02)]
    threshold: f64,
    /// Most lists in a term of bic and downhill.
    #[arg(long, default_value_t = 2)]
    max_order: u32,
    /// Replicates of a bootstrap with the choice of the model inside it.
    #[arg(long, default_value_t = 0)]
    bootstrap: u32,
    /// Models of lowest BIC among which a replicate chooses.
    #[arg(long, default_value_t = 60)]
    top: usize,
    /// Starts of downhill; the first has no interactions, the others are drawn.
    #[arg(long, default_value_t = 1)]
    starts: u32,
    /// Largest hidden number that bayes-average tries, as a multiple of the people observed.
    #[arg(long, default_value_t = 30.0)]
    reach: f64,
    /// How many hidden numbers bayes-average tries up to there.
    #[arg(long, default_value_t = 1000)]
    grid: usize,
    /// Chains of bayes-threshold and latent-class, pooled.
    #[arg(long, default_value_t = 20)]
    chains: u32,
    /// Steps of each chain.
    #[arg(long, default_value_t = 12_000)]
    steps: u32,
    /// Confidence level.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
    /// Seed of chance.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Word {
    /// Lists independent of one another: main effects only.
    Independence,
    /// Forward selection of pairs by Poisson tails.
    Stepwise,
    /// The lowest BIC of all models up to --max-order.
    Bic,
    /// Downhill in BIC from model to neighbouring model.
    Downhill,
    /// Bayesian averaging over decomposable graphs.
    BayesAverage,
    /// Bayesian thresholding of pairs.
    BayesThreshold,
    /// Latent classes in unknown number.
    LatentClass,
    /// Chao's lower bound.
    Chao,
    /// Darroch's heterogeneity.
    Darroch,
    /// All of these.
    All,
}

impl Word {
    fn methods(self) -> Vec<Method> {
        match self {
            Word::Independence => vec![Method::Independence],
            Word::Stepwise => vec![Method::Stepwise],
            Word::Bic => vec![Method::Bic],
            Word::Downhill => vec![Method::Downhill],
            Word::BayesAverage => vec![Method::BayesAverage],
            Word::BayesThreshold => vec![Method::BayesThreshold],
            Word::LatentClass => vec![Method::LatentClass],
            Word::Chao => vec![Method::Chao],
            Word::Darroch => vec![Method::Darroch],
            Word::All => Method::every(),
        }
    }
}

impl Mse {
    /// Reads, estimates, prints.
    ///
    /// # Errors
    /// When the file or a value in it cannot be read, or there is nothing to estimate from.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let fault = |error: mse::MseError| wrong_use(format!("{}: {error}", self.file.display()));
        let overlap = overlap(&Table::read(&self.file)?)?.map_err(fault)?;
        let settings = self.settings()?;
        let methods = match &self.model {
            Some(model) => vec![Method::Given(Model::parse(model, overlap.lists().len()).map_err(fault)?)],
            None => self.method.methods(),
        };
        let results = methods.iter().map(|method| mse::estimate(&overlap, method, &settings)).collect::<Result<Vec<_>, _>>();
        let results = results.map_err(fault)?;
        let estimated = results.iter().any(|result| result.estimate.is_some());
        let result = mse::gather(&overlap, results);
        match desk.format {
            Format::Json => output::json(&wire(&result))?,
            Format::Text => output::text(&in_words(&result))?,
        }
        Ok(if estimated { Outcome::Done } else { Outcome::Refused })
    }

    fn settings(&self) -> Result<Settings> {
        if !(self.threshold > 0.0 && self.threshold < 1.0) {
            return Err(wrong_use("--threshold lies between 0 and 1, for example 0.02"));
        }
        if self.max_order < 2 {
            return Err(wrong_use("--max-order is 2 or more: the most lists that may depend on one another in one term"));
        }
        if !(self.reach > 0.0 && self.reach <= 1e6 && (2..=1_000_000).contains(&self.grid)) {
            return Err(wrong_use("--reach is a positive multiple, for example 30, and --grid at least 2 numbers, for example 1000"));
        }
        if !((2..=1000).contains(&self.chains) && (1000..=10_000_000).contains(&self.steps)) {
            return Err(wrong_use("--chains is 2 or more (one chain says nothing of itself) and --steps 1000 or more"));
        }
        Ok(Settings {
            level: self.level,
            threshold: self.threshold,
            order: self.max_order,
            replicates: self.bootstrap,
            top: self.top,
            starts: self.starts,
            grid: Grid { reach: self.reach, points: self.grid },
            chains: self.chains,
            steps: self.steps,
            seed: self.seed,
        })
    }
}

fn overlap(table: &Table) -> Result<Result<Overlap, mse::MseError>> {
    let count = table.column(COUNT)?;
    let lists: Vec<usize> = (0..table.header().len()).filter(|column| *column != count).collect();
    let mut rows = Vec::with_capacity(table.len());
    for row in 0..table.len() {
        let mut history = 0u32;
        for (bit, column) in lists.iter().enumerate().take(u32::BITS as usize) {
            match table.text(row, *column) {
                "0" => {}
                "1" => history |= 1 << bit,
                _ => return Err(table.fault(row, *column, "0 or 1")),
            }
        }
        rows.push((history, table.count(row, count)?));
    }
    Ok(Overlap::new(lists.iter().map(|column| table.header()[*column].clone()).collect(), rows))
}

#[derive(Serialize)]
struct WireResult<'a> {
    observed: u64,
    lists: &'a [String],
    results: Vec<WireMethod<'a>>,
    spread: Option<WireSpread>,
    assumptions: Vec<&'a str>,
    warnings: Vec<WireNotice<'a>>,
}

#[derive(Serialize)]
struct WireMethod<'a> {
    method: &'static str,
    estimate: Option<f64>,
    intervals: Vec<WireInterval>,
    model: &'a [String],
    existence: u8,
    bic: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    posterior: Option<WirePosterior<'a>>,
    warnings: Vec<WireNotice<'a>>,
}

#[derive(Serialize)]
struct WirePosterior<'a> {
    mean: f64,
    mass_at_end: Option<f64>,
    chain_medians: &'a [f64],
    r_hat: Option<f64>,
}

#[derive(Serialize)]
struct WireInterval {
    kind: &'static str,
    level: f64,
    lower: f64,
    upper: Option<f64>,
}

#[derive(Serialize)]
struct WireSpread {
    lower: f64,
    upper: f64,
}

#[derive(Serialize)]
struct WireNotice<'a> {
    code: &'static str,
    text: &'a str,
}

fn wire(result: &MseResult) -> WireResult<'_> {
    WireResult {
        observed: result.observed,
        lists: &result.lists,
        results: result.results.iter().map(wire_method).collect(),
        spread: result.spread.map(|(lower, upper)| WireSpread { lower, upper }),
        assumptions: result.assumptions.iter().map(|assumption| assumption.english.as_str()).collect(),
        warnings: result.warnings.iter().map(wire_notice).collect(),
    }
}

fn wire_method(result: &MethodResult) -> WireMethod<'_> {
    let intervals = result.intervals.iter();
    WireMethod {
        method: result.method,
        estimate: result.estimate,
        intervals: intervals
            .map(|own| WireInterval { kind: own.kind.word(), level: own.level, lower: own.lower, upper: own.upper })
            .collect(),
        model: &result.model,
        existence: result.existence.code(),
        bic: result.bic,
        posterior: result.posterior.as_ref().map(wire_posterior),
        warnings: result.warnings.iter().map(wire_notice).collect(),
    }
}

fn wire_posterior(posterior: &Posterior) -> WirePosterior<'_> {
    WirePosterior { mean: posterior.mean, mass_at_end: posterior.mass_at_end, chain_medians: &posterior.chains, r_hat: posterior.r_hat }
}

fn wire_notice(notice: &Notice) -> WireNotice<'_> {
    WireNotice { code: notice.code, text: &notice.english }
}

/// The result for people, the spread over methods first. Writing to a String cannot fail.
fn in_words(result: &MseResult) -> String {
    let mut text = format!("{} different people on {} lists ({})\n", result.observed, result.lists.len(), result.lists.join(", "));
    text.push_str(&match result.spread {
        Some((lower, upper)) => format!("the methods say {lower:.0} to {upper:.0} in all\n"),
        None => "one method alone: there is no spread to judge it by\n".to_owned(),
    });
    result.results.iter().for_each(|method| add_method(&mut text, method));
    for notice in result.warnings.iter().chain(&result.assumptions) {
        let _ = writeln!(text, "- {}", notice.english);
    }
    text
}

fn add_method(text: &mut String, method: &MethodResult) {
    let _ = match method.estimate {
        Some(estimate) if method.model.is_empty() => writeln!(text, "{}: {estimate:.0} in all", method.method),
        Some(estimate) => writeln!(text, "{}: {estimate:.0} in all, model [{}]", method.method, method.model.join(",")),
        None => writeln!(text, "{}: no estimate (existence code {})", method.method, method.existence.code()),
    };
    for interval in &method.intervals {
        let upper = interval.upper.map_or_else(|| "without bound".to_owned(), |upper| format!("{upper:.0}"));
        let _ = writeln!(text, "  {} % {} interval: {:.0} to {upper}", interval.level * 100.0, interval.kind.word(), interval.lower);
    }
    if let Some(r_hat) = method.posterior.as_ref().and_then(|posterior| posterior.r_hat) {
        let _ = writeln!(text, "  R-hat {r_hat:.3}");
    }
    for notice in &method.warnings {
        let _ = writeln!(text, "  ! {}", notice.english);
    }
}
