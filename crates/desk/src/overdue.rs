//! `inbeeld-desk overdue`: own waits past their term, from own deliveries. Nothing is kept and nothing is sent.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use check::{CheckError, Checking, Format, Tongue, exit};
use clap::Args;
use domain::{Atlas, Day, DayUnit, EventKind, HandOver, NormKind};
use intake::{DeliveryKind, DeliveryName, Language};
use person::{Purpose, Record};
use rayon::prelude::*;
use serde_json::json;
use worklist::Overdue;

use crate::steps;

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
        let given: BTreeSet<DeliveryKind> = named.iter().map(|(_, name)| name.kind()).collect();
        let list = List::of(worklist::overdue(&records, &hand_overs, on), hand_overs, given, on);
        let text = match format {
            Format::Json => list.wire(),
            Format::Text => list.told(Language::from(self.language)),
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

/// What is overdue, and what the files given cannot tell.
struct List {
    found: Vec<Overdue>,
    hand_overs: Vec<HandOver>,
    given: BTreeSet<DeliveryKind>,
    /// Hand-overs whose next step stands in files that were not given: their waits are not on the list.
    untold: BTreeSet<usize>,
    on: Day,
}

impl List {
    fn of(all: Vec<Overdue>, hand_overs: Vec<HandOver>, given: BTreeSet<DeliveryKind>, on: Day) -> List {
        let is_told = |place: usize| !steps_told(&hand_overs[place], &given).is_empty();
        let (found, others): (Vec<Overdue>, Vec<Overdue>) = all.into_iter().partition(|overdue| is_told(overdue.hand_over));
        let untold = others.into_iter().map(|overdue| overdue.hand_over).collect();
        List { found, hand_overs, given, untold, on }
    }

    fn wire(&self) -> String {
        let one = |overdue: &Overdue| {
            let norm = &self.hand_overs[overdue.hand_over];
            let expected: Vec<&str> = steps_told(norm, &self.given).into_iter().map(EventKind::word).collect();
            json!({
                "reference": overdue.reference.open(Purpose::OwnFindings),
                "hand_over": norm.id,
                "expected": expected.join(", "),
                "since": overdue.since.to_string(),
                "taken_over": overdue.taken_over,
                "due": overdue.due.to_string(),
                "waited": overdue.waited,
                "unit": if norm.due.unit == DayUnit::Working { "working-days" } else { "days" },
                "norm": { "days": norm.due.days, "kind": kind(norm.norm), "source": norm.source },
            })
        };
        let all: Vec<_> = self.found.iter().map(one).collect();
        let untold = self.untold.iter().map(|place| json!({ "hand_over": self.hand_overs[*place].id, "give": self.missing(*place) }));
        let untold: Vec<_> = untold.collect();
        format!("{}\n", json!({ "on": self.on.to_string(), "overdue": all, "not_in_these_files": untold }))
    }

    /// The kinds of delivery that would tell of a next step.
    fn missing(&self, place: usize) -> Vec<&'static str> {
        let next = |kind: &DeliveryKind| self.hand_overs[place].every_to().any(|selector| steps::tells(*kind, selector.kind));
        DeliveryKind::ALL.iter().filter(|kind| next(kind)).map(|kind| kind.word()).collect()
    }

    /// The list for people: what was due first stands first.
    fn told(&self, language: Language) -> String {
        let (on, is_dutch) = (self.on, language == Language::Dutch);
        let head = match (is_dutch, self.found.len()) {
            (true, 0) => format!("Op {on} wacht niets langer dan de termijn.\n"),
            (false, 0) => format!("On {on} nothing waits longer than its term.\n"),
            (true, 1) => format!("Op {on} wacht 1 zaak langer dan de termijn.\n\n"),
            (true, count) => {
                format!("Op {on} wachten {count} zaken langer dan de termijn. Wat het eerst klaar moest zijn, staat bovenaan.\n\n")
            }
            (false, count) => format!("On {on} {count} waits are past their term. What was due first stands first.\n\n"),
        };
        let lines = self.found.iter().map(|overdue| line(overdue, &self.hand_overs[overdue.hand_over], &self.given, is_dutch));
        let untold = self.untold.iter().map(|place| {
            let (id, missing) = (self.hand_overs[*place].id.as_str(), self.missing(*place).join(", "));
            match is_dutch {
                true => format!("\nNiet te zien in deze bestanden: {id}. Geef ook uw aanlevering {missing} mee.\n"),
                false => format!("\nNot to be seen in these files: {id}. Give your delivery {missing} as well.\n"),
            }
        });
        [head].into_iter().chain(lines).chain(untold).collect()
    }
}

/// The next steps that the files given can hold, each once.
fn steps_told(hand_over: &HandOver, given: &BTreeSet<DeliveryKind>) -> Vec<EventKind> {
    let mut told: Vec<EventKind> = Vec::new();
    for step in hand_over.every_to().map(|selector| selector.kind) {
        if !told.contains(&step) && given.iter().any(|kind| steps::tells(*kind, step)) {
            told.push(step);
        }
    }
    told
}

fn kind(norm: NormKind) -> &'static str {
    match norm {
        NormKind::Statutory => "statutory",
        NormKind::FieldNorm => "field-norm",
        NormKind::OwnYardstick => "own-yardstick",
    }
}

fn line(overdue: &Overdue, norm: &HandOver, given: &BTreeSet<DeliveryKind>, is_dutch: bool) -> String {
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
    let words = steps_told(norm, given).into_iter().map(indicators::step_in_words).map(|step| if is_dutch { step.nl } else { step.en });
    let awaited = words.collect::<Vec<_>>().join(if is_dutch { " of " } else { " or " });
    let taken_over = match (overdue.taken_over, is_dutch) {
        (false, _) => "",
        (true, true) => "  die dag overgenomen: wat de vorige instelling al deed, staat niet in uw bestanden\n",
        (true, false) => "  taken over that day: what the institution before did already is not in your files\n",
    };
    match is_dutch {
        true => format!("{reference}\n  sinds {since}, uiterlijk {due}: {awaited} ({}: {days} {unit}, {who})\n{taken_over}", norm.id),
        false => format!("{reference}\n  since {since}, due {due}: {awaited} ({}: {days} {unit}, {who})\n{taken_over}", norm.id),
    }
}
