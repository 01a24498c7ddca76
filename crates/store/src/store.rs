//! The store: a folder of deliveries and snapshots, with its catalogue.

use std::collections::HashSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use records::{DeliveryRow, Entered, Evaluations, Moment, PackageEntered, PackageRow, Records, RecordsError, Verified};

use crate::delivery::{Delivery, DeliveryMeta, counted};
use crate::durable::{self, UNFINISHED};
use crate::error::{About, StoreError};
use crate::points;
use crate::snapshot::{self, Progress, Snapshot};
use crate::writer::DeliveryWriter;

const CATALOGUE: &str = "records.sqlite";
const LOCK: &str = "store.lock";
pub(crate) const DELIVERIES: &str = "deliveries";
pub(crate) const SNAPSHOTS: &str = "snapshots";

/// Deliveries at rest under one folder. It may be shared between threads; several programs may hold it open.
///
/// ```
/// use store::Store;
/// let folder = tempfile::tempdir().unwrap();
/// let store = Store::open(folder.path()).unwrap();
/// assert!(store.deliveries().unwrap().is_empty());
/// ```
#[derive(Debug)]
pub struct Store {
    root: PathBuf,
    records: Records,
    /// Held shared for as long as the store is open: nobody sweeps while another may be writing.
    _lock: File,
}

impl Store {
    /// Opens the store in this folder, makes it where there is none, and sweeps away what a crash left: unfinished
    /// files, and files that never reached the catalogue. Nothing is swept while another program has the store open.
    ///
    /// # Errors
    /// Where the folder or its catalogue cannot be read or written.
    pub fn open(root: &Path) -> Result<Store, StoreError> {
        fs::create_dir_all(root).about(root)?;
        durable::make_folder(root, DELIVERIES)?;
        durable::make_folder(root, SNAPSHOTS)?;
        let lock_path = root.join(LOCK);
        let lock = File::options().create(true).append(true).open(&lock_path).about(&lock_path)?;
        let alone = lock.try_lock().is_ok();
        let store = Store { root: root.to_owned(), records: Records::open(&root.join(CATALOGUE))?, _lock: lock };
        if alone {
            store.sweep()?;
            store._lock.unlock().about(&lock_path)?;
        }
        store._lock.lock_shared().about(&lock_path)?;
        Ok(store)
    }

