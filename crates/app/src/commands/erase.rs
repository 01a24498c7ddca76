//! `inbeeld erase` and `inbeeld retention`: who asked to be forgotten, and what was kept long enough.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use domain::Day;
use identity::package::{ERASURE, HubSide, PackageError, frames, open};
use identity::{NeverLink, PseudonymKey};
use person::{Bsn, Identity, PersonKey};
use serde_json::json;
use store::{Delivery, Store};

use crate::commands::keys::{folder, label};
use crate::commands::{existing, intake, now, purpose, today, transcrypt};
use crate::failure::{Outcome, refused, wrong_use};
use crate::{Desk, Format, output};

/// Erases persons: their rows are gone, files are written anew, and every file is searched for what is left. Releases made before
/// keep their figures and their hashes.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  inbeeld erase wissen.pkg --keys hub --store store\n  inbeeld erase --numbers numbers.txt --pseudonym-key pseudonym.key --store store\n\nThe source makes the package (`inbeeld-desk erasure`), and puts the numbers on its own exclusion list: otherwise the next delivery brings them back."
)]
pub struct Erase {
    /// A request that went through every pseudonym service.
    #[arg(required_unless_present = "numbers", requires = "keys")]
    package: Option<PathBuf>,
    /// Folder of the hub's keys.
    #[arg(long, value_name = "DIR")]
    keys: Option<PathBuf>,
    /// The purpose; by default the one that stands with the hub's keys.
    #[arg(long, value_name = "P.toml", requires = "keys")]
    purpose: Option<PathBuf>,
    /// Citizen numbers, one a line, for a store that was filled under one key.
    #[arg(long, value_name = "FILE", requires = "pseudonym_key", conflicts_with = "package")]
    numbers: Option<PathBuf>,
    /// Key of the pseudonyms of such a store.
    #[arg(long, value_name = "FILE")]
    pseudonym_key: Option<PathBuf>,
    /// Folder of the store.
    #[arg(long, default_value = "store")]
    store: PathBuf,
}

impl Erase {
    /// Erases and reports.
    ///
    /// # Errors
    /// When a key is missing, the request is refused, another program has the store open, or something is left.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let store = existing(&self.store)?;
        let (persons, tombstone) = match (&self.package, &self.keys, &self.numbers, &self.pseudonym_key) {
            (Some(package), Some(keys), _, _) => asked(package, keys, self.purpose.as_deref(), &store)?,
            (None, _, Some(numbers), Some(key)) => (named(numbers, key, &store)?, format!("tombstone-{}", now().0)),
            _ => return Err(wrong_use("name a package and --keys, or --numbers and --pseudonym-key")),
        };
        if persons.is_empty() {
            return Err(wrong_use("nobody is asked for"));
        }
        let erased = store.erase(&persons, &tombstone, now())?;
        if desk.format == Format::Json {
            let files: Vec<_> = erased.files.iter().map(|(before, after)| json!({ "before": before, "after": after })).collect();
            output::json(&json!({ "tombstone": tombstone, "asked": persons.len(), "rows": erased.rows, "files": files,
                "snapshots": erased.snapshots, "searched": erased.searched }))?;
        } else {
            output::text(&format!(
                "{tombstone}: {} asked; {} rows gone from {} files, written anew; {} snapshots gone; {} files searched, nothing is left\n\
                 releases made before keep their figures and verify as they did; a snapshot they name can no longer be made again\n",
                persons.len(),
                erased.rows,
                erased.files.len(),
                erased.snapshots.len(),
                erased.searched
            ))?;
        }
        if erased.rows == 0 {
            eprintln!(
                "warning: of the {} asked nobody stands in this store, and nothing was erased; was another number or store meant?",
                persons.len()
            );
        }
        Ok(Outcome::Done)
    }
}

