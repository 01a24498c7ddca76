//! The first pass: what is carried together.

use std::sync::Arc;

use person::{Combination, LinkageTokens, PersonKey, Pseudonyms, RecordKey};

use crate::links::{Links, carried_once};
use crate::trial::{Known, is_tried};
use crate::waiting::{Counted, Unnumbered, Waiting};
use crate::way::{holds_first_name, says_who};

/// Below this many entries sorting costs nothing worth sparing.
const COMPACT_FROM: usize = 1 << 16;
/// Places in the counts of a kind of source.
const HAS_NUMBER: usize = 0;
const LACKS_NUMBER: usize = 1;
/// The combination by which numbers are checked: first name, surname, birth date and sex.
pub(crate) const CHECKING: Combination = Combination::WholeName;

/// Tokens of records without a number, sorted and distinct: of records with one no others need to be remembered, save those that
/// numbers are checked by.
pub type Wanted = Arc<[PersonKey]>;

/// Records of which a row has no number, sorted and distinct: of rows with one only these are remembered.
pub type Referred = Arc<[RecordKey]>;

/// Collects which fallback and which token are carried by which number. Order of observing, and of merging, changes nothing.
///
/// Memory: 32 bytes for each distinct (fallback, number) pair, each distinct (token, number) pair of a wanted token or of the one
/// numbers are checked by, 32 for each record that has rows with and without one, and 177 bytes for each distinct record and set of
/// pseudonyms without number; at most twice that while collecting.
/// While deciding 16 bytes more for each number with a full first name.
///
/// ```
/// use linkage::Linker;
/// use person::{LinkageTokens, PersonKey, Pseudonyms};
/// let (number, fallback) = (Some(PersonKey([1; 16])), Some(PersonKey([2; 16])));
/// let (without, none) = (Pseudonyms { number: None, fallback }, LinkageTokens::NONE);
/// let mut linker = Linker::default();
/// linker.observe(&Pseudonyms { number, fallback }, &none);
/// linker.observe(&without, &none);
/// let links = linker.finish();
/// assert_eq!(links.person(&without, &none), number);
/// assert_eq!(links.summary().by_fallback, 1);
/// ```
#[derive(Clone, Default, Debug)]
pub struct Linker {
    wanted: Wanted,
    referred: Referred,
    by_record: Pairs,
    unnumbered: Counted<Unnumbered>,
    carried: Pairs,
    checking: Pairs,
    tokens: Pairs,
    named: Pairs,
    first_named: Pairs,
    waiting: Counted<Waiting>,
    tried: Counted<Known>,
    /// For each kind of source its records with and without a number.
    of_source: Vec<[u64; 2]>,
    by_number: u64,
    without_any: u64,
}

/// What was observed, each list sorted and distinct.
pub(crate) struct Observed {
    /// (fallback, number).
    pub(crate) carried: Vec<(u128, u128)>,
    /// Records that one number is about, of those of which a row has none.
    pub(crate) by_record: Vec<(u128, u128)>,
    /// (token, number), of the combination that numbers are checked by.
    pub(crate) checking: Vec<(u128, u128)>,
    /// (token, number), of every other combination.
    pub(crate) tokens: Vec<(u128, u128)>,
    /// Fallbacks that a record with a number and a first name or an initial carries; the second half is nothing.
    pub(crate) named: Vec<(u128, u128)>,
    /// Numbers of which some record has a full first name.
    pub(crate) first_named: Vec<u128>,
    /// Records without a number, with how many there are of each.
    pub(crate) waiting: Vec<(Waiting, u64)>,
    /// Records of the numbers that are tried, sorted.
    pub(crate) tried: Vec<Known>,
    /// For each kind of source its records with and without a number.
    pub(crate) of_source: Vec<[u64; 2]>,
    /// Records with a number.
    pub(crate) by_number: u64,
    /// Records with nothing.
    pub(crate) without_any: u64,
}

impl Linker {
    /// A linker that remembers these tokens; [`Linker::default`] remembers none but those that numbers are checked by.
    pub fn wanting(wanted: &Wanted) -> Linker {
        Linker { wanted: Arc::clone(wanted), ..Linker::default() }
    }

    /// The same linker, that remembers which number these records are about: a row without a number is about whom another row of its
    /// record names. [`Linker::default`] remembers none.
    ///
    /// ```
    /// use linkage::Linker;
    /// use person::{LinkageTokens, PersonKey, Pseudonyms, RecordKey};
    /// let (number, none) = (Some(PersonKey([1; 16])), LinkageTokens::NONE);
    /// let mut linker = Linker::default().and_records(&[RecordKey(5)].into());
    /// linker.observe_record(0, RecordKey(5), &Pseudonyms { number, fallback: None }, &none);
    /// linker.observe_record(0, RecordKey(5), &Pseudonyms::default(), &none);
    /// let links = linker.finish();
    /// assert_eq!(links.person_of(RecordKey(5), &Pseudonyms::default(), &none), number);
    /// ```
    #[must_use]
    pub fn and_records(self, referred: &Referred) -> Linker {
        Linker { referred: Arc::clone(referred), ..self }
    }

    /// Takes the pseudonyms of one record into account.
    pub fn observe(&mut self, seen: &Pseudonyms, tokens: &LinkageTokens) {
        match (seen.number, seen.fallback) {
            (Some(number), fallback) => {
                self.by_number += 1;
                self.observe_number(bits(number), fallback, tokens);
            }
            (None, None) if tokens.is_empty() => self.without_any += 1,
            (None, fallback) => self.waiting.add(Waiting { fallback, tokens: *tokens }),
        }
    }