    /// Starts writing a delivery.
    ///
    /// # Errors
    /// Where kind or supplier cannot be part of a path, or the disk cannot be written.
    pub fn writer(&self, meta: DeliveryMeta) -> Result<DeliveryWriter<'_>, StoreError> {
        DeliveryWriter::new(self, meta)
    }

    /// The delivery that was accepted before from the same bytes, if any: of the same kind, supplier, period and
    /// version; for appended kinds of any version, since a batch counts once.
    ///
    /// # Errors
    /// Where the catalogue cannot be read.
    pub fn find(&self, meta: &DeliveryMeta) -> Result<Option<Delivery>, StoreError> {
        let same = |delivery: &Delivery| {
            let place = delivery.meta.period == meta.period && delivery.meta.version == meta.version;
            // Two batches without messages are the same bytes about other periods.
            let same_batch = delivery.is_appended() && delivery.rows.read > 0;
            delivery.meta.source == meta.source && (place || same_batch)
        };
        Ok(accepted(self.records.deliveries_of(&meta.kind, &meta.supplier)?)?.into_iter().find(same))
    }

    /// Every delivery that was accepted and not withdrawn, earlier versions included.
    ///
    /// # Errors
    /// Where the catalogue cannot be read.
    pub fn deliveries(&self) -> Result<Vec<Delivery>, StoreError> {
        accepted(self.records.deliveries()?)
    }

    /// The deliveries that count now: every batch of appended kinds, the latest version of the others.
    ///
    /// # Errors
    /// Where the catalogue cannot be read.
    pub fn counted(&self) -> Result<Vec<Delivery>, StoreError> {
        Ok(counted(self.deliveries()?))
    }

    /// Takes a delivery back; an earlier version of it counts again. Its file stays until the store is next swept,
    /// its row and the log entry stay for ever. `false` where nothing was accepted under this path.
    ///
    /// # Errors
    /// Where the catalogue cannot be written.
    pub fn withdraw(&self, path: &str, at: Moment, reason: &str) -> Result<bool, StoreError> {
        Ok(self.records.withdraw_delivery(path, at, reason)?)
    }

    /// Everything that counts now, linked and sorted by person and day. An existing snapshot of the same deliveries
    /// is used again. The same deliveries give the same bytes with any number of threads; 0 is one for each core.
    ///
    /// # Errors
    /// Where a delivery is missing or damaged, or the disk cannot be written.
    pub fn snapshot(&self, threads: usize, progress: &(dyn Fn(Progress) + Sync)) -> Result<Snapshot, StoreError> {
        snapshot::make(&self.root, self.counted()?, threads, progress)
    }

    /// The id a snapshot of what counts now has, without making it.
    ///
    /// # Errors
    /// Where the catalogue cannot be read.
    pub fn snapshot_id(&self) -> Result<String, StoreError> {
        Ok(snapshot::id(&self.counted()?))
    }

    /// Appends an entry to the log and returns its hash.
    ///
    /// # Errors
    /// Where the log cannot be written.
    pub fn log(&self, kind: &str, subject: &str, at: Moment, detail: &str) -> Result<[u8; 32], StoreError> {
        Ok(self.records.append(kind, subject, at, detail)?)
    }

    /// Enters a sealed package that came in, so that it never counts twice.
    ///
    /// # Errors
    /// Where the records cannot be written.
    pub fn enter_package(&self, package: &PackageRow) -> Result<PackageEntered, StoreError> {
        Ok(self.records.enter_package(package, None)?)
    }

    /// What came in sealed, by supplier: packages, and the encrypted identifiers in them.
    ///
    /// # Errors
    /// Where the records cannot be read.
    pub fn sealed(&self, party: &str) -> Result<Vec<Evaluations>, StoreError> {
        Ok(self.records.evaluations(party)?)
    }

    /// Whether a sealed package came in before.
    ///
    /// # Errors
    /// Where the records cannot be read.
    pub fn has_package(&self, party: &str, id: &str) -> Result<bool, StoreError> {
        Ok(self.records.has_package(party, id)?)
    }

    /// Follows the chain of the log from its first entry.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn verify_log(&self) -> Result<Verified, StoreError> {
        Ok(self.records.verify()?)
    }

    /// Whether an entry of this hash stands in the log.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn has_log_entry(&self, hash: &[u8; 32]) -> Result<bool, StoreError> {
        Ok(self.records.has_entry(hash)?)
    }

    /// The folder it stands in.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether no file was ever entered under this path.
    pub(crate) fn is_free(&self, meta: &DeliveryMeta, path: &str) -> Result<bool, RecordsError> {
        Ok(self.records.deliveries_of(&meta.kind, &meta.supplier)?.iter().all(|row| row.path != path))
    }

    pub(crate) fn enter(&self, delivery: &Delivery, at: Moment) -> Result<Entered, RecordsError> {
        self.records.enter_delivery(&delivery.to_row(at))
    }

    /// Enters a delivery that was written anew, and a log entry.
    pub(crate) fn rewrite(&self, before: &str, after: &Delivery, tombstone: &str, at: Moment) -> Result<(), RecordsError> {
        self.records.rewrite_delivery(before, &after.to_row(at), tombstone, at)
    }

    /// Does something that nobody else may see half done.
    pub(crate) fn alone<T, E: From<StoreError>>(&self, act: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let path = self.root.join(LOCK);
        self._lock.unlock().about(&path)?;
        let done = if self._lock.try_lock().is_ok() {
            let done = act();
            self._lock.unlock().about(&path)?;
            done
        } else {
            Err(StoreError::InUse.into())
        };
        self._lock.lock_shared().about(&path)?;
        done
    }

    pub(crate) fn sweep(&self) -> Result<(), StoreError> {
        let kept: HashSet<PathBuf> = self.deliveries()?.iter().map(|delivery| self.root.join(&delivery.path)).collect();
        sweep_folder(&self.root.join(DELIVERIES), &|path| !kept.contains(path))?;
        for path in entries(&self.root.join(SNAPSHOTS))? {
            if path.to_string_lossy().ends_with(UNFINISHED) {
                remove(&path)?;
            }
        }
        points::sweep(&self.root)
    }
}

fn accepted(rows: Vec<DeliveryRow>) -> Result<Vec<Delivery>, StoreError> {
    rows.into_iter().filter_map(|row| Delivery::from_row(row).transpose()).collect()
}

/// Removes every file under a folder that is not wanted.
fn sweep_folder(folder: &Path, unwanted: &dyn Fn(&Path) -> bool) -> Result<(), StoreError> {
    for path in entries(folder)? {
        if path.is_dir() {
            sweep_folder(&path, unwanted)?;
        } else if unwanted(&path) {
            remove(&path)?;
        }
    }
    Ok(())
}

pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    fs::read_dir(folder).and_then(|found| found.map(|entry| entry.map(|entry| entry.path())).collect()).about(folder)
}

pub(crate) fn remove(path: &Path) -> Result<(), StoreError> {
    if path.is_dir() { fs::remove_dir_all(path).about(path) } else { fs::remove_file(path).about(path) }
}
