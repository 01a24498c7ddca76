//! The way over all events: partition by partition on every thread, person by person within one.

use person::{Event, PersonKey};
use rayon::prelude::*;

use crate::{EngineError, Partitions};

/// Whether it is known whose events these are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// A person.
    Linked,
    /// One record by itself: advice, or a record that could not be linked.
    Unlinked,
}

/// Sums over all partitions, with this many threads (0: one per core). `none` begins a sum, `add` adds a partition (its events and its place), `merged` two sums.
///
/// # Errors
/// When a partition cannot be read, `add` fails, or threads cannot be started.
pub fn pass<S: Send>(
    events: &impl Partitions,
    threads: usize,
    none: impl Fn() -> S + Sync + Send,
    add: impl Fn(&mut S, &[Event], usize) -> Result<(), EngineError> + Sync + Send,
    merged: impl Fn(S, S) -> S + Sync + Send,
) -> Result<S, EngineError> {
    let partition = |mut sum: S, place: usize| -> Result<S, EngineError> {
        let read = events.read(place).map_err(|source| EngineError::Partition { partition: place, source })?;
        add(&mut sum, &read, place)?;
        Ok(sum)
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    let parts = || (0..events.len()).into_par_iter().try_fold(&none, partition);
    pool.install(|| parts().try_reduce(&none, |one, other| Ok(merged(one, other))))
}

/// The events of every person of a partition, and of every record without one.
///
/// # Errors
/// When the events of a person do not stand together, or those without a person do not come first.
pub fn each(events: &[Event], place: usize, mut call: impl FnMut(&[Event], Identity)) -> Result<(), EngineError> {
    let mut last: Option<PersonKey> = None;
    for together in events.chunk_by(|one, other| one.person == other.person) {
        match together[0].person {
            Some(person) if last.is_none_or(|last| last < person) => {
                last = Some(person);
                call(together, Identity::Linked);
            }
            None if last.is_none() => unlinked(together, |record| call(record, Identity::Unlinked)),
            Some(_) | None => return Err(EngineError::Unsorted { partition: place }),
        }
    }
    Ok(())
}

/// Cuts events without a person into records.
fn unlinked(events: &[Event], mut each: impl FnMut(&[Event])) {
    let record = |event: &Event| (event.organisation, event.record);
    let mut events = events.to_vec();
    events.sort_unstable_by_key(record);
    events.chunk_by(|one, other| record(one) == record(other)).for_each(&mut each);
}
