//! `inbeeld indicators list|explain|run`: what is counted, in words and in numbers.

pub mod by;
mod codes;
mod conditionals;
mod coverage;
mod delivered;
mod events;
mod fates;
mod rows;
mod run;
mod safe;
mod same_record;
mod waited;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use domain::{DayUnit, HandOver, NormKind};
use indicators::{Fraction, Indicator, Plan, Words, Written};
use serde::Serialize;

use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output, rests};

/// What is counted, how, and against which norm; and the counting itself on a plain file of events.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  inbeeld indicators list\n  inbeeld indicators explain help-after-order\n  inbeeld indicators explain mine.toml --norms ours.toml\n  inbeeld indicators run help-after-order --events events.csv --coverage coverage.csv --by region:VT,sex --safe --format json\n  inbeeld indicators run mine.toml --events events.csv --coverage coverage.csv"
)]
pub struct Indicators {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Lists every indicator.
    List,
    /// Explains one in plain words.
    Explain {
        /// Its id, or a file like indicator.toml.
        id: String,
        /// The region's own norms, which a file may follow.
        #[arg(long, value_name = "NORMS.toml")]
        norms: Option<PathBuf>,
    },
    /// Counts one on a plain file of events.
    Run(run::Run),
}

/// Id and titles, Dutch and English, of everything that can be counted; waiting lists have pages of their own.
pub fn titles() -> Vec<(String, String, String)> {
    Known::all().into_iter().filter(|known| known.list.is_none()).map(|known| (known.id, known.title.nl, known.title.en)).collect()
}

#[derive(Serialize)]
struct Wire {
    id: String,
    title: String,
    question: String,
    definition: String,
    plan: String,
    counts: String,
    numerator: String,
    denominator: String,
    norm: Option<WireNorm>,
    unreliable_when: String,
    findings: Vec<String>,
    rows: Vec<String>,
}

/// The term it is held against.
#[derive(Serialize)]
struct WireNorm {
    due_days: u32,
    unit: &'static str,
    kind: &'static str,
    source: String,
}

impl WireNorm {
    fn of(plan: &Plan) -> Option<WireNorm> {
        let Plan::HandOver(own) = plan else { return None };
        let unit = match own.due.unit {
            DayUnit::Calendar => "calendar",
            DayUnit::Working => "working",
        };
        let kind = match own.norm {
            NormKind::Statutory => "statutory",
            NormKind::FieldNorm => "field-norm",
            NormKind::OwnYardstick => "own-yardstick",
        };
        Some(WireNorm { due_days: own.due.days, unit, kind, source: own.source.clone() })
    }
}

/// One indicator that can be explained and run: of the catalogue, of the norms, or written in a file.
struct Known {
    id: String,
    title: Words,
    question: Words,
    definition: Words,
    counts: Words,
    unreliable_when: Words,
    rows: Vec<String>,
    by: Vec<String>,
    plan: Plan,
    /// What the engine's own plan says, for indicators of the catalogue.
    told: Option<Words>,
    /// What is divided by what in a waiting list; nothing for what is no list.
    list: Option<Fraction>,
}

impl Known {
    /// Every indicator: the catalogue, then those written as files, then hand-overs that neither names, then the waiting lists of all hand-overs.
    fn all() -> Vec<Known> {
        let norms = indicators::norms();
        let mut all: Vec<Known> = indicators::catalogue().iter().map(|indicator| Known::of_catalogue(indicator, &norms)).collect();
        all.extend(indicators::written().into_iter().map(Known::of_written));
        for norm in norms {
            if !all.iter().any(|known| known.id == norm.id) {
                all.push(Known::of_norm(norm));
            }
        }
        all.extend(indicators::waiting_lists(&indicators::whole()).into_iter().map(|(written, _)| Known::of_list(written)));
        all
    }

