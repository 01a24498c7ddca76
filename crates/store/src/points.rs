//! What pseudonyms were made of, under lock: kept beside the deliveries, so that pseudonyms can be moved to later keys.
//!
//! This room cannot open a lock. A file holds 49 bytes for each pseudonym of a package: kind, pseudonym, lock. They stand in the order
//! they came in, which is one of chance. What no delivery uses any more is removed when somebody is erased or a delivery expires.

use std::collections::HashSet;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use person::PersonKey;
use tempfile::NamedTempFile;

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

/// The points of a package while they are written, one after another. Dropped before [`PointWriter::finish`] they leave nothing.
pub struct PointWriter {
    out: BufWriter<NamedTempFile>,
    path: PathBuf,
}

impl PointWriter {
    fn new(folder: &Path, name: &str) -> Result<PointWriter, StoreError> {
        Ok(PointWriter { out: BufWriter::new(durable::unfinished_file(folder, name)?), path: folder.join(format!("{name}.points")) })
    }

    /// Adds a point.
    ///
    /// # Errors
    /// Where the disk cannot be written.
    pub fn push(&mut self, point: &StoredPoint) -> Result<(), StoreError> {
        let mut entry = [0; ENTRY_BYTES];
        entry[0] = point.kind;
        entry[1..17].copy_from_slice(&point.key.0);
        entry[17..].copy_from_slice(&point.locked);
        self.out.write_all(&entry).about(&self.path)
    }

    /// Brings the points to disk under their name: from here they are kept.
    ///
    /// # Errors
    /// Where the disk cannot be written.
    pub fn finish(self) -> Result<(), StoreError> {
        let unfinished = self.out.into_inner().map_err(std::io::IntoInnerError::into_error).about(&self.path)?;
        durable::place(unfinished, &self.path)
    }
}

impl Store {
    /// Begins the file of the points of a package. A pseudonym may stand in the files of several packages.
    ///
    /// # Errors
    /// Where the disk cannot be written.
    pub fn point_writer(&self, package: &str) -> Result<PointWriter, StoreError> {
        durable::make_folder(self.root(), POINTS)?;
        PointWriter::new(&self.root().join(POINTS), package)
    }

    /// Keeps points under a name.
    pub(crate) fn keep_points<'a>(&self, name: &str, points: impl IntoIterator<Item = &'a StoredPoint>) -> Result<(), StoreError> {
        let mut writer = self.point_writer(name)?;
        points.into_iter().try_for_each(|point| writer.push(point))?;
        writer.finish()
    }

    /// Removes the points of a package of which no delivery came.
    ///
    /// # Errors
    /// Where the file cannot be removed.
    pub fn drop_points(&self, package: &str) -> Result<(), StoreError> {
        let path = path(self.root(), package);
        if path.exists() { remove(&path) } else { Ok(()) }
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

    /// Removes the points of pseudonyms that no delivery uses any more; `used` are those that one does.
    pub(crate) fn prune_points(&self, used: &HashSet<PersonKey>) -> Result<(), StoreError> {
        for path in files(self.root())? {
            let mut points = read(&path)?;
            let before = points.len();
            points.retain(|point| used.contains(&point.key));
            if points.is_empty() {
                remove(&path)?;
            } else if points.len() < before {
                self.keep_points(&path.file_stem().unwrap_or_default().to_string_lossy(), &points)?;
            }
        }
        Ok(())
    }
}

/// The file of this name.
pub(crate) fn path(root: &Path, name: &str) -> PathBuf {
    root.join(POINTS).join(format!("{name}.points"))
}

/// Every pseudonym in a row: of number, fallback and tokens.
pub(crate) fn keys(row: &StoredEvent) -> impl Iterator<Item = PersonKey> {
    (0..StoredEvent::KEYS.len()).filter_map(|place| row.key(place))
}

/// Every pseudonym in these deliveries.
pub(crate) fn used(root: &Path, deliveries: &[Delivery]) -> Result<HashSet<PersonKey>, StoreError> {
    let mut used = HashSet::new();
    for delivery in deliveries {
        file::read(&root.join(&delivery.path), Extent::Keys, &mut |batch: &[StoredEvent]| {
            used.extend(batch.iter().flat_map(keys));
        })?;
    }
    Ok(used)
}

/// The files, by name, without what another is writing now or a crash left unfinished.
pub(crate) fn files(root: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut paths = found(root)?;
    paths.retain(|path| !is_unfinished(path));
    paths.sort();
    Ok(paths)
}

/// Removes what a crash left unfinished; for who has the store alone.
pub(crate) fn sweep(root: &Path) -> Result<(), StoreError> {
    found(root)?.iter().filter(|path| is_unfinished(path)).try_for_each(|path| remove(path))
}

fn found(root: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let folder = root.join(POINTS);
    if folder.is_dir() { entries(&folder) } else { Ok(Vec::new()) }
}

fn is_unfinished(path: &Path) -> bool {
    path.to_string_lossy().ends_with(UNFINISHED)
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

    use records::Moment;

    use super::*;
    use crate::examples::{filled_with_points as filled, key, stored_point};

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

    #[test]
    fn what_another_is_writing_stays_and_what_a_crash_left_goes() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = filled(folder.path());
        let unfinished = folder.path().join("points/three-x.tmp");
        fs::write(&unfinished, [0; 7]).expect("written");
        assert_eq!((store.points().expect("points").len(), unfinished.exists()), (4, true));
        drop(store);
        Store::open(folder.path()).expect("the store");
        assert!(!unfinished.exists());
    }
}
