//! `inbeeld-desk overdue`: own waits past their term, from own deliveries. Nothing is kept and nothing is sent.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use check::{CheckError, Checking, Format, Tongue, exit};
use clap::Args;
use domain::{Atlas, Day, DayUnit, HandOver, NormKind};
use intake::{DeliveryName, Language};
use person::{Purpose, Record};
use rayon::prelude::*;
use serde_json::json;
use worklist::Overdue;

/// Shows what in your own records waits longer than its term: your own reference, what was expected, since when, and which norm.
#[derive(Args)]
#[command(after_help = "Voorbeelden:
  inbeeld-desk overdue veilig-thuis_VT13_2025HJ02_v1.csv
  inbeeld-desk overdue aanleveringen --on 2026-01-15 --format json")]
pub struct OverdueWaits {
    /// Your own deliveries, or folders of them. File names say what they are: kind_supplier_period_vN.ext.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The day asked about; by default the last day of the latest period.
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Norms of your own instead of those of the program (norms.toml).
    #[arg(long, value_name = "NORMS.toml")]
    norms: Option<PathBuf>,
    /// Language of the list.
    #[arg(long, value_enum, default_value_t)]
    language: Tongue,
}

impl OverdueWaits {
    /// Reads the files and lists the waits.
    ///
    /// # Errors
    /// When an argument cannot work, or a file cannot be read.
    pub fn run(&self, format: Format) -> Result<Checking, CheckError> {
        let named = self.named()?;
        let on = self.day(&named)?;
        let hand_overs = self.hand_overs()?;
        let read: Vec<Vec<Record>> = named.par_iter().map(|(path, name)| read(path, name)).collect::<Result<_, _>>()?;
        let records: Vec<Record> = read.into_iter().flatten().collect();
        let found = worklist::overdue(&records, &hand_overs, on);
        let text = match format {
            Format::Json => wire(&found, &hand_overs, on),
            Format::Text => told(&found, &hand_overs, on, Language::from(self.language)),
        };
        Ok(Checking { text, note: String::new(), code: exit::DONE })
    }

    fn named(&self) -> Result<Vec<(PathBuf, DeliveryName)>, CheckError> {
        let mut named = Vec::new();
        for path in check::listed(&self.files)? {
            let shown = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let name = DeliveryName::parse(&shown).map_err(|error| CheckError::WrongUse(format!("{shown}: {error}")))?;
            if !name.kind().tells_of_persons() {
                return Err(CheckError::WrongUse(format!("{shown} names nobody; there is nothing in it that waits")));
            }
            named.push((path, name));
        }
        Ok(named)
    }

    fn day(&self, named: &[(PathBuf, DeliveryName)]) -> Result<Day, CheckError> {
        match &self.on {
            Some(text) => Day::parse_iso(text).ok_or_else(|| CheckError::WrongUse(format!("--on {text}: write a day like 2026-01-15"))),
            None => {
                let last = named.iter().map(|(_, name)| name.period().last_day()).max();
                last.ok_or_else(|| CheckError::WrongUse("there are no files".to_owned()))
            }
        }
    }

    fn hand_overs(&self) -> Result<Vec<HandOver>, CheckError> {
        let Some(path) = &self.norms else { return Ok(indicators::norms()) };
        let text = std::fs::read_to_string(path).map_err(|source| CheckError::Io { act: "read", path: path.clone(), source })?;
        let norms = indicators::parse_norms(&text).map_err(|error| CheckError::WrongUse(format!("{}, {error}", path.display())))?;
        Ok(norms.hand_overs)
    }
}

