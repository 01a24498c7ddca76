//! The first pass: what is carried together.

use person::{PersonKey, Pseudonyms};

use crate::links::Links;

/// Below this many entries sorting costs nothing worth sparing.
const COMPACT_FROM: usize = 1 << 16;

/// Collects which fallback is carried by which number. Order of observing, and of merging, changes nothing.
///
/// Memory: 32 bytes for each distinct (fallback, number) pair and each distinct fallback without number, at most
/// twice that while collecting: about 200 MB for three million persons.
///
/// ```
/// use linkage::Linker;
/// use person::{PersonKey, Pseudonyms};
/// let (number, fallback) = (Some(PersonKey([1; 16])), Some(PersonKey([2; 16])));
/// let mut linker = Linker::default();
/// linker.observe(&Pseudonyms { number, fallback });
/// linker.observe(&Pseudonyms { number: None, fallback });
/// let links = linker.finish();
/// assert_eq!(links.person(&Pseudonyms { number: None, fallback }), number);
/// assert_eq!(links.summary().by_fallback, 1);
/// ```
#[derive(Clone, Default, Debug)]
pub struct Linker {
    carried: Pairs,
    waiting: Pairs,
    by_number: u64,
    without_any: u64,
}

impl Linker {
    /// Takes the pseudonyms of one record into account.
    pub fn observe(&mut self, seen: &Pseudonyms) {
        match (seen.number.map(bits), seen.fallback.map(bits)) {
            (Some(number), Some(fallback)) => {
                self.by_number += 1;
                self.carried.add(fallback, number, keep_distinct);
            }
            (Some(_), None) => self.by_number += 1,
            (None, Some(fallback)) => self.waiting.add(fallback, 1, add_records),
            (None, None) => self.without_any += 1,
        }
    }

    /// Adds everything another linker observed.
    pub fn merge(&mut self, other: Linker) {
        self.carried.extend(other.carried, keep_distinct);
        self.waiting.extend(other.waiting, add_records);
        self.by_number += other.by_number;
        self.without_any += other.without_any;
    }

    /// Decides every link.
    pub fn finish(mut self) -> Links {
        self.carried.compact(keep_distinct);
        self.waiting.compact(add_records);
        Links::decide(self.carried.entries, &self.waiting.entries, self.by_number, self.without_any)
    }
}

/// (fallback, number) or (fallback, records), sorted and made distinct each time it has doubled.
#[derive(Clone, Default, Debug)]
struct Pairs {
    entries: Vec<(u128, u128)>,
    compact_at: usize,
}

type Same = fn(&mut (u128, u128), &mut (u128, u128)) -> bool;

impl Pairs {
    fn add(&mut self, fallback: u128, value: u128, same: Same) {
        self.entries.push((fallback, value));
        if self.entries.len() >= self.compact_at.max(COMPACT_FROM) {
            self.compact(same);
        }
    }

    fn extend(&mut self, other: Pairs, same: Same) {
        self.entries.extend(other.entries);
        self.compact(same);
    }

    fn compact(&mut self, same: Same) {
        self.entries.sort_unstable();
        self.entries.dedup_by(same);
        self.compact_at = self.entries.len() * 2;
    }
}

fn keep_distinct(later: &mut (u128, u128), kept: &mut (u128, u128)) -> bool {
    later == kept
}

fn add_records(later: &mut (u128, u128), kept: &mut (u128, u128)) -> bool {
    let same = later.0 == kept.0;
    if same {
        kept.1 += later.1;
    }
    same
}

fn bits(key: PersonKey) -> u128 {
    u128::from_be_bytes(key.0)
}
