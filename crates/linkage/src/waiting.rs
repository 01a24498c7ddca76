//! Records without a number: what each brings to be linked by.

use std::cmp::Ordering;

use person::{LinkageTokens, PersonKey, RecordKey};

/// Below this many entries sorting costs nothing worth sparing.
const COMPACT_FROM: usize = 1 << 14;

/// What a record without a number brings.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Waiting {
    pub(crate) fallback: Option<PersonKey>,
    pub(crate) tokens: LinkageTokens,
}

/// A row without a number, and the record and kind of source it stands in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Unnumbered {
    pub(crate) record: RecordKey,
    pub(crate) source: u8,
    pub(crate) brings: Waiting,
}

/// Entries, alike ones together with how many there are: of records without a number, and of records tried as if they had none.
#[derive(Clone, Debug)]
pub(crate) struct Counted<T> {
    entries: Vec<(T, u64)>,
    compact_at: usize,
}

impl<T> Default for Counted<T> {
    fn default() -> Counted<T> {
        Counted { entries: Vec::new(), compact_at: 0 }
    }
}

impl<T: Ord> Counted<T> {
    pub(crate) fn add(&mut self, one: T) {
        self.add_all(one, 1);
    }

    pub(crate) fn add_all(&mut self, one: T, count: u64) {
        self.entries.push((one, count));
        if self.entries.len() >= self.compact_at.max(COMPACT_FROM) {
            self.compact();
        }
    }

    pub(crate) fn extend(&mut self, other: Counted<T>) {
        self.entries.extend(other.entries);
        self.compact();
    }

    pub(crate) fn sorted(mut self) -> Vec<(T, u64)> {
        self.compact();
        self.entries
    }

    fn compact(&mut self) {
        self.entries.sort_unstable();
        self.entries.dedup_by(|later, kept| {
            let is_same = later.0.cmp(&kept.0) == Ordering::Equal;
            if is_same {
                kept.1 += later.1;
            }
            is_same
        });
        self.compact_at = self.entries.len() * 2;
    }
}
