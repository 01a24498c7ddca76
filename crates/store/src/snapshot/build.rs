//! Making a snapshot: link, scatter, sort. Memory stays bounded; the result does not depend on the number of threads.

use std::fs;
use std::io::BufWriter;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use linkage::Links;
use person::{Event, PersonKey, RecordKey};
use rayon::prelude::*;

use crate::delivery::Delivery;
use crate::durable::{self, Hashed, UNFINISHED};
use crate::error::{About, StoreError};
use crate::file::{self, Extent, RowWriter};
use crate::observe::{self, names_a_child};
use crate::row::{self, StoredEvent};
use crate::snapshot::manifest::{self, Manifest, Part};
use crate::snapshot::spill::Spill;
use crate::snapshot::{Progress, Step};
use crate::store::SNAPSHOTS;

/// Events a partition should hold: about 40 MB in memory.
const PARTITION_EVENTS: u64 = 1 << 19;
/// Fewest and most partitions: enough for many cores, few enough to keep a file open for each.
const PARTITIONS: (u64, u64) = (16, 512);

/// Makes the snapshot under a temporary name and puts it in its place.
pub(crate) fn build(
    root: &Path,
    folder: &Path,
    id: &str,
    deliveries: &[Delivery],
    threads: usize,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Manifest, StoreError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    let snapshots = root.join(SNAPSHOTS);
    let unfinished = tempfile::Builder::new().prefix(id).suffix(UNFINISHED).tempdir_in(&snapshots).about(&snapshots)?;
    let manifest = pool.install(|| {
        let links = link(root, deliveries, &Told::new(Step::Link, deliveries.len(), progress))?;
        let partitions = partition_count(deliveries);
        let spill = Spill::new(unfinished.path(), partitions)?;
        scatter(root, deliveries, &links, &spill, &Told::new(Step::Scatter, deliveries.len(), progress))?;
        let parts = sort(unfinished.path(), &spill, partitions, &Told::new(Step::Sort, partitions, progress))?;
        let kinds = observe::kinds(deliveries).into_iter().map(str::to_owned);
        let trials = kinds.zip(links.trials().iter().copied()).collect();
        Ok::<_, StoreError>(Manifest { links: links.summary(), trials, parts })
    })?;
    let text = manifest.text(id, deliveries);
    write_durably(unfinished.path(), &text)?;
    put_in_place(unfinished, folder, id)?;
    Ok(manifest)
}

/// A power of two that follows from the number of events alone.
fn partition_count(deliveries: &[Delivery]) -> usize {
    let events: u64 = deliveries.iter().map(|delivery| delivery.events).sum();
    let wanted = events.div_ceil(PARTITION_EVENTS).next_power_of_two();
    wanted.clamp(PARTITIONS.0, PARTITIONS.1) as usize
}

/// First pass: every distinct record with its pseudonyms is observed. Files are checked against the catalogue here.
fn link(root: &Path, deliveries: &[Delivery], told: &Told<'_>) -> Result<Links, StoreError> {
    observe::check(root, deliveries)?;
    observe::link(root, deliveries, &|| told.one_more())
}

/// Second pass: every event gets its person and goes to that person's partition.
fn scatter(root: &Path, deliveries: &[Delivery], links: &Links, spill: &Spill, told: &Told<'_>) -> Result<(), StoreError> {
    let partitions = spill.partitions();
    deliveries.par_iter().try_for_each(|delivery| {
        let mut gathered = spill.gather();
        let mut flushed = Ok(());
        file::read(&root.join(&delivery.path), Extent::Whole, &mut |batch: &[StoredEvent]| {
            for stored in batch {
                let event = Event { person: person(links, stored), ..stored.event };
                gathered.add(partition_of(event.person, event.record, partitions), &event);
            }
            if flushed.is_ok() {
                flushed = gathered.flush_when_full();
            }
        })?;
        flushed.and_then(|()| gathered.flush())?;
        told.one_more();
        Ok(())
    })
}

/// Advice names no child. A record about a child without any pseudonym is a person of its own.
fn person(links: &Links, stored: &StoredEvent) -> Option<PersonKey> {
    if !names_a_child(&stored.event) {
        return None;
    }
    links.person_of(stored.event.record, &stored.pseudonyms, &stored.tokens).or_else(|| Some(Links::of_record(stored.event.record)))
}

/// By the person, so that each lies in one partition; advice by its record, so that it is spread.
fn partition_of(person: Option<PersonKey>, record: RecordKey, partitions: usize) -> usize {
    let bits = person.map_or(u128::from(record.0), |person| u128::from_be_bytes(person.0));
    let mixed = (bits as u64 ^ (bits >> 64) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as usize & (partitions - 1)
}

/// Third step: each partition is sorted and written; rows that sort alike are alike, so threads change nothing.
fn sort(folder: &Path, spill: &Spill, partitions: usize, told: &Told<'_>) -> Result<Vec<Part>, StoreError> {
    let written = (0..partitions).into_par_iter().map(|place| {
        let mut events = spill.take(place)?;
        events.sort_unstable_by(row::order);
        let part = write_part(folder, &format!("part-{place:03}.parquet"), &events)?;
        told.one_more();
        Ok(part)
    });
    written.collect()
}

fn write_part(folder: &Path, name: &str, events: &[Event]) -> Result<Part, StoreError> {
    let path = folder.join(name);
    let file = fs::File::create(&path).about(&path)?;
    let mut out = RowWriter::new(Hashed::new(BufWriter::new(file)), &path, Vec::new())?;
    events.iter().try_for_each(|event| out.push(*event))?;
    let (buffered, hash, bytes) = out.finish()?.into_parts();
    let file = buffered.into_inner().map_err(|error| error.into_error()).about(&path)?;
    file.sync_all().about(&path)?;
    Ok(Part { name: name.to_owned(), events: events.len() as u64, bytes, hash })
}

fn write_durably(folder: &Path, text: &str) -> Result<(), StoreError> {
    let path = folder.join(manifest::NAME);
    fs::write(&path, text).about(&path)?;
    fs::File::open(&path).and_then(|file| file.sync_all()).about(&path)?;
    durable::sync_folder(folder)
}

/// Renames the finished folder. A complete snapshot that another program made meanwhile has the same bytes and stays;
/// anything else that stands there is no snapshot.
fn put_in_place(unfinished: tempfile::TempDir, folder: &Path, id: &str) -> Result<(), StoreError> {
    if Manifest::read(folder, id).is_some() {
        return Ok(());
    }
    if folder.exists() {
        fs::remove_dir_all(folder).about(folder)?;
    }
    fs::rename(unfinished.path(), folder).about(folder)?;
    let _ = unfinished.keep();
    durable::sync_folder(folder.parent().unwrap_or(folder))
}

/// Tells how far a step is.
struct Told<'a> {
    step: Step,
    done: AtomicUsize,
    total: usize,
    progress: &'a (dyn Fn(Progress) + Sync),
}

impl<'a> Told<'a> {
    fn new(step: Step, total: usize, progress: &'a (dyn Fn(Progress) + Sync)) -> Told<'a> {
        progress(Progress { step, done: 0, total });
        Told { step, done: AtomicUsize::new(0), total, progress }
    }

    fn one_more(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        (self.progress)(Progress { step: self.step, done, total: self.total });
    }
}