    /// The indicator with this id, or the one in this file; norms of the region beside those that are built in.
    fn find(name: &str, norms: Option<&Path>) -> Result<Known> {
        let own = norms.map_or(Ok(Vec::new()), own_norms)?;
        if name.ends_with(".toml") {
            let path = Path::new(name);
            let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
            let id = path.file_stem().map_or_else(|| name.to_owned(), |stem| stem.to_string_lossy().into_owned());
            let known = [indicators::norms(), own].concat();
            let written = indicators::parse_indicator(&text, &id, &known);
            return written.map(Known::of_written).map_err(|error| wrong_use(format!("{name}, {error}")));
        }
        let found = own.into_iter().map(Known::of_norm).chain(Known::all()).find(|known| known.id == name);
        found.ok_or_else(|| {
            wrong_use(format!("there is no indicator '{name}'; `inbeeld indicators list` names them, and a file ends in .toml"))
        })
    }

    fn of_catalogue(indicator: &Indicator, norms: &[HandOver]) -> Known {
        let words = |text: indicators::Text| Words { nl: text.nl.to_owned(), en: text.en.to_owned() };
        Known {
            id: indicator.id.to_owned(),
            title: words(indicator.title),
            question: words(indicator.question),
            definition: words(indicator.definition),
            counts: words(indicator.counts),
            unreliable_when: words(indicator.unreliable_when),
            rows: indicator.rows.iter().map(|row| (*row).to_owned()).collect(),
            by: Vec::new(),
            plan: indicator.plan.complete(norms),
            told: Some(indicators::explain(&indicator.plan, norms)),
            list: None,
        }
    }

    fn of_written(written: Written) -> Known {
        let Written { id, title, question, definition, counts, unreliable_when, rows, by, plan, .. } = written;
        Known { id, title, question, definition, counts, unreliable_when, rows, by, plan, told: None, list: None }
    }

    /// A list by length is told as a whole: how long those on it have waited stands beside each date.
    fn of_list(written: Written) -> Known {
        let list = Some(indicators::fraction_of_list(&written));
        let known = Known::of_written(written);
        Known { by: known.by.iter().filter(|name| *name == indicators::REGION).cloned().collect(), list, ..known }
    }

    fn of_norm(norm: HandOver) -> Known {
        let title = Words { nl: norm.id.clone(), en: norm.id.clone() };
        let question = Words { nl: norm.source.clone(), en: norm.source.clone() };
        let (id, plan) = (norm.id.clone(), Plan::HandOver(norm));
        let none = Words::default;
        let (rows, by) = (Vec::new(), Vec::new());
        Known { id, title, question, definition: none(), counts: none(), unreliable_when: none(), rows, by, plan, told: None, list: None }
    }

    /// The plan said back.
    fn words(&self) -> Words {
        self.told.clone().unwrap_or_else(|| indicators::explain_plan(&self.plan))
    }

    fn fraction(&self) -> Fraction {
        self.list.clone().unwrap_or_else(|| indicators::fraction(&self.plan, &self.by))
    }

    fn wire(&self) -> Wire {
        let Fraction { numerator, denominator } = self.fraction();
        Wire {
            id: self.id.clone(),
            title: self.title.en.clone(),
            question: self.question.en.clone(),
            definition: self.definition.en.clone(),
            plan: self.words().en,
            counts: self.counts.en.clone(),
            numerator: numerator.en,
            denominator: denominator.en,
            norm: WireNorm::of(&self.plan),
            unreliable_when: self.unreliable_when.en.clone(),
            findings: rests::findings(&self.plan),
            rows: self.rows.clone(),
        }
    }