/// The sound rows of a file; those with errors are what `check` is for.
fn read(path: &Path, name: &DeliveryName) -> Result<Vec<Record>, CheckError> {
    let file = File::open(path).map_err(|source| CheckError::Io { act: "read", path: path.to_owned(), source })?;
    let atlas = Atlas::netherlands();
    let context = intake::Context { atlas: &atlas, postcodes: None };
    let mut records = Vec::new();
    let taken = intake::read(name, BufReader::with_capacity(1 << 16, file), &context, &mut |record| records.push(record));
    taken.map_err(|error| CheckError::WrongUse(format!("{}: {error}; run `inbeeld-desk check` on it first", path.display())))?;
    Ok(records)
}

fn expected(hand_over: &HandOver) -> String {
    hand_over.every_to().map(|selector| selector.kind.word()).collect::<Vec<_>>().join(", ")
}

fn wire(found: &[Overdue], hand_overs: &[HandOver], on: Day) -> String {
    let one = |overdue: &Overdue| {
        let norm = &hand_overs[overdue.hand_over];
        json!({
            "reference": overdue.reference.open(Purpose::OwnFindings),
            "hand_over": norm.id,
            "expected": expected(norm),
            "since": overdue.since.to_string(),
            "due": overdue.due.to_string(),
            "waited": overdue.waited,
            "unit": if norm.due.unit == DayUnit::Working { "working-days" } else { "days" },
            "norm": { "days": norm.due.days, "kind": kind(norm.norm), "source": norm.source },
        })
    };
    let all: Vec<_> = found.iter().map(one).collect();
    format!("{}\n", json!({ "on": on.to_string(), "overdue": all }))
}

fn kind(norm: NormKind) -> &'static str {
    match norm {
        NormKind::Statutory => "statutory",
        NormKind::FieldNorm => "field-norm",
        NormKind::OwnYardstick => "own-yardstick",
    }
}

/// The list for people: what was due first stands first.
fn told(found: &[Overdue], hand_overs: &[HandOver], on: Day, language: Language) -> String {
    let is_dutch = language == Language::Dutch;
    if found.is_empty() {
        let nothing = if is_dutch { "Op {} wacht niets langer dan de termijn." } else { "On {} nothing waits longer than its term." };
        return nothing.replace("{}", &on.to_string()) + "\n";
    }
    let head = match (is_dutch, found.len()) {
        (true, 1) => format!("Op {on} wacht 1 zaak langer dan de termijn.\n\n"),
        (true, count) => {
            format!("Op {on} wachten {count} zaken langer dan de termijn. Wat het eerst klaar moest zijn, staat bovenaan.\n\n")
        }
        (false, count) => format!("On {on} {count} waits are past their term. What was due first stands first.\n\n"),
    };
    found.iter().fold(head, |text, overdue| text + &line(overdue, &hand_overs[overdue.hand_over], is_dutch))
}

fn line(overdue: &Overdue, norm: &HandOver, is_dutch: bool) -> String {
    let reference = overdue.reference.open(Purpose::OwnFindings);
    let (since, due, days) = (overdue.since, overdue.due, norm.due.days);
    let (unit, who) = match (is_dutch, norm.due.unit, norm.norm) {
        (true, unit, kind) => (
            if unit == DayUnit::Working { "werkdagen" } else { "dagen" },
            match kind {
                NormKind::Statutory => "wettelijke termijn",
                NormKind::FieldNorm => "norm van het veld",
                NormKind::OwnYardstick => "eigen maatstaf van Inbeeld",
            },
        ),
        (false, unit, kind) => (
            if unit == DayUnit::Working { "working days" } else { "days" },
            match kind {
                NormKind::Statutory => "statutory term",
                NormKind::FieldNorm => "norm of the field",
                NormKind::OwnYardstick => "own yardstick of Inbeeld",
            },
        ),
    };
    let awaited = expected(norm);
    match is_dutch {
        true => format!("{reference}\n  sinds {since}, uiterlijk {due}: {awaited} ({}: {days} {unit}, {who})\n", norm.id),
        false => format!("{reference}\n  since {since}, due {due}: {awaited} ({}: {days} {unit}, {who})\n", norm.id),
    }
}
