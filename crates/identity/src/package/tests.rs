//! What a package lets through and what it refuses: each sentence a threat of `docs/security.md`.

use std::collections::{HashMap, HashSet};
use std::io::Cursor;

use domain::{Day, EventKind, Month, Municipality, OrganisationKind, PartialDate, Sex};
use person::{Bsn, Event, Identity, PersonKey, Record, RecordKey, Sensitive};

use super::*;
use crate::NeverLink;
use crate::keys::{Chain, HubKeys, ServiceKeys, SourceKeys, TrustedSource};
use crate::purpose::{MADE_COUNTRY, StatedPurpose};
use crate::scheme::{Chance, Encrypt, Identifier};

struct Parties {
    hub: HubKeys,
    services: Vec<ServiceKeys>,
    source: SourceKeys,
    chain: Chain,
    purpose: StatedPurpose,
}

fn parties(services: usize) -> Parties {
    let mut chance = Chance::new().expect("randomness");
    let hub = HubKeys::new(&mut chance);
    let services: Vec<ServiceKeys> =
        (0..services).map(|place| ServiceKeys::new(&format!("service-{place}"), &mut chance).expect("a service")).collect();
    let mut chain = Chain::begin(&hub, "made-country", 1).expect("a chain");
    for service in &services {
        chain = chain.join(service).expect("joined");
    }
    let source = SourceKeys::new("P1", None, &mut chance).expect("a source");
    let purpose = StatedPurpose::parse(MADE_COUNTRY, |_| true).expect("a purpose");
    Parties { hub, services, source, chain, purpose }
}

fn record(row: u64, bsn: &str, surname: &str) -> Record {
    let identity = Identity {
        bsn: Bsn::parse(bsn),
        birth: PartialDate::parse_compact("20120304"),
        sex: Sex::Female,
        postcode: "1234AB".into(),
        surname: surname.into(),
        prefix: "van".into(),
        first_names: "Saartje".into(),
        house_number: "12".into(),
    };
    let mut event = Event::new(EventKind::HelpStarted, Day(19_000), RecordKey(row), OrganisationKind::Provider);
    (event.sex, event.municipality, event.birth_month) = (Sex::Female, Municipality(363), Some(Month::new(2012, 3)));
    Record { row, reference: Sensitive::new(format!("DOSSIER-{row}")), identity: Some(Sensitive::new(identity)), events: vec![event] }
}

fn records() -> Vec<Record> {
    ["123456782", "999900006", "123456782", "", "010000008"]
        .iter()
        .zip(1..)
        .map(|(bsn, row)| record(row, bsn, if row == 4 { "Bakker" } else { "Dijk" }))
        .collect()
}

/// A package that was prepared, with the source's own record of what is in it.
struct Prepared {
    header: Header,
    sent: String,
}

fn prepare(parties: &Parties, excluded: &NeverLink) -> (Prepared, Vec<u8>) {
    prepare_all(parties, excluded, &mut records().into_iter())
}

fn prepare_all(parties: &Parties, excluded: &NeverLink, records: &mut dyn Iterator<Item = Record>) -> (Prepared, Vec<u8>) {
    let (none, scratch) = (NeverLink::default(), || tempfile::tempfile());
    let mut preparer = Preparer::new(&parties.source, &parties.chain, &parties.purpose, &none, excluded, &scratch).expect("a preparer");
    records.for_each(|record| preparer.push(&record).expect("a row"));
    let facts = DeliveryFacts { kind: "youth-policy".into(), period: "2022HJ01".into(), version: 1, source: [3; 32], counts: (5, 5, 0) };
    let mut sent = Vec::new();
    let (header, file) = preparer.finish(&facts, Cursor::new(Vec::new()), &mut sent).expect("a package");
    (Prepared { header, sent: String::from_utf8(sent).expect("a text") }, file.into_inner())
}

