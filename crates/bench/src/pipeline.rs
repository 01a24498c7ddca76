//! The chain in memory: a made country's files → records → pseudonyms → persons → exact counts.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use domain::{Atlas, CountTable, Coverage, Day, HandOver, OrganisationKind, Tie};
use engine::InMemory;
use estimates::Linked;
use identity::{NeverLink, PseudonymKey};
use intake::{DeliveryKind, DeliveryName, Postcodes};
use linkage::{Linker, Wanted};
use person::{Event, LinkageTokens, PersonKey, Pseudonyms, Purpose, Record};
use store::{DeliveryMeta, Moment, RowCounts, Snapshot, SourceHash, Store, StoredEvent};
use synthetic::{Config, Country, Memory};

/// A made country with what the chain counted of it and what really happened.
pub struct Counted {
    /// Exact counts, as a draft holds them.
    pub tables: Vec<CountTable>,
    /// The realised truth, as its file holds it.
    pub truth: String,
    /// Of each hand-over what is surely linked and not set aside, as a release would state it; of those that are not here, all.
    pub linked: BTreeMap<String, Linked>,
}

/// Makes a country, takes its files into a store in a folder of its own, and counts the snapshot, as the hub does: with the coverage of what was
/// delivered, the latest versions, and what the rules set aside left out.
///
/// # Errors
/// When the folder cannot be written or a file of the country cannot be read back.
pub fn stored(config: Config, atlas: &Atlas) -> Result<Counted> {
    let folder = std::env::temp_dir().join(format!("inbeeld-bench-store-{}-{}", std::process::id(), config.seed));
    let mut sink = Memory::default();
    Country::new(config)?.deliver(&mut sink, &mut |_| {})?;
    let store = Store::open(&folder)?;
    let postcodes = Postcodes::parse(&text(&sink, "reference/postcodes.csv")?)?;
    let key = PseudonymKey::from_bytes(&[7; 32])?;
    for (name, bytes) in sink.files.iter().filter_map(|(name, bytes)| Some((name.strip_prefix("deliveries/")?, bytes.as_slice()))) {
        let name = DeliveryName::parse(name)?;
        if name.kind().tells_of_persons() {
            accept(&store, &name, bytes, (atlas, &postcodes, &key)).with_context(|| format!("{} cannot be taken in", name.supplier()))?;
        }
    }
    let snapshot = store.snapshot(0, &|_| ())?;
    let whole = indicators::whole();
    let counts = engine::count(&snapshot, &whole.indicators, &whole.hand_overs, &snapshot.coverage(atlas), 0)?;
    std::fs::remove_dir_all(&folder).ok();
    Ok(Counted { tables: counts.tables, truth: text(&sink, "truth/realised/counts.csv")?, linked: linked_of(&whole.hand_overs, &snapshot) })
}

/// As `inbeeld run` tells it of the hand-overs that lead from one record of a person to another.
fn linked_of(hand_overs: &[HandOver], snapshot: &Snapshot) -> BTreeMap<String, Linked> {
    let of = |hand_over: &HandOver| {
        let (from, to) = intake::told_by(hand_over);
        let words = |kinds: &[DeliveryKind]| kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>();
        let counted = snapshot.steps_counted(&words(&from), &words(&to));
        (hand_over.id.clone(), Linked::at_least(counted.found, counted.right, counted.records))
    };
    hand_overs.iter().filter(|hand_over| hand_over.tie == Tie::Person).map(of).collect()
}

fn accept(store: &Store, name: &DeliveryName, bytes: &[u8], (atlas, postcodes, key): (&Atlas, &Postcodes, &PseudonymKey)) -> Result<()> {
    let mut writer = store.writer(DeliveryMeta {
        kind: name.kind().word().to_owned(),
        supplier: name.supplier().to_owned(),
        organisation_kind: name.kind().organisation_kind(name.supplier()),
        period: name.period(),
        version: name.version(),
        source: SourceHash::of(bytes),
    })?;
    let mut read = Vec::new();
    let context = intake::Context { atlas, postcodes: Some(postcodes) };
    let found = intake::read(name, bytes, &context, &mut |record| read.push(record));
    // A file that breaks off is refused whole, as at the hub.
    let Ok(report) = found else { return Ok(()) };
    for record in &read {
        let (pseudonyms, tokens) = replaced(key, record);
        record.events.iter().try_for_each(|event| writer.push(&StoredEvent { pseudonyms, tokens, event: *event }))?;
    }
    let rows = RowCounts { read: report.read, accepted: report.accepted, set_aside: report.set_aside };
    let _ = writer.finish(rows, Moment(1_700_000_000))?;
    Ok(())
}

/// The text of a file of a country.
///
/// # Errors
/// When there is none.
pub fn text(sink: &Memory, name: &str) -> Result<String> {
    let bytes = sink.files.get(name).with_context(|| format!("the country has no {name}"))?;
    String::from_utf8(bytes.clone()).with_context(|| format!("{name} is no text"))
}

fn replaced(key: &PseudonymKey, record: &Record) -> (Pseudonyms, LinkageTokens) {
    match &record.identity {
        Some(identity) => {
            let identity = identity.open(Purpose::Pseudonymise);
            (identity::pseudonyms(key, identity, &NeverLink::default()), identity::linkage_tokens(key, identity))
        }
        None => (Pseudonyms::default(), LinkageTokens::NONE),
    }
}

/// Makes a country and counts it with one thread.
///
/// # Errors
/// When a file of the country cannot be read back.
pub fn count(config: Config, atlas: &Atlas) -> Result<Counted> {
    let years = config.years;
    let mut sink = Memory::default();
    Country::new(config)?.deliver(&mut sink, &mut |_| {})?;
    let postcodes = Postcodes::parse(&text(&sink, "reference/postcodes.csv")?)?;
    let mut read = Vec::new();
    for (name, bytes) in sink.files.iter().filter_map(|(name, bytes)| Some((name.strip_prefix("deliveries/")?, bytes.as_slice()))) {
        let context = intake::Context { atlas, postcodes: Some(&postcodes) };
        intake::read(&DeliveryName::parse(name)?, bytes, &context, &mut |record| read.push(record))?;
    }
    let events = InMemory::new(linked(&read)?, 1);
    let coverage = everything_delivered(atlas, years);
    let whole = indicators::whole();
    let counts = engine::count(&events, &whole.indicators, &whole.hand_overs, &coverage, 1)?;
    Ok(Counted { tables: counts.tables, truth: text(&sink, "truth/realised/counts.csv")?, linked: BTreeMap::new() })
}

/// Pseudonymised and linked, as the hub would.
fn linked(records: &[Record]) -> Result<Vec<Event>> {
    let key = PseudonymKey::from_bytes(&[7; 32])?;
    let seen: Vec<(Pseudonyms, LinkageTokens)> = records.iter().map(|record| replaced(&key, record)).collect();
    let without = seen.iter().filter(|(pseudonyms, _)| pseudonyms.number.is_none());
    let wanted: BTreeSet<PersonKey> = without.flat_map(|(_, tokens)| tokens.known().map(|(_, token)| token).collect::<Vec<_>>()).collect();
    let mut linker = Linker::wanting(&wanted.into_iter().collect::<Wanted>());
    let named = records.iter().zip(&seen).filter(|(record, _)| record.identity.is_some());
    named.for_each(|(_, (pseudonyms, tokens))| linker.observe(pseudonyms, tokens));
    let links = linker.finish();
    let events = records.iter().zip(&seen).flat_map(|(record, (pseudonyms, tokens))| {
        let person = record.identity.as_ref().and_then(|_| links.person(pseudonyms, tokens));
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
