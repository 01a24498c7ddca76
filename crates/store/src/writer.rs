//! Writing one delivery: pushed event by event, there whole or not at all.

use std::collections::BTreeMap;
use std::fs;
use std::io::BufWriter;

use domain::Municipality;
use records::{Entered, Moment};
use tempfile::NamedTempFile;

use crate::delivery::{Accepted, Delivery, DeliveryMeta, RowCounts};
use crate::durable::{self, Hashed};
use crate::error::{About, StoreError};
use crate::file::RowWriter;
use crate::row::StoredEvent;
use crate::store::Store;

/// A delivery being written. Dropped before [`DeliveryWriter::finish`] it leaves nothing.
pub struct DeliveryWriter<'a> {
    store: &'a Store,
    meta: DeliveryMeta,
    out: RowWriter<StoredEvent, Hashed<BufWriter<NamedTempFile>>>,
    municipalities: BTreeMap<Municipality, u64>,
}

impl<'a> DeliveryWriter<'a> {
    pub(crate) fn new(store: &'a Store, meta: DeliveryMeta) -> Result<DeliveryWriter<'a>, StoreError> {
        meta.check()?;
        durable::make_folder(store.root(), &meta.folder())?;
        let folder = store.root().join(meta.folder());
        let file = durable::unfinished_file(&folder, &format!("v{}-", meta.version))?;
        let out = RowWriter::new(Hashed::new(BufWriter::new(file)), &folder, about(&meta))?;
        Ok(DeliveryWriter { store, meta, out, municipalities: BTreeMap::new() })
    }

    /// Adds one event. Its `person` is not kept: who it is about is decided when everything is linked.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn push(&mut self, stored: &StoredEvent) -> Result<(), StoreError> {
        if stored.event.municipality.is_known() {
            *self.municipalities.entry(stored.event.municipality).or_insert(0) += 1;
        }
        self.out.push(*stored)
    }

    /// Ends the file, brings it to disk under its name and enters it in the catalogue. After a crash at any moment
    /// the delivery either counts whole or has left nothing that counts.
    ///
    /// # Errors
    /// Where other bytes were delivered as this version before, or where disk or catalogue cannot be written.
    pub fn finish(self, rows: RowCounts, at: Moment) -> Result<Accepted, StoreError> {
        if let Some(delivery) = self.store.find(&self.meta)? {
            return Ok(Accepted { delivery, entered: Entered::Known });
        }
        let folder = self.store.root().join(self.meta.folder());
        let events = self.out.rows();
        let (buffered, hash, _) = self.out.finish()?.into_parts();
        let file = buffered.into_inner().map_err(|error| error.into_error()).about(&folder)?;
        let path = format!("{}/v{}-{}.parquet", self.meta.folder(), self.meta.version, &hash[..8]);
        let delivery = Delivery { meta: self.meta, hash, path, events, rows, municipalities: self.municipalities };
        put(self.store, file, &delivery, at).map(|entered| Accepted { delivery, entered })
    }
}

/// First the file, then the catalogue: a file that is not in the catalogue does not count, and is swept.
fn put(store: &Store, file: NamedTempFile, delivery: &Delivery, at: Moment) -> Result<Entered, StoreError> {
    let path = store.root().join(&delivery.path);
    if store.is_free(&delivery.meta, &delivery.path)? {
        durable::place(file, &path)?;
    }
    let entered = store.enter(delivery, at);
    if entered.is_err() && store.is_free(&delivery.meta, &delivery.path)? {
        fs::remove_file(&path).about(&path)?;
    }
    Ok(entered?)
}

