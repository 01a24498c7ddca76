//! `inbeeld estimate triangulate`: figures of several sources, side by side, from a TOML file.

use std::fmt::Write;
use std::path::PathBuf;

use anyhow::{Context, Result};
use charts::{Caption, Language, Ranked, RankedRow, Standing, Unit};
use clap::Args;
use domain::{Cell, Estimate, Interval};
use estimates::triangulation::{self, Comparison, Pooled, Reach, Source};
use serde::{Deserialize, Serialize};

use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Several sources of one number: a table and a chart, comparable where definitions allow and saying where not.
#[derive(Args)]
#[command(after_help = "Example:
  inbeeld estimate triangulate sources.toml --out figures

sources.toml:
  [[source]]
  label = \"Reports of professionals\"
  estimate = 2500
  lower = 2100          # an interval is optional
  upper = 2900
  population = \"children 0-17, Netherlands\"
  period = \"2023\"       # or \"2020-2023\"
  definition = \"sexual violence, a year\"
  cannot_see = \"children no professional knows of\"
  reach = \"at-least\"    # a floor; without it, an estimate of all
  persons = 3300000     # people in the population, for a rate
  source = \"Letter of the minister to Parliament\"
  date = 2020-07-20     # when it was published")]
pub struct Triangulate {
    /// TOML file with a table `[[source]]` for each source.
    file: PathBuf,
    /// Folder for `triangulation.csv` and `triangulation.svg`.
    #[arg(long, default_value = ".")]
    out: PathBuf,
    /// Also one range for sources that measure the same: Bayesian evidence synthesis.
    #[arg(long)]
    pool: bool,
    /// Level of the intervals in the file, and of the range.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(alias = "sources", default)]
    source: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    label: String,
    estimate: f64,
    lower: Option<f64>,
    upper: Option<f64>,
    population: String,
    period: toml::Value,
    definition: String,
    #[serde(default)]
    cannot_see: String,
    #[serde(default)]
    reach: WireReach,
    persons: Option<f64>,
    source: Option<String>,
    date: Option<toml::Value>,
}

#[derive(Clone, Copy, Deserialize, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
enum WireReach {
    #[default]
    All,
    AtLeast,
}

impl Triangulate {
    /// Reads, compares, writes table and chart.
    ///
    /// # Errors
    /// When the file cannot be read, a source makes no sense, or the folder cannot be written.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let text = std::fs::read_to_string(&self.file).with_context(|| format!("cannot read {}", self.file.display()))?;
        let named = |words: String| wrong_use(format!("{}: {words}", self.file.display()));
        let file: File = toml::from_str(&text).map_err(|error| named(error.to_string()))?;
        let sources = file.source.into_iter().map(|entry| source(entry).map_err(&named)).collect::<Result<Vec<_>>>()?;
        let comparison = triangulation::compare(&sources).map_err(|error| named(error.to_string()))?;
        let pooled = match self.pool {
            true => triangulation::pool(&sources, &comparison, self.level).map_err(|error| named(error.to_string()))?,
            false => Vec::new(),
        };
        self.write("triangulation.csv", csv(&sources, &comparison)?.as_bytes())?;
        self.write("triangulation.svg", chart(&sources, &pooled, self.level).draw().wide.as_bytes())?;
        match desk.format {
            Format::Json => output::json(&wire(&sources, &comparison, &pooled))?,
            Format::Text => output::text(&in_words(&sources, &comparison, &pooled, self.pool))?,
        }
        Ok(Outcome::Done)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        std::fs::create_dir_all(&self.out).with_context(|| format!("cannot make {}", self.out.display()))?;
        output::file(&self.out.join(name), bytes)
    }
}

/// A source as written, or what is wrong with it in words.
fn source(entry: Entry) -> Result<Source, String> {
    let period = years(&entry.period).ok_or_else(|| format!("'{}': the period is a year (2023) or two (\"2020-2023\")", entry.label))?;
    let interval = match (entry.lower, entry.upper) {
        (Some(lower), Some(upper)) => Some((lower, upper)),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => return Err(format!("'{}': an interval has both lower and upper", entry.label)),
    };
    let reach = match entry.reach {
        WireReach::All => Reach::All,
        WireReach::AtLeast => Reach::AtLeast,
    };
    let published_on = match entry.date {
        None => String::new(),
        Some(toml::Value::String(text)) => text,
        Some(date) => date.to_string(),
    };
    let Entry { label, estimate, population, definition, cannot_see, persons, source, .. } = entry;
    let published_in = source.unwrap_or_default();
    Ok(Source { label, estimate, interval, population, period, definition, cannot_see, reach, persons, published_in, published_on })
}

