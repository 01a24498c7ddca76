//! The chain in memory: a made country's files → records → pseudonyms → persons → exact counts.

use anyhow::{Context, Result};
use domain::{Atlas, CountTable, Coverage, Day, OrganisationKind};
use engine::InMemory;
use identity::{NeverLink, PseudonymKey};
use intake::{DeliveryName, Postcodes};
use linkage::Linker;
use person::{Event, Pseudonyms, Purpose, Record};
use synthetic::{Config, Country, Memory};

/// A made country with what the chain counted of it and what really happened.
pub struct Counted {
    /// Exact counts, as a draft holds them.
    pub tables: Vec<CountTable>,
    /// The realised truth, as its file holds it.
    pub truth: String,
}

/// Makes a country and counts it with one thread.
///
/// # Errors
/// When a file of the country cannot be read back.
pub fn count(config: Config, atlas: &Atlas) -> Result<Counted> {
    let years = config.years;
    let mut sink = Memory::default();
    Country::new(config)?.deliver(&mut sink, &mut |_| {})?;
    let text = |name: &str| {
        let bytes = sink.files.get(name).with_context(|| format!("the country has no {name}"))?;
        String::from_utf8(bytes.clone()).with_context(|| format!("{name} is no text"))
    };
    let postcodes = Postcodes::parse(&text("reference/postcodes.csv")?)?;
    let mut read = Vec::new();
    for (name, bytes) in sink.files.iter().filter_map(|(name, bytes)| Some((name.strip_prefix("deliveries/")?, bytes.as_slice()))) {
        let context = intake::Context { atlas, postcodes: Some(&postcodes) };
        intake::read(&DeliveryName::parse(name)?, bytes, &context, &mut |record| read.push(record))?;
    }
    let events = InMemory::new(linked(&read)?, 1);
    let coverage = everything_delivered(atlas, years);
    let counts = engine::count(&events, &indicators::catalogue(), &indicators::norms(), &coverage, 1)?;
    Ok(Counted { tables: counts.tables, truth: text("truth/realised/counts.csv")? })
}

/// Pseudonymised and linked, as the hub would.
fn linked(records: &[Record]) -> Result<Vec<Event>> {
    let key = PseudonymKey::from_bytes(&[7; 32])?;
    let never_link = NeverLink::default();
    let pseudonyms = |record: &Record| match &record.identity {
        Some(identity) => identity::pseudonyms(&key, identity.open(Purpose::Pseudonymise), &never_link),
        None => Pseudonyms::default(),
    };
    let seen: Vec<Pseudonyms> = records.iter().map(pseudonyms).collect();
    let mut linker = Linker::default();
    records.iter().zip(&seen).filter(|(record, _)| record.identity.is_some()).for_each(|(_, seen)| linker.observe(seen));
    let links = linker.finish();
    let events = records.iter().zip(&seen).flat_map(|(record, seen)| {
        let person = record.identity.as_ref().and_then(|_| links.person(seen));
        record.events.iter().map(move |event| Event { person, ..*event })
    });
    Ok(events.collect())
}

/// With faults off every supplier delivers every period.
fn everything_delivered(atlas: &Atlas, years: (i16, i16)) -> Coverage {
    let from = Day::from_ymd(years.0, 1, 1).unwrap_or(Day(0));
    let through = Day::from_ymd(years.1, 12, 31).unwrap_or(Day(0));
    let mut coverage = Coverage::default();
    for entry in atlas.municipalities() {
        for kind in [
            OrganisationKind::VeiligThuis,
            OrganisationKind::Board,
            OrganisationKind::Gi,
            OrganisationKind::Provider,
            OrganisationKind::Municipality,
            OrganisationKind::Court,
            OrganisationKind::Csg,
            OrganisationKind::Police,
            OrganisationKind::AdultCare,
        ] {
            coverage.set(kind, entry.code, from, through);
        }
    }
    coverage
}
