//! A snapshot: a list of deliveries, linked and sorted into partitions that can always be made again.

mod build;
mod manifest;
mod spill;

use std::path::{Path, PathBuf};

use domain::{Atlas, Coverage};
use linkage::{LinkSummary, Trial};
use person::Event;

use crate::coverage;
use crate::delivery::Delivery;
use crate::durable::hash_of_file;
use crate::error::StoreError;
use crate::file::{self, Extent};
use crate::steps::StepsCounted;
use crate::store::SNAPSHOTS;
use manifest::{Manifest, Part};

/// A step of making a snapshot.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Step {
    /// Deliveries are read to decide which records are one person.
    Link,
    /// Deliveries are read again and their events spread over the partitions.
    Scatter,
    /// Partitions are sorted and written.
    Sort,
}

/// How far a step is. Steps of different threads come in any order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Which step.
    pub step: Step,
    /// Deliveries or partitions done.
    pub done: usize,
    /// Out of how many.
    pub total: usize,
}

/// Everything that counted at one moment, linked: partitions of whole persons, each sorted by person and day.
#[derive(Clone, Debug)]
pub struct Snapshot {
    id: String,
    folder: PathBuf,
    deliveries: Vec<Delivery>,
    manifest: Manifest,
}

impl Snapshot {
    /// Its id: sixteen hexadecimal characters that follow from the list of deliveries.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The deliveries in it, by kind, supplier, period and version.
    pub fn deliveries(&self) -> &[Delivery] {
        &self.deliveries
    }

    /// How its records were linked. A record counts once for each delivery it stands in.
    pub fn links(&self) -> LinkSummary {
        self.manifest.links
    }

    /// For each kind of delivery what became of records that were linked as if their number were unknown.
    pub fn trials(&self) -> &[(String, Trial)] {
        &self.manifest.trials
    }

    /// How much is surely there of what leads from a record of some kinds of delivery, by their words, to one of others.
    pub fn steps_counted(&self, from: &[&str], to: &[&str]) -> StepsCounted {
        StepsCounted::between((&self.deliveries, &self.manifest.trials), from, to)
    }

    /// How many partitions it has. Every person lies in one of them, whole.
    pub fn partitions(&self) -> usize {
        self.manifest.parts.len()
    }

    /// All events in it.
    pub fn events(&self) -> u64 {
        self.manifest.parts.iter().map(|part| part.events).sum()
    }

    /// The events of one partition, counted from 0: sorted by person, day, kind, record, and when it was stated.
    /// Advice names no child: its `person` is `None`, and it comes first.
    ///
    /// # Errors
    /// Where there is no such partition, or its file cannot be read.
    pub fn partition(&self, place: usize) -> Result<Vec<Event>, StoreError> {
        let part = self.part(place)?;
        let mut events = Vec::with_capacity(usize::try_from(part.events).unwrap_or(0));
        file::read(&self.folder.join(&part.name), Extent::Whole, &mut |batch: &[Event]| events.extend_from_slice(batch))?;
        Ok(events)
    }

    /// Checks the hash of every partition.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] for the first that is not what was written.
    pub fn verify(&self) -> Result<(), StoreError> {
        self.manifest.parts.iter().try_for_each(|part| {
            let path = self.folder.join(&part.name);
            if hash_of_file(&path)? == part.hash { Ok(()) } else { Err(StoreError::Damaged { path }) }
        })
    }

    /// Through which day each kind of organisation delivered for each municipality: see `docs/methods/store.md`.
    pub fn coverage(&self, atlas: &Atlas) -> Coverage {
        coverage::calendar(&self.deliveries, atlas)
    }

    /// The folder of its Parquet files, for other programs.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn part(&self, place: usize) -> Result<&Part, StoreError> {
        self.manifest.parts.get(place).ok_or(StoreError::NoPartition { asked: place, partitions: self.partitions() })
    }
}

/// The id of a list of deliveries: BLAKE3 of their sorted hashes, the first sixteen hexadecimal characters.
pub(crate) fn id(deliveries: &[Delivery]) -> String {
    let mut hashes: Vec<&str> = deliveries.iter().map(|delivery| delivery.hash.as_str()).collect();
    hashes.sort_unstable();
    blake3::hash(hashes.join("\n").as_bytes()).to_hex()[..16].to_owned()
}