/// The facts a file carries about itself.
pub(crate) fn about(meta: &DeliveryMeta) -> Vec<(&'static str, String)> {
    vec![
        ("kind", meta.kind.clone()),
        ("supplier", meta.supplier.clone()),
        ("organisation_kind", meta.organisation_kind.word().to_owned()),
        ("period", meta.period.to_string()),
        ("version", meta.version.to_string()),
        ("source", meta.source.to_string()),
    ]
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use domain::{Day, EventKind, OrganisationKind};
    use person::{Event, LinkageTokens, Pseudonyms, RecordKey};
    use records::RecordsError;

    use super::*;
    use crate::examples::{accept, files, meta};

    #[test]
    fn an_accepted_delivery_stands_in_the_catalogue_with_its_places() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path()).expect("a store");
        let accepted = accept(&store, &meta("board RVDK 2023HJ01 1"), &[14, 14, 363, 0]);
        assert_eq!(accepted.entered, Entered::New);
        assert_eq!(store.deliveries().expect("deliveries"), std::slice::from_ref(&accepted.delivery));
        assert_eq!(accepted.delivery.events, 4);
        assert_eq!(accepted.delivery.municipalities, BTreeMap::from([(Municipality(14), 2), (Municipality(363), 1)]));
        assert!(accepted.delivery.path.starts_with("deliveries/board/RVDK/2023HJ01/v1-"));
        assert_eq!(durable::hash_of_file(&folder.path().join(&accepted.delivery.path)).expect("a hash"), accepted.delivery.hash);
    }

    #[test]
    fn identical_bytes_change_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path()).expect("a store");
        let first = accept(&store, &meta("board RVDK 2023HJ01 1"), &[14]);
        let (head, found) = (store.verify_log().expect("a log").head, files(folder.path()));
        let second = accept(&store, &meta("board RVDK 2023HJ01 1"), &[14]);
        assert_eq!((second.entered, &second.delivery), (Entered::Known, &first.delivery));
        assert_eq!((store.verify_log().expect("a log").head, files(folder.path())), (head, found));
    }

    #[test]
    fn a_later_version_replaces_and_taking_it_back_restores() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path()).expect("a store");
        let first = accept(&store, &meta("board RVDK 2023HJ01 1"), &[14]).delivery;
        let second = accept(&store, &meta("board RVDK 2023HJ01 2"), &[14, 14]).delivery;
        let next = accept(&store, &meta("board RVDK 2023HJ02 1"), &[14]).delivery;
        assert_eq!(store.counted().expect("counted"), [second.clone(), next.clone()]);
        assert!(store.withdraw(&second.path, Moment(9), "wrong file").expect("withdrawn"));
        assert_eq!(store.counted().expect("counted"), [first, next]);
    }

    #[test]
    fn a_version_that_comes_late_does_not_replace_a_higher_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path()).expect("a store");
        let second = accept(&store, &meta("board RVDK 2023HJ01 10"), &[14, 14]).delivery;
        accept(&store, &meta("board RVDK 2023HJ01 9"), &[14]);
        assert_eq!(store.counted().expect("counted"), [second]);
    }

    #[test]
    fn every_batch_of_messages_counts_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path()).expect("a store");
        accept(&store, &meta("ijw GM0014 2023HJ01 1"), &[14]);
        accept(&store, &meta("ijw GM0014 2023HJ01 2"), &[14]);
        let again = DeliveryMeta { version: 3, ..meta("ijw GM0014 2023HJ01 2") };
        assert_eq!(accept(&store, &again, &[14]).entered, Entered::Known);
        assert_eq!(store.counted().expect("counted").len(), 2);
    }

    #[test]
    fn other_bytes_as_the_same_version_are_refused_and_leave_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path()).expect("a store");
        accept(&store, &meta("board RVDK 2023HJ01 1"), &[14]);
        let found = files(folder.path());
        let other = DeliveryMeta { source: crate::SourceHash::of(b"other bytes"), ..meta("board RVDK 2023HJ01 1") };
        let refused = store.writer(other).expect("a writer").finish(RowCounts::default(), Moment(1));
        assert!(matches!(refused, Err(StoreError::Records(RecordsError::VersionTaken { version: 1, .. }))));
        assert_eq!(files(folder.path()), found);
    }

    #[test]
    fn words_that_would_leave_the_folder_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path()).expect("a store");
        for supplier in ["", "..", "a/b", "a b", "é", &"a".repeat(41)] {
            let wrong = DeliveryMeta { supplier: supplier.to_owned(), ..meta("board RVDK 2023HJ01 1") };
            assert!(matches!(store.writer(wrong).err(), Some(StoreError::Name { part: "supplier" })), "{supplier}");
        }
    }

    /// What a crash leaves: an unfinished file, half a file that was renamed, a whole file that was not entered.
    fn crash(root: &Path) -> Vec<PathBuf> {
        let folder = root.join("deliveries/board/RVDK/2023HJ02");
        fs::create_dir_all(&folder).expect("a folder");
        let whole = files(root).into_iter().find(|path| path.extension().is_some_and(|end| end == "parquet")).expect("a file");
        let bytes = fs::read(whole).expect("bytes");
        let left = [("v1-x.tmp", &bytes[..50]), ("v1-0badc0de.parquet", &bytes[..bytes.len() / 2]), ("v2-01234567.parquet", &bytes[..])];
        left.map(|(name, bytes)| {
            fs::write(folder.join(name), bytes).expect("a leftover");
            folder.join(name)
        })
        .to_vec()
    }

    #[test]
    fn what_a_crash_leaves_never_counts_and_is_swept() {
        let folder = tempfile::tempdir().expect("a folder");
        let kept = {
            let store = Store::open(folder.path()).expect("a store");
            accept(&store, &meta("board RVDK 2023HJ01 1"), &[14]).delivery
        };
        let left = crash(folder.path());
        fs::create_dir_all(folder.path().join("snapshots/0123.tmp")).expect("half a snapshot");
        let store = Store::open(folder.path()).expect("the store after the crash");
        assert!(left.iter().all(|path| !path.exists()) && !folder.path().join("snapshots/0123.tmp").exists());
        assert_eq!(store.counted().expect("counted"), std::slice::from_ref(&kept));
        assert!(folder.path().join(kept.path).exists());
        let again = accept(&store, &meta("board RVDK 2023HJ02 1"), &[14]);
        assert_eq!(again.entered, Entered::New);
    }

    #[test]
    fn nothing_is_swept_while_another_has_the_store_open() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path()).expect("a store");
        accept(&store, &meta("board RVDK 2023HJ01 1"), &[14]);
        let mut writing = store.writer(meta("board RVDK 2023HJ02 1")).expect("a writer");
        let event = Event::new(EventKind::BoardRequested, Day(19_000), RecordKey(1), OrganisationKind::Board);
        writing.push(&StoredEvent { pseudonyms: Pseudonyms::default(), tokens: LinkageTokens::NONE, event }).expect("pushed");
        let left = crash(folder.path());
        let beside = Store::open(folder.path()).expect("the same store, beside the first");
        assert!(left.iter().all(|path| path.exists()));
        writing.finish(RowCounts::default(), Moment(1)).expect("finished");
        assert_eq!(beside.counted().expect("counted").len(), 2);
    }

    #[test]
    fn a_writer_that_is_dropped_leaves_no_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path()).expect("a store");
        let before = files(folder.path());
        drop(store.writer(meta("board RVDK 2023HJ01 1")).expect("a writer"));
        assert_eq!(files(folder.path()), before);
    }
}
