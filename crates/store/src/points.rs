//! What pseudonyms were made of, under lock: kept beside the deliveries, so that pseudonyms can be moved to later keys.
//!
//! This room cannot open a lock. A file holds 49 bytes for each distinct pseudonym of a package, sorted: kind, pseudonym, lock. What no
//! delivery uses any more is removed when somebody is erased or a delivery expires.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use person::PersonKey;
use records::Moment;

use crate::delivery::Delivery;
use crate::durable::{self, UNFINISHED};
use crate::error::{About, StoreError};
use crate::file::{self, Extent};
use crate::row::{Row, StoredEvent};
use crate::store::{Store, entries, remove};

const POINTS: &str = "points";
const ENTRY_BYTES: usize = 1 + 16 + 32;

/// A pseudonym with what it was made of, under lock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct StoredPoint {
    /// Of what: the byte that stands for the kind of identifier.
    pub kind: u8,
    /// The pseudonym.
    pub key: PersonKey,
    /// Under lock.
    pub locked: [u8; 32],
}

/// What renewing the keys of a store did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Renewed {
    /// Pseudonyms that were moved.
    pub pseudonyms: u64,
    /// Deliveries that were written anew.
    pub deliveries: usize,
}

impl Store {
    /// Keeps the points of a package. A pseudonym may stand in the files of several packages.
    ///
    /// # Errors
    /// Where the disk cannot be written.
    pub fn keep_points(&self, package: &str, mut points: Vec<StoredPoint>) -> Result<(), StoreError> {
        points.sort_unstable();
        points.dedup();
        durable::make_folder(self.root(), POINTS)?;
        write(&self.root().join(POINTS), package, &points)
    }

    /// Every point that is kept, sorted, each once.
    ///
    /// # Errors
    /// Where a file cannot be read or is damaged.
    pub fn points(&self) -> Result<Vec<StoredPoint>, StoreError> {
        let mut all = Vec::new();
        for path in files(self.root())? {
            all.extend(read(&path)?);
        }
        all.sort_unstable();
        all.dedup();
        Ok(all)
    }

    /// Moves every pseudonym of every delivery to what `renewed` says of it, and removes every snapshot. Asked again after a crash it
    /// goes on where it was: pseudonyms that were moved stay as they are. The log says under which label they stand now.
    ///
    /// # Errors
    /// [`StoreError::WithoutPoint`] where a pseudonym has nothing to be moved by: then nothing was changed. [`StoreError::InUse`] while
    /// another program has the store open.
    pub fn renew(&self, renewed: &BTreeMap<PersonKey, StoredPoint>, label: &str, at: Moment) -> Result<Renewed, StoreError> {
        self.alone(|| {
            self.sweep()?;
            let deliveries = self.deliveries()?;
            let done: HashSet<PersonKey> = renewed.values().map(|point| point.key).collect();
            let used = used(self.root(), &deliveries)?;
            let without = used.iter().filter(|key| !renewed.contains_key(key) && !done.contains(key)).count();
            if without > 0 {
                return Err(StoreError::WithoutPoint { pseudonyms: without });
            }
            let earlier = files(self.root())?;
            let later: Vec<StoredPoint> = renewed.values().copied().collect();
            let name = label.rsplit('/').next().unwrap_or(label);
            self.keep_points(&format!("renewed-{name}"), later)?;
            let moved = |key: PersonKey| renewed.get(&key).map_or(key, |point| point.key);
            let mut rewritten = 0;
            for delivery in &deliveries {
                let mut change = |row: &StoredEvent| Some(moved_row(row, &moved));
                rewritten += usize::from(self.rewritten(delivery, &mut change, &format!("keys renewed to {label}"), at)?.is_some());
            }
            let kept = self.root().join(POINTS).join(format!("renewed-{name}.points"));
            earlier.iter().filter(|path| **path != kept).try_for_each(|path| remove(path))?;
            self.drop_snapshots()?;
            let pseudonyms = used.len() as u64;
            self.log("keys.renewed", label, at, &format!("{pseudonyms} pseudonyms in {rewritten} deliveries"))?;
            Ok(Renewed { pseudonyms, deliveries: rewritten })
        })
    }

