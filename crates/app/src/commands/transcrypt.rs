//! `inbeeld transcrypt`: the pseudonym service. Packages go through it; what it sees are points of a curve.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use identity::keys::{Chain, ServiceKeys, TrustedSource};
use identity::package::{Frame, Header, PackageError, Passed, arrive, frames};
use records::{Evaluations, PackageEntered, PackageRow, Records};
use serde_json::json;

use crate::commands::keys::folder;
use crate::commands::now;
use crate::failure::{Outcome, wrong_use};
use crate::service::through::{self, Address};
use crate::service::{self, Bounds};
use crate::{Desk, Format, output};

/// Turns the encrypted identifiers of packages into other ones, which only the hub can open. Counts, limits and logs every one.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  inbeeld transcrypt levering.pkg --keys service --out passed\n  inbeeld transcrypt --serve --keys service --port 8443\n  inbeeld transcrypt levering.pkg --through https://127.0.0.1:8443 --keys desk --out passed.pkg\n  inbeeld transcrypt --counters --keys service"
)]
pub struct Transcrypt {
    /// Packages, from sources or from the service before.
    pub files: Vec<PathBuf>,
    /// Folder of the service's keys; its records stand there too.
    #[arg(long, value_name = "DIR")]
    pub keys: PathBuf,
    /// Where they go: a folder, or the name of a file when there is one package.
    #[arg(long, value_name = "OUT", default_value = "transcrypted")]
    pub out: PathBuf,
    /// Most ciphertexts a supplier may have evaluated in 24 hours.
    #[arg(long, value_name = "N", default_value_t = LIMIT)]
    pub limit: u64,
    /// Only say what was evaluated so far, by supplier.
    #[arg(long)]
    pub counters: bool,
    /// Serve over HTTP with mutual TLS: who connects shows a certificate that is trusted by name (`inbeeld keys tls`).
    #[arg(long, conflicts_with_all = ["files", "counters", "through"])]
    pub serve: bool,
    /// Have the packages taken through by the service that listens there; --keys is the folder of one's own certificate.
    #[arg(long, value_name = "https://HOST:PORT", conflicts_with = "counters")]
    pub through: Option<String>,
    /// With --through: the name of the service that is meant; by default the next one in the chain that stands with the keys.
    #[arg(long, value_name = "NAME", requires = "through")]
    pub service: Option<String>,
    /// With --serve: the address to listen on.
    #[arg(long, value_name = "IP", default_value = "127.0.0.1", requires = "serve")]
    pub address: IpAddr,
    /// With --serve: the port; 0 lets the system choose one.
    #[arg(long, default_value_t = 8443, requires = "serve")]
    pub port: u16,
    /// With --serve: megabytes of the longest file that is taken.
    #[arg(long, value_name = "MB", default_value_t = 4096, requires = "serve")]
    pub largest: u64,
    /// With --serve: seconds a connection may last, from its first byte to its last.
    #[arg(long, value_name = "S", default_value_t = 3600, requires = "serve")]
    pub seconds: u64,
}

impl Default for Transcrypt {
    fn default() -> Transcrypt {
        Transcrypt {
            files: Vec::new(),
            keys: PathBuf::from("service"),
            out: PathBuf::from("transcrypted"),
            limit: LIMIT,
            counters: false,
            serve: false,
            through: None,
            service: None,
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 8443,
            largest: 4096,
            seconds: 3600,
        }
    }
}

/// Ciphertexts a supplier may have evaluated in 24 hours, unless said otherwise.
const LIMIT: u64 = 20_000_000;

/// What a service will not do, though the package is whole.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// It went through before.
    #[error("package {id} went through before: a replay is refused")]
    Replayed {
        /// Its id.
        id: String,
    },
    /// More than may be evaluated in a day.
    #[error("{supplier} would have {asked} identifiers evaluated in 24 hours, {limit} are allowed")]
    TooMany {
        /// For whom.
        supplier: String,
        /// With those of this package.
        asked: u64,
        /// The limit.
        limit: u64,
    },
    /// Brought by somebody else.
    #[error("the certificate is of {client}, the package of {supplier}: nobody brings what is another's")]
    OfAnother {
        /// Who connected.
        client: String,
        /// Whose it is.
        supplier: String,
    },
}

/// A service that is ready: its keys, who it trusts, its records.
pub struct Service {
    keys: ServiceKeys,
    chain: Chain,
    trusted: Vec<TrustedSource>,
    records: Records,
    limit: u64,
}

