//! `inbeeld estimate mse`: overlapping lists in a CSV file → how many stand on no list.

use std::fmt::Write;
use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use estimates::mse::{self, MethodResult, MseResult, Notice, Overlap};
use serde::Serialize;

use crate::commands::table::Table;
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Name of the column that counts people.
const COUNT: &str = "count";

/// Multiple systems estimation: one column per list with 0 or 1, and a column `count`.
#[derive(Args)]
#[command(after_help = "Example:\n  inbeeld estimate mse lists.csv --method independence --format json")]
pub struct Mse {
    /// CSV file: a column of 0 and 1 per list, and `count`; histories that are absent count 0.
    file: PathBuf,
    /// Which method.
    #[arg(long, value_enum, default_value_t = Method::All)]
    method: Method,
    /// Confidence level.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
}

#[derive(Clone, Copy, ValueEnum)]
enum Method {
    /// Lists independent of one another: main effects only.
    Independence,
    /// Every method there is: so far independence alone.
    All,
}

impl Mse {
    /// Reads, estimates, prints.
    ///
    /// # Errors
    /// When the file or a value in it cannot be read, or there is nothing to estimate from.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let fault = |error: mse::MseError| wrong_use(format!("{}: {error}", self.file.display()));
        let overlap = overlap(&Table::read(&self.file)?)?.map_err(fault)?;
        let results = match self.method {
            Method::Independence | Method::All => vec![mse::independence(&overlap, self.level).map_err(fault)?],
        };
        let estimated = results.iter().any(|result| result.estimate.is_some());
        let result = mse::gather(&overlap, results);
        match desk.format {
            Format::Json => output::json(&wire(&result))?,
            Format::Text => output::text(&in_words(&result))?,
        }
        Ok(if estimated { Outcome::Done } else { Outcome::Refused })
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
    warnings: Vec<WireNotice<'a>>,
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
        warnings: result.warnings.iter().map(wire_notice).collect(),
    }
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
        Some(estimate) => writeln!(text, "{}: {estimate:.0} in all, model [{}]", method.method, method.model.join(",")),
        None => writeln!(text, "{}: no estimate (existence code {})", method.method, method.existence.code()),
    };
    for interval in &method.intervals {
        let upper = interval.upper.map_or_else(|| "without bound".to_owned(), |upper| format!("{upper:.0}"));
        let _ = writeln!(text, "  {} % {} interval: {:.0} to {upper}", interval.level * 100.0, interval.kind.word(), interval.lower);
    }
    for notice in &method.warnings {
        let _ = writeln!(text, "  ! {}", notice.english);
    }
}
