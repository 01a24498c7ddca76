//! Pseudonyms per CPU second for each step of the three parties, beside the operations of the curve that they are made of.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Result, ensure};
use clap::ValueEnum;
use domain::{Day, EventKind, OrganisationKind, PartialDate, Sex};
use identity::NeverLink;
use identity::keys::{Chain, HubKeys, ServiceKeys, SourceKeys};
use identity::package::{DeliveryFacts, HubSide, PackageError, Preparer, arrive, frames, open};
use identity::purpose::{MADE_COUNTRY, StatedPurpose};
use identity::scheme::{Chance, RawOperation};
use person::{Bsn, Event, Identity, Record, RecordKey, Sensitive};

use crate::survival::{cpu_seconds, peak_megabytes};

/// Times each raw operation is done.
const REPEATS: u32 = 4000;
/// Files of the parties in the folder.
const FILES: [&str; 4] = ["hub.secret", "service.secret", "source.secret", "chain.public"];

/// The three parties and their purpose.
struct Parties {
    hub: HubKeys,
    service: ServiceKeys,
    source: SourceKeys,
    chain: Chain,
    purpose: StatedPurpose,
}

/// A step of the way, in a process of its own so that its memory is its own.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// At the source.
    Prepare,
    /// At the service.
    Transcrypt,
    /// At the hub.
    Open,
}

impl Step {
    const ALL: [Step; 3] = [Step::Prepare, Step::Transcrypt, Step::Open];

    fn word(self) -> &'static str {
        match self {
            Step::Prepare => "prepare",
            Step::Transcrypt => "transcrypt",
            Step::Open => "open",
        }
    }
}

/// What a delivery tells of a child.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    /// A number: one identifier.
    Number,
    /// Number, name, birth date, sex and postcode: a number, a fallback and eight tokens.
    Names,
}

/// A package to measure.
#[derive(clap::Args)]
pub struct Package {
    /// Rows in the largest package, each of another child; packages of a quarter and a sixteenth of it are measured too.
    #[arg(long, default_value_t = 100_000)]
    pseudonyms: u32,
    /// What each row tells of its child.
    #[arg(long, value_enum, default_value = "number")]
    told: Told,
    /// Where to put keys and packages.
    #[arg(long)]
    folder: PathBuf,
    /// Do one step of the package that stands in the folder, and nothing else.
    #[arg(long, value_enum)]
    step: Option<Step>,
}

/// Measures the operations, then every step for three sizes of package, so that growth of memory shows.
pub fn run(package: &Package) -> Result<()> {
    let folder = &package.folder;
    if let Some(step) = package.step {
        return one(&Parties::read(folder)?, step, package);
    }
    std::fs::create_dir_all(folder)?;
    Parties::make()?.write(folder)?;
    raw_operations()?;
    print_line(["step", "identifiers", "wall s", "CPU s", "per CPU s", "of the limit", "peak MB"]);
    for count in [package.pseudonyms / 16, package.pseudonyms / 4, package.pseudonyms] {
        for step in Step::ALL {
            let told = package.told.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
            let mut own = Command::new(std::env::current_exe()?);
            own.args(["identity", "--step", step.word(), "--told", &told, "--pseudonyms", &count.to_string(), "--folder"]).arg(folder);
            ensure!(own.status()?.success(), "{} failed", step.word());
        }
    }
    Ok(())
}

/// CPU seconds that one identifier costs in each step at the least: the multiplications of the curve it cannot do without.
fn limits() -> Result<[f64; 3]> {
    let [base, multiply, hash, bytes] = operation_seconds()?.map(|(seconds, _)| seconds);
    Ok([hash + base + multiply + bytes, base + 3.0 * multiply + 2.0 * bytes, multiply + 1.5 * bytes])
}

