//! Erasing a person, and deliveries whose time is over: files are written anew or removed, and nothing is left to find.

use std::collections::BTreeSet;
use std::fs;
use std::io::BufWriter;
use std::path::Path;

use person::PersonKey;
use records::Moment;

use crate::delivery::Delivery;
use crate::durable::{self, Hashed};
use crate::error::{About, StoreError};
use crate::file::{self, Extent, RowWriter};
use crate::observe;
use crate::points;
use crate::row::StoredEvent;
use crate::store::{DELIVERIES, SNAPSHOTS, Store, entries, remove};
use crate::writer::about;

/// What erasing did. It names files and counts, never a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Erased {
    /// The files that held rows of the person: as they were called, as they are called now.
    pub files: Vec<(String, String)>,
    /// Rows that are gone.
    pub rows: u64,
    /// Snapshots that are gone; the next one is made without the person.
    pub snapshots: Vec<String>,
    /// Files that were searched for what is left, bytes and decoded columns alike.
    pub searched: usize,
}

impl Store {
    /// Erases everyone with one of these pseudonyms of a number: their rows, the rows without a number that link to them, and every
    /// snapshot. The log keeps the tombstone and how much went. At the end every file is searched for what is left.
    ///
    /// # Errors
    /// [`StoreError::InUse`] while another program has the store open; [`StoreError::Remains`] where something is left; or where
    /// the disk cannot be written. What was done until then stays done: erase again.
    pub fn erase(&self, persons: &BTreeSet<PersonKey>, tombstone: &str, at: Moment) -> Result<Erased, StoreError> {
        self.alone(|| {
            self.sweep()?;
            let deliveries = self.deliveries()?;
            let links = observe::link(self.root(), &deliveries, &|| ())?;
            let (mut files, mut rows) = (Vec::new(), 0);
            let mut gone = persons.clone();
            for delivery in &deliveries {
                let mut keep = |row: &StoredEvent| {
                    let person = links.person_of(row.event.record, &row.pseudonyms, &row.tokens);
                    if person.is_none_or(|person| !persons.contains(&person)) {
                        return Some(*row);
                    }
                    gone.extend(points::keys(row));
                    None
                };
                if let Some((after, gone)) = self.rewritten(delivery, &mut keep, tombstone, at)? {
                    files.push((delivery.path.clone(), after));
                    rows += gone;
                }
            }
            let snapshots = self.drop_snapshots()?;
            let used = points::used(self.root(), &self.deliveries()?)?;
            self.prune_points(&used)?;
            // Fallback and tokens too, but for what another child has as well: twins, or who has the same name.
            gone.retain(|key| persons.contains(key) || !used.contains(key));
            let searched = search(self.root(), &gone)?;
            let detail =
                format!("{} files written anew, {rows} rows, {} snapshots gone, {searched} files searched", files.len(), snapshots.len());
            self.log("person.erased", tombstone, at, &detail)?;
            Ok(Erased { files, rows, snapshots, searched })
        })
    }

    /// Takes deliveries back whose time is over, and removes their files and every snapshot. The paths of those that went.
    ///
    /// # Errors
    /// As [`Store::erase`].
    pub fn expire(&self, is_over: &dyn Fn(&Delivery) -> bool, reason: &str, at: Moment) -> Result<Vec<String>, StoreError> {
        self.alone(|| {
            let over: Vec<String> =
                self.deliveries()?.into_iter().filter(|delivery| is_over(delivery)).map(|delivery| delivery.path).collect();
            for path in &over {
                self.withdraw(path, at, reason)?;
            }
            self.sweep()?;
            if !over.is_empty() {
                self.drop_snapshots()?;
                self.prune_points(&points::used(self.root(), &self.deliveries()?)?)?;
            }
            Ok(over)
        })
    }