    /// Removes the points of pseudonyms that no delivery uses any more.
    pub(crate) fn prune_points(&self) -> Result<(), StoreError> {
        let paths = files(self.root())?;
        if paths.is_empty() {
            return Ok(());
        }
        let used = used(self.root(), &self.deliveries()?)?;
        for path in paths {
            let mut points = read(&path)?;
            let before = points.len();
            points.retain(|point| used.contains(&point.key));
            if points.is_empty() {
                remove(&path)?;
            } else if points.len() < before {
                write(&self.root().join(POINTS), &path.file_stem().unwrap_or_default().to_string_lossy(), &points)?;
            }
        }
        Ok(())
    }
}

/// A row with every pseudonym of it moved.
fn moved_row(row: &StoredEvent, moved: &impl Fn(PersonKey) -> PersonKey) -> StoredEvent {
    let mut changed = *row;
    for place in 0..StoredEvent::KEYS.len() {
        if let Some(key) = row.key(place) {
            changed.set_key(place, moved(key));
        }
    }
    changed
}

/// Every pseudonym in these deliveries.
fn used(root: &Path, deliveries: &[Delivery]) -> Result<HashSet<PersonKey>, StoreError> {
    let mut used = HashSet::new();
    for delivery in deliveries {
        file::read(&root.join(&delivery.path), Extent::Keys, &mut |batch: &[StoredEvent]| {
            used.extend(batch.iter().flat_map(|row| (0..StoredEvent::KEYS.len()).filter_map(|place| row.key(place))));
        })?;
    }
    Ok(used)
}

/// The files, by name; what a crash left unfinished is removed.
fn files(root: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let folder = root.join(POINTS);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut paths = Vec::new();
    for path in entries(&folder)? {
        if path.to_string_lossy().ends_with(UNFINISHED) { remove(&path)? } else { paths.push(path) }
    }
    paths.sort();
    Ok(paths)
}

fn write(folder: &Path, name: &str, points: &[StoredPoint]) -> Result<(), StoreError> {
    let unfinished = durable::unfinished_file(folder, name)?;
    let mut out = BufWriter::new(unfinished);
    for point in points {
        let written = out.write_all(&[point.kind]).and_then(|()| out.write_all(&point.key.0)).and_then(|()| out.write_all(&point.locked));
        written.about(folder)?;
    }
    let unfinished = out.into_inner().map_err(std::io::IntoInnerError::into_error).about(folder)?;
    durable::place(unfinished, &folder.join(format!("{name}.points")))
}

fn read(path: &Path) -> Result<Vec<StoredPoint>, StoreError> {
    let bytes = fs::read(path).about(path)?;
    let (whole, rest) = bytes.as_chunks::<ENTRY_BYTES>();
    if !rest.is_empty() {
        return Err(StoreError::Damaged { path: path.to_owned() });
    }
    Ok(whole.iter().map(point).collect())
}