fn pass(parties: &Parties, service: usize, package: &[u8]) -> Result<Vec<u8>, PackageError> {
    let mut file = Cursor::new(package);
    let frame = frames(&mut file)?.remove(0);
    let trusted = [parties.source.trusted()];
    let arrived = arrive(file, &frame, &parties.services[service], &parties.chain, &trusted)?;
    let (passed, out) = arrived.pass(&parties.services[service], &parties.chain, Cursor::new(Vec::new()))?;
    assert_eq!(passed.evaluations, passed.header.entries);
    Ok(out.into_inner())
}

fn side<'a>(parties: &'a Parties, purpose: &'a StatedPurpose) -> HubSide<'a> {
    HubSide { keys: &parties.hub, chain: &parties.chain, purpose, scratch: &tempfile::tempfile }
}

fn open_rows(parties: &Parties, package: &[u8], trusted: &[TrustedSource]) -> Result<Vec<OpenedRow>, PackageError> {
    let mut file = Cursor::new(package);
    let frame = frames(&mut file)?.remove(0);
    let opened = open(file, &frame, &parties.hub, &parties.chain, trusted)?;
    let mut rows = Vec::new();
    opened.rows(&side(parties, &parties.purpose), &mut |_| Ok(()), &mut |row| {
        rows.push(row);
        Ok::<(), PackageError>(())
    })?;
    Ok(rows)
}

#[test]
fn equal_numbers_become_equal_pseudonyms_through_one_service_and_through_two() {
    for services in [1, 2] {
        let parties = parties(services);
        let (prepared, mut package) = prepare(&parties, &NeverLink::default());
        // Three numbers, one fallback, and the tokens of two surnames, of which one combination holds none: once each.
        assert_eq!(prepared.header.entries, 3 + 1 + 8 + 7);
        for service in (0..services).rev() {
            package = pass(&parties, service, &package).expect("through a service");
        }
        let rows = open_rows(&parties, &package, &[parties.source.trusted()]).expect("rows");
        assert_eq!(rows.len(), 5);
        let numbers: HashSet<PersonKey> = rows.iter().filter_map(|row| row.pseudonyms.number).collect();
        let fallbacks: HashSet<PersonKey> = rows.iter().filter_map(|row| row.pseudonyms.fallback).collect();
        assert_eq!((numbers.len(), fallbacks.len()), (3, 1));
        assert_eq!(rows.iter().filter(|row| row.pseudonyms.number.is_none()).count(), 1);
        assert!(rows.iter().all(|row| row.tokens.known().count() == 8 && row.postcode == Some(1234)));
    }
}

#[test]
fn nothing_of_an_identity_stands_in_what_is_sent() {
    let parties = parties(1);
    let (prepared, package) = prepare(&parties, &NeverLink::default());
    for secret in ["123456782", "999900006", "Dijk", "dijk", "Saartje", "1234AB", "2012-03-04", "20120304", "DOSSIER"] {
        assert!(!prepared.sent.contains(secret), "{secret} in what was recorded");
        assert!(!package.windows(secret.len()).any(|bytes| bytes == secret.as_bytes()), "{secret} in the package");
    }
    assert!(prepared.sent.contains("help.started") && prepared.sent.contains("201203"));
}

#[test]
fn a_token_that_too_many_numbers_share_is_left_out_and_counted() {
    let parties = parties(1);
    let numbers = (123_450_000u32..).filter(|number| Bsn::eleven_proof(*number)).map(|number| number.to_string());
    for (children, common) in [(5, 0), (6, 8)] {
        let mut records = (1..).zip(numbers.clone().take(children)).map(|(row, bsn)| record(row, &bsn, "Onbekend"));
        let (prepared, _) = prepare_all(&parties, &NeverLink::default(), &mut records);
        assert_eq!(prepared.header.common_tokens, common, "{children} children of one name, birth date and postcode");
        assert_eq!(prepared.header.entries, children as u64 + 1 + 8 - common);
    }
}