impl Transcrypt {
    /// Takes every package through.
    ///
    /// # Errors
    /// When a key is missing, or a package is refused; the packages before it went through.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        if let Some(address) = &self.through {
            return self.send(&Address::parse(address)?, desk);
        }
        let service = Service::open(&self.keys, self.limit)?;
        if self.serve {
            let bounds = Bounds::new(self.largest, self.seconds);
            service::serve(service, &self.keys, SocketAddr::new(self.address, self.port), bounds)?;
            return Ok(Outcome::Done);
        }
        if self.counters {
            return service.tell(desk);
        }
        if self.files.is_empty() {
            return Err(wrong_use("name the packages to take through, or --counters"));
        }
        let passed = self.pass(&service, desk)?;
        let evaluations: u64 = passed.iter().map(|one| one.evaluations).sum();
        if desk.format == Format::Json {
            let all: Vec<_> = passed
                .iter()
                .map(|one| {
                    json!({ "id": one.header.id, "supplier": one.header.supplier, "kind": one.header.kind,
                "period": one.header.period, "evaluations": one.evaluations })
                })
                .collect();
            output::json(&json!({ "packages": all, "evaluations": evaluations, "out": self.out }))?;
        } else if !desk.quiet {
            let packages = counted(passed.len(), "package");
            eprintln!("{packages}, {evaluations} identifiers transcrypted; what goes on is {}", self.out.display());
        }
        Ok(Outcome::Done)
    }

    /// Takes every package through and says what was done.
    ///
    /// # Errors
    /// As [`Transcrypt::run`].
    pub fn pass(&self, service: &Service, desk: &mut Desk) -> Result<Vec<Passed>> {
        let stage = desk.timings.begin("transcrypt");
        let ways = self.ways()?;
        let bar = desk.progress.bar("transcrypt", ways.len() as u64);
        let mut passed = Vec::new();
        for (file, out) in &ways {
            passed.extend(service.pass(file, out, None)?);
            bar.inc(1);
        }
        bar.finish_and_clear();
        desk.timings.end("transcrypt", stage, passed.iter().map(|one| one.evaluations).sum())?;
        Ok(passed)
    }
}

impl Transcrypt {
    /// Every file with where it goes to.
    fn ways(&self) -> Result<Vec<(PathBuf, PathBuf)>> {
        let files = check::listed(&self.files)?;
        let is_file = files.len() == 1 && !self.out.is_dir() && self.out.extension().is_some();
        if !is_file {
            folder::make(&self.out)?;
        }
        let way = |file: PathBuf| {
            let name = file.file_name().with_context(|| format!("{} names no file", file.display()))?;
            let out = if is_file { self.out.clone() } else { self.out.join(name) };
            Ok((file, out))
        };
        files.into_iter().map(way).collect()
    }

    /// Has every file taken through by a service elsewhere.
    fn send(&self, address: &Address, desk: &Desk) -> Result<Outcome> {
        if self.files.is_empty() {
            return Err(wrong_use("name the packages to have taken through"));
        }
        let ways = self.ways()?;
        for (file, out) in &ways {
            through::send(address, &self.keys, self.service.as_deref(), file, out)
                .with_context(|| format!("{} was not taken through", file.display()))?;
        }
        if desk.format == Format::Json {
            output::json(&json!({ "files": ways.len(), "out": self.out }))?;
        } else if !desk.quiet {
            let files = counted(ways.len(), "file");
            eprintln!("{files} taken through by the service; what goes on is {}", self.out.display());
        }
        Ok(Outcome::Done)
    }
}

/// One of these, or more.
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

impl Service {
    /// Its name.
    pub fn name(&self) -> &str {
        self.keys.name()
    }

    /// The label of its chain.
    pub fn label(&self) -> String {
        self.chain.label().to_string()
    }

    /// What was evaluated for one supplier so far.
    ///
    /// # Errors
    /// When the records cannot be read.
    pub fn counted(&self, supplier: &str) -> Result<Evaluations> {
        let all = self.records.evaluations(self.keys.name())?;
        let none = || Evaluations { supplier: supplier.to_owned(), packages: 0, evaluations: 0 };
        Ok(all.into_iter().find(|one| one.supplier == supplier).unwrap_or_else(none))
    }

    /// Opens keys and records. Without a key nothing starts.
    ///
    /// # Errors
    /// When a file is missing or none.
    pub fn open(folder: &Path, limit: u64) -> Result<Service> {
        let (keys, chain) = folder::service(folder)?;
        let records = Records::open(&folder.join(folder::RECORDS))?;
        Ok(Service { keys, chain, trusted: folder::trusted(folder)?, records, limit })
    }