fn point(entry: &[u8; ENTRY_BYTES]) -> StoredPoint {
    let (mut key, mut locked) = ([0; 16], [0; 32]);
    key.copy_from_slice(&entry[1..17]);
    locked.copy_from_slice(&entry[17..]);
    StoredPoint { kind: entry[0], key: PersonKey(key), locked }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::{Day, EventKind, OrganisationKind};
    use person::{Event, LinkageTokens, Pseudonyms, RecordKey};

    use super::*;
    use crate::examples::{deliver, meta};

    fn key(byte: u8) -> PersonKey {
        PersonKey([byte; 16])
    }

    fn stored_point(byte: u8) -> StoredPoint {
        StoredPoint { kind: 0, key: key(byte), locked: [byte; 32] }
    }

    fn row(number: u8, token: u8, record: u64) -> StoredEvent {
        let event = Event::new(EventKind::BoardRequested, Day(19_000), RecordKey(record), OrganisationKind::Board);
        let said = |byte: u8| (byte > 0).then(|| key(byte));
        let tokens = LinkageTokens::of(said(token).map(|token| (1, token)));
        StoredEvent { pseudonyms: Pseudonyms { number: said(number), fallback: None }, tokens, event }
    }

    fn filled(root: &Path) -> Store {
        let store = Store::open(root).expect("a store");
        deliver(&store, &meta("board RVDK 2023HJ01 1"), &[row(1, 11, 1), row(2, 12, 2)]);
        deliver(&store, &meta("board RVDK 2023HJ02 1"), &[row(1, 0, 3), row(0, 11, 4)]);
        store.keep_points("one", [1, 11, 2, 12].map(stored_point).into()).expect("kept");
        store.keep_points("two", [1, 11].map(stored_point).into()).expect("kept");
        store
    }

    /// Records of each person, without the persons' keys.
    fn persons(store: &Store) -> BTreeSet<Vec<u64>> {
        let snapshot = store.snapshot(1, &|_| {}).expect("a snapshot");
        let mut persons: BTreeMap<Option<PersonKey>, Vec<u64>> = BTreeMap::new();
        for event in (0..snapshot.partitions()).flat_map(|place| snapshot.partition(place).expect("a partition")) {
            persons.entry(event.person).or_default().push(event.record.0);
        }
        persons.into_values().collect()
    }

    fn later(keys: &[u8]) -> BTreeMap<PersonKey, StoredPoint> {
        keys.iter().map(|byte| (key(*byte), stored_point(byte + 100))).collect()
    }

    #[test]
    fn renewed_keys_give_the_same_persons_and_leave_no_earlier_pseudonym() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = filled(folder.path());
        let before = persons(&store);
        assert_eq!(before, BTreeSet::from([vec![1, 3, 4], vec![2]]));
        let renewed = later(&[1, 2, 11, 12]);
        let done = store.renew(&renewed, "p/2/0badcafe", Moment(5)).expect("renewed");
        assert_eq!(done, Renewed { pseudonyms: 4, deliveries: 2 });
        assert_eq!(persons(&store), before);
        assert_eq!(used(folder.path(), &store.deliveries().expect("deliveries")).expect("keys"), [101, 102, 111, 112].map(key).into());
        assert_eq!(store.points().expect("points"), [101, 102, 111, 112].map(stored_point));
        // Asked once more, as after a crash, nothing changes.
        let again = store.renew(&renewed, "p/2/0badcafe", Moment(6)).expect("again");
        assert_eq!((again.deliveries, persons(&store)), (0, before));
    }

    #[test]
    fn a_pseudonym_without_a_point_stops_everything_before_it_begins() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = filled(folder.path());
        let untouched = store.deliveries().expect("deliveries");
        let refused = store.renew(&later(&[1, 2, 11]), "p/2/0badcafe", Moment(5));
        assert!(matches!(refused, Err(StoreError::WithoutPoint { pseudonyms: 1 })));
        assert_eq!(store.deliveries().expect("deliveries"), untouched);
        assert_eq!(store.points().expect("points").len(), 4);
    }

    #[test]
    fn who_is_erased_leaves_no_point() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = filled(folder.path());
        store.erase(&BTreeSet::from([key(1)]), "tombstone", Moment(9)).expect("erased");
        assert_eq!(store.points().expect("points"), [2, 12].map(stored_point));
        assert_eq!(files(folder.path()).expect("files").len(), 1, "a file of which nothing is left is gone");
    }

    #[test]
    fn a_file_that_was_cut_is_damaged() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = filled(folder.path());
        fs::write(folder.path().join("points/one.points"), [0; 50]).expect("written");
        assert!(matches!(store.points(), Err(StoreError::Damaged { .. })));
    }
}