/// More than memory holds at a time: what was laid aside meets again, in another order than it came.
#[test]
fn a_delivery_larger_than_memory_holds_opens_to_the_same_rows() {
    let parties = parties(1);
    let numbers = ["123456782", "999900006", "010000008"];
    let mut records = (0..15_000).map(|row| record(row, numbers[row as usize % 3], "Dijk"));
    let (prepared, package) = prepare_all(&parties, &NeverLink::default(), &mut records);
    assert_eq!((prepared.header.rows, prepared.header.entries), (15_000, 3 + 1 + 8));
    let rows = open_rows(&parties, &pass(&parties, 0, &package).expect("through"), &[parties.source.trusted()]).expect("rows");
    let mut carried: HashMap<PersonKey, usize> = HashMap::new();
    rows.iter().for_each(|row| *carried.entry(row.pseudonyms.number.expect("a number")).or_default() += 1);
    assert_eq!(carried.into_values().collect::<Vec<_>>(), [5000; 3]);
    let order: Vec<u64> = rows.iter().map(|row| row.event.record.0).collect();
    let as_they_came: Vec<u64> = (0..15_000).map(|row| parties.source.record(row)).collect();
    assert!(order != as_they_came && order.iter().collect::<HashSet<_>>() == as_they_came.iter().collect());
}

#[test]
fn of_a_record_that_tells_no_event_nothing_leaves() {
    let parties = parties(1);
    let mut silent = std::iter::once(Record { events: Vec::new(), ..record(1, "123456782", "Dijk") });
    let (prepared, _) = prepare_all(&parties, &NeverLink::default(), &mut silent);
    assert_eq!((prepared.header.rows, prepared.header.entries), (0, 0));
}

/// What the source keeps as its record is all there is in a package: head, table and payload, to the last byte.
#[test]
fn every_byte_that_is_sealed_stands_in_the_record_of_the_source() {
    use std::io::Read;
    let parties = parties(1);
    let (prepared, package) = prepare(&parties, &NeverLink::default());
    let frame = frames(&mut Cursor::new(package.as_slice())).expect("a frame").remove(0);
    let mut body = Vec::new();
    let opened = frame.unseal(Cursor::new(package.as_slice()), &parties.services[0].sealed_to);
    opened.expect("its seal").read_to_end(&mut body).expect("a body");
    let (recorded, payload) = prepared.sent.split_at(prepared.sent.find(&COLUMNS.join(";")).expect("a heading"));
    let (head, table) = recorded.split_once("\n\ntable").expect("a table");
    assert_eq!(serde_json::from_str::<Header>(head).ok(), Some(prepared.header.clone()));

    let length = u32::from_le_bytes(body[..4].try_into().expect("four bytes")) as usize;
    assert_eq!(serde_json::from_slice::<Header>(&body[4..4 + length]).ok(), Some(prepared.header.clone()));
    let signature = ed25519_dalek::Signature::BYTE_SIZE;
    let begins = 4 + length + signature;
    let ends = begins + prepared.header.entries as usize * ENTRY_BYTES;
    let letters: Vec<u8> = table.lines().skip(1).flat_map(str::bytes).filter(|letter| (b'a'..=b'p').contains(letter)).collect();
    let written: Vec<u8> = letters.chunks_exact(2).map(|pair| (pair[0] - b'a') << 4 | (pair[1] - b'a')).collect();
    assert!(body[begins..ends] == written[..], "the table is the one that was recorded");
    let sealed = &body[ends + signature..];
    assert_eq!(blake3::hash(sealed).to_hex().as_str(), prepared.header.payload);
    let opened = age::decrypt(&parties.hub.sealed_to, sealed).expect("a payload");
    assert_eq!(String::from_utf8(opened).expect("a text"), payload);
}

