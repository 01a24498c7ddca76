//! `inbeeld-desk prepare`: own deliveries become one sealed file in which nobody can be recognised by who carries it.

use std::fs::File;
use std::io::{BufReader, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use check::{CheckError, Checking, Format, exit};
use clap::Args;
use domain::Atlas;
use identity::NeverLink;
use identity::keys::{Chain, SourceKeys};
use identity::package::{DeliveryFacts, Header, PackageError, Preparer};
use identity::purpose::StatedPurpose;
use intake::{DeliveryKind, DeliveryName, Postcodes};
use serde_json::json;

use crate::erasure::numbers;
use crate::key_files;

/// Leaves out what the purpose does not keep, encrypts who it is about, checks every field, and seals the rest.
#[derive(Args)]
#[command(after_help = "Voorbeelden:
  inbeeld-desk prepare youth-policy_P0123_2025HJ02_v1.csv --purpose purpose.toml --keys sleutels --out levering.pkg
  inbeeld-desk prepare *.csv --purpose purpose.toml --keys sleutels --exclude bezwaren.txt --out levering.pkg

Wat er precies in zit, staat leesbaar in levering.pkg.sent.txt. Die blijft bij u. Stuur alleen levering.pkg, naar de
pseudoniemdienst.")]
pub struct Prepare {
    /// Your own deliveries. File names say what they are: kind_supplier_period_vN.ext.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The purpose they are delivered for.
    #[arg(long, value_name = "P.toml")]
    purpose: PathBuf,
    /// Folder of your keys (`inbeeld-desk keys` makes it).
    #[arg(long, value_name = "DIR")]
    keys: PathBuf,
    /// The file to make.
    #[arg(long, value_name = "PKG")]
    out: PathBuf,
    /// Citizen numbers of who objected, one a line: their rows stay here.
    #[arg(long, value_name = "FILE")]
    exclude: Option<PathBuf>,
    /// Citizen numbers that never link, one a line.
    #[arg(long, value_name = "FILE")]
    never_link: Option<PathBuf>,
    /// Which municipality a postcode lies in: `pc4,gm_code`.
    #[arg(long, value_name = "FILE")]
    postcodes: Option<PathBuf>,
    /// Where to write what is sent, readable, instead of PKG.sent.txt.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
}

/// What every file is prepared with.
struct Bench {
    keys: SourceKeys,
    chain: Chain,
    purpose: StatedPurpose,
    excluded: NeverLink,
    never_link: NeverLink,
    postcodes: Option<Postcodes>,
    atlas: Atlas,
}

impl Prepare {
    /// Prepares the files, a line a step. Either the whole package stands there at the end, or nothing.
    ///
    /// # Errors
    /// When a key or the purpose is missing, a file is refused, or something would be given away.
    pub fn run(&self, format: Format) -> Result<Checking, CheckError> {
        let bench = self.bench()?;
        let named = self.named(&bench)?;
        let record = self.record.clone().unwrap_or_else(|| named_after(&self.out, ".sent.txt"));
        if let Some(path) = [&self.out, &record].into_iter().find(|path| path.exists()) {
            let path = path.display();
            return Err(CheckError::WrongUse(format!("{path} exists and may have been sent: choose another name, or put it away first")));
        }
        let drafts = [beside(&self.out), beside(&record)];
        let [package, text] = &drafts;
        let place = |prepared: Vec<Header>| {
            // The record first: nothing can be sent of which it is not written down what it is.
            for (draft, path) in [(text, &record), (package, &self.out)] {
                std::fs::rename(draft, path).map_err(|source| CheckError::Io { act: "write", path: path.clone(), source })?;
            }
            Ok(prepared)
        };
        let made = self.write(&bench, &named, &drafts).and_then(place);
        let prepared = made.inspect_err(|_| drafts.iter().for_each(|draft| drop(std::fs::remove_file(draft))))?;
        Ok(self.told(&prepared, &record, format))
    }

    fn bench(&self) -> Result<Bench, CheckError> {
        let wrong = |path: &Path, error: &dyn std::fmt::Display| CheckError::WrongUse(format!("{}: {error}", path.display()));
        let (secret, public) = (self.keys.join("source.secret"), self.keys.join("chain.public"));
        let keys = SourceKeys::parse(&key_files::read(&secret)?).map_err(|error| wrong(&secret, &error))?;
        let chain = Chain::parse(&key_files::read(&public)?).map_err(|error| wrong(&public, &error))?;
        let text = key_files::read(&self.purpose)?;
        let purpose =
            StatedPurpose::parse(&text, |kind| DeliveryKind::from_word(kind).is_some()).map_err(|error| wrong(&self.purpose, &error))?;
        let list = |path: &Option<PathBuf>| match path {
            Some(path) => NeverLink::parse(&key_files::read(path)?).map_err(|error| wrong(path, &error)),
            None => Ok(NeverLink::default()),
        };
        let postcodes = match &self.postcodes {
            Some(path) => Some(Postcodes::parse(&key_files::read(path)?).map_err(|error| wrong(path, &error))?),
            None => None,
        };
        // A mistyped number would keep nobody's rows here, and who objected would be delivered.
        let excluded = match &self.exclude {
            Some(path) => numbers(&key_files::read(path)?).map_err(|error| wrong(path, &error))?.into_iter().collect(),
            None => NeverLink::default(),
        };
        let never_link = list(&self.never_link)?;
        Ok(Bench { keys, chain, purpose, excluded, never_link, postcodes, atlas: Atlas::netherlands() })
    }

    /// The files with what their names say, each allowed by the purpose and of the supplier whose keys these are.
    fn named(&self, bench: &Bench) -> Result<Vec<(PathBuf, DeliveryName)>, CheckError> {
        let mut named = Vec::new();
        for path in check::listed(&self.files)? {
            let shown = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let wrong = |error: &dyn std::fmt::Display| CheckError::WrongUse(format!("{shown}: {error}"));
            let name = DeliveryName::parse(&shown).map_err(|error| wrong(&error))?;
            if !name.kind().tells_of_persons() {
                return Err(wrong(&"it names nobody: it goes to the hub as it is"));
            }
            if name.supplier() != bench.keys.supplier() {
                return Err(wrong(&format!("the keys are of supplier {}", bench.keys.supplier())));
            }
            bench.purpose.allows(name.kind().word(), name.supplier()).map_err(|error| wrong(&error))?;
            named.push((path, name));
        }
        Ok(named)
    }

    /// Writes the package and the record of what is in it, each where it stands until both are whole.
    fn write(&self, bench: &Bench, named: &[(PathBuf, DeliveryName)], drafts: &[PathBuf; 2]) -> Result<Vec<Header>, CheckError> {
        let io = |source| CheckError::Io { act: "write", path: self.out.clone(), source };
        let begun = |draft| Ok(BufWriter::with_capacity(1 << 18, File::create(draft).map_err(io)?));
        let (mut out, mut sent) = (begun(&drafts[0])?, begun(&drafts[1])?);
        let mut all = Vec::with_capacity(named.len());
        for (path, name) in named {
            if !all.is_empty() {
                sent.write_all(b"\n").map_err(io)?;
            }
            let (header, writer) = bench.prepare(path, name, out, &mut sent, folder_of(&self.out))?;
            out = writer;
            all.push(header);
        }
        for writer in [out, sent] {
            let file = writer.into_inner().map_err(|error| io(error.into_error()))?;
            file.sync_all().map_err(io)?;
        }
        Ok(all)
    }

    fn told(&self, prepared: &[Header], record: &Path, format: Format) -> Checking {
        let one = |header: &Header| {
            json!({
                "id": header.id, "kind": header.kind, "supplier": header.supplier, "period": header.period, "version": header.version,
                "label": header.label, "read": header.read, "accepted": header.accepted, "set_aside": header.set_aside,
                "excluded": header.excluded, "common_tokens": header.common_tokens, "rows": header.rows, "ciphertexts": header.entries,
            })
        };
        if format == Format::Json {
            let all = json!({ "package": self.out, "record": record, "deliveries": prepared.iter().map(one).collect::<Vec<_>>() });
            return Checking { text: format!("{all}\n"), note: String::new(), code: exit::DONE };
        }
        let lines = prepared.iter().map(|header| {
            format!(
                "{} {} {} v{}: {} rijen gelezen, {} aangenomen, {} apart gelegd, {} weggelaten na bezwaar; {} regels en {} versleutelde \
                 kenmerken in het pakket\n",
                header.kind,
                header.supplier,
                header.period,
                header.version,
                header.read,
                header.accepted,
                header.set_aside,
                header.excluded,
                header.rows,
                header.entries
            )
        });
        let note = format!("{} gaat naar de pseudoniemdienst; wat erin zit staat in {}\n", self.out.display(), record.display());
        Checking { text: lines.collect(), note, code: exit::DONE }
    }
}

impl Bench {
    /// Prepares one file. What memory should not hold stands in nameless files in `folder` until it is done.
    fn prepare<W: Write + Seek>(
        &self,
        path: &Path,
        name: &DeliveryName,
        out: W,
        sent: &mut dyn Write,
        folder: &Path,
    ) -> Result<(Header, W), CheckError> {
        let shown = || path.display().to_string();
        let scratch = || tempfile::tempfile_in(folder);
        let mut preparer = Preparer::new(&self.keys, &self.chain, &self.purpose, &self.never_link, &self.excluded, &scratch)
            .map_err(|error| failed(&shown(), error))?;
        let file = File::open(path).map_err(|source| CheckError::Io { act: "read", path: path.to_owned(), source })?;
        let context = intake::Context { atlas: &self.atlas, postcodes: self.postcodes.as_ref() };
        let mut stopped = None;
        let mut keep = |record| {
            if stopped.is_none() {
                stopped = preparer.push(&record).err();
            }
        };
        let report = intake::read(name, BufReader::with_capacity(1 << 16, file), &context, &mut keep);
        let report = report.map_err(|error| CheckError::WrongUse(format!("{}: {error}; run `inbeeld-desk check` on it first", shown())))?;
        if let Some(error) = stopped {
            return Err(failed(&shown(), error));
        }
        if report.accepted == 0 && report.read > 0 {
            return Err(CheckError::WrongUse(format!("{}: no row is sound; run `inbeeld-desk check` on it first", shown())));
        }
        let facts = DeliveryFacts {
            kind: name.kind().word().to_owned(),
            period: name.period().to_string(),
            version: name.version(),
            source: report.hash,
            counts: (report.read, report.accepted, report.set_aside),
        };
        preparer.finish(&facts, out, sent).map_err(|error| failed(&shown(), error))
    }
}

fn failed(shown: &str, error: PackageError) -> CheckError {
    match error {
        PackageError::Io(source) => CheckError::Io { act: "write the package of", path: PathBuf::from(shown), source },
        other => CheckError::WrongUse(format!("{shown}: {other}")),
    }
}

/// `levering.pkg.sent.txt`.
fn named_after(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

/// Where a file is written until it is whole.
fn beside(path: &Path) -> PathBuf {
    named_after(path, &format!(".{}.tmp", std::process::id()))
}

/// The folder a file stands in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
