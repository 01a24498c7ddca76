//! `inbeeld intake`: plain files → findings, and one immutable file each in the store.

pub mod packages;
mod receipts;
mod refusals;

use std::fs::File;
use std::io::{BufReader, Seek};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use check::Tongue;
use clap::Args;
use domain::Atlas;
use identity::{NeverLink, PseudonymKey};
use intake::{DeliveryName, Language, Postcodes, Report};
use person::{CaseKey, Event, LinkageTokens, Pseudonyms, Purpose, Record, RecordKey};
use rayon::prelude::*;
use store::{DeliveryMeta, DeliveryWriter, Entered, RowCounts, SourceHash, Store, StoreError, StoredEvent};

use crate::commands::{findings, now};
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Checks deliveries, replaces identity by pseudonyms and keeps what is sound. Wrong rows are set aside with a finding.
#[derive(Args)]
#[command(
    after_help = "Example:\n  inbeeld intake deliveries/ --pseudonym-key pseudonym.key --postcodes postcodes.csv --store store\n  inbeeld intake passed/*.pkg --keys hub --postcodes postcodes.csv --store store\n\nFile names say what they are: kind_supplier_period_vN.ext, for example youth-policy_P0123_2023HJ01_v1.csv"
)]
pub struct Intake {
    /// Files, or folders whose files are taken in order of name.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Key of the pseudonyms (64 hexadecimal digits; `inbeeld keys pseudonym` makes one). Without it no plain file is taken.
    #[arg(long, value_name = "FILE", required_unless_present = "keys")]
    pub pseudonym_key: Option<PathBuf>,
    /// Folder of the hub's keys, for sealed packages (`inbeeld keys hub` makes it). Without it no package is opened.
    #[arg(long, value_name = "DIR", conflicts_with = "pseudonym_key")]
    pub keys: Option<PathBuf>,
    /// The purpose that packages must fit; by default the one that stands with the hub's keys.
    #[arg(long, value_name = "P.toml", requires = "keys")]
    pub purpose: Option<PathBuf>,
    /// Which municipality a postcode lies in: `pc4,gm_code`.
    #[arg(long, value_name = "FILE")]
    pub postcodes: Option<PathBuf>,
    /// Citizen numbers that never link, one a line.
    #[arg(long, value_name = "FILE")]
    pub never_link: Option<PathBuf>,
    /// Folder of the store.
    #[arg(long, default_value = "store")]
    pub store: PathBuf,
    /// Language of the findings.
    #[arg(long, value_enum, default_value_t)]
    pub language: Tongue,
    /// Writes a proof of receipt for every file into this folder.
    #[arg(long, value_name = "DIR")]
    pub receipts: Option<PathBuf>,
}

/// What became of the deliveries, for who called.
#[derive(Default)]
pub struct Received {
    /// One report per file, in the order given.
    pub reports: Vec<Report>,
    /// Files that were known already.
    pub known: usize,
    /// Files that could not be taken, each with the reason as its one cause.
    pub refused: Vec<Report>,
}

impl Received {
    /// Rows read, accepted, set aside over all files.
    pub fn rows(&self) -> (u64, u64, u64) {
        self.reports.iter().fold((0, 0, 0), |sum, report| (sum.0 + report.read, sum.1 + report.accepted, sum.2 + report.set_aside))
    }
}

/// File beside the deliveries that tells under which key or label they stand.
const MARK: &str = "pseudonym-key.mark";

/// What every file is read with.
struct Door<'a> {
    store: &'a Store,
    key: PseudonymKey,
    never_link: NeverLink,
    atlas: Atlas,
    postcodes: Option<Postcodes>,
}