    /// Writes a delivery anew with every row as `change` gives it back, without those it does not; `None` where nothing changes.
    /// Where it was, where it is, and how many rows are gone.
    pub(crate) fn rewritten(
        &self,
        delivery: &Delivery,
        change: &mut dyn FnMut(&StoredEvent) -> Option<StoredEvent>,
        reason: &str,
        at: Moment,
    ) -> Result<Option<(String, u64)>, StoreError> {
        let path = self.root().join(&delivery.path);
        let mut is_changed = false;
        file::read(&path, Extent::Keys, &mut |batch: &[StoredEvent]| {
            is_changed |= batch.iter().any(|row| change(row).as_ref() != Some(row));
        })?;
        if !is_changed {
            return Ok(None);
        }
        let folder = self.root().join(delivery.meta.folder());
        let unfinished = durable::unfinished_file(&folder, &format!("v{}-", delivery.meta.version))?;
        let mut out = RowWriter::<StoredEvent, _>::new(Hashed::new(BufWriter::new(unfinished)), &folder, about(&delivery.meta))?;
        let mut after = Delivery { municipalities: std::collections::BTreeMap::new(), ..delivery.clone() };
        let mut failed = None;
        file::read(&path, Extent::Whole, &mut |batch: &[StoredEvent]| {
            for row in batch.iter().filter_map(&mut *change) {
                if row.event.municipality.is_known() {
                    *after.municipalities.entry(row.event.municipality).or_insert(0) += 1;
                }
                failed = failed.take().or_else(|| out.push(row).err());
            }
        })?;
        if let Some(error) = failed {
            return Err(error);
        }
        after.events = out.rows();
        let (buffered, hash, _) = out.finish()?.into_parts();
        let file = buffered.into_inner().map_err(|error| error.into_error()).about(&folder)?;
        after.path = format!("{}/v{}-{}.parquet", delivery.meta.folder(), delivery.meta.version, &hash[..8]);
        after.hash = hash;
        durable::place(file, &self.root().join(&after.path))?;
        self.rewrite(&delivery.path, &after, reason, at)?;
        remove(&path)?;
        Ok(Some((after.path, delivery.events - after.events)))
    }

    /// Removes every snapshot; their names.
    pub(crate) fn drop_snapshots(&self) -> Result<Vec<String>, StoreError> {
        let mut names = Vec::new();
        for path in entries(&self.root().join(SNAPSHOTS))? {
            names.push(path.file_name().unwrap_or_default().to_string_lossy().into_owned());
            remove(&path)?;
        }
        names.sort();
        Ok(names)
    }
}

/// Searches every file for keys: their bytes as they stand, and the columns of deliveries as they read. How many were searched.
fn search(root: &Path, persons: &BTreeSet<PersonKey>) -> Result<usize, StoreError> {
    let mut searched = 0;
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for path in entries(&folder)? {
            if path.is_dir() {
                open.push(path);
                continue;
            }
            searched += 1;
            let bytes = fs::read(&path).about(&path)?;
            let found_raw = bytes.windows(16).any(|window| window.try_into().is_ok_and(|key| persons.contains(&PersonKey(key))));
            if found_raw || holds(root, &path, persons)? {
                return Err(StoreError::Remains { path });
            }
        }
    }
    Ok(searched)
}

