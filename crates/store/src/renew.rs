//! Later keys: every pseudonym of a store is moved, and whoever is cut off halfway can go on where it was.
//!
//! The order is what makes that so. The later points are kept before any delivery is moved, and the earlier ones go last, after the log
//! and the label: at every moment what stands in a delivery has its point, under the earlier keys or under the later ones.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use person::PersonKey;
use records::Moment;

use crate::error::StoreError;
use crate::points::{self, StoredPoint};
use crate::row::{Row, StoredEvent};
use crate::store::{Store, remove};

/// What becomes of the points of a store.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Renewal {
    /// What stands under the earlier keys: its pseudonym, and the point under the later keys.
    pub renewed: BTreeMap<PersonKey, StoredPoint>,
    /// What stands under the later keys already: somebody was cut off before.
    pub settled: BTreeSet<StoredPoint>,
}

/// How far renewing came. Whoever is told may stop it there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RenewalStep {
    /// Nothing was changed yet, and everything can be moved.
    Begins,
    /// The later points are kept.
    Kept,
    /// One more delivery stands under the later keys.
    Moved,
    /// Every delivery does, no snapshot is left, and the log says so: the store has its later label from here.
    Settles,
    /// One more file of earlier points is gone.
    Cleared,
}

/// What renewing the keys of a store did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Renewed {
    /// Pseudonyms that stand under the later keys.
    pub pseudonyms: u64,
    /// Deliveries that were written anew.
    pub deliveries: usize,
}

impl Renewal {
    /// Every point as it stands under the later keys.
    fn later(&self) -> BTreeSet<StoredPoint> {
        self.renewed.values().chain(&self.settled).copied().collect()
    }

    fn moved(&self, key: PersonKey) -> PersonKey {
        self.renewed.get(&key).map_or(key, |point| point.key)
    }
}

impl Store {
    /// Moves every pseudonym of every delivery to what `renewal` says of it, and removes every snapshot. Asked again after a crash, with
    /// what the points of the store are then, it goes on where it was. The log says under which label they stand now. `tell` hears of
    /// every step while nobody else has the store.
    ///
    /// # Errors
    /// [`StoreError::WithoutPoint`] where a pseudonym has nothing to be moved by, [`StoreError::InUse`] while another program has the
    /// store open: then nothing was changed. And what `tell` says.
    pub fn renew<E: From<StoreError>>(
        &self,
        renewal: &Renewal,
        label: &str,
        at: Moment,
        tell: &dyn Fn(RenewalStep) -> Result<(), E>,
    ) -> Result<Renewed, E> {
        self.alone(|| {
            self.sweep()?;
            let deliveries = self.deliveries()?;
            let later = renewal.later();
            let done: HashSet<PersonKey> = later.iter().map(|point| point.key).collect();
            let used = points::used(self.root(), &deliveries)?;
            let without = used.iter().filter(|key| !renewal.renewed.contains_key(key) && !done.contains(key)).count();
            if without > 0 {
                return Err(StoreError::WithoutPoint { pseudonyms: without }.into());
            }
            tell(RenewalStep::Begins)?;
            let name = format!("renewed-{}", label.rsplit('/').next().unwrap_or(label));
            self.keep_points(&name, &later)?;
            tell(RenewalStep::Kept)?;
            let mut rewritten = 0;
            for delivery in &deliveries {
                let mut change = |row: &StoredEvent| Some(moved_row(row, renewal));
                rewritten += usize::from(self.rewritten(delivery, &mut change, &format!("keys renewed to {label}"), at)?.is_some());
                tell(RenewalStep::Moved)?;
            }
            self.drop_snapshots()?;
            let pseudonyms = used.len() as u64;
            self.log("keys.renewed", label, at, &format!("{pseudonyms} pseudonyms in {rewritten} deliveries"))?;
            tell(RenewalStep::Settles)?;
            let kept = points::path(self.root(), &name);
            for path in points::files(self.root())?.iter().filter(|path| **path != kept) {
                remove(path)?;
                tell(RenewalStep::Cleared)?;
            }
            Ok(Renewed { pseudonyms, deliveries: rewritten })
        })
    }
}

