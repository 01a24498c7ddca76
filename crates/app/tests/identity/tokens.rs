//! What linkage tokens recover: the same made country with every number right, and with numbers missing and mistyped.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};

use domain::{EventKind, PartialDate, Sex};
use linkage::Linker;
use person::{Identity, LinkageTokens, PersonKey, Pseudonyms};

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
/// fallback find children again; nobody that was found, with a number or without, is more than one child.
#[test]
fn records_that_lost_their_number_are_found_again_and_never_as_another_child() {
    let place = Place::new();
    let (truth, _) = country(&place, "right", "none");
    let (found, links) = country(&place, "wrong", "bsn-unknown,bsn-typo,name-typo,swapped-birth-date,old-postcode,missing-postcode");
    let known: BTreeSet<PersonKey> = truth.values().copied().collect();
    let (mut right, mut apart, mut wrong) = (0, 0, 0);
    let mut children: BTreeMap<PersonKey, BTreeSet<PersonKey>> = BTreeMap::new();
    for (truth, person) in found.iter().filter_map(|(record, person)| Some((truth.get(record)?, person))) {
        children.entry(*person).or_default().insert(*truth);
        match (truth == person, known.contains(person)) {
            (true, _) => right += 1,
            (false, true) => wrong += 1,
            (false, false) => apart += 1,
        }
    }
    let lost = links.records() - links.by_number;
    let merged = children.values().filter(|children| children.len() > 1).count();
    let told =
        format!("{right} right, {apart} apart, {wrong} wrong, {merged} merged of {}, {lost} without a number: {links:?}", children.len());
    assert!(right > 500 && lost > 5, "{told}");
    assert_eq!(right + apart + wrong, found.len(), "every record that was found was compared: {told}");
    assert!(apart > 0, "children without a number that was theirs are compared too: {told}");
    assert_eq!((wrong, merged), (0, 0), "{told}");
    assert!(links.by_token > 0, "tokens find who the fallback does not: {told}");
}

/// A child, and its tokens as the hub sees them: equal where the texts are, and nothing else.
fn seen(first_names: &str, sex: Sex, postcode: &str) -> LinkageTokens {
    let child = Identity {
        bsn: None,
        birth: PartialDate::parse_compact("20120304"),
        sex,
        postcode: postcode.into(),
        surname: "Jansen".into(),
        prefix: String::new(),
        first_names: first_names.into(),
        house_number: String::new(),
    };
    let key = |place: u8, text: &str| {
        let mut hasher = DefaultHasher::new();
        (place, text).hash(&mut hasher);
        PersonKey(u128::from(hasher.finish()).to_be_bytes())
    };
    LinkageTokens::of(identity::tokens::tokens(&child).into_iter().map(|(place, text)| (place, key(place, &text))))
}

/// Whether the record without a number is taken to be about the child of the record with one.
fn is_taken_for(with: &LinkageTokens, without: &LinkageTokens) -> bool {
    let mut wanted: Vec<PersonKey> = without.known().map(|(_, token)| token).collect();
    wanted.sort();
    let mut linker = Linker::wanting(&wanted.into());
    let number = Pseudonyms { number: Some(PersonKey([1; 16])), fallback: None };
    let lost = Pseudonyms { number: None, fallback: None };
    linker.observe(&number, with);
    linker.observe(&lost, without);
    linker.finish().person(&lost, without) == number.number
}

#[test]
fn twins_are_never_one_child_and_a_child_with_an_initial_is_still_found() {
    let tom = seen("Tom", Sex::Male, "1234AB");
    assert!(!is_taken_for(&tom, &seen("Tess", Sex::Female, "1234AB")), "twins of opposite sex");
    assert!(!is_taken_for(&tom, &seen("Tim", Sex::Male, "1234AB")), "twins of one sex");
    assert!(!is_taken_for(&tom, &seen("Tim", Sex::Male, "9876ZX")), "children of one sound, born on one day");
    assert!(!is_taken_for(&seen("Tom", Sex::Unknown, "1234AB"), &seen("Tess", Sex::Female, "1234AB")), "of whom the sex is not known");
    assert!(is_taken_for(&tom, &seen("Tom", Sex::Male, "9876ZX")), "moved");
    assert!(is_taken_for(&tom, &seen("T.", Sex::Male, "1234AB")), "an initial");
    assert!(is_taken_for(&seen("T.", Sex::Male, "1234AB"), &tom), "an initial on the other side");
}
