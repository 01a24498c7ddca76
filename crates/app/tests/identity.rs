//! Source, pseudonym service and hub from outside: the way of three parties gives what one key for all would have given.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use domain::Atlas;
use identity::NeverLink;
use identity::keys::{Chain, SourceKeys};
use identity::package::{DeliveryFacts, ERASURE, PreparedRow, Preparer};
use identity::purpose::{MADE_COUNTRY, StatedPurpose};
use identity::scheme::Chance;
use intake::{DeliveryName, Postcodes};
use person::{Bsn, CaseKey, Event, Identity, Record, RecordKey, Sensitive};

/// A folder in which the parties work.
struct Place(tempfile::TempDir);

impl Place {
    /// A hub and two services, each with keys of its own.
    fn new() -> Place {
        let place = Place(tempfile::tempdir().expect("a folder"));
        place.done(&["keys", "hub", "--out", "hub", "--purpose", "made-country"]);
        place.done(&["keys", "service", "--out", "one", "--name", "one", "--after", "hub/chain.public"]);
        place.done(&["keys", "service", "--out", "two", "--name", "two", "--after", "one/chain.public"]);
        place.done(&["keys", "trust", "--keys", "one", "two/chain.public"]);
        place.done(&["keys", "trust", "--keys", "hub", "two/chain.public"]);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_inbeeld")).args(arguments).current_dir(self.0.path()).output().expect("the program")
    }

