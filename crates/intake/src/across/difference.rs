//! The difference report: a version of a delivery beside the one before it, by own reference.

use super::{NAMED, case_of};
use crate::findings::Case;
use crate::ledger::{Entry, Ledger};

/// What changed between two versions of one delivery.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The file of the earlier version.
    pub against: String,
    /// Records that were not in it; the row is that of the new version.
    pub added: Moved,
    /// Records that were in it and are no more; the row is that of the earlier version.
    pub removed: Moved,
    /// Records with another content in any field.
    pub changed: Moved,
    /// Records that are the same in every field.
    pub same: u64,
}

/// Records that moved between two versions.
#[derive(Clone, Default, Debug)]
pub struct Moved {
    /// How many.
    pub count: u64,
    /// The first of them in order of rows, at most 10,000.
    pub first: Vec<Case>,
}

impl Moved {
    pub(crate) fn of(mut entries: Vec<&Entry>) -> Moved {
        entries.sort_by_key(|entry| entry.row);
        Moved { count: entries.len() as u64, first: entries.iter().take(NAMED).map(|entry| case_of(entry, entry.row, "")).collect() }
    }
}

impl Difference {
    /// Lays a delivery beside an earlier version of it.
    pub(crate) fn between(now: &Ledger, before: &Ledger, against: &str) -> Difference {
        let earlier = |key: &u64| before.entries.get(key);
        let added = now.entries.iter().filter(|(key, _)| earlier(key).is_none()).map(|(_, entry)| entry).collect();
        let removed = before.entries.iter().filter(|(key, _)| !now.entries.contains_key(key)).map(|(_, entry)| entry).collect();
        let kept = now.entries.iter().filter_map(|(key, entry)| Some((entry, earlier(key)?)));
        let (same, changed): (Vec<_>, Vec<_>) = kept.partition(|(entry, earlier)| entry.content == earlier.content);
        let changed = changed.into_iter().map(|(entry, _)| entry).collect();
        Difference {
            against: against.to_owned(),
            added: Moved::of(added),
            removed: Moved::of(removed),
            changed: Moved::of(changed),
            same: same.len() as u64,
        }
    }
}
