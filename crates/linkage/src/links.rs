//! The second pass: who a record is about.

use person::{PersonKey, Pseudonyms, RecordKey};

/// Turned over a fallback's own key, so that it can never be taken for a number's, even if the bytes were equal.
const OF_FALLBACK: u128 = u128::from_be_bytes(*b"fallback-person\0");
/// The first half of the key of a person known by one record only.
const OF_RECORD: u128 = u128::from_be_bytes(*b"one-record\0\0\0\0\0\0");

/// The links that were decided: a value, the same for the same observations in any order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Links {
    /// Fallbacks carried by exactly one number, with that number; sorted.
    linked: Vec<(u128, u128)>,
    summary: LinkSummary,
}

/// How surely records were linked: a count of observed records for each way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LinkSummary {
    /// By a pseudonym of the citizen number.
    pub by_number: u64,
    /// Without number; linked to the one numbered person that carries the same fallback.
    pub by_fallback: u64,
    /// Without number; more than one numbered person carries the fallback, so linked to none of them.
    pub ambiguous: u64,
    /// Without number; no numbered person carries the fallback.
    pub on_their_own: u64,
    /// Without any pseudonym: each record stands for a person of its own.
    pub without_any: u64,
}

impl LinkSummary {
    /// All records observed.
    pub fn records(&self) -> u64 {
        self.by_number + self.by_fallback + self.ambiguous + self.on_their_own + self.without_any
    }
}

impl Links {
    /// Both lists sorted and distinct: (fallback, number) and (fallback, records without number).
    pub(crate) fn decide(carried: Vec<(u128, u128)>, waiting: &[(u128, u128)], by_number: u64, without_any: u64) -> Links {
        let mut summary = LinkSummary { by_number, without_any, ..LinkSummary::default() };
        for (fallback, records) in waiting {
            let records = u64::try_from(*records).unwrap_or(u64::MAX);
            match carriers(&carried, *fallback) {
                0 => summary.on_their_own += records,
                1 => summary.by_fallback += records,
                _ => summary.ambiguous += records,
            }
        }
        Links { linked: carried_once(carried), summary }
    }

    /// The person of a record with these pseudonyms: the number's; else that of the one number which carries the
    /// fallback; else the fallback's own. `None` without any pseudonym.
    pub fn person(&self, seen: &Pseudonyms) -> Option<PersonKey> {
        if seen.number.is_some() {
            return seen.number;
        }
        let fallback = u128::from_be_bytes(seen.fallback?.0);
        let own = fallback ^ OF_FALLBACK;
        let place = self.linked.binary_search_by_key(&fallback, |entry| entry.0);
        let person = place.map_or(own, |place| self.linked[place].1);
        Some(PersonKey(person.to_be_bytes()))
    }

    /// The person of a record about a child of whom nothing is known that links: one for each record.
    pub fn of_record(record: RecordKey) -> PersonKey {
        PersonKey((OF_RECORD | u128::from(record.0)).to_be_bytes())
    }

    /// How the observed records were linked.
    pub fn summary(&self) -> LinkSummary {
        self.summary
    }
}

/// How many numbers carry this fallback; counts no further than two.
fn carriers(carried: &[(u128, u128)], fallback: u128) -> usize {
    let first = carried.partition_point(|entry| entry.0 < fallback);
    carried[first..].iter().take(2).filter(|entry| entry.0 == fallback).count()
}

