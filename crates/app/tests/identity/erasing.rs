//! A release that was made before somebody was erased verifies as it did.

use std::fs;
use std::path::{Path, PathBuf};

use identity::{NeverLink, PseudonymKey};
use person::{Bsn, Identity};

use crate::parties::{Place, text};

/// Every file under a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

#[test]
fn a_release_verifies_after_a_child_in_it_was_erased_and_nothing_of_its_key_is_left() {
    let place = Place::new();
    place.done(&["synth", "--out", "country", "--scale", "0.0004", "--years", "2024-2025", "--faults", "none", "--quiet"]);
    let postcodes = "country/reference/postcodes.csv";
    place.run(&["intake", "country/deliveries", "--pseudonym-key", "country/key", "--postcodes", postcodes, "--store", "store"]);
    place.done(&["run", "--config", "country/region.toml", "--store", "store", "--releases", "releases"]);
    let folder = files(&place.path("releases")).into_iter().find(|path| path.ends_with("release.json")).expect("a release");
    let version = folder.parent().and_then(Path::file_name).expect("its folder").to_string_lossy().into_owned();
    for (act, by) in [("propose", "one"), ("review", "two"), ("review", "three"), ("publish", "one")] {
        place.done(&["release", act, &version, "--by", by, "--releases", "releases"]);
    }
    let verify = || text(&place.done(&["release", "verify", "--releases", "releases"]).stderr);
    let before = verify();
    assert!(before.contains("1 releases and the ledger of 4 entries"), "{before}");

    let number = someone(&place.path("country/deliveries"));
    let key = PseudonymKey::parse(fs::read_to_string(place.path("country/key")).expect("a key").trim()).expect("a key");
    let key = identity::pseudonyms(&key, &Identity::of_number(number), &NeverLink::default()).number.expect("a pseudonym").0;
    let holds = |path: &PathBuf| fs::read(path).expect("a file").windows(16).any(|window| window == key);
    fs::write(place.path("numbers.txt"), format!("{:09}\n", number.number())).expect("a list");
    place.done(&["keys", "pseudonym", "--out", "another"]);
    let refused = place.run(&["erase", "--numbers", "numbers.txt", "--pseudonym-key", "another", "--store", "store"]);
    assert_eq!(refused.status.code(), Some(2), "under another key nobody would be found");
    let erase = ["erase", "--numbers", "numbers.txt", "--pseudonym-key", "country/key", "--store", "store", "--format", "json"];
    let told: serde_json::Value = serde_json::from_slice(&place.done(&erase).stdout).expect("JSON");
    assert!(told["rows"].as_u64() > Some(0), "{told}");
    assert!(!files(&place.path("store")).iter().any(holds), "no byte of the key");
    let again = place.done(&erase[..erase.len() - 2]);
    assert!(text(&again.stderr).contains("nobody stands in this store"), "{}", text(&again.stderr));
    assert_eq!(verify(), before, "the release says what it said");
    place.done(&["doctor", "--store", "store"]);
}

/// The number of a child in a delivery of youth policy: its first column that passes the eleven-proof.
fn someone(deliveries: &Path) -> Bsn {
    let all = files(deliveries).into_iter().filter(|path| path.to_string_lossy().contains("youth-policy_"));
    let texts = all.map(|path| fs::read_to_string(path).expect("a delivery"));
    let found = texts.filter_map(|text| {
        let row = text.lines().nth(1)?.to_owned();
        row.split([';', ',']).find_map(|field| Bsn::parse(field.trim_matches('"')))
    });
    found.min_by_key(|bsn| bsn.number()).expect("a number")
}