    fn done(&self, arguments: &[&str]) -> Output {
        let told = self.run(arguments);
        assert!(told.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&told.stderr));
        told
    }

    /// What `inbeeld-desk prepare` does, for one file: its own keys, trusted by all, and a package of its own.
    fn prepare(&self, file: &Path, postcodes: &Postcodes) {
        let name = DeliveryName::parse(&file.file_name().expect("a name").to_string_lossy()).expect("a name of a delivery");
        let keys = self.source(name.supplier());
        let chain = Chain::parse(&fs::read_to_string(self.path("two/chain.public")).expect("a chain")).expect("a chain");
        let purpose = StatedPurpose::parse(MADE_COUNTRY, |_| true).expect("a purpose");
        let none = NeverLink::default();
        let mut preparer = Preparer::new(&keys, &chain, &purpose, &none, &none).expect("a preparer");
        let atlas = Atlas::netherlands();
        let context = intake::Context { atlas: &atlas, postcodes: Some(postcodes) };
        let opened = File::open(file).expect("a delivery");
        let report = intake::read(&name, opened, &context, &mut |record| preparer.push(&record).expect("a row")).expect("a report");
        let facts = DeliveryFacts {
            kind: name.kind().word().into(),
            period: name.period().to_string(),
            version: name.version(),
            source: report.hash,
            counts: (report.read, report.accepted, report.set_aside),
        };
        let package = File::create(self.path(&format!("packages/{name}.pkg"))).expect("a file");
        let (prepared, _) = preparer.finish(&facts, package).expect("a package");
        fs::write(self.path(&format!("{name}.sent")), prepared.sent).expect("a record");
    }

    /// The keys of a supplier; those of all share the key of references, as messages about each other's records ask.
    fn source(&self, supplier: &str) -> SourceKeys {
        let path = self.path(&format!("source-{supplier}"));
        if let Ok(text) = fs::read_to_string(&path) {
            return SourceKeys::parse(&text).expect("keys");
        }
        let keys = SourceKeys::new(supplier, Some([7; 32]), &mut Chance::new().expect("randomness")).expect("keys");
        fs::write(&path, keys.to_text()).expect("a file");
        let public = format!("{supplier}.public");
        fs::write(self.path(&public), keys.trusted().to_text()).expect("a file");
        ["one", "two", "hub"].iter().for_each(|party| drop(self.done(&["keys", "trust", "--keys", party, &public])));
        keys
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const GOLDEN: [&str; 4] = [
    "youth-policy_GI01_2023HJ01_v1.csv",
    "board_RVDK_2023HJ01_v1.csv",
    "court_RB01_2023HJ01_v1.csv",
    "adult-support_GM0363_2023HJ01_v1.csv",
];

/// Events of each person, without what replaces person and reference: two stores that link alike give the same.
fn persons(store: &Path) -> Vec<Vec<String>> {
    let snapshot = store::Store::open(store).expect("a store").snapshot(1, &|_| {}).expect("a snapshot");
    let mut persons: BTreeMap<Option<[u8; 16]>, Vec<String>> = BTreeMap::new();
    for event in (0..snapshot.partitions()).flat_map(|place| snapshot.partition(place).expect("a partition")) {
        let plain = Event { record: RecordKey(0), case: CaseKey(0), person: None, ..event };
        let told = PreparedRow { number: None, fallback: None, tokens: Vec::new(), postcode: None, event: plain }.to_text();
        persons.entry(event.person.map(|person| person.0)).or_default().push(told);
    }
    let mut all: Vec<Vec<String>> = persons.into_values().collect();
    all.iter_mut().for_each(|events| events.sort());
    all.sort();
    all
}

fn made_country(place: &Place) -> (Vec<PathBuf>, Postcodes) {
    place.done(&["synth", "--out", "country", "--scale", "0.0004", "--years", "2024-2025", "--quiet"]);
    let found = fs::read_dir(place.path("country/deliveries")).expect("deliveries").map(|entry| entry.expect("an entry").path());
    let tells = |path: &PathBuf| {
        let name = DeliveryName::parse(&path.file_name().expect("a name").to_string_lossy());
        name.is_ok_and(|name| name.kind().tells_of_persons())
    };
    let mut files: Vec<PathBuf> = found.filter(tells).collect();
    files.sort();
    let postcodes = fs::read_to_string(place.path("country/reference/postcodes.csv")).expect("postcodes");
    (files, Postcodes::parse(&postcodes).expect("postcodes"))
}

#[test]
fn three_parties_give_the_same_linkage_as_one_key_on_a_small_made_country() {
    let place = Place::new();
    let (files, postcodes) = made_country(&place);
    fs::create_dir(place.path("packages")).expect("a folder");
    // A file of which no row is sound is refused on both ways.
    let sound = |path: &&PathBuf| fs::metadata(path).expect("a file").len() > 0;
    let files: Vec<&PathBuf> = files.iter().filter(sound).collect();
    fs::create_dir(place.path("plain")).expect("a folder");
    for file in files.iter().step_by(3) {
        place.prepare(file, &postcodes);
        fs::copy(file, place.path("plain").join(file.file_name().expect("a name"))).expect("a copy");
    }
    place.done(&["transcrypt", "packages", "--keys", "two", "--out", "first"]);
    place.done(&["transcrypt", "first", "--keys", "one", "--out", "second"]);
    place.done(&["intake", "second", "--keys", "hub", "--store", "sealed"]);
    let plain = ["intake", "plain", "--pseudonym-key", "country/key", "--postcodes", "country/reference/postcodes.csv", "--store", "open"];
    place.run(&plain);
    let (sealed, open) = (persons(&place.path("sealed")), persons(&place.path("open")));
    assert!(sealed.len() > 100, "{} persons", sealed.len());
    assert_eq!(sealed.len(), open.len());
    assert!(sealed == open, "the same persons with the same events");
}

#[test]
fn a_replay_another_version_and_a_missing_key_are_refused() {
    let place = Place::new();
    fs::create_dir(place.path("packages")).expect("a folder");
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden/intake");
    let none = Postcodes::parse("pc4,gm_code\n1011,GM0363\n").expect("postcodes");
    GOLDEN.iter().filter(|name| golden.join(name).exists()).for_each(|name| place.prepare(&golden.join(name), &none));
    place.done(&["transcrypt", "packages", "--keys", "two", "--out", "first"]);
    let replay = place.run(&["transcrypt", "packages", "--keys", "two", "--out", "again"]);
    assert_eq!(replay.status.code(), Some(1));
    assert!(text(&replay.stderr).contains("replay"), "{}", text(&replay.stderr));

    let early = place.run(&["intake", "first", "--keys", "hub", "--store", "store"]);
    assert_eq!(early.status.code(), Some(1));
    assert!(text(&early.stderr).contains("1 of 2 services"), "{}", text(&early.stderr));
    place.done(&["transcrypt", "first", "--keys", "one", "--out", "second"]);
    place.done(&["intake", "second", "--keys", "hub", "--store", "store"]);
    let replay = place.run(&["intake", "second", "--keys", "hub", "--store", "store"]);
    assert_eq!((replay.status.code(), text(&replay.stderr).contains("replay")), (Some(1), true));

    let counters = place.done(&["transcrypt", "--counters", "--keys", "one", "--format", "json"]);
    let counted: serde_json::Value = serde_json::from_slice(&counters.stdout).expect("JSON");
    assert!(counted["counters"].as_array().expect("counters").iter().all(|one| one["evaluations"].as_u64() > Some(0)));

    other_keys(&place);
    fs::rename(place.path("hub/hub.secret"), place.path("hidden")).expect("hidden");
    let missing = place.run(&["intake", "second", "--keys", "hub", "--store", "store"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).contains("hub.secret is missing: without it nothing starts"), "{}", text(&missing.stderr));
}

/// Keys of a later version: their packages and their store are refused here, with both labels.
fn other_keys(place: &Place) {
    place.done(&["keys", "hub", "--out", "hub2", "--purpose", "made-country", "--version", "2"]);
    place.done(&["keys", "service", "--out", "three", "--name", "three", "--after", "hub2/chain.public"]);
    let labels = ["two", "three"].map(|party| {
        let chain = fs::read_to_string(place.path(party).join("chain.public")).expect("a chain");
        Chain::parse(&chain).expect("a chain").label().to_string()
    });
    let refused = place.run(&["transcrypt", "packages", "--keys", "three", "--out", "wrong"]);
    let told = text(&refused.stderr);
    assert_eq!(refused.status.code(), Some(1));
    assert!(labels.iter().all(|label| told.contains(label)), "{told}");
    let refused = place.run(&["intake", "second", "--keys", "hub2", "--store", "store"]);
    let told = text(&refused.stderr);
    assert_eq!(refused.status.code(), Some(2));
    assert!(told.contains(&labels[0]) && told.contains("made-country/2/"), "{told}");
}

#[test]
fn a_child_that_is_erased_is_gone_and_a_request_is_no_delivery() {
    let place = Place::new();
    fs::create_dir(place.path("packages")).expect("a folder");
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden/intake").join(GOLDEN[0]);
    let none = Postcodes::parse("pc4,gm_code\n1011,GM0363\n").expect("postcodes");
    place.prepare(&golden, &none);
    place.done(&["transcrypt", "packages", "--keys", "two", "--out", "first"]);
    place.done(&["transcrypt", "first", "--keys", "one", "--out", "second"]);
    place.done(&["intake", "second", "--keys", "hub", "--store", "store"]);
    let before = persons(&place.path("store"));

    let keys = place.source("GI01");
    let chain = Chain::parse(&fs::read_to_string(place.path("two/chain.public")).expect("a chain")).expect("a chain");
    let purpose = StatedPurpose::parse(MADE_COUNTRY, |_| true).expect("a purpose");
    let none = NeverLink::default();
    let mut preparer = Preparer::new(&keys, &chain, &purpose, &none, &none).expect("a preparer");
    preparer.push(&request("999900006")).expect("a request");
    let facts = DeliveryFacts { kind: ERASURE.into(), period: ERASURE.into(), version: 1, source: [0; 32], counts: (1, 1, 0) };
    preparer.finish(&facts, File::create(place.path("erase.pkg")).expect("a file")).expect("a package");
    place.done(&["transcrypt", "erase.pkg", "--keys", "two", "--out", "erase2.pkg"]);
    place.done(&["transcrypt", "erase2.pkg", "--keys", "one", "--out", "erase3.pkg"]);
    assert_eq!(place.run(&["intake", "erase3.pkg", "--keys", "hub", "--store", "store"]).status.code(), Some(1));
    let told = place.done(&["erase", "erase3.pkg", "--keys", "hub", "--store", "store", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&told.stdout).expect("JSON");
    assert!(report["rows"].as_u64() >= Some(2), "{report}");
    assert_eq!(persons(&place.path("store")).len(), before.len() - 1);
    place.done(&["doctor", "--store", "store"]);
}

fn request(bsn: &str) -> Record {
    let identity = Identity::of_number(Bsn::parse(bsn).expect("a citizen number"));
    let event = Event::new(domain::EventKind::AdviceGiven, domain::Day(0), RecordKey(1), domain::OrganisationKind::Unknown);
    Record { row: 1, reference: Sensitive::new(String::new()), identity: Some(Sensitive::new(identity)), events: vec![event] }
}
