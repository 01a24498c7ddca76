//! `inbeeld indicators run`: one indicator on a plain file of events.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use domain::{Atlas, Day};
use engine::{Around, Asked, Group, InMemory, Months, Unlisted};
use indicators::Plan;
use serde::Serialize;
use serde_json::{Map, Value};

use super::by::Dimension;
use super::delivered::Delivered;
use super::rows::{self, Measured, Row};
use super::safe::{self, SafeGroups};
use super::{Known, by, conditionals, coverage, events};
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Counts one indicator on a plain file of events: number of starts, share within the term, median wait, curve, and the waiting list
/// at month ends.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  inbeeld indicators run help-after-order --events events.csv --coverage coverage.csv --format json\n  inbeeld indicators run mine.toml --events events.csv --coverage coverage.csv --by region:GM,sex,period --safe\n  inbeeld indicators run board-end --events events.csv --coverage coverage.csv --on 2023-03-31,2023-04-01\n  inbeeld indicators run waiting-help-after-order --events events.csv --coverage coverage.csv\n\nThe counts are exact: a draft, for inside the house. With --safe they go through the disclosure room: below 5 (municipalities 10) hidden,\nothers with them, the rest rounded to 5. Each run is protected by itself: publish one of a kind. A file has the columns\n  person,record,case,kind,day,day_precision,organisation,organisation_kind,municipality,sex,birth_month,reasons,\n  form,contact,setting,online,other_age,code,sector,crisis,outcome\nof which only kind and day must be there; coverage has organisation_kind,municipality,from,through."
)]
pub struct Run {
    /// Id of an indicator or hand-over, or a file like indicator.toml.
    name: String,
    /// The events, one a row.
    #[arg(long, value_name = "EVENTS.csv")]
    events: PathBuf,
    /// From and through which day which kind of organisation delivered for which municipality.
    #[arg(long, value_name = "COVERAGE.csv")]
    coverage: PathBuf,
    /// Dimensions: region, region:GM, region:JZ, region:NL, sex, age, form, period, setting, sector, cause and more.
    #[arg(long, value_delimiter = ',')]
    by: Option<Vec<String>>,
    /// Exact counts (the default): for inside the house only.
    #[arg(long)]
    draft: bool,
    /// Counts that may leave: small ones hidden, others with them, the rest rounded; shares and curves computed from these.
    #[arg(long, conflicts_with = "draft")]
    safe: bool,
    /// The dates of the waiting list; month ends by default.
    #[arg(long, value_delimiter = ',', value_name = "DATE")]
    on: Vec<String>,
    /// On the screen too: the curve day by day, and the waiting list at month ends. JSON has them always.
    #[arg(long)]
    all: bool,
    /// The region's own norms, which the file may follow.
    #[arg(long, value_name = "NORMS.toml")]
    norms: Option<PathBuf>,
}

#[derive(Serialize)]
struct Wire<'a> {
    indicator: &'a str,
    rows: &'a [Row],
}