fn carried_once(mut carried: Vec<(u128, u128)>) -> Vec<(u128, u128)> {
    let mut kept = 0;
    let mut start = 0;
    while start < carried.len() {
        let fallback = carried[start].0;
        let end = start + carried[start..].iter().take_while(|entry| entry.0 == fallback).count();
        if end - start == 1 {
            carried[kept] = carried[start];
            kept += 1;
        }
        start = end;
    }
    carried.truncate(kept);
    carried.shrink_to_fit();
    carried
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;
    use crate::Linker;

    fn seen(number: u8, fallback: u8) -> Pseudonyms {
        let key = |byte: u8| (byte > 0).then_some(PersonKey([byte; 16]));
        Pseudonyms { number: key(number), fallback: key(fallback) }
    }

    fn links(records: &[(u8, u8)]) -> Links {
        let mut linker = Linker::default();
        records.iter().for_each(|(number, fallback)| linker.observe(&seen(*number, *fallback)));
        linker.finish()
    }

    #[test]
    fn a_fallback_links_only_to_the_one_number_that_carries_it() {
        // Fallback 7 is carried by 1; fallback 8 by 1 and 2 (twins in one house); fallback 9 by nobody.
        let records = [(1, 7), (1, 7), (1, 8), (2, 8), (0, 7), (0, 7), (0, 8), (0, 9), (2, 0), (0, 0)];
        let links = links(&records);
        let expected = LinkSummary { by_number: 5, by_fallback: 2, ambiguous: 1, on_their_own: 1, without_any: 1 };
        assert_eq!(links.summary(), expected);
        assert_eq!(links.summary().records(), 10);
        assert_eq!(links.person(&seen(0, 7)), seen(1, 0).number);
        assert_ne!(links.person(&seen(0, 8)), links.person(&seen(0, 9)));
        assert_eq!(links.person(&seen(0, 0)), None);
    }

    #[test]
    fn a_child_that_moved_is_found_by_either_address() {
        let links = links(&[(1, 7), (1, 8), (0, 7), (0, 8)]);
        assert_eq!(links.person(&seen(0, 7)), links.person(&seen(0, 8)));
        assert_eq!(links.summary().by_fallback, 2);
    }

    #[test]
    fn a_person_of_its_own_is_never_mistaken_for_a_number() {
        let links = links(&[(0, 9)]);
        assert_ne!(links.person(&seen(0, 9)), links.person(&seen(9, 0)));
        assert_ne!(Links::of_record(RecordKey(1)), Links::of_record(RecordKey(2)));
    }

    #[test]
    fn compacting_on_the_way_loses_nothing() {
        let mut linker = Linker::default();
        for round in 0..200_000u32 {
            let bytes = |start: u32| PersonKey((u128::from(start) + 1).to_be_bytes());
            let fallback = Some(bytes(round % 1000));
            linker.observe(&Pseudonyms { number: (round % 3 > 0).then(|| bytes(round % 1000)), fallback });
        }
        let summary = linker.finish().summary();
        assert_eq!((summary.records(), summary.by_fallback, summary.ambiguous), (200_000, 66_667, 0));
    }

    /// The rule again, in the plainest words: which numbers carry this fallback?
    fn oracle(records: &[(u8, u8)], fallback: u8) -> Option<u8> {
        let mut carriers: BTreeMap<u8, BTreeSet<u8>> = BTreeMap::new();
        records.iter().filter(|(number, _)| *number > 0).for_each(|(number, fallback)| {
            carriers.entry(*fallback).or_default().insert(*number);
        });
        carriers.get(&fallback).filter(|numbers| numbers.len() == 1).and_then(|numbers| numbers.first().copied())
    }

    proptest! {
        #[test]
        fn order_and_merging_change_nothing(
            records in prop::collection::vec((0u8..6, 0u8..6), 0..60), cut in 0usize..60, turn in 0usize..60,
        ) {
            let whole = links(&records);
            let mut turned = records.clone();
            turned.rotate_left(turn.min(records.len()));
            turned.reverse();
            prop_assert_eq!(&links(&turned), &whole);
            let (first, second) = records.split_at(cut.min(records.len()));
            let mut merged = Linker::default();
            for part in [second, first] {
                let mut linker = Linker::default();
                part.iter().for_each(|(number, fallback)| linker.observe(&seen(*number, *fallback)));
                merged.merge(linker);
            }
            prop_assert_eq!(&merged.finish(), &whole);
        }

        #[test]
        fn links_follow_the_rule_in_plain_words(records in prop::collection::vec((0u8..6, 0u8..6), 0..60), fallback in 1u8..6) {
            let links = links(&records);
            let person = links.person(&seen(0, fallback));
            match oracle(&records, fallback) {
                Some(number) => prop_assert_eq!(person, seen(number, 0).number),
                None => prop_assert!((1..6).all(|number| person != seen(number, 0).number)),
            }
            prop_assert_eq!(links.summary().records(), records.len() as u64);
        }
    }
}
