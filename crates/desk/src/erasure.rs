//! `inbeeld-desk erasure`: asks the hub to erase who is known here by number, without the hub learning the number.

use std::fs::File;
use std::path::PathBuf;

use check::{CheckError, Checking, Format, exit};
use clap::Args;
use domain::{Day, EventKind, OrganisationKind, Sex};
use identity::NeverLink;
use identity::keys::{Chain, SourceKeys};
use identity::package::{DeliveryFacts, ERASURE, Preparer};
use identity::purpose::StatedPurpose;
use intake::DeliveryKind;
use person::{Bsn, Event, Identity, Record, RecordKey, Sensitive};
use serde_json::json;

use crate::key_files;
use crate::prepare::folder_of;

/// Makes a package that asks the hub to erase persons: their numbers, encrypted, and nothing else.
#[derive(Args)]
#[command(after_help = "Voorbeeld:
  inbeeld-desk erasure wissen.txt --purpose purpose.toml --keys sleutels --out wissen.pkg

Zet dezelfde nummers ook in de lijst voor `prepare --exclude`: anders komt het kind met de volgende levering terug.")]
pub struct Erasure {
    /// Citizen numbers, one a line; comments after '#'.
    numbers: PathBuf,
    /// The purpose they were delivered for.
    #[arg(long, value_name = "P.toml")]
    purpose: PathBuf,
    /// Folder of your keys.
    #[arg(long, value_name = "DIR")]
    keys: PathBuf,
    /// The file to make.
    #[arg(long, value_name = "PKG")]
    out: PathBuf,
}

impl Erasure {
    /// Makes the package.
    ///
    /// # Errors
    /// When a key or the purpose is missing, or a line is no citizen number.
    pub fn run(&self, format: Format) -> Result<Checking, CheckError> {
        let wrong = |path: &PathBuf| {
            let shown = path.display().to_string();
            move |error: String| CheckError::WrongUse(format!("{shown}: {error}"))
        };
        let (secret, public) = (self.keys.join("source.secret"), self.keys.join("chain.public"));
        let keys = SourceKeys::parse(&key_files::read(&secret)?).map_err(|error| wrong(&secret)(error.to_string()))?;
        let chain = Chain::parse(&key_files::read(&public)?).map_err(|error| wrong(&public)(error.to_string()))?;
        let known = |kind: &str| DeliveryKind::from_word(kind).is_some();
        let purpose = StatedPurpose::parse(&key_files::read(&self.purpose)?, known);
        let purpose = purpose.map_err(|error| wrong(&self.purpose)(error.to_string()))?;
        let numbers = numbers(&key_files::read(&self.numbers)?).map_err(wrong(&self.numbers))?;
        let none = NeverLink::default();
        let failed = |error: identity::package::PackageError| CheckError::WrongUse(error.to_string());
        let scratch = || tempfile::tempfile_in(folder_of(&self.out));
        let mut preparer = Preparer::new(&keys, &chain, &purpose, &none, &none, &scratch).map_err(failed)?;
        for (row, bsn) in (1..).zip(&numbers) {
            preparer.push(&asked(row, *bsn)).map_err(failed)?;
        }
        let count = numbers.len() as u64;
        let facts =
            DeliveryFacts { kind: ERASURE.to_owned(), period: ERASURE.to_owned(), version: 1, source: [0; 32], counts: (count, count, 0) };
        let file = File::create_new(&self.out).map_err(|source| CheckError::Io { act: "make", path: self.out.clone(), source })?;
        let (header, _) = preparer.finish(&facts, file, &mut std::io::sink()).map_err(failed)?;
        let (text, note) = match format {
            Format::Json => (format!("{}\n", json!({ "package": self.out, "id": header.id, "persons": count })), String::new()),
            Format::Text => {
                (format!("{count} verzoeken in {}\n", self.out.display()), "het pakket gaat naar de pseudoniemdienst\n".to_owned())
            }
        };
        Ok(Checking { text, note, code: exit::DONE })
    }
}

/// The numbers of the list; a line that is none is named by its place only.
pub(crate) fn numbers(text: &str) -> Result<Vec<Bsn>, String> {
    let lines = (1..).zip(text.lines()).map(|(place, line)| (place, line.split('#').next().unwrap_or_default().trim()));
    let given = lines.filter(|(_, entry)| !entry.is_empty());
    given.map(|(place, entry)| Bsn::parse(entry).ok_or_else(|| format!("line {place} is no citizen number"))).collect()
}

/// A record that says nothing but whom.
fn asked(row: u64, bsn: Bsn) -> Record {
    let identity = Identity {
        bsn: Some(bsn),
        birth: None,
        sex: Sex::Unknown,
        postcode: String::new(),
        surname: String::new(),
        prefix: String::new(),
        first_names: String::new(),
        house_number: String::new(),
    };
    let event = Event::new(EventKind::AdviceGiven, Day(0), RecordKey(row), OrganisationKind::Unknown);
    Record { row, reference: Sensitive::new(String::new()), identity: Some(Sensitive::new(identity)), events: vec![event] }
}
