//! What linkage tokens recover: the same made country with every number right, and with numbers missing and mistyped.

use std::collections::BTreeMap;
use std::fs;

use domain::EventKind;
use person::PersonKey;

use crate::parties::Place;

/// What names begin with of files of deliveries that give names.
const NAMED: [&str; 4] = ["board_", "veilig-thuis_", "corv_", "ijw_"];

/// Who each record is about, and how the snapshot was linked.
fn linked(place: &Place, store: &str) -> (BTreeMap<u64, PersonKey>, store::LinkSummary) {
    let store = store::Store::open(&place.path(store)).expect("a store");
    let snapshot = store.snapshot(1, &|_| {}).expect("a snapshot");
    let events = (0..snapshot.partitions()).flat_map(|place| snapshot.partition(place).expect("a partition"));
    let about = events.filter(|event| event.kind != EventKind::AdviceGiven).filter_map(|event| Some((event.record.0, event.person?)));
    (about.collect(), snapshot.links())
}

/// Makes the country with these faults; takes in the kinds of delivery that give names.
fn country(place: &Place, name: &str, faults: &str) -> (BTreeMap<u64, PersonKey>, store::LinkSummary) {
    place.done(&["synth", "--out", name, "--scale", "0.004", "--years", "2024-2025", "--faults", faults, "--quiet"]);
    fs::create_dir(place.path(&format!("{name}-named"))).expect("a folder");
    for path in fs::read_dir(place.path(&format!("{name}/deliveries"))).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let shown = path.file_name().expect("a name").to_string_lossy().into_owned();
        if NAMED.iter().any(|kind| shown.starts_with(kind)) {
            fs::copy(&path, place.path(&format!("{name}-named/{shown}"))).expect("a copy");
        }
    }
    let (deliveries, postcodes, store) = (format!("{name}-named"), format!("{name}/reference/postcodes.csv"), format!("{name}-store"));
    // The first country's key for both: the same child has the same pseudonym.
    place.run(&["intake", &deliveries, "--pseudonym-key", "right/key", "--postcodes", &postcodes, "--store", &store]);
    linked(place, &store)
}

/// With every number right the truth is known: who a record is about is its number's pseudonym. Of what lost its number, tokens and
/// fallback find children again, and never the wrong one.
#[test]
fn records_that_lost_their_number_are_found_again_and_never_as_another_child() {
    let place = Place::new();
    let (truth, _) = country(&place, "right", "none");
    let (found, links) = country(&place, "wrong", "bsn-unknown,bsn-typo,name-typo,swapped-birth-date,old-postcode,missing-postcode");
    let known: std::collections::BTreeSet<PersonKey> = truth.values().copied().collect();
    let asked = found.iter().filter_map(|(record, person)| Some((truth.get(record)?, person)));
    let (mut right, mut apart, mut wrong) = (0, 0, 0);
    for (truth, person) in asked {
        match (truth == person, known.contains(person)) {
            (true, _) => right += 1,
            (false, true) => wrong += 1,
            (false, false) => apart += 1,
        }
    }
    let lost = links.records() - links.by_number;
    let told = format!("{right} right, {apart} apart, {wrong} wrong, {lost} without a number: {links:?}");
    assert!(right > 500 && lost > 5, "{told}");
    assert_eq!(wrong, 0, "{told}");
    assert!(links.by_token > 0, "tokens find who the fallback does not: {told}");
}