impl Run {
    /// Reads, folds, counts and prints.
    ///
    /// # Errors
    /// When a file cannot be read, a field or dimension means nothing, or there is no such indicator.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let known = Known::find(&self.name, self.norms.as_deref())?;
        let dimensions = by::parse(self.by.as_deref().unwrap_or(&known.by))?;
        let dates = self.on.iter().map(|text| date(text)).collect::<Result<Vec<Day>>>()?;
        let atlas = Atlas::netherlands();
        let (events, coverage) = (events::read(&self.events, &atlas)?, coverage::read(&self.coverage, &atlas)?);
        let threads = desk.threads;
        let held = InMemory::new(events, 4 * threads.max(1));
        let asked = match &known.plan {
            Plan::Around { of, scope, running, suppliers, months } => {
                let asked = Around { of, scope, running, suppliers, months: *months };
                let found = engine::around(&held, &asked, &coverage, |start| by::values(&dimensions, start, &atlas), threads)?;
                return self.around(&known, &dimensions, found, desk);
            }
            Plan::Starts { of, unit, scope } => Asked::Starts { of, unit: *unit, scope },
            Plan::HandOver(hand_over) => Asked::HandOver(hand_over),
        };
        let followed =
            engine::follow(&held, asked, (&coverage, Unlisted::Counted), |start| by::values(&dimensions, start, &atlas), desk.threads)?;
        let mut groups = followed.groups;
        let unsaid: u64 = groups.values().map(|group| group.unsaid).sum();
        if unsaid > 0 {
            eprintln!(
                "{unsaid} starts are in no share: in their municipality and time nobody is known to deliver the next step (see {})",
                self.coverage.display()
            );
        }
        if groups.is_empty() && dimensions.is_empty() {
            groups.insert(Vec::new(), engine::Group::default());
        }
        let dates = if dates.is_empty() { rows::month_ends(groups.values()) } else { sorted(dates) };
        let told = Told { known: &known, dimensions: &dimensions, dates: &dates, delivered: Delivered::of(&known.plan, &coverage, &atlas) };
        let mut all = if self.safe { told.safe(&groups)? } else { told.draft(&groups) };
        if known.list.is_some() {
            all.retain(is_of_list);
        }
        self.print(&known, &all, desk)?;
        Ok(Outcome::Done)
    }

    /// The share with something running, month by month; a draft only.
    fn around(&self, known: &Known, dimensions: &[Dimension], found: BTreeMap<Vec<String>, Months>, desk: &Desk) -> Result<Outcome> {
        if self.safe {
            return Err(wrong_use("what runs around a start is told as a draft only: its months together would tell who stopped when"));
        }
        let mut rows = Vec::new();
        for (values, months) in found {
            let named = named(dimensions, &values);
            let measured = Measured { dimensions: &named, completeness: None };
            rows.extend(months.into_iter().map(|(month, counts)| measured.running(month, counts)));
        }
        print(&known.id, &rows, 0, false, desk)?;
        Ok(Outcome::Done)
    }

    /// All rows as JSON; on the screen those that one looks at first, and what else there is.
    fn print(&self, known: &Known, all: &[Row], desk: &Desk) -> Result<()> {
        let is_long = |row: &&Row| row.measure == "curve" || is_of_list(row) && self.on.is_empty() && known.list.is_none();
        let left_out = if self.all || desk.format == Format::Json { 0 } else { all.iter().filter(is_long).count() };
        let told: Vec<Row> = all.iter().filter(|row| left_out == 0 || !is_long(row)).cloned().collect();
        print(&known.id, &told, left_out, self.safe, desk)
    }
}

/// Whether a row tells of the waiting list on a date.
fn is_of_list(row: &Row) -> bool {
    matches!(row.measure, "stock" | "inflow" | "outflow")
}

/// The values of a group by the names of the dimensions.
fn named(dimensions: &[Dimension], values: &[String]) -> Map<String, Value> {
    dimensions.iter().zip(values).map(|(dimension, value)| (dimension.name().to_owned(), Value::String(value.clone()))).collect()
}

/// What is told of every group.
struct Told<'a> {
    known: &'a Known,
    dimensions: &'a [Dimension],
    dates: &'a [Day],
    delivered: Delivered<'a>,
}

