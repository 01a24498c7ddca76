//! Pseudonyms per CPU second for each step of the three parties, beside the operations of the curve that they are made of.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use domain::{Day, EventKind, OrganisationKind};
use identity::NeverLink;
use identity::keys::{Chain, HubKeys, ServiceKeys, SourceKeys};
use identity::package::{DeliveryFacts, PackageError, Preparer, arrive, frames, open};
use identity::purpose::{MADE_COUNTRY, StatedPurpose};
use identity::scheme::{Chance, RawOperation};
use person::{Bsn, Event, Identity, Record, RecordKey, Sensitive};

use crate::survival::{cpu_seconds, peak_megabytes};

/// Times each raw operation is done.
const REPEATS: u32 = 4000;

/// The three parties and their purpose.
struct Parties {
    hub: HubKeys,
    service: ServiceKeys,
    source: SourceKeys,
    chain: Chain,
    purpose: StatedPurpose,
}

/// Measures the operations, then every step for a small package and for a whole one, so that growth of memory shows.
pub fn run(pseudonyms: u32, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let seconds = raw_operations()?;
    let [base, multiply, hash, bytes] = seconds;
    let limits = [hash + base + multiply + bytes, base + 3.0 * multiply + 2.0 * bytes, multiply + 1.5 * bytes];
    let parties = parties()?;
    print_line(["step", "pseudonyms", "wall s", "CPU s", "per CPU s", "of the limit", "peak MB"]);
    for count in [pseudonyms / 4, pseudonyms] {
        package(&parties, count, &limits, folder)?;
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the figures are the result")]
fn print_line(fields: [&str; 7]) {
    println!("{}", fields.join("\t"));
}

fn raw_operations() -> Result<[f64; 4]> {
    print_line(["operation", "times", "", "CPU s", "per CPU s", "", ""]);
    let mut chance = Chance::new()?;
    let mut seconds = [0.0; 4];
    for (place, operation) in RawOperation::ALL.into_iter().enumerate() {
        let start = cpu_seconds();
        std::hint::black_box(operation.repeat(REPEATS, &mut chance));
        let taken = cpu_seconds() - start;
        seconds[place] = taken / f64::from(REPEATS);
        let (times, cpu, rate) = (REPEATS.to_string(), format!("{taken:.3}"), format!("{:.0}", f64::from(REPEATS) / taken));
        print_line([operation.word(), &times, "", &cpu, &rate, "", ""]);
    }
    Ok(seconds)
}

fn parties() -> Result<Parties> {
    let mut chance = Chance::new()?;
    let hub = HubKeys::new(&mut chance);
    let service = ServiceKeys::new("one", &mut chance)?;
    let chain = Chain::begin(&hub, "made-country", 1)?.join(&service)?;
    let source = SourceKeys::new("P1", None, &mut chance)?;
    Ok(Parties { hub, service, source, chain, purpose: StatedPurpose::parse(MADE_COUNTRY, |_| true)? })
}

/// One package through the three parties, with a line for each.
fn package(parties: &Parties, count: u32, limits: &[f64; 3], folder: &Path) -> Result<()> {
    let (prepared, passed) = (folder.join("prepared.pkg"), folder.join("passed.pkg"));
    let trusted = [parties.source.trusted()];
    step("prepare", count, limits[0], || prepare(parties, count, &prepared))?;
    step("transcrypt", count, limits[1], || {
        let frame = frames(&mut BufReader::new(File::open(&prepared)?))?.remove(0);
        let arrived = arrive(File::open(&prepared)?, &frame, &parties.service, &parties.chain, &trusted)?;
        arrived.pass(&parties.service, &parties.chain, BufWriter::new(File::create(&passed)?))?;
        Ok(())
    })?;
    step("open", count, limits[2], || {
        let frame = frames(&mut BufReader::new(File::open(&passed)?))?.remove(0);
        let opened = open(File::open(&passed)?, &frame, &parties.hub, &parties.chain, &trusted)?;
        opened.rows(&parties.hub, &parties.chain, &parties.purpose, &mut |_| (), &mut |_| Ok::<(), PackageError>(()))?;
        Ok(())
    })
}

fn step(name: &str, count: u32, limit: f64, act: impl FnOnce() -> Result<()>) -> Result<()> {
    // Forgets the highest memory so far, where the system allows it.
    std::fs::write("/proc/self/clear_refs", "5").ok();
    let (start, wall) = (cpu_seconds(), Instant::now());
    act().with_context(|| format!("{name} failed"))?;
    let (cpu, wall) = (cpu_seconds() - start, wall.elapsed().as_secs_f64());
    let share = 100.0 * limit * f64::from(count) / cpu;
    print_line([
        name,
        &count.to_string(),
        &format!("{wall:.1}"),
        &format!("{cpu:.2}"),
        &format!("{:.0}", f64::from(count) / cpu),
        &format!("{share:.0} %"),
        &format!("{:.0}", peak_megabytes()?),
    ]);
    Ok(())
}

fn prepare(parties: &Parties, count: u32, path: &Path) -> Result<()> {
    let none = NeverLink::default();
    let mut preparer = Preparer::new(&parties.source, &parties.chain, &parties.purpose, &none, &none)?;
    let numbers = (100_000_000u32..999_999_999).filter_map(|number| Bsn::parse(&number.to_string()));
    for (row, bsn) in (1..).zip(numbers.take(count as usize)) {
        preparer.push(&record(row, bsn))?;
    }
    let facts = DeliveryFacts { kind: "board".into(), period: "2025HJ01".into(), version: 1, source: [0; 32], counts: (0, 0, 0) };
    preparer.finish(&facts, BufWriter::new(File::create(path)?))?;
    Ok(())
}

fn record(row: u64, bsn: Bsn) -> Record {
    let event = Event::new(EventKind::BoardRequested, Day(19_000), RecordKey(row), OrganisationKind::Board);
    Record { row, reference: Sensitive::new(String::new()), identity: Some(Sensitive::new(Identity::of_number(bsn))), events: vec![event] }
}
