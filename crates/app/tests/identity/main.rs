//! Source, pseudonym service and hub from outside: the way of three parties gives what one key for all would have given.

mod erasing;
mod parties;
mod purposes;
mod rotation;
mod sent;
mod service;
mod tokens;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use identity::NeverLink;
use identity::keys::Chain;
use identity::package::{DeliveryFacts, ERASURE, Preparer};
use identity::purpose::{MADE_COUNTRY, StatedPurpose};
use intake::Postcodes;
use parties::{GOLDEN, Place, made_country, persons, text};
use person::{Bsn, Event, Identity, Record, RecordKey, Sensitive};

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
    fs::write(place.path("cut.pkg"), &fs::read(place.path("second").join("board_RVDK_2023HJ01_v1.pkg")).expect("a package")[..300])
        .expect("cut");
    let cut = place.run(&["intake", "cut.pkg", "--keys", "hub", "--store", "store"]);
    assert_eq!(cut.status.code(), Some(1));
    assert!(text(&cut.stderr).contains("cut.pkg was not taken in: the package is damaged"), "{}", text(&cut.stderr));

    let counters = place.done(&["transcrypt", "--counters", "--keys", "one", "--format", "json"]);
    let counted: serde_json::Value = serde_json::from_slice(&counters.stdout).expect("JSON");
    assert!(counted["counters"].as_array().expect("counters").iter().all(|one| one["evaluations"].as_u64() > Some(0)));

    other_keys(&place);
    fs::rename(place.path("hub/hub.secret"), place.path("hidden")).expect("hidden");
    let missing = place.run(&["intake", "second", "--keys", "hub", "--store", "store"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).contains("hub.secret is missing: without it nothing starts"), "{}", text(&missing.stderr));
}

/// Other bytes as the same version of a delivery: what is refused at its very end leaves nothing.
#[test]
fn a_package_that_is_refused_at_its_end_leaves_no_points() {
    let place = Place::new();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden/intake").join(GOLDEN[0]);
    let text_of = fs::read_to_string(&golden).expect("a delivery");
    let less = text_of.trim_end().rsplit_once('\n').expect("rows").0;
    fs::create_dir(place.path("less")).expect("a folder");
    fs::write(place.path("less").join(GOLDEN[0]), less).expect("a delivery");
    let none = Postcodes::parse("pc4,gm_code\n1011,GM0363\n").expect("postcodes");
    let points = || {
        let all = fs::read_dir(place.path("store/points")).expect("a folder");
        all.map(|entry| entry.expect("an entry").file_name()).collect::<BTreeSet<_>>()
    };
    let mut first = BTreeSet::new();
    for (place_in_turn, file) in [golden, place.path("less").join(GOLDEN[0])].iter().enumerate() {
        fs::create_dir(place.path("packages")).expect("a folder");
        place.prepare(file, &none);
        place.done(&["transcrypt", "packages", "--keys", "two", "--out", "first"]);
        place.done(&["transcrypt", "first", "--keys", "one", "--out", "second"]);
        let told = place.run(&["intake", "second", "--keys", "hub", "--store", "store"]);
        assert_eq!(told.status.success(), place_in_turn == 0, "{}", text(&told.stderr));
        if place_in_turn == 0 {
            first = points();
            assert_eq!(first.len(), 1);
        }
        ["packages", "first", "second"].iter().for_each(|folder| fs::remove_dir_all(place.path(folder)).expect("removed"));
    }
    assert_eq!(points(), first);
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
    let (none, scratch) = (NeverLink::default(), || tempfile::tempfile());
    let mut preparer = Preparer::new(&keys, &chain, &purpose, &none, &none, &scratch).expect("a preparer");
    preparer.push(&request("999900006")).expect("a request");
    let facts = DeliveryFacts { kind: ERASURE.into(), period: ERASURE.into(), version: 1, source: [0; 32], counts: (1, 1, 0) };
    let package = File::create(place.path("erase.pkg")).expect("a file");
    preparer.finish(&facts, package, &mut std::io::sink()).expect("a package");
    place.done(&["transcrypt", "erase.pkg", "--keys", "two", "--out", "erase2.pkg"]);
    place.done(&["transcrypt", "erase2.pkg", "--keys", "one", "--out", "erase3.pkg"]);
    assert_eq!(place.run(&["intake", "erase3.pkg", "--keys", "hub", "--store", "store"]).status.code(), Some(1));
    not_under_other_keys(&place);
    let told = place.done(&["erase", "erase3.pkg", "--keys", "hub", "--store", "store", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&told.stdout).expect("JSON");
    assert!(report["rows"].as_u64() >= Some(2), "{report}");
    assert_eq!(persons(&place.path("store")).len(), before.len() - 1);
    place.done(&["doctor", "--store", "store"]);
}

/// A store of later keys, or of none, holds nobody that these keys find: that is said, and is no success.
fn not_under_other_keys(place: &Place) {
    let erase = ["erase", "erase3.pkg", "--keys", "hub", "--store", "other"];
    fs::create_dir(place.path("other")).expect("a folder");
    for (mark, named) in [(None, "holds nothing under these keys"), (Some("label made-country/2/0badcafe\n"), "made-country/2/0badcafe")] {
        mark.into_iter().for_each(|mark| fs::write(place.path("other/pseudonym-key.mark"), mark).expect("a mark"));
        let refused = place.run(&erase);
        assert_eq!(refused.status.code(), Some(2));
        assert!(text(&refused.stderr).contains(named), "{}", text(&refused.stderr));
    }
}

fn request(bsn: &str) -> Record {
    let identity = Identity::of_number(Bsn::parse(bsn).expect("a citizen number"));
    let event = Event::new(domain::EventKind::AdviceGiven, domain::Day(0), RecordKey(1), domain::OrganisationKind::Unknown);
    Record { row: 1, reference: Sensitive::new(String::new()), identity: Some(Sensitive::new(identity)), events: vec![event] }
}
