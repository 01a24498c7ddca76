//! Renewing the keys of hub and services: the same children before and after, and nothing delivered again.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use identity::keys::Chain;
use intake::DeliveryName;

use crate::parties::{Place, made_country, persons, text};

fn label(place: &Place, party: &str) -> String {
    let chain = fs::read_to_string(place.path(party).join("chain.public")).expect("a chain");
    Chain::parse(&chain).expect("a chain").label().to_string()
}

fn shown(file: &Path) -> String {
    file.file_name().expect("a name").to_string_lossy().into_owned()
}

/// Later keys of every party: `hub2`, `one2`, `two2`.
fn renew(place: &Place) {
    place.done(&["keys", "hub", "--out", "hub2", "--renews", "hub"]);
    place.done(&["keys", "service", "--out", "one2", "--renews", "one", "--after", "hub2/chain.public"]);
    place.done(&["keys", "service", "--out", "two2", "--renews", "two", "--after", "one2/chain.public"]);
    for party in ["one2", "hub2"] {
        place.done(&["keys", "trust", "--keys", party, "two2/chain.public"]);
    }
}

#[test]
fn later_keys_of_a_service_keep_its_certificate_and_are_not_made_without_a_rotation_file() {
    let place = Place::new();
    place.done(&["keys", "tls", "--keys", "one"]);
    place.done(&["keys", "hub", "--out", "other", "--purpose", "another"]);
    let refused = place.run(&["keys", "service", "--out", "one2", "--renews", "one", "--after", "other/chain.public"]);
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused.stderr));
    assert!(!place.path("one2").exists(), "nothing is left of keys that are of no use");
    renew(&place);
    for file in ["tls.public", "tls.secret"] {
        assert_eq!(fs::read(place.path("one2").join(file)).expect("a file"), fs::read(place.path("one").join(file)).expect("a file"));
    }
}

/// Both services, then the hub.
fn take_in(place: &Place, packages: &str, keys: [&str; 3]) {
    let (first, second) = (format!("{packages}-first"), format!("{packages}-second"));
    place.done(&["transcrypt", packages, "--keys", keys[0], "--out", &first]);
    place.done(&["transcrypt", &first, "--keys", keys[1], "--out", &second]);
    place.done(&["intake", &second, "--keys", keys[2], "--store", "store"]);
}

#[test]
fn renewed_keys_link_what_was_delivered_before_with_what_comes_after() {
    let place = Place::new();
    let (files, postcodes) = made_country(&place);
    let files: Vec<&PathBuf> = files.iter().filter(|path| fs::metadata(path).expect("a file").len() > 0).step_by(16).collect();
    let (earlier, later) = files.split_at(files.len() / 2);
    fs::create_dir(place.path("packages")).expect("a folder");
    earlier.iter().for_each(|file| place.prepare(file, &postcodes));
    fs::rename(place.path("packages"), place.path("earlier")).expect("renamed");
    take_in(&place, "earlier", ["two", "one", "hub"]);
    let before = persons(&place.path("store"));
    assert!(before.len() > 10, "{} persons", before.len());

    renew(&place);
    for (earlier, later) in [("one", "one2"), ("two", "two2")] {
        let counted = |keys: &str| {
            let told = place.done(&["transcrypt", "--counters", "--keys", keys, "--format", "json"]);
            serde_json::from_slice::<serde_json::Value>(&told.stdout).expect("JSON")["counters"].clone()
        };
        assert!(counted(earlier).as_array().is_some_and(|all| !all.is_empty()));
        assert_eq!(counted(earlier), counted(later), "renewing is no way around a limit");
    }
    let alone = place.run(&["keys", "rotate", "--from", "hub", "--to", "hub2", "--store", "store", "one2/rotation.sealed"]);
    assert_eq!(alone.status.code(), Some(1));
    assert!(text(&alone.stderr).contains("of `two` there are 0"), "{}", text(&alone.stderr));
    let rotate = ["keys", "rotate", "--from", "hub", "--to", "hub2", "--store", "store", "one2/rotation.sealed", "two2/rotation.sealed"];
    let done = place.done(&[&rotate[..], &["--format", "json"]].concat());
    let told: serde_json::Value = serde_json::from_slice(&done.stdout).expect("JSON");
    assert_eq!((&told["from"], &told["to"]), (&label(&place, "hub").into(), &label(&place, "hub2").into()));
    assert!(told["pseudonyms"].as_u64() > Some(10), "{told}");
    assert!(persons(&place.path("store")) == before, "the same persons with the same events");

    // Under the earlier keys nothing comes in any more, and both labels are named.
    let late = place.run(&["intake", "earlier-second", "--keys", "hub", "--store", "store"]);
    assert_eq!(late.status.code(), Some(2));
    for party in ["hub", "hub2"] {
        assert!(text(&late.stderr).contains(&label(&place, party)), "{}", text(&late.stderr));
    }

    // What is delivered under the later keys joins what was there, as if one key had been used all along.
    fs::create_dir(place.path("packages")).expect("a folder");
    later.iter().for_each(|file| drop(place.prepare_for("two2", file, &postcodes, &mut |_| ())));
    let suppliers: BTreeSet<String> =
        later.iter().map(|file| DeliveryName::parse(&shown(file)).expect("a name").supplier().into()).collect();
    for keys in suppliers.iter().map(|supplier| place.source(supplier)) {
        ["two2", "one2", "hub2"].iter().for_each(|party| place.trust(party, &keys));
    }
    take_in(&place, "packages", ["two2", "one2", "hub2"]);
    fs::create_dir(place.path("plain")).expect("a folder");
    for file in &files {
        fs::copy(file, place.path("plain").join(shown(file))).expect("a copy");
    }
    let plain = ["intake", "plain", "--pseudonym-key", "country/key", "--postcodes", "country/reference/postcodes.csv", "--store", "open"];
    place.run(&plain);
    assert!(persons(&place.path("store")) == persons(&place.path("open")), "as one key for all");
    place.done(&["doctor", "--store", "store"]);
}