    /// Takes a file of packages through. Its output stands there whole or not at all. `client`: who brought it over a connection:
    /// the source itself, or the service before.
    ///
    /// # Errors
    /// When a package is refused: another label, no trusted signature, a replay, too many.
    pub fn pass(&self, file: &Path, out: &Path, client: Option<&str>) -> Result<Vec<Passed>> {
        let shown = || file.display().to_string();
        let mut opened = BufReader::new(File::open(file).with_context(|| format!("cannot read {}", shown()))?);
        let frames = frames(&mut opened).with_context(shown)?;
        let draft = out.with_file_name(format!(".{}.{}", out.file_name().unwrap_or_default().to_string_lossy(), std::process::id()));
        let finish = || -> Result<Vec<Passed>> {
            let mut writer = BufWriter::with_capacity(1 << 18, File::create(&draft)?);
            let mut all = Vec::with_capacity(frames.len());
            // All are looked at before one is entered: a package that is refused costs none of the others their one time.
            let headers = frames.iter().map(|frame| self.look(file, frame, client)).collect::<Result<Vec<_>>>()?;
            self.enter(&headers)?;
            for (frame, header) in frames.iter().zip(&headers) {
                let (passed, next) = self.pass_one(file, frame, header, writer)?;
                writer = next;
                all.push(passed);
            }
            writer.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
            std::fs::rename(&draft, out)?;
            Ok(all)
        };
        finish().inspect_err(|_| drop(std::fs::remove_file(&draft))).with_context(|| format!("{} was not taken through", shown()))
    }

    /// The header of a package that may pass, as far as can be seen without evaluating anything.
    fn look(&self, file: &Path, frame: &Frame, client: Option<&str>) -> Result<Header> {
        let arrived = arrive(File::open(file)?, frame, &self.keys, &self.chain, &self.trusted)?;
        if let Some(client) = client.filter(|client| *client != arrived.header().supplier && *client != arrived.from_whom()) {
            let refusal = Refusal::OfAnother { client: client.to_owned(), supplier: arrived.header().supplier.clone() };
            return Err(refusal.into());
        }
        Ok(arrived.header().clone())
    }

    /// Evaluates a package that was entered under this header.
    fn pass_one(&self, file: &Path, frame: &Frame, entered: &Header, out: BufWriter<File>) -> Result<(Passed, BufWriter<File>)> {
        let arrived = arrive(File::open(file)?, frame, &self.keys, &self.chain, &self.trusted)?;
        if arrived.header() != entered {
            return Err(PackageError::Damaged { what: "it was changed while it was read" }.into());
        }
        Ok(arrived.pass(&self.keys, &self.chain, out)?)
    }

    /// Entered before anything is evaluated: a failure after this costs the source a new package, never an uncounted evaluation.
    fn enter(&self, headers: &[Header]) -> Result<()> {
        let rows: Vec<PackageRow> = headers.iter().map(|header| row(self.keys.name(), header)).collect();
        let (last, entered) = self.records.enter_packages(&rows, Some(self.limit))?;
        let Some(header) = headers.get(last) else { return Ok(()) };
        match entered {
            PackageEntered::New => Ok(()),
            PackageEntered::Replayed => Err(Refusal::Replayed { id: header.id.clone() }.into()),
            PackageEntered::TooMany { evaluated } => {
                let asked = evaluated.saturating_add(header.entries);
                Err(Refusal::TooMany { supplier: header.supplier.clone(), asked, limit: self.limit }.into())
            }
        }
    }

    fn tell(&self, desk: &Desk) -> Result<Outcome> {
        let counters = self.records.evaluations(self.keys.name())?;
        if desk.format == Format::Json {
            let all: Vec<_> = counters
                .iter()
                .map(|one| json!({ "supplier": one.supplier, "packages": one.packages, "evaluations": one.evaluations }))
                .collect();
            output::json(&json!({ "service": self.keys.name(), "label": self.chain.label().text(), "counters": all }))?;
        } else {
            let lines =
                counters.iter().map(|one| format!("{}\t{} packages\t{} evaluations\n", one.supplier, one.packages, one.evaluations));
            output::text(&lines.collect::<String>())?;
        }
        Ok(Outcome::Done)
    }
}

/// What the records keep of a package.
pub fn row(party: &str, header: &Header) -> PackageRow {
    PackageRow {
        party: party.to_owned(),
        id: header.id.clone(),
        supplier: header.supplier.clone(),
        kind: header.kind.clone(),
        period: header.period.clone(),
        version: header.version,
        label: header.label.clone(),
        evaluations: header.entries,
        at: now(),
    }
}