/// What a source sends that keeps more than the hub's copy of the purpose allows.
#[test]
fn a_hub_refuses_what_its_own_purpose_does_not_keep() {
    let parties = parties(1);
    let (_, package) = prepare(&parties, &NeverLink::default());
    let package = pass(&parties, 0, &package).expect("through a service");
    let taken = |text: &str| {
        let purpose = StatedPurpose::parse(text, |_| true).expect("a purpose");
        let mut file = Cursor::new(package.as_slice());
        let frame = frames(&mut file)?.remove(0);
        let opened = open(file, &frame, &parties.hub, &parties.chain, &[parties.source.trusted()])?;
        opened.check(&purpose)?;
        opened.rows(&side(&parties, &purpose), &mut |_| Ok(()), &mut |_| Ok::<(), PackageError>(())).map(drop)
    };
    assert!(taken(MADE_COUNTRY).is_ok());
    for (keeps, less) in [
        ("\"sex\", ", ""),
        ("birth = \"month\"", "birth = \"year\""),
        ("postcode = \"4-digits\"", "postcode = \"nothing\""),
        ("linkage_tokens = true", "linkage_tokens = false"),
    ] {
        let refused = taken(&MADE_COUNTRY.replace(keeps, less));
        assert!(matches!(refused, Err(PackageError::BeyondPurpose { row: 1 })), "{less} {refused:?}");
    }
    for (says, other) in [("version = 1", "version = 2"), ("\"youth-policy\"", "\"other\""), ("\"made-country\"", "\"another\"")] {
        let refused = taken(&MADE_COUNTRY.replacen(says, other, 1));
        assert!(matches!(refused, Err(PackageError::NotInPurpose { .. })), "{other} {refused:?}");
    }
}

#[test]
fn who_objected_is_left_out_and_counted() {
    let parties = parties(1);
    let excluded = NeverLink::parse("123456782").expect("a list");
    let (prepared, _) = prepare(&parties, &excluded);
    assert_eq!((prepared.header.excluded, prepared.header.rows), (2, 3));
}

#[test]
fn a_package_under_another_key_version_is_refused_with_both_labels() {
    let (ours, theirs) = (parties(1), parties(1));
    let (_, package) = prepare(&theirs, &NeverLink::default());
    let Err(PackageError::OtherLabel { found, expected }) = pass(&ours, 0, &package) else { panic!("it was taken") };
    assert_eq!((found, expected), (theirs.chain.label().to_string(), ours.chain.label().to_string()));
    let passed = pass(&theirs, 0, &package).expect("at home");
    let refused = open_rows(&ours, &passed, &[theirs.source.trusted()]).expect_err("another hub");
    let message = refused.to_string();
    assert!(message.contains(theirs.chain.label().text()) && message.contains(ours.chain.label().text()), "{message}");
}

#[test]
fn a_hub_that_gets_a_package_too_early_cannot_open_it() {
    let parties = parties(2);
    let (_, package) = prepare(&parties, &NeverLink::default());
    let trusted = [parties.source.trusted()];
    assert!(matches!(open_rows(&parties, &package, &trusted), Err(PackageError::WrongStage { passed: 0, services: 2, .. })));
    assert!(matches!(pass(&parties, 0, &package), Err(PackageError::WrongStage { .. })), "the second service is not the first");
    // Even when the outside is forged, the seal is somebody else's.
    let mut forged = package.clone();
    forged[18] = 2;
    assert!(matches!(open_rows(&parties, &forged, &trusted), Err(PackageError::NotForUs)));
}

#[test]
fn a_source_that_nobody_trusts_or_that_signs_for_another_is_refused() {
    let parties = parties(1);
    let (_, package) = prepare(&parties, &NeverLink::default());
    let passed = pass(&parties, 0, &package).expect("through");
    assert!(matches!(open_rows(&parties, &passed, &[]), Err(PackageError::UnknownSource { .. })));
    let mut chance = Chance::new().expect("randomness");
    let imposter = SourceKeys::new("P1", None, &mut chance).expect("a source").trusted();
    assert!(matches!(open_rows(&parties, &passed, &[imposter]), Err(PackageError::Signature { .. })));
}