impl Intake {
    /// Takes the files in and says what was found.
    ///
    /// # Errors
    /// When the key is missing or no key, or the store cannot be written.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let files = check::listed(&self.files)?;
        let packages = files.iter().map(|file| packages::is_package(file).unwrap_or(false)).filter(|is_one| *is_one).count();
        match &self.keys {
            Some(keys) if packages == files.len() => {
                let (store, postcodes) = (Store::open(&self.store)?, self.postcodes()?);
                let way = packages::Way { keys, purpose: self.purpose.as_deref(), store: &store, postcodes: postcodes.as_ref() };
                return packages::run(&files, &way, desk);
            }
            Some(_) => {
                let plain = files.iter().find(|file| !packages::is_package(file).unwrap_or(false));
                let plain = plain.map(|file| file.display().to_string()).unwrap_or_default();
                let told = "with --keys every file is a sealed package; take plain files in with --pseudonym-key";
                return Err(wrong_use(format!("{plain} is no package: {told}")));
            }
            None if packages > 0 => return Err(wrong_use("a sealed package is opened with the hub's keys: --keys DIR")),
            None => {}
        }
        let received = self.receive(desk)?;
        if let Some(folder) = &self.receipts {
            receipts::write(folder, &received, Language::from(self.language))?;
        }
        report(&received, Language::from(self.language), desk)?;
        let wrong = !received.refused.is_empty() || received.reports.iter().any(Report::has_errors);
        Ok(if wrong { Outcome::Refused } else { Outcome::Done })
    }

    /// Takes the files in.
    ///
    /// # Errors
    /// As [`Intake::run`].
    pub fn receive(&self, desk: &mut Desk) -> Result<Received> {
        let stage = desk.timings.begin("intake");
        let files = check::listed(&self.files)?;
        let store = Store::open(&self.store)?;
        let door = self.door(&store)?;
        let bar = desk.progress.bar("check, pseudonyms, store", files.len() as u64);
        let one = |file: &PathBuf| {
            let taken = door.take(file);
            bar.inc(1);
            taken
        };
        let taken: Vec<Taken> = files.par_iter().map(one).collect::<Result<_>>()?;
        bar.finish_and_clear();
        let received = gather(taken);
        desk.timings.end("intake", stage, received.rows().0)?;
        Ok(received)
    }

    fn door<'a>(&self, store: &'a Store) -> Result<Door<'a>> {
        let path = self.pseudonym_key.as_ref().ok_or_else(|| wrong_use("plain files need --pseudonym-key"))?;
        let text = text_of(path).context("without the key of the pseudonyms nothing starts; `inbeeld keys pseudonym` makes one")?;
        let key = PseudonymKey::parse(text.trim()).map_err(|error| wrong_use(format!("{}: {error}", path.display())))?;
        let never_link = match &self.never_link {
            Some(path) => NeverLink::parse(&text_of(path)?).map_err(|error| wrong_use(format!("{}: {error}", path.display())))?,
            None => NeverLink::default(),
        };
        let postcodes = self.postcodes()?;
        one_key(&self.store, &key)?;
        Ok(Door { store, key, never_link, atlas: Atlas::netherlands(), postcodes })
    }

    fn postcodes(&self) -> Result<Option<Postcodes>> {
        let Some(path) = &self.postcodes else { return Ok(None) };
        let read = Postcodes::parse(&text_of(path)?);
        read.map(Some).map_err(|error| wrong_use(format!("{}: {error}", path.display())))
    }
}