fn years(period: &toml::Value) -> Option<(i32, i32)> {
    if let Some(year) = period.as_integer() {
        let year = i32::try_from(year).ok()?;
        return Some((year, year));
    }
    let text = period.as_str()?;
    let mut years = text.split(['-', '–', '/']).map(|year| year.trim().parse::<i32>().ok());
    let first = years.next()??;
    let last = years.next().unwrap_or(Some(first))?;
    years.next().is_none().then_some((first, last))
}

fn period(source: &Source) -> String {
    let (first, last) = source.period;
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}

/// People per 1,000 of the population.
fn rate(source: &Source) -> Option<f64> {
    source.persons.filter(|persons| *persons > 0.0).map(|persons| 1000.0 * source.estimate / persons)
}

/// Groups are lettered.
fn letter(group: usize) -> String {
    u8::try_from(group)
        .ok()
        .filter(|group| *group < 26)
        .map_or_else(|| (group + 1).to_string(), |group| char::from(b'A' + group).to_string())
}

#[derive(Serialize)]
struct WireResult<'a> {
    sources: Vec<WireSource<'a>>,
    comparisons: Vec<WirePair<'a>>,
    pooled: Vec<WirePooled<'a>>,
}

#[derive(Serialize)]
struct WireSource<'a> {
    label: &'a str,
    estimate: f64,
    lower: Option<f64>,
    upper: Option<f64>,
    population: &'a str,
    period: String,
    definition: &'a str,
    cannot_see: &'a str,
    reach: WireReach,
    per_thousand: Option<f64>,
    #[serde(skip_serializing_if = "str::is_empty")]
    source: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    date: &'a str,
    group: String,
}

#[derive(Serialize)]
struct WirePair<'a> {
    one: &'a str,
    other: &'a str,
    comparable: bool,
    differences: Vec<&'static str>,
}

#[derive(Serialize)]
struct WirePooled<'a> {
    group: String,
    sources: Vec<&'a str>,
    estimate: f64,
    lower: f64,
    upper: f64,
    between: f64,
}

fn wire<'a>(sources: &'a [Source], comparison: &Comparison, pooled: &[Pooled]) -> WireResult<'a> {
    let label = |at: usize| sources[at].label.as_str();
    let one = |(source, group): (&'a Source, &usize)| WireSource {
        label: &source.label,
        estimate: source.estimate,
        lower: source.interval.map(|own| own.0),
        upper: source.interval.map(|own| own.1),
        population: &source.population,
        period: period(source),
        definition: &source.definition,
        cannot_see: &source.cannot_see,
        reach: if source.reach == Reach::AtLeast { WireReach::AtLeast } else { WireReach::All },
        per_thousand: rate(source),
        source: &source.published_in,
        date: &source.published_on,
        group: letter(*group),
    };
    let pair = |pair: &triangulation::Pair| WirePair {
        one: label(pair.one),
        other: label(pair.other),
        comparable: pair.differences.is_empty(),
        differences: pair.differences.iter().map(|difference| difference.word()).collect(),
    };
    let range = |own: &Pooled| WirePooled {
        group: letter(own.group),
        sources: own.members.iter().map(|at| label(*at)).collect(),
        estimate: own.estimate,
        lower: own.lower,
        upper: own.upper,
        between: own.between,
    };
    WireResult {
        sources: sources.iter().zip(&comparison.groups).map(one).collect(),
        comparisons: comparison.pairs.iter().map(pair).collect(),
        pooled: pooled.iter().map(range).collect(),
    }
}