/// The snapshot of these deliveries: the one that is there, else made now.
pub(crate) fn make(
    root: &Path,
    deliveries: Vec<Delivery>,
    threads: usize,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Snapshot, StoreError> {
    let id = id(&deliveries);
    let folder = root.join(SNAPSHOTS).join(&id);
    let manifest = match Manifest::read(&folder, &id) {
        Some(manifest) => manifest,
        None => build::build(root, &folder, &id, &deliveries, threads, progress)?,
    };
    Ok(Snapshot { id, folder, deliveries, manifest })
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashMap};
    use std::fs;
    use std::sync::Mutex;

    use domain::{Day, EventKind, OrganisationKind};
    use person::{LinkageTokens, PersonKey, Pseudonyms, RecordKey};
    use proptest::prelude::*;
    use proptest::test_runner::TestRunner;

    use super::*;
    use crate::examples::{any_stored, deliver, meta};
    use crate::{Store, StoredEvent};

    fn silent(_: Progress) {}

    fn some_events(count: usize) -> Vec<StoredEvent> {
        let mut runner = TestRunner::deterministic();
        let tree = prop::collection::vec(any_stored(), count).new_tree(&mut runner).expect("events");
        proptest::strategy::ValueTree::current(&tree)
    }

    /// Five deliveries with these events dealt out.
    fn filled(root: &Path, events: &[StoredEvent]) -> Store {
        let store = Store::open(root).expect("a store");
        for (place, hand) in events.chunks(events.len().div_ceil(5).max(1)).enumerate() {
            deliver(&store, &meta(&format!("board P{place} 2023HJ01 1")), hand);
        }
        store
    }

    fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
        entries.map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("bytes"))).collect()
    }

    fn all(snapshot: &Snapshot) -> Vec<Event> {
        (0..snapshot.partitions()).flat_map(|place| snapshot.partition(place).expect("a partition")).collect()
    }

    #[test]
    fn one_thread_and_four_give_the_same_bytes() {
        let events = some_events(400);
        let made = [1, 4].map(|threads| {
            let folder = tempfile::tempdir().expect("a folder");
            let snapshot = filled(folder.path(), &events).snapshot(threads, &silent).expect("a snapshot");
            snapshot.verify().expect("whole");
            (snapshot.id().to_owned(), bytes(snapshot.folder()))
        });
        assert_eq!(made[0].1.len(), 17);
        assert!(made[0] == made[1]);
    }

    #[test]
    fn in_which_delivery_and_order_rows_came_changes_no_byte_of_a_partition() {
        let alike = |code| {
            let mut event = Event::new(EventKind::HelpStarted, Day(19_000), RecordKey(1), OrganisationKind::Provider);
            event.code = domain::Code(code);
            StoredEvent { pseudonyms: Pseudonyms { number: Some(PersonKey([1; 16])), fallback: None }, tokens: LinkageTokens::NONE, event }
        };
        let mut events: Vec<StoredEvent> = (0..100).map(alike).chain(some_events(100)).collect();
        let made = [(); 2].map(|()| {
            let folder = tempfile::tempdir().expect("a folder");
            let snapshot = filled(folder.path(), &events).snapshot(1, &silent).expect("a snapshot");
            events.reverse();
            let mut found = bytes(snapshot.folder());
            found.remove(manifest::NAME);
            found
        });
        assert!(made[0] == made[1]);
    }

    #[test]
    fn nothing_is_lost_or_added_and_every_person_lies_whole_and_sorted_in_one_partition() {
        let events = some_events(400);
        let folder = tempfile::tempdir().expect("a folder");
        let snapshot = filled(folder.path(), &events).snapshot(0, &silent).expect("a snapshot");
        let mut found: Vec<Event> = all(&snapshot).into_iter().map(|event| Event { person: None, ..event }).collect();
        let mut given: Vec<Event> = events.iter().map(|stored| stored.event).collect();
        found.sort_by(crate::row::order);
        given.sort_by(crate::row::order);
        assert!(found == given);
        assert_eq!(snapshot.events(), 400);
        let mut home = HashMap::new();
        for place in 0..snapshot.partitions() {
            let partition = snapshot.partition(place).expect("a partition");
            assert!(partition.is_sorted_by_key(|event| (event.person, event.day, event.kind, event.record, event.stated)));
            let persons = partition.iter().filter_map(|event| event.person);
            persons.for_each(|person| assert_eq!(*home.entry(person).or_insert(place), place));
        }
    }

    #[test]
    fn only_advice_has_no_person_and_a_fallback_finds_its_number() {
        let key = |byte: u8| Some(PersonKey([byte; 16]));
        let stored = |kind, record, number: Option<PersonKey>, fallback| StoredEvent {
            pseudonyms: Pseudonyms { number, fallback },
            tokens: LinkageTokens::NONE,
            event: Event::new(kind, Day(19_000), RecordKey(record), OrganisationKind::VeiligThuis),
        };
        let events = [
            stored(EventKind::AdviceGiven, 1, None, None),
            stored(EventKind::ReportReceived, 2, key(1), key(7)),
            stored(EventKind::ReportReceived, 3, None, key(7)),
            stored(EventKind::ReportReceived, 4, None, None),
            stored(EventKind::AssessmentCompleted, 4, None, None),
        ];
        let folder = tempfile::tempdir().expect("a folder");
        let snapshot = filled(folder.path(), &events).snapshot(1, &silent).expect("a snapshot");
        let person: BTreeMap<u64, _> = all(&snapshot).iter().map(|event| (event.record.0, event.person)).collect();
        assert_eq!((person[&1], person[&2], person[&3]), (None, key(1), key(1)));
        assert!(person[&4].is_some());
        let links = snapshot.links();
        assert_eq!((links.by_number, links.by_fallback, links.without_any), (1, 1, 2));
    }

    #[test]
    fn a_snapshot_that_is_there_is_used_again_and_a_broken_one_is_made_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = filled(folder.path(), &some_events(60));
        let steps = Mutex::new(0);
        let count = |_: Progress| *steps.lock().expect("steps") += 1;
        let first = store.snapshot(2, &count).expect("a snapshot");
        let (made, whole) = (*steps.lock().expect("steps"), bytes(first.folder()));
        assert!(made > 0);
        assert_eq!(store.snapshot(2, &count).expect("the same").links(), first.links());
        assert_eq!(*steps.lock().expect("steps"), made, "nothing was made again");
        for (name, damage) in [("manifest.txt", None), ("manifest.txt", Some("inbeeld-snapshot 2\nid")), ("part-003.parquet", Some("x"))] {
            let path = first.folder().join(name);
            match damage {
                None => fs::remove_file(path).expect("removed"),
                Some(text) => fs::write(path, text).expect("damaged"),
            }
            assert!(bytes(store.snapshot(2, &silent).expect("made again").folder()) == whole, "{name}");
        }
    }

    #[test]
    fn another_version_gives_another_snapshot_and_the_same_version_the_same() {
        let folder = tempfile::tempdir().expect("a folder");
        let events = some_events(60);
        let store = filled(folder.path(), &events);
        let first = store.snapshot_id().expect("an id");
        deliver(&store, &meta("board P1 2023HJ01 1"), &events[12..24]);
        assert_eq!(store.snapshot_id().expect("an id"), first);
        deliver(&store, &meta("board P1 2023HJ01 2"), &events[12..20]);
        assert_ne!(store.snapshot_id().expect("an id"), first);
        let snapshot = store.snapshot(1, &silent).expect("a snapshot");
        assert_eq!((snapshot.events(), snapshot.deliveries().len()), (56, 5));
    }

    #[test]
    fn a_damaged_or_missing_delivery_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = filled(folder.path(), &some_events(60));
        let path = folder.path().join(&store.deliveries().expect("deliveries")[2].path);
        let mut damaged = fs::read(&path).expect("bytes");
        damaged[100] ^= 1;
        fs::write(&path, damaged).expect("written");
        assert!(matches!(store.snapshot(1, &silent), Err(StoreError::Damaged { .. })));
        fs::remove_file(&path).expect("removed");
        assert!(matches!(store.snapshot(1, &silent), Err(StoreError::Files { .. })));
        assert_eq!(bytes(&folder.path().join("snapshots")).len(), 0);
    }

    #[test]
    fn an_empty_store_has_an_empty_snapshot() {
        let folder = tempfile::tempdir().expect("a folder");
        let snapshot = Store::open(folder.path()).expect("a store").snapshot(0, &silent).expect("a snapshot");
        assert_eq!((snapshot.events(), all(&snapshot).len()), (0, 0));
        assert!(matches!(snapshot.partition(16), Err(StoreError::NoPartition { asked: 16, partitions: 16 })));
    }
}