    /// In words, for the terminal and the reference page.
    fn in_words(&self) -> String {
        let plan = self.words();
        let paragraph = |text: &str| if text.is_empty() { String::new() } else { format!("{text}\n\n") };
        let (question, definition) = (paragraph(&self.question.en), paragraph(&self.definition.en));
        let by = |word: &str| {
            if self.by.is_empty() || self.told.is_some() { String::new() } else { format!(" {word}: {}.", self.by.join(", ")) }
        };
        let dutch = [&self.title.nl, &self.definition.nl, &plan.nl].map(|text| text.trim_end_matches('.')).into_iter();
        let dutch = dutch.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(". ");
        let (english, own) = (self.facts(|words| &words.en, &ENGLISH), self.facts(|words| &words.nl, &DUTCH));
        let rests = format!("- findings that make it unreliable: {}.\n", rests::in_words(&self.plan));
        let rows = if self.rows.is_empty() { String::new() } else { format!("- rows of the mission: {}\n", self.rows.join(", ")) };
        format!(
            "{}\n{question}{definition}{}{}\n\n{english}{rests}{rows}\nNederlands: {dutch}.{}\n\n{own}",
            self.title.en,
            plan.en,
            by("By"),
            by("Naar")
        )
    }

    /// A line for each thing a reader wants to know beside the definition.
    fn facts(&self, pick: fn(&Words) -> &String, names: &Names) -> String {
        let Fraction { numerator, denominator } = self.fraction();
        let norm = match &self.plan {
            Plan::HandOver(own) if !own.source.is_empty() => own.source.as_str(),
            Plan::HandOver(_) | Plan::Starts { .. } | Plan::Around { .. } => "",
        };
        let facts = [
            (names.counts, pick(&self.counts).as_str()),
            (names.numerator, pick(&numerator)),
            (names.denominator, pick(&denominator)),
            (names.norm, norm),
            (names.unreliable, pick(&self.unreliable_when)),
        ];
        facts.iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| format!("- {name}: {text}\n")).collect()
    }
}

/// What the facts are called.
struct Names {
    counts: &'static str,
    numerator: &'static str,
    denominator: &'static str,
    norm: &'static str,
    unreliable: &'static str,
}

const ENGLISH: Names = Names {
    counts: "counts",
    numerator: "numerator",
    denominator: "denominator",
    norm: "source of the norm",
    unreliable: "when not to trust it",
};

const DUTCH: Names = Names {
    counts: "telt",
    numerator: "teller",
    denominator: "noemer",
    norm: "bron van de norm",
    unreliable: "wanneer het niet te vertrouwen is",
};

/// The norms of a file of the region, in which no id is one of those that are built in.
fn own_norms(path: &Path) -> Result<Vec<HandOver>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let own = indicators::Own::default().with_norms(&text).map_err(|error| wrong_use(format!("{}: {error}", path.display())))?;
    Ok(own.norms.map(|norms| norms.hand_overs).unwrap_or_default())
}

impl Indicators {
    /// Prints the catalogue, one entry, or the counts of one.
    ///
    /// # Errors
    /// When there is no indicator of that id, or a file cannot be read.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        match self.what {
            What::List => list(&Known::all(), desk.format)?,
            What::Explain { id, norms } => explain(&Known::find(&id, norms.as_deref())?, desk.format)?,
            What::Run(run) => return run.run(desk),
        }
        Ok(Outcome::Done)
    }
}

fn list(all: &[Known], format: Format) -> Result<()> {
    match format {
        Format::Json => output::json(&all.iter().map(Known::wire).collect::<Vec<_>>()),
        Format::Text => {
            let width = all.iter().map(|known| known.id.len()).max().unwrap_or_default();
            let lines = all.iter().map(|known| format!("{:<width$}  {}\n", known.id, known.question.en));
            output::text(&lines.collect::<String>())
        }
    }
}

fn explain(known: &Known, format: Format) -> Result<()> {
    match format {
        Format::Json => output::json(&known.wire()),
        Format::Text => output::text(&known.in_words()),
    }
}

/// Every indicator in words, as Markdown, for the reference page.
pub fn reference() -> String {
    Known::all().iter().map(|known| format!("\n## {}\n\n{}", known.id, known.in_words())).collect()
}
