//! A hub, two services and sources in one folder, and what their store comes to.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use domain::Atlas;
use identity::NeverLink;
use identity::keys::{Chain, SourceKeys};
use identity::package::{DeliveryFacts, Header, PreparedRow, Preparer};
use identity::purpose::{MADE_COUNTRY, StatedPurpose};
use identity::scheme::Chance;
use intake::{DeliveryName, Postcodes};
use person::{CaseKey, Event, Record, RecordKey};

/// A folder in which the parties work.
pub struct Place(tempfile::TempDir);

impl Place {
    /// A hub and two services, each with keys of its own.
    pub fn new() -> Place {
        let place = Place(tempfile::tempdir().expect("a folder"));
        place.done(&["keys", "hub", "--out", "hub", "--purpose", "made-country"]);
        place.done(&["keys", "service", "--out", "one", "--name", "one", "--after", "hub/chain.public"]);
        place.done(&["keys", "service", "--out", "two", "--name", "two", "--after", "one/chain.public"]);
        place.done(&["keys", "trust", "--keys", "one", "two/chain.public"]);
        place.done(&["keys", "trust", "--keys", "hub", "two/chain.public"]);
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_inbeeld")).args(arguments).current_dir(self.0.path()).output().expect("the program")
    }

    pub fn done(&self, arguments: &[&str]) -> Output {
        let told = self.run(arguments);
        assert!(told.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&told.stderr));
        told
    }

    /// What `inbeeld-desk prepare` does, for one file: its own keys, trusted by all, and a package of its own.
    pub fn prepare(&self, file: &Path, postcodes: &Postcodes) {
        self.prepare_for("two", file, postcodes, &mut |_| ());
    }

    /// The same, for the chain as this service has it; every record is also shown.
    pub fn prepare_for(&self, service: &str, file: &Path, postcodes: &Postcodes, show: &mut dyn FnMut(&Record)) -> (Header, String) {
        let name = DeliveryName::parse(&file.file_name().expect("a name").to_string_lossy()).expect("a name of a delivery");
        let keys = self.source(name.supplier());
        let chain = Chain::parse(&fs::read_to_string(self.path(&format!("{service}/chain.public"))).expect("a chain")).expect("a chain");
        let purpose = StatedPurpose::parse(MADE_COUNTRY, |_| true).expect("a purpose");
        let (none, scratch) = (NeverLink::default(), || tempfile::tempfile());
        let mut preparer = Preparer::new(&keys, &chain, &purpose, &none, &none, &scratch).expect("a preparer");
        let atlas = Atlas::netherlands();
        let context = intake::Context { atlas: &atlas, postcodes: Some(postcodes) };
        let opened = File::open(file).expect("a delivery");
        let report = intake::read(&name, opened, &context, &mut |record| {
            show(&record);
            preparer.push(&record).expect("a row");
        })
        .expect("a report");
        let facts = DeliveryFacts {
            kind: name.kind().word().into(),
            period: name.period().to_string(),
            version: name.version(),
            source: report.hash,
            counts: (report.read, report.accepted, report.set_aside),
        };
        let stem = file.file_stem().expect("a name").to_string_lossy();
        let package = File::create(self.path(&format!("packages/{stem}.pkg"))).expect("a file");
        let mut sent = Vec::new();
        let (header, _) = preparer.finish(&facts, package, &mut sent).expect("a package");
        (header, String::from_utf8(sent).expect("a text"))
    }

    /// What `inbeeld keys trust` does with the public file of a source.
    pub fn trust(&self, party: &str, keys: &SourceKeys) {
        let folder = self.path(party).join("trusted");
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join(format!("{}.public", keys.supplier())), keys.trusted().to_text()).expect("a file");
    }

    /// The keys of a supplier; those of all share the key of references, as messages about each other's records ask.
    pub fn source(&self, supplier: &str) -> SourceKeys {
        let path = self.path(&format!("source-{supplier}"));
        if let Ok(text) = fs::read_to_string(&path) {
            return SourceKeys::parse(&text).expect("keys");
        }
        let keys = SourceKeys::new(supplier, Some([7; 32]), &mut Chance::new().expect("randomness")).expect("keys");
        fs::write(&path, keys.to_text()).expect("a file");
        let public = format!("{supplier}.public");
        fs::write(self.path(&public), keys.trusted().to_text()).expect("a file");
        ["one", "two", "hub"].iter().for_each(|party| self.trust(party, &keys));
        keys
    }
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub const GOLDEN: [&str; 4] = [
    "youth-policy_GI01_2023HJ01_v1.csv",
    "board_RVDK_2023HJ01_v1.csv",
    "court_RB01_2023HJ01_v1.csv",
    "adult-support_GM0363_2023HJ01_v1.csv",
];

/// Events of each person, without what replaces person and reference: two stores that link alike give the same.
pub fn persons(store: &Path) -> Vec<Vec<String>> {
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

pub fn made_country(place: &Place) -> (Vec<PathBuf>, Postcodes) {
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