fn csv(sources: &[Source], comparison: &Comparison) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "label",
        "estimate",
        "lower",
        "upper",
        "population",
        "period",
        "definition",
        "cannot_see",
        "reach",
        "per_thousand",
        "source",
        "date",
        "group",
    ])?;
    let written = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    for (source, group) in sources.iter().zip(&comparison.groups) {
        let reach = if source.reach == Reach::AtLeast { "at-least" } else { "all" };
        writer.write_record([
            &source.label,
            &source.estimate.to_string(),
            &written(source.interval.map(|own| own.0)),
            &written(source.interval.map(|own| own.1)),
            &source.population,
            &period(source),
            &source.definition,
            &source.cannot_see,
            reach,
            &written(rate(source)),
            &source.published_in,
            &source.published_on,
            &letter(*group),
        ])?;
    }
    Ok(String::from_utf8(writer.into_inner().context("cannot make the table")?)?)
}

fn chart(sources: &[Source], pooled: &[Pooled], level: f64) -> Ranked {
    let value =
        |estimate: f64, (lower, upper): (f64, f64)| Cell::Shown(Estimate { value: estimate, interval: Interval { lower, upper, level } });
    let row = |name: String, value, standing| RankedRow { name, value, standing, link: None };
    let own = sources.iter().map(|source| {
        let interval = source.interval.unwrap_or((source.estimate, source.estimate));
        row(source.label.clone(), value(source.estimate, interval), Standing::Other)
    });
    let ranges = pooled
        .iter()
        .map(|own| row(format!("{} together", letter(own.group)), value(own.estimate, (own.lower, own.upper)), Standing::This));
    let description = "Figures of several sources with their intervals; a figure without one is a dot alone. Sources measure different things \
                       unless the table puts them in one group.";
    Ranked {
        caption: Caption {
            id: "triangulation".to_owned(),
            title: "Several sources, side by side".to_owned(),
            description: description.to_owned(),
        },
        language: Language::English,
        unit: Unit::Count,
        rows: own.chain(ranges).collect(),
        country: None,
    }
}

/// The result for people. Writing to a String cannot fail.
fn in_words(sources: &[Source], comparison: &Comparison, pooled: &[Pooled], is_asked: bool) -> String {
    let mut text = String::new();
    for (source, group) in sources.iter().zip(&comparison.groups) {
        let interval = source.interval.map_or_else(|| "no interval".to_owned(), |(lower, upper)| format!("{lower:.0} – {upper:.0}"));
        let least = if source.reach == Reach::AtLeast { "at least " } else { "" };
        let rate = rate(source).map_or_else(String::new, |rate| format!(", {rate:.2} per 1,000"));
        let _ = writeln!(text, "{} {}: {least}{:.0} [{interval}]{rate}", letter(*group), source.label, source.estimate);
        let _ = writeln!(text, "    {}, {}; {}", source.population, period(source), source.definition);
        if !source.cannot_see.is_empty() {
            let _ = writeln!(text, "    cannot see: {}", source.cannot_see);
        }
        if !(source.published_in.is_empty() && source.published_on.is_empty()) {
            let _ = writeln!(text, "    source: {}", [source.published_in.as_str(), &source.published_on].join(" ").trim());
        }
    }
    for pair in comparison.pairs.iter().filter(|pair| !pair.differences.is_empty()) {
        let why: Vec<&str> = pair.differences.iter().map(|difference| difference.english()).collect();
        let _ = writeln!(text, "not comparable: {} and {}: {}", sources[pair.one].label, sources[pair.other].label, why.join("; "));
    }
    for own in pooled {
        let members: Vec<&str> = own.members.iter().map(|at| sources[*at].label.as_str()).collect();
        let _ = writeln!(
            text,
            "{} together ({}): {:.0} [{:.0} – {:.0}]",
            letter(own.group),
            members.join(", "),
            own.estimate,
            own.lower,
            own.upper
        );
    }
    if is_asked && pooled.is_empty() {
        text.push_str("no range: no two estimates of all with an interval measure the same\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_a_year_or_two() {
        let of = |text: &str| toml::from_str::<toml::Table>(&format!("period = {text}")).ok().and_then(|table| years(&table["period"]));
        assert_eq!(of("2023"), Some((2023, 2023)));
        assert_eq!(of("\"2020-2023\""), Some((2020, 2023)));
        assert_eq!(of("\"2020 – 2023\""), Some((2020, 2023)));
        for wrong in ["\"\"", "\"2020-\"", "\"x\"", "1.5", "\"2020-2021-2022\""] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }
}
