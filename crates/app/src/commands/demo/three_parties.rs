//! The demo's deliveries by way of source, pseudonym service and hub, with `inbeeld-desk` run beside this program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, Result, ensure};
use identity::purpose::MADE_COUNTRY;
use intake::{DeliveryName, Postcodes};
use store::Store;

use crate::commands::intake::packages;
use crate::commands::keys::{self, folder};
use crate::commands::transcrypt::{Service, Transcrypt};
use crate::{Desk, output};

/// Whose deliveries go by way of three parties.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhoseIdentity {
    /// Those of one Veilig Thuis region, into a store of their own beside the demo's.
    OneRegion,
    /// All of them, into the demo's store.
    Full,
    /// Nobody's.
    None,
}

/// What came of it.
pub struct ByThreeParties {
    /// Packages taken in.
    pub packages: usize,
    /// Encrypted identifiers that went through the service.
    pub evaluations: u64,
    /// Rows accepted at the sources.
    pub accepted: u64,
    /// Files of which a source prepared nothing, for no row was sound.
    pub refused: usize,
}

/// Whose deliveries, and where everything stands.
pub struct Way {
    /// Whose.
    pub whose: WhoseIdentity,
    /// `inbeeld-desk`.
    pub program: PathBuf,
    /// Folder of the made country.
    pub country: PathBuf,
    /// Folder for keys and packages.
    pub work: PathBuf,
    /// Folder of the store.
    pub store: PathBuf,
}

/// The desk program, where it stands beside this one.
pub fn desk_program() -> Option<PathBuf> {
    let own = std::env::current_exe().ok()?;
    let desk = own.with_file_name(format!("inbeeld-desk{}", std::env::consts::EXE_SUFFIX));
    desk.is_file().then_some(desk)
}

/// Makes keys for everyone, lets every supplier prepare its files, takes them through the service and into a store.
///
/// # Errors
/// The first step that fails.
pub fn deliver(way: &Way, desk: &mut Desk) -> Result<ByThreeParties> {
    let at = |name: &str| way.work.join(name);
    for folder in ["packages", "sent", "sources"] {
        std::fs::create_dir_all(at(folder))?;
    }
    keys::hub(&at("hub"), "made-country", 1)?;
    keys::service(&at("service"), "service", &at("hub").join(folder::CHAIN))?;
    folder::trust(&at("hub"), &at("service").join(folder::CHAIN))?;
    output::file(&at("purpose.toml"), MADE_COUNTRY)?;
    let postcodes = way.country.join("reference/postcodes.csv");
    let suppliers = suppliers(way.whose, &way.country.join("deliveries"))?;
    ensure!(!suppliers.is_empty(), "the country has no deliveries of such a supplier");
    let bar = desk.progress.bar("prepare at every source", suppliers.len() as u64);
    let mut refused = 0;
    for (supplier, files) in &suppliers {
        refused += prepare(way, supplier, files, &postcodes)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    let transcrypt =
        Transcrypt { files: vec![at("packages")], keys: at("service"), out: at("passed"), limit: u64::MAX, ..Transcrypt::default() };
    let service = Service::open(&at("service"), u64::MAX)?;
    let evaluations = transcrypt.pass(&service, desk)?.iter().map(|passed| passed.evaluations).sum();
    let hub = Store::open(&way.store)?;
    let text = std::fs::read_to_string(&postcodes).with_context(|| format!("cannot read {}", postcodes.display()))?;
    let postcodes = Postcodes::parse(&text)?;
    let door = packages::Way { keys: &at("hub"), purpose: None, store: &hub, postcodes: Some(&postcodes) };
    let taken = packages::take(&check::listed(&[at("passed")])?, &door, desk)?;
    let accepted = taken.iter().map(|one| one.header.accepted).sum();
    Ok(ByThreeParties { packages: taken.len(), evaluations, accepted, refused })
}

/// The files of each supplier, as far as they tell of persons.
fn suppliers(whose: WhoseIdentity, deliveries: &Path) -> Result<BTreeMap<String, Vec<PathBuf>>> {
    let mut all: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for path in check::listed(&[deliveries.to_owned()])? {
        let shown = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if let Ok(name) = DeliveryName::parse(&shown)
            && name.kind().tells_of_persons()
        {
            all.entry(name.supplier().to_owned()).or_default().push(path);
        }
    }
    match whose {
        WhoseIdentity::Full => {}
        WhoseIdentity::OneRegion => {
            let first = all.keys().find(|code| code.starts_with("VT")).cloned();
            all.retain(|code, _| Some(code) == first.as_ref());
        }
        WhoseIdentity::None => all.clear(),
    }
    Ok(all)
}

/// One supplier at its own desk: keys, then a package of each file; services and hub come to trust it. How many files had no sound
/// row.
fn prepare(way: &Way, supplier: &str, files: &[PathBuf], postcodes: &Path) -> Result<usize> {
    let at = |name: &str| way.work.join(name);
    let own = at("sources").join(supplier);
    let mut keys = Command::new(&way.program);
    keys.args(["keys", "--supplier", supplier, "--out"]).arg(&own).arg("--chain").arg(at("service").join(folder::CHAIN));
    // All share the key of their references: messages of one speak of records of another.
    let first = at("sources/reference.secret");
    if first.exists() {
        keys.arg("--reference-of").arg(&first);
    }
    let made = run(&mut keys)?;
    ensure!(made.status.success(), "{}", told(&made));
    if !first.exists() {
        std::fs::copy(own.join("source.secret"), &first)?;
    }
    for party in ["service", "hub"] {
        folder::trust(&at(party), &own.join("source.public"))?;
    }
    let mut refused = 0;
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let mut prepare = Command::new(&way.program);
        prepare.arg("prepare").arg(file).arg("--purpose").arg(at("purpose.toml")).arg("--keys").arg(&own);
        prepare.arg("--postcodes").arg(postcodes).arg("--out").arg(at("packages").join(format!("{name}.pkg")));
        prepare.arg("--record").arg(at("sent").join(format!("{name}.txt")));
        let prepared = run(&mut prepare)?;
        if told(&prepared).contains("no row is sound") {
            refused += 1;
        } else {
            ensure!(prepared.status.success(), "{}", told(&prepared));
        }
    }
    Ok(refused)
}

fn run(command: &mut Command) -> Result<Output> {
    command.output().context("`inbeeld-desk` could not be started")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}