    /// The same of a record of which it is known in which kind of source it stands, so that linking can be tried on it: see
    /// [`Links::trials`].
    pub fn observe_record(&mut self, source: u8, record: RecordKey, seen: &Pseudonyms, tokens: &LinkageTokens) {
        let brings = Waiting { fallback: seen.fallback, tokens: *tokens };
        let Some(number) = seen.number else {
            self.unnumbered.add(Unnumbered { record, source, brings });
            return;
        };
        self.count(source, HAS_NUMBER, 1);
        if self.referred.binary_search(&record).is_ok() {
            self.by_record.add(u128::from(record.0), bits(number));
        }
        if is_tried(&number) {
            self.tried.add(Known { number: bits(number), record, source, brings });
        }
        self.observe(seen, tokens);
    }

    fn count(&mut self, source: u8, which: usize, rows: u64) {
        let place = usize::from(source);
        if self.of_source.len() <= place {
            self.of_source.resize(place + 1, [0; 2]);
        }
        self.of_source[place][which] += rows;
    }

    /// Rows without a number: those of a record that one number is about count as that number's, the others wait to be linked. Gives
    /// those records with their number, sorted.
    fn settle(&mut self) -> Vec<(u128, u128)> {
        let by_record = carried_once(std::mem::take(&mut self.by_record).sorted());
        for (own, rows) in std::mem::take(&mut self.unnumbered).sorted() {
            if by_record.binary_search_by_key(&u128::from(own.record.0), |entry| entry.0).is_ok() {
                self.count(own.source, HAS_NUMBER, rows);
                self.by_number += rows;
                continue;
            }
            self.count(own.source, LACKS_NUMBER, rows);
            if own.brings.fallback.is_none() && own.brings.tokens.is_empty() {
                self.without_any += rows;
            } else {
                self.waiting.add_all(own.brings, rows);
            }
        }
        by_record
    }

    fn observe_number(&mut self, number: u128, fallback: Option<PersonKey>, tokens: &LinkageTokens) {
        if let Some(fallback) = fallback.map(bits) {
            self.carried.add(fallback, number);
            if says_who(tokens) {
                self.named.add(fallback, 0);
            }
        }
        for (place, token) in tokens.known() {
            if place == CHECKING.place() {
                self.checking.add(bits(token), number);
            } else if self.wanted.binary_search(&token).is_ok() {
                self.tokens.add(bits(token), number);
            }
        }
        if tokens.of_combination(CHECKING).is_none() && holds_first_name(tokens) {
            self.first_named.add(number, 0);
        }
    }

    /// Adds everything another linker observed.
    pub fn merge(&mut self, other: Linker) {
        if self.wanted.is_empty() {
            self.wanted = other.wanted;
        }
        if self.referred.is_empty() {
            self.referred = other.referred;
        }
        self.by_record.extend(other.by_record);
        self.unnumbered.extend(other.unnumbered);
        self.carried.extend(other.carried);
        self.checking.extend(other.checking);
        self.tokens.extend(other.tokens);
        self.named.extend(other.named);
        self.first_named.extend(other.first_named);
        self.waiting.extend(other.waiting);
        self.tried.extend(other.tried);
        if self.of_source.len() < other.of_source.len() {
            self.of_source.resize(other.of_source.len(), [0; 2]);
        }
        for (own, more) in self.of_source.iter_mut().zip(other.of_source) {
            *own = [own[0] + more[0], own[1] + more[1]];
        }
        self.by_number += other.by_number;
        self.without_any += other.without_any;
    }

    /// Decides every link.
    pub fn finish(mut self) -> Links {
        let by_record = self.settle();
        let checking = self.checking.sorted();
        let checked_by_first_name = checking.iter().map(|pair| pair.1);
        let mut first_named: Vec<u128> = checked_by_first_name.chain(self.first_named.sorted().into_iter().map(|pair| pair.0)).collect();
        first_named.sort_unstable();
        first_named.dedup();
        Links::decide(Observed {
            by_record,
            carried: self.carried.sorted(),
            checking,
            first_named,
            tokens: self.tokens.sorted(),
            named: self.named.sorted(),
            waiting: self.waiting.sorted(),
            tried: self.tried.sorted().into_iter().map(|(known, _)| known).collect(),
            of_source: self.of_source,
            by_number: self.by_number,
            without_any: self.without_any,
        })
    }
}

/// Pairs, sorted and made distinct each time they have doubled.
#[derive(Clone, Default, Debug)]
struct Pairs {
    entries: Vec<(u128, u128)>,
    compact_at: usize,
}

impl Pairs {
    fn add(&mut self, key: u128, number: u128) {
        self.entries.push((key, number));
        if self.entries.len() >= self.compact_at.max(COMPACT_FROM) {
            self.compact();
        }
    }

    fn extend(&mut self, other: Pairs) {
        self.entries.extend(other.entries);
        self.compact();
    }

    fn compact(&mut self) {
        self.entries.sort_unstable();
        self.entries.dedup();
        self.compact_at = self.entries.len() * 2;
    }

    fn sorted(mut self) -> Vec<(u128, u128)> {
        self.compact();
        self.entries
    }
}

pub(crate) fn bits(key: PersonKey) -> u128 {
    u128::from_be_bytes(key.0)
}