#[test]
fn no_changed_byte_gets_through() {
    let parties = parties(1);
    let (_, package) = prepare(&parties, &NeverLink::default());
    for place in (0..package.len()).step_by(package.len() / 60) {
        let mut changed = package.clone();
        changed[place] ^= 1;
        assert!(pass(&parties, 0, &changed).is_err(), "byte {place}");
    }
    for length in [0, 10, 60, 300, package.len() - 1] {
        assert!(pass(&parties, 0, &package[..length]).is_err(), "cut at {length}");
    }
    assert!(matches!(pass(&parties, 0, b"kenmerk;bsn"), Err(PackageError::NotAPackage)));
}

#[test]
fn a_service_learns_nothing_but_how_many_there_are() {
    let parties = parties(1);
    let (one, _) = prepare(&parties, &NeverLink::default());
    let (other, _) = prepare(&parties, &NeverLink::default());
    let table = |prepared: &Prepared| {
        let lines = prepared.sent.lines().filter(|line| line.split(';').count() == 4 && line.len() > 150);
        lines.map(|line| line.rsplit(';').next().unwrap_or_default().to_owned()).collect::<HashSet<_>>()
    };
    assert_eq!(table(&one).len() as u64, one.header.entries);
    assert!(table(&one).is_disjoint(&table(&other)), "the same delivery twice gives no ciphertext twice");
}

/// The dictionary over whole packages: everything of the hub, and every number there could be, stood in for by a few thousand among
/// which all true ones are. What a guess comes to is a matter of that guess alone, so the others could only be nobody's; and what there
/// is to compute of a guess is tried in `scheme/dictionary.rs`.
#[test]
fn the_dictionary_recovers_nothing_without_every_service_and_everything_with_them() {
    for services in [1, 2] {
        let parties = parties(services);
        let (_, mut package) = prepare(&parties, &NeverLink::default());
        for service in (0..services).rev() {
            package = pass(&parties, service, &package).expect("through a service");
        }
        let rows = open_rows(&parties, &package, &[parties.source.trusted()]).expect("rows");
        let held: HashSet<PersonKey> = rows.iter().filter_map(|row| row.pseudonyms.number).collect();
        let numbers = (123_450_000u32..123_458_000).filter(|number| Bsn::eleven_proof(*number)).map(|number| format!("{number:09}"));
        let numbers: Vec<String> = numbers.chain(["999900006", "010000008"].map(str::to_owned)).collect();
        assert!(numbers.contains(&"123456782".to_owned()));
        let found = |known: usize| {
            let services = &parties.services[..known];
            numbers.iter().filter(|number| held.contains(&guess(&parties, services, number))).count()
        };
        (0..services).for_each(|known| assert_eq!(found(known), 0, "with {known} of {services} services"));
        assert_eq!(found(services), 3, "the hub together with every service finds every number: the docs say so");
    }
}

/// What a hub can make of a guessed number with the secrets of these services: exactly what the way through would have made.
fn guess(parties: &Parties, services: &[ServiceKeys], number: &str) -> PersonKey {
    use crate::scheme::{Open, Transcrypt};
    let mut chance = Chance::new().expect("randomness");
    let mut chain = parties.hub.secret.chain();
    let mut keys = Vec::new();
    for service in services {
        chain = service.secret.join(&chain);
        keys.push(chain);
    }
    let mut sealed = chain.encrypt(Identifier::Number, number.as_bytes(), &mut chance);
    for (service, key) in services.iter().zip(&keys).rev() {
        sealed = service.secret.evaluation(key).transcrypt(&sealed, &mut chance).expect("a ciphertext");
    }
    parties.hub.secret.opening().open(Identifier::Number, &sealed).expect("a ciphertext")
}