/// CPU seconds of each operation, with its word.
fn operation_seconds() -> Result<[(f64, &'static str); 4]> {
    let mut chance = Chance::new()?;
    Ok(RawOperation::ALL.map(|operation| {
        let start = cpu_seconds();
        std::hint::black_box(operation.repeat(REPEATS, &mut chance));
        ((cpu_seconds() - start) / f64::from(REPEATS), operation.word())
    }))
}

fn raw_operations() -> Result<()> {
    print_line(["operation", "times", "", "CPU s", "per CPU s", "", ""]);
    for (seconds, word) in operation_seconds()? {
        let (cpu, rate) = (format!("{:.3}", seconds * f64::from(REPEATS)), format!("{:.0}", 1.0 / seconds));
        print_line([word, &REPEATS.to_string(), "", &cpu, &rate, "", ""]);
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the figures are the result")]
fn print_line(fields: [&str; 7]) {
    println!("{}", fields.join("\t"));
}

impl Parties {
    fn make() -> Result<Parties> {
        let mut chance = Chance::new()?;
        let hub = HubKeys::new(&mut chance);
        let service = ServiceKeys::new("one", &mut chance)?;
        let chain = Chain::begin(&hub, "made-country", 1)?.join(&service)?;
        let source = SourceKeys::new("P1", None, &mut chance)?;
        Ok(Parties { hub, service, source, chain, purpose: StatedPurpose::parse(MADE_COUNTRY, |_| true)? })
    }

    fn write(&self, folder: &Path) -> Result<()> {
        let texts = [self.hub.to_text(), self.service.to_text(), self.source.to_text(), self.chain.to_text().into()];
        Ok(FILES.iter().zip(texts).try_for_each(|(name, text)| std::fs::write(folder.join(name), text.as_bytes()))?)
    }

    fn read(folder: &Path) -> Result<Parties> {
        let [hub, service, source, chain] = FILES.map(|name| std::fs::read_to_string(folder.join(name)));
        Ok(Parties {
            hub: HubKeys::parse(&hub?)?,
            service: ServiceKeys::parse(&service?)?,
            source: SourceKeys::parse(&source?)?,
            chain: Chain::parse(&chain?)?,
            purpose: StatedPurpose::parse(MADE_COUNTRY, |_| true)?,
        })
    }
}

/// One step of a package, with its line.
fn one(parties: &Parties, step: Step, package: &Package) -> Result<()> {
    let limit = limits()?[step as usize];
    let (prepared, passed) = (package.folder.join("prepared.pkg"), package.folder.join("passed.pkg"));
    let trusted = [parties.source.trusted()];
    // Forgets the highest memory so far, where the system allows it.
    std::fs::write("/proc/self/clear_refs", "5").ok();
    let (start, wall) = (cpu_seconds(), Instant::now());
    let identifiers = match step {
        Step::Prepare => prepare(parties, package, &prepared)?,
        Step::Transcrypt => {
            let frame = frames(&mut BufReader::new(File::open(&prepared)?))?.remove(0);
            let arrived = arrive(File::open(&prepared)?, &frame, &parties.service, &parties.chain, &trusted)?;
            arrived.pass(&parties.service, &parties.chain, BufWriter::new(File::create(&passed)?))?.0.evaluations
        }
        Step::Open => {
            let frame = frames(&mut BufReader::new(File::open(&passed)?))?.remove(0);
            let opened = open(File::open(&passed)?, &frame, &parties.hub, &parties.chain, &trusted)?;
            let (scratch, keys) = (|| tempfile::tempfile_in(&package.folder), &parties.hub);
            let side = HubSide { keys, chain: &parties.chain, purpose: &parties.purpose, scratch: &scratch };
            opened.rows(&side, &mut |_| Ok(()), &mut |_| Ok::<(), PackageError>(()))?.entries
        }
    };
    let (cpu, wall) = (cpu_seconds() - start, wall.elapsed().as_secs_f64());
    print_line([
        step.word(),
        &identifiers.to_string(),
        &format!("{wall:.1}"),
        &format!("{cpu:.2}"),
        &format!("{:.0}", identifiers as f64 / cpu),
        &format!("{:.0} %", 100.0 * limit * identifiers as f64 / cpu),
        &format!("{:.0}", peak_megabytes()?),
    ]);
    Ok(())
}

/// Prepares so many rows; how many identifiers they hold.
fn prepare(parties: &Parties, package: &Package, path: &Path) -> Result<u64> {
    let (none, scratch) = (NeverLink::default(), || tempfile::tempfile_in(&package.folder));
    let mut preparer = Preparer::new(&parties.source, &parties.chain, &parties.purpose, &none, &none, &scratch)?;
    let numbers = (100_000_000u32..999_999_999).filter_map(|number| Bsn::parse(&number.to_string()));
    for (row, bsn) in (1..).zip(numbers.take(package.pseudonyms as usize)) {
        preparer.push(&record(row, bsn, package.told))?;
    }
    let facts = DeliveryFacts { kind: "board".into(), period: "2025HJ01".into(), version: 1, source: [0; 32], counts: (0, 0, 0) };
    let mut sent = BufWriter::new(File::create(path.with_extension("sent.txt"))?);
    let (header, _) = preparer.finish(&facts, BufWriter::new(File::create(path)?), &mut sent)?;
    sent.flush()?;
    Ok(header.entries)
}

/// A child of its own in every row: names are drawn from the number, so that hardly any two share a token.
fn record(row: u64, bsn: Bsn, told: Told) -> Record {
    let number = u64::from(bsn.number()).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16;
    let letters = |from: u32| (0..6).map(|place| char::from(b'a' + (number >> (from + 3 * place) & 15) as u8)).collect::<String>();
    let identity = match told {
        Told::Number => Identity::of_number(bsn),
        Told::Names => Identity {
            birth: PartialDate::parse_compact(&format!("20{:02}{:02}{:02}", 8 + number % 16, 1 + number % 12, 1 + number % 28)),
            sex: Sex::Female,
            postcode: format!("{}AB", 1000 + number % 9000),
            surname: letters(4),
            first_names: letters(16),
            ..Identity::of_number(bsn)
        },
    };
    let event = Event::new(EventKind::BoardRequested, Day(19_000), RecordKey(row), OrganisationKind::Board);
    Record { row, reference: Sensitive::new(String::new()), identity: Some(Sensitive::new(identity)), events: vec![event] }
}