fn holds(root: &Path, path: &Path, persons: &BTreeSet<PersonKey>) -> Result<bool, StoreError> {
    if !path.starts_with(root.join(DELIVERIES)) {
        return Ok(false);
    }
    let mut found = false;
    file::read(path, Extent::Keys, &mut |batch: &[StoredEvent]| {
        found |= batch.iter().any(|row| points::keys(row).any(|key| persons.contains(&key)));
    })?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use domain::{Day, EventKind, Municipality, OrganisationKind};
    use person::{Event, LinkageTokens, Pseudonyms, RecordKey};

    use super::*;
    use crate::examples::{deliver, files, filled_with_points, key, meta};

    fn row(number: u8, fallback: u8, record: u64) -> StoredEvent {
        let key = |byte: u8| (byte > 0).then_some(PersonKey([byte; 16]));
        let mut event = Event::new(EventKind::BoardRequested, Day(19_000), RecordKey(record), OrganisationKind::Board);
        event.municipality = Municipality(14);
        StoredEvent { pseudonyms: Pseudonyms { number: key(number), fallback: key(fallback) }, tokens: LinkageTokens::NONE, event }
    }

    /// Person 1 with a fallback of its own (7), a row without number that links to it, twins (fallback 8), and others.
    fn filled(root: &Path) -> Store {
        let store = Store::open(root).expect("a store");
        deliver(&store, &meta("board RVDK 2023HJ01 1"), &[row(1, 7, 1), row(2, 8, 2), row(3, 8, 3)]);
        deliver(&store, &meta("board RVDK 2023HJ02 1"), &[row(0, 7, 4), row(0, 8, 5), row(2, 0, 6)]);
        deliver(&store, &meta("board RVDK 2024HJ01 1"), &[row(4, 9, 7)]);
        store.snapshot(1, &|_| {}).expect("a snapshot");
        store
    }

    fn everyone(store: &Store) -> Vec<(u64, Option<PersonKey>)> {
        let snapshot = store.snapshot(1, &|_| {}).expect("a snapshot");
        let events = (0..snapshot.partitions()).flat_map(|place| snapshot.partition(place).expect("a partition"));
        let mut all: Vec<_> = events.map(|event| (event.record.0, event.person)).collect();
        all.sort();
        all
    }

    #[test]
    fn an_erased_child_leaves_no_row_and_no_byte_of_its_key() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = filled(folder.path());
        let others: Vec<_> = everyone(&store).into_iter().filter(|(record, _)| ![1, 4].contains(record)).collect();
        let untouched = store.deliveries().expect("deliveries")[2].clone();
        let erased = store.erase(&BTreeSet::from([PersonKey([1; 16])]), "tombstone-1", Moment(9)).expect("erased");
        assert_eq!((erased.rows, erased.files.len(), erased.snapshots.len()), (2, 2, 1));
        assert_eq!(everyone(&store), others);
        assert!(store.deliveries().expect("deliveries").contains(&untouched));
        for path in files(folder.path()) {
            let bytes = fs::read(&path).expect("bytes");
            assert!(!bytes.windows(16).any(|window| window == [1; 16]), "{}", path.display());
        }
        assert!(store.verify_log().expect("a log").first_broken.is_none());
    }

    /// Number, token and point: nothing of them stands in any file of the store, and what another child has too stays.
    #[test]
    fn an_erased_child_leaves_no_byte_of_its_tokens_and_points() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = filled_with_points(folder.path());
        let holds = |byte: u8| {
            all_files(folder.path()).iter().any(|path| fs::read(path).expect("bytes").windows(16).any(|bytes| bytes == [byte; 16]))
        };
        assert!([1, 11, 2, 12].into_iter().all(holds), "they stand there before");
        let erased = store.erase(&BTreeSet::from([key(1)]), "tombstone-1", Moment(9)).expect("erased");
        assert_eq!(erased.rows, 3, "with the row without a number that its token links to it");
        assert!(![1, 11].into_iter().any(holds) && [2, 12].into_iter().all(holds));
        let tokens = BTreeSet::from([key(12)]);
        assert!(matches!(search(folder.path(), &tokens), Err(StoreError::Remains { .. })), "the search looks at tokens");
    }

    /// Every file of the store.
    fn all_files(root: &Path) -> Vec<std::path::PathBuf> {
        let (folders, mut found): (Vec<_>, Vec<_>) = entries(root).expect("a folder").into_iter().partition(|path| path.is_dir());
        found.extend(folders.iter().flat_map(|folder| all_files(folder)));
        found
    }

    #[test]
    fn the_search_finds_what_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let _store = filled(folder.path());
        let one = BTreeSet::from([PersonKey([1; 16])]);
        assert!(matches!(search(folder.path(), &one), Err(StoreError::Remains { .. })));
        assert!(search(folder.path(), &BTreeSet::from([PersonKey([77; 16])])).is_ok());
        fs::write(folder.path().join("left"), [&b"before"[..], &[77; 16], b"after"].concat()).expect("a file");
        assert!(matches!(search(folder.path(), &BTreeSet::from([PersonKey([77; 16])])), Err(StoreError::Remains { .. })));
    }

    #[test]
    fn nobody_is_erased_while_another_has_the_store_open() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = filled(folder.path());
        let other = Store::open(folder.path()).expect("the same store");
        let one = BTreeSet::from([PersonKey([1; 16])]);
        assert!(matches!(store.erase(&one, "t", Moment(9)), Err(StoreError::InUse)));
        drop(other);
        assert!(store.erase(&one, "t", Moment(9)).is_ok());
    }

    #[test]
    fn a_delivery_whose_time_is_over_goes_with_its_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = filled(folder.path());
        let is_over = |delivery: &Delivery| delivery.meta.period.year() < 2024;
        let gone = store.expire(&is_over, "120 months are over", Moment(9)).expect("expired");
        assert_eq!((gone.len(), store.deliveries().expect("deliveries").len()), (2, 1));
        assert!(gone.iter().all(|path| !folder.path().join(path).exists()));
        assert_eq!(everyone(&store).len(), 1);
    }
}
