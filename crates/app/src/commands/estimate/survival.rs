//! `inbeeld estimate survival`: waits in a CSV file → curves, medians, incidences.

use std::fmt::Write;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use estimates::survival::{self, GroupResult, Options, Point, Quantile, Reading, Subject, SurvivalResult};
use serde::Serialize;

use crate::commands::table::Table;
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Kaplan–Meier, and Aalen–Johansen where there is more than one cause; log-log limits.
#[derive(Args)]
#[command(after_help = "Example:\n  inbeeld estimate survival waits.csv --time days --status outcome --group region --at 91,183,365")]
pub struct Survival {
    /// CSV file with a header; `,` or `;` between fields.
    file: PathBuf,
    /// Column with the time.
    #[arg(long)]
    time: String,
    /// Column with the outcome: 0 censored, 1, 2, … the cause.
    #[arg(long)]
    status: String,
    /// Column with the time of coming under observation.
    #[arg(long)]
    entry: Option<String>,
    /// Column with the group.
    #[arg(long)]
    group: Option<String>,
    /// Times at which values are wanted as well.
    #[arg(long, value_delimiter = ',')]
    at: Vec<f64>,
    /// Confidence level.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
}

impl Survival {
    /// Reads, estimates, prints.
    ///
    /// # Errors
    /// When the file or a value in it cannot be read, or no estimate can be made.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let table = Table::read(&self.file)?;
        let subjects = self.subjects(&table)?;
        let options = Options { level: self.level, at: self.at.clone(), ..Options::default() };
        let result = survival::survival(&subjects, &options).map_err(|error| wrong_use(format!("{}: {error}", self.file.display())))?;
        match desk.format {
            Format::Json => output::json(&wire(&result, !self.at.is_empty()))?,
            Format::Text => output::text(&in_words(&result))?,
        }
        Ok(Outcome::Done)
    }

    fn subjects<'a>(&self, table: &'a Table) -> Result<Vec<Subject<'a>>> {
        let (time, status) = (table.column(&self.time)?, table.column(&self.status)?);
        let entry = self.entry.as_deref().map(|name| table.column(name)).transpose()?;
        let group = self.group.as_deref().map(|name| table.column(name)).transpose()?;
        let subject = |row| {
            Ok(Subject {
                entry: entry.map(|column| table.number(row, column)).transpose()?,
                time: table.number(row, time)?,
                status: table.count(row, status)?,
                group: group.map(|column| table.text(row, column)),
            })
        };
        (0..table.len()).map(subject).collect()
    }
}

#[derive(Serialize)]
struct WireResult {
    groups: Vec<WireGroup>,
}

#[derive(Serialize)]
struct WireGroup {
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<String>,
    n: u64,
    events: u64,
    curve: Vec<WirePoint>,
    median: WireQuantile,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    incidence: Vec<WireCause>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Vec<WireReading>>,
}

#[derive(Serialize)]
struct WireCause {
    cause: u32,
    curve: Vec<WirePoint>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Vec<WireReading>>,
}

#[derive(Serialize)]
struct WirePoint {
    time: f64,
    at_risk: u64,
    events: u64,
    censored: u64,
    estimate: f64,
    std_error: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
}

#[derive(Serialize)]
struct WireReading {
    time: f64,
    at_risk: u64,
    estimate: Option<f64>,
    std_error: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
}

#[derive(Serialize)]
struct WireQuantile {
    estimate: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
}

fn wire(result: &SurvivalResult, at: bool) -> WireResult {
    WireResult { groups: result.groups.iter().map(|group| wire_group(group, at)).collect() }
}

fn wire_group(group: &GroupResult, at: bool) -> WireGroup {
    let causes = group.incidence.iter().map(|cause| WireCause {
        cause: cause.cause,
        curve: cause.curve.iter().map(wire_point).collect(),
        at: at.then(|| cause.at.iter().map(wire_reading).collect()),
    });
    WireGroup {
        group: group.group.clone(),
        n: group.n,
        events: group.events,
        curve: group.curve.iter().map(wire_point).collect(),
        median: wire_quantile(&group.median),
        incidence: causes.collect(),
        at: at.then(|| group.at.iter().map(wire_reading).collect()),
    }
}

fn wire_point(point: &Point) -> WirePoint {
    let Point { time, at_risk, events, censored, estimate, std_error, lower, upper, cumulative_hazard: _ } = *point;
    WirePoint { time, at_risk, events, censored, estimate, std_error, lower, upper }
}

fn wire_reading(reading: &Reading) -> WireReading {
    let Reading { time, at_risk, estimate, std_error, lower, upper } = *reading;
    WireReading { time, at_risk, estimate, std_error, lower, upper }
}

fn wire_quantile(quantile: &Quantile) -> WireQuantile {
    WireQuantile { estimate: quantile.estimate, lower: quantile.lower, upper: quantile.upper }
}

/// The result for people. Writing to a String cannot fail.
fn in_words(result: &SurvivalResult) -> String {
    let mut text = String::new();
    for group in &result.groups {
        let _ = writeln!(text, "{}: {} rows, {} events", group.group.as_deref().unwrap_or("all"), group.n, group.events);
        if group.incidence.is_empty() {
            let Quantile { estimate, lower, upper } = group.median;
            let _ = writeln!(text, "  median {} [{} – {}]", reached(estimate), reached(lower), reached(upper));
        }
        add_readings(&mut text, "no event yet", &group.at);
        for cause in &group.incidence {
            add_readings(&mut text, &format!("cause {} by then", cause.cause), &cause.at);
            if let (true, Some(last)) = (cause.at.is_empty(), cause.curve.last()) {
                let _ = writeln!(text, "  cause {}: {:.4} at {}", cause.cause, last.estimate, last.time);
            }
        }
    }
    text
}

fn reached(value: Option<f64>) -> String {
    value.map_or_else(|| "not reached".to_owned(), |value| format!("{value}"))
}

fn add_readings(text: &mut String, what: &str, readings: &[Reading]) {
    let shown = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.4}"));
    for Reading { time, at_risk, estimate, std_error: _, lower, upper } in readings {
        let (estimate, lower, upper) = (shown(*estimate), shown(*lower), shown(*upper));
        let _ = writeln!(text, "  at {time:>6}: {what} {estimate} [{lower} – {upper}], {at_risk} at risk");
    }
}