fn text_of(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// A store belongs to one key: under two, the same child would be two persons. The mark is made with the key and tells
/// nothing of it.
fn one_key(store: &Path, key: &PseudonymKey) -> Result<()> {
    if is_of_key(store, key)? {
        return Ok(());
    }
    output::file(&store.join(MARK), mark(key))
}

/// Refuses a store that was not filled under this key: nobody would be found in it.
///
/// # Errors
/// When it was filled under another key, from packages, or not at all.
pub fn of_key(store: &Path, key: &PseudonymKey) -> Result<()> {
    if is_of_key(store, key)? {
        return Ok(());
    }
    Err(wrong_use(format!("{} holds nothing under this key: nobody would be found", store.display())))
}

fn mark(key: &PseudonymKey) -> String {
    format!("{:016x}\n", identity::record_pseudonym(key, 0))
}

/// Whether it was filled under this key; `false` for a new one, and another key is an error.
fn is_of_key(store: &Path, key: &PseudonymKey) -> Result<bool> {
    let path = store.join(MARK);
    match std::fs::read_to_string(&path) {
        Ok(known) if known == mark(key) => Ok(true),
        Ok(known) => Err(wrong_use(match known.trim().strip_prefix("label ") {
            Some(label) => {
                format!("{} was filled from packages under {label}; under two keys the same child would be two", store.display())
            }
            None => format!("{} was filled under another key; under two keys the same child would be two", store.display()),
        })),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

enum Taken {
    New(Report),
    Known(Report),
    Refused(Report),
}

impl Door<'_> {
    /// One file: hashed, read, pseudonymised, written, entered. What cannot be taken does not stop the others.
    fn take(&self, path: &Path) -> Result<Taken> {
        let shown = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(error) => return Ok(Taken::Refused(refusals::unopened(&shown, &error))),
        };
        let source = match SourceHash::read(&mut file) {
            Ok(source) => source,
            Err(error) => return Ok(Taken::Refused(refusals::unopened(&shown, &error))),
        };
        let refused = |name: Option<&DeliveryName>, reason| Ok(Taken::Refused(Report::refused(&shown, name, reason, source.bytes())));
        let name = match DeliveryName::parse(&shown) {
            Ok(name) if name.kind().tells_of_persons() => name,
            Ok(name) => return refused(Some(&name), refusals::used_elsewhere(name.kind())),
            Err(error) => return refused(None, refusals::name(&error)),
        };
        file.rewind()?;
        let mut writer = self.store.writer(meta(&name, source))?;
        let report = match self.read(&name, file, &mut writer)? {
            Ok(report) => report,
            Err(error) => return refused(Some(&name), refusals::unread(&error)),
        };
        if report.accepted == 0 && report.read > 0 {
            // Taken in, it would replace a good version by nothing and count as delivered.
            return refused(Some(&name), refusals::nothing_sound(report.read));
        }
        let rows = RowCounts { read: report.read, accepted: report.accepted, set_aside: report.set_aside };
        match writer.finish(rows, now()) {
            Ok(accepted) if accepted.entered == Entered::Known => Ok(Taken::Known(report)),
            Ok(_) => Ok(Taken::New(report)),
            Err(error @ StoreError::Records(records::RecordsError::VersionTaken { .. })) => {
                refused(Some(&name), refusals::version_taken(&error))
            }
            Err(error) => Err(error.into()),
        }
    }

    fn read(
        &self,
        name: &DeliveryName,
        file: File,
        writer: &mut DeliveryWriter<'_>,
    ) -> Result<Result<Report, intake::IntakeError>, StoreError> {
        let context = intake::Context { atlas: &self.atlas, postcodes: self.postcodes.as_ref() };
        let mut failed = None;
        let mut keep = |record: Record| {
            if failed.is_none() {
                failed = self.keep(&record, writer).err();
            }
        };
        let report = intake::read(name, BufReader::with_capacity(1 << 16, file), &context, &mut keep);
        match failed {
            Some(error) => Err(error),
            None => Ok(report),
        }
    }

    /// The one place where identity ends.
    fn keep(&self, record: &Record, writer: &mut DeliveryWriter<'_>) -> Result<(), StoreError> {
        let (pseudonyms, tokens) = match &record.identity {
            Some(identity) => {
                let identity = identity.open(Purpose::Pseudonymise);
                (identity::pseudonyms(&self.key, identity, &self.never_link), identity::linkage_tokens(&self.key, identity))
            }
            None => (Pseudonyms::default(), LinkageTokens::NONE),
        };
        let stored = |event| StoredEvent { pseudonyms, tokens, event: self.without_reference(event) };
        record.events.iter().try_for_each(|event| writer.push(&stored(event)))
    }
}

impl Door<'_> {
    /// The supplier's own references end here too: what stays pairs records and says nothing.
    fn without_reference(&self, event: &Event) -> Event {
        let keyed = |hash| identity::record_pseudonym(&self.key, hash);
        Event { record: RecordKey(keyed(event.record.0)), case: CaseKey(keyed(event.case.0)), ..*event }
    }
}

fn meta(name: &DeliveryName, source: SourceHash) -> DeliveryMeta {
    DeliveryMeta {
        kind: name.kind().word().to_owned(),
        supplier: name.supplier().to_owned(),
        organisation_kind: name.kind().organisation_kind(name.supplier()),
        period: name.period(),
        version: name.version(),
        source,
    }
}

fn gather(taken: Vec<Taken>) -> Received {
    let mut received = Received::default();
    for one in taken {
        match one {
            Taken::New(report) => received.reports.push(report),
            Taken::Known(report) => {
                received.known += 1;
                received.reports.push(report);
            }
            Taken::Refused(reason) => received.refused.push(reason),
        }
    }
    received
}

fn report(received: &Received, language: Language, desk: &Desk) -> Result<()> {
    match desk.format {
        Format::Json => {
            let all: Vec<Report> = received.reports.iter().chain(&received.refused).cloned().collect();
            output::text(&format!("{}\n", intake::report::json(&all, language)))
        }
        Format::Text => {
            for report in &received.refused {
                eprintln!("{}: {}", report.file, refusals::told(report, language));
            }
            if desk.quiet { Ok(()) } else { output::text(&in_words(received, language)) }
        }
    }
}

fn in_words(received: &Received, language: Language) -> String {
    let (read, accepted, set_aside) = received.rows();
    let (files, known, refused) = (received.reports.len() + received.refused.len(), received.known, received.refused.len());
    let total = match language {
        Language::Dutch => format!(
            "{files} bestanden, {known} al bekend (niets veranderd), {refused} geweigerd; {read} rijen gelezen = {accepted} aangenomen + \
             {set_aside} apart gelegd"
        ),
        Language::English => format!(
            "{files} files, {known} known already (nothing changed), {refused} refused; {read} rows read = {accepted} accepted + \
             {set_aside} set aside"
        ),
    };
    format!("{}{total}\n", findings::summary(&received.reports, language))
}