/// The persons a sealed request asks for.
fn asked(package: &Path, keys: &Path, purpose: Option<&Path>, store: &Store) -> Result<(BTreeSet<PersonKey>, String)> {
    let ((secret, chain), trusted, purpose) = (folder::hub(keys)?, folder::trusted(keys)?, folder::purpose(keys, purpose)?);
    label::same(store.root(), &chain)?;
    let mut file = BufReader::new(File::open(package).with_context(|| format!("cannot read {}", package.display()))?);
    let mut persons = BTreeSet::new();
    let mut tombstone = String::new();
    for frame in frames(&mut file)? {
        let opened = open(File::open(package)?, &frame, &secret, &chain, &trusted)?;
        let header = opened.header().clone();
        if header.kind != ERASURE {
            return Err(refused(format!("package {} is a delivery, not a request to erase", header.id)));
        }
        let scratch = || tempfile::tempfile_in(store.root());
        let side = HubSide { keys: &secret, chain: &chain, purpose: &purpose, scratch: &scratch };
        opened.rows(&side, &mut |_| Ok(()), &mut |row| {
            persons.extend(row.pseudonyms.number);
            Ok::<(), PackageError>(())
        })?;
        store.enter_package(&transcrypt::row("hub", &header))?;
        tombstone = format!("tombstone-{}", &header.id[..8]);
    }
    Ok((persons, tombstone))
}

/// The persons of a list of numbers, under one key.
fn named(numbers: &Path, key: &Path, store: &Store) -> Result<BTreeSet<PersonKey>> {
    let read = |path: &Path| std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
    let key_text = read(key)?;
    let key = PseudonymKey::parse(key_text.trim()).map_err(|error| wrong_use(format!("{}: {error}", key.display())))?;
    intake::of_key(store.root(), &key)?;
    let text = read(numbers)?;
    let lines = (1..).zip(text.lines()).map(|(place, line)| (place, line.split('#').next().unwrap_or_default().trim()));
    let given = lines.filter(|(_, entry)| !entry.is_empty());
    let one = |(place, entry): (usize, &str)| {
        let bsn = Bsn::parse(entry).ok_or_else(|| wrong_use(format!("{}: line {place} is no citizen number", numbers.display())))?;
        Ok(identity::pseudonyms(&key, &Identity::of_number(bsn), &NeverLink::default()).number)
    };
    given.map(one).collect::<Result<Vec<_>>>().map(|found| found.into_iter().flatten().collect())
}

/// Removes deliveries that were kept as long as the purpose allows.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  inbeeld retention --purpose purpose.toml --store store --dry-run\n  inbeeld retention --purpose purpose.toml --store store"
)]
pub struct Retention {
    /// The purpose: its `retention_months` count from the end of a delivery's period.
    #[arg(long, value_name = "P.toml")]
    purpose: PathBuf,
    /// Folder of the store.
    #[arg(long, default_value = "store")]
    store: PathBuf,
    /// The day to count to; today by default.
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Only say what would go.
    #[arg(long)]
    dry_run: bool,
}

impl Retention {
    /// Removes, or says what would go.
    ///
    /// # Errors
    /// When the purpose is none, or the store cannot be written.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let purpose = purpose::read(&self.purpose)?;
        let on = match &self.on {
            Some(text) => Day::parse_iso(text).ok_or_else(|| wrong_use(format!("--on {text}: write a day like 2026-01-15")))?,
            None => today(),
        };
        let months = purpose.retention_months();
        let kept_through = |delivery: &Delivery| delivery.meta.period.last_day().plus_months(months.cast_signed());
        let is_over = |delivery: &Delivery| kept_through(delivery) < on;
        let store = existing(&self.store)?;
        let gone = if self.dry_run {
            store.deliveries()?.into_iter().filter(|delivery| is_over(delivery)).map(|delivery| delivery.path).collect()
        } else {
            store.expire(&is_over, &format!("kept for {months} months, as {} says", purpose.name()), now())?
        };
        if desk.format == Format::Json {
            output::json(&json!({ "on": on.to_string(), "months": months, "dry_run": self.dry_run, "gone": gone }))?;
        } else {
            let verb = if self.dry_run { "would go" } else { "gone" };
            let lines: String = gone.iter().map(|path| format!("{path}\n")).collect();
            output::text(&format!("{lines}{} deliveries {verb}: their period ended more than {months} months before {on}\n", gone.len()))?;
        }
        Ok(Outcome::Done)
    }
}