/// A row with every pseudonym of it moved.
fn moved_row(row: &StoredEvent, renewal: &Renewal) -> StoredEvent {
    let mut changed = *row;
    for place in 0..StoredEvent::KEYS.len() {
        if let Some(key) = row.key(place) {
            changed.set_key(place, renewal.moved(key));
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::path::Path;

    use super::*;
    use crate::examples::{filled_with_points as filled, key, stored_point};

    type Told = Box<dyn std::error::Error + Send + Sync>;

    /// Records of each person, without the persons' keys.
    fn persons(store: &Store) -> BTreeSet<Vec<u64>> {
        let snapshot = store.snapshot(1, &|_| {}).expect("a snapshot");
        let mut persons: BTreeMap<Option<PersonKey>, Vec<u64>> = BTreeMap::new();
        for event in (0..snapshot.partitions()).flat_map(|place| snapshot.partition(place).expect("a partition")) {
            persons.entry(event.person).or_default().push(event.record.0);
        }
        persons.into_values().collect()
    }

    /// As who has both keys sees the points that stand there now: earlier bytes are below 100, later ones 100 more.
    fn seen(store: &Store) -> Renewal {
        let (earlier, later) = store.points().expect("points").into_iter().partition::<Vec<_>, _>(|point| point.key.0[0] < 100);
        let renewed = earlier.iter().map(|point| (point.key, stored_point(point.key.0[0] + 100))).collect();
        Renewal { renewed, settled: later.into_iter().collect() }
    }

    /// Renews, and stops at the step of this number, from 0.
    fn renew_until(store: &Store, stop: usize) -> Result<Renewed, Told> {
        let told = Cell::new(0);
        store.renew(&seen(store), "p/2/0badcafe", Moment(5), &|_| {
            told.set(told.get() + 1);
            if told.get() > stop { Err("cut off".into()) } else { Ok(()) }
        })
    }

    fn stands_under_later_keys(root: &Path, store: &Store) {
        let later = [101, 102, 111, 112];
        assert_eq!(points::used(root, &store.deliveries().expect("deliveries")).expect("keys"), later.map(key).into());
        assert_eq!(store.points().expect("points"), later.map(stored_point));
        assert_eq!(persons(store), BTreeSet::from([vec![1, 3, 4], vec![2]]));
    }

    #[test]
    fn renewed_keys_give_the_same_persons_and_leave_no_earlier_pseudonym() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = filled(folder.path());
        assert_eq!(persons(&store), BTreeSet::from([vec![1, 3, 4], vec![2]]));
        let done = renew_until(&store, usize::MAX).expect("renewed");
        assert_eq!(done, Renewed { pseudonyms: 4, deliveries: 2 });
        stands_under_later_keys(folder.path(), &store);
        let again = renew_until(&store, usize::MAX).expect("again");
        assert_eq!(again.deliveries, 0, "asked once more nothing changes");
        stands_under_later_keys(folder.path(), &store);
    }

    #[test]
    fn who_is_cut_off_at_any_step_finishes_when_asked_again() {
        let mut stop = 0;
        loop {
            let folder = tempfile::tempdir().expect("a folder");
            let store = filled(folder.path());
            let first = renew_until(&store, stop);
            // Cut off once more at the same place, and then no more.
            drop(renew_until(&store, stop));
            renew_until(&store, usize::MAX).unwrap_or_else(|error| panic!("after a stop at step {stop}: {error}"));
            stands_under_later_keys(folder.path(), &store);
            if first.is_ok() {
                break;
            }
            stop += 1;
        }
        assert_eq!(stop, 7, "begins, kept, moved twice, settles, cleared twice");
    }

    #[test]
    fn a_pseudonym_without_a_point_stops_everything_before_it_begins() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = filled(folder.path());
        let untouched = store.deliveries().expect("deliveries");
        let mut renewal = seen(&store);
        renewal.renewed.remove(&key(12));
        let begun = |_| -> Result<(), StoreError> { panic!("it begins") };
        let refused = store.renew(&renewal, "p/2/0badcafe", Moment(5), &begun);
        assert!(matches!(refused, Err(StoreError::WithoutPoint { pseudonyms: 1 })));
        assert_eq!(store.deliveries().expect("deliveries"), untouched);
        assert_eq!(store.points().expect("points").len(), 4);
    }
}