impl Told<'_> {
    fn draft(&self, groups: &BTreeMap<Vec<String>, Group>) -> Vec<Row> {
        let rows = groups.iter().map(|(values, group)| {
            self.measured(values, group, |measured| {
                let mut rows = rows::draft(measured, group, &self.known.plan, self.dates);
                let whole = |over| conditionals::whole(groups, values, over);
                rows.extend(self.held().map(|(of, over)| measured.conditional(of, (Some(group.starts), Some(whole(over))), None)));
                rows
            })
        });
        rows.flatten().collect()
    }

    fn safe(&self, groups: &BTreeMap<Vec<String>, Group>) -> Result<Vec<Row>> {
        let days = match &self.known.plan {
            Plan::Starts { .. } | Plan::Around { .. } => None,
            Plan::HandOver(hand_over) => Some(hand_over.told_at()),
        };
        let (waits, least) = (days.is_some(), safe::threshold(self.dimensions));
        let protected = SafeGroups::protect(groups, self.dimensions, days)?;
        let rows = groups.iter().map(|(values, group)| {
            self.measured(values, group, |measured| {
                let mut rows = protected.rows(values, measured);
                rows.extend(self.held().map(|(of, over)| protected.conditional(values, (of, over), measured)));
                if waits {
                    rows.extend(measured.safe_list(&rows::flows(group, self.dates), least));
                }
                rows
            })
        });
        Ok(rows.flatten().collect())
    }

    /// Of plain counts by two things: each of the two dimensions by name, with the place of the other, over which the whole is taken.
    fn held(&self) -> impl Iterator<Item = (&'static str, usize)> {
        let is_plain = matches!(self.known.plan, Plan::Starts { .. });
        let pair = conditionals::pair(self.dimensions).filter(|_| is_plain);
        let held = pair.map(|[one, other]| [(self.dimensions[one].name(), other), (self.dimensions[other].name(), one)]);
        held.into_iter().flatten()
    }

    fn measured(&self, values: &[String], group: &Group, rows: impl Fn(&Measured<'_>) -> Vec<Row>) -> Vec<Row> {
        let dimensions = named(self.dimensions, values);
        let completeness = rows::completeness(group, self.delivered.share(self.dimensions, values));
        rows(&Measured { dimensions: &dimensions, completeness })
    }
}

fn date(text: &str) -> Result<Day> {
    Day::parse_iso(text.trim()).ok_or_else(|| wrong_use(format!("--on {text}: this is not a day like 2023-03-31")))
}

fn sorted(mut dates: Vec<Day>) -> Vec<Day> {
    dates.sort_unstable();
    dates.dedup();
    dates
}

fn print(id: &str, rows: &[Row], left_out: usize, is_safe: bool, desk: &Desk) -> Result<()> {
    match desk.format {
        Format::Json => output::json(&Wire { indicator: id, rows }),
        Format::Text => {
            let kind = if is_safe {
                "safe counts, rounded to 5; what is hidden shows as –"
            } else {
                "exact counts, a draft for inside the house"
            };
            let nothing = "Nothing in the file starts it. See what it starts at with `inbeeld indicators explain`; an order is about the violence reported before it.\n";
            let head = format!("{id}: {kind}\n\n{}", if rows.is_empty() { nothing } else { "" });
            let has_list = rows.iter().any(|row| row.measure == "stock");
            let more = match left_out {
                0 => String::new(),
                number if has_list => format!("\nMore rows, by day: {number}; --all shows all.\n"),
                number => format!("\nMore rows, by day and on dates: {number}; --all shows all, --on DATE the waiting list on a day.\n"),
            };
            output::text(&(rows.iter().fold(head, |text, row| text + &line(row)) + &more))
        }
    }
}

/// One row for people.
fn line(row: &Row) -> String {
    let names: Vec<String> = row.dimensions.iter().map(|(name, value)| format!("{name} {}", value.as_str().unwrap_or_default())).collect();
    let at = match &row.at {
        Value::Null => row.of.map(|of| format!("among all of that {of}")).unwrap_or_default(),
        Value::String(date) => date.clone(),
        other => format!("by day {other}"),
    };
    let figure = |value: Option<f64>| match (row.measure, value) {
        (_, None) => "–".to_owned(),
        ("share" | "curve", Some(value)) => format!("{:.1} %", 100.0 * value),
        (_, Some(value)) => value.to_string(),
    };
    let of = match (row.events, row.n) {
        (Some(events), Some(n)) => format!("{events} of {n}"),
        (None, n) => n.map_or_else(String::new, |n| n.to_string()),
        (Some(events), None) => events.to_string(),
    };
    let (estimate, lower, upper) = (figure(row.estimate), figure(row.lower), figure(row.upper));
    let waited = match row.waited {
        Some([quarter, half, three]) => format!(", waited so far: a quarter at most {quarter} days, half {half}, three quarters {three}"),
        None => String::new(),
    };
    format!("{:<32} {:<8} {at:<14} {of:>16}  {estimate} [{lower}; {upper}]{waited}\n", names.join(", "), row.measure)
}
