//! The second pass: who a record is about.

use std::collections::{BTreeMap, BTreeSet};

use person::{LinkageTokens, PersonKey, Pseudonyms, RecordKey};

use crate::carriers::drop_common;
use crate::linker::{Observed, bits};
use crate::together::{Home, Together};
use crate::trial::{Trial, trials};
use crate::waiting::Waiting;
use crate::way::{View, Way, way};

/// Turned over a fallback's own key, so that it can never be taken for a number's, even if the bytes were equal.
const OF_FALLBACK: u128 = u128::from_be_bytes(*b"fallback-person\0");
/// Turned over a token's own key, for who has no fallback.
const OF_TOKEN: u128 = u128::from_be_bytes(*b"token-person\0\0\0\0");
/// The first half of the key of a person known by one record only.
const OF_RECORD: u128 = u128::from_be_bytes(*b"one-record\0\0\0\0\0\0");

/// The links that were decided: a value, the same for the same observations in any order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Links {
    /// Records of which a row has no number and others have one number, with that number; sorted.
    by_record: Vec<(u128, u128)>,
    /// Fallbacks carried by exactly one number, with that number; sorted.
    linked: Vec<(u128, u128)>,
    /// Fallbacks without a number of which another key is the person's; sorted.
    together: Vec<(u128, u128)>,
    /// Records without a number that have tokens, with their person; sorted.
    decided: Vec<(Waiting, PersonKey)>,
    summary: LinkSummary,
    trials: Vec<Trial>,
}

/// How surely records were linked: a count of observed records for each way, and two counts of tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LinkSummary {
    /// By a pseudonym of the citizen number, in the row itself or in another row of its record.
    pub by_number: u64,
    /// Without number; linked to the one numbered person that carries the same fallback.
    pub by_fallback: u64,
    /// Without number; linked by tokens to a numbered person that the fallback alone would not have found.
    pub by_token: u64,
    /// Without number; more than one numbered person carries the fallback or the tokens, so linked to none of them.
    pub ambiguous: u64,
    /// Without number; one numbered person carries the fallback, or the initial and surname, and has another first name: linked to
    /// nobody.
    pub kept_apart: u64,
    /// Without number; no numbered person carries fallback or token.
    pub on_their_own: u64,
    /// Without any pseudonym: each record stands for a person of its own.
    pub without_any: u64,
    /// Tokens of records without a number that too many numbers carry: nothing is linked by them, and nobody is called after them.
    pub common_tokens: u64,
    /// Combinations of first name, surname, birth date and sex that stand with two numbers or more: a number may be wrong there.
    pub disputed: u64,
}

impl LinkSummary {
    /// All records observed.
    pub fn records(&self) -> u64 {
        self.by_number + self.by_fallback + self.by_token + self.ambiguous + self.kept_apart + self.on_their_own + self.without_any
    }
}

impl Links {
    pub(crate) fn decide(mut observed: Observed) -> Links {
        let checked = drop_common(&mut observed.checking);
        let dropped = drop_common(&mut observed.tokens);
        let mut summary = LinkSummary {
            by_number: observed.by_number,
            without_any: observed.without_any,
            common_tokens: held_by_waiting(&observed, [&checked.common, &dropped.common]),
            disputed: checked.shared,
            ..LinkSummary::default()
        };
        let mut alone = Together::default();
        let mut found: BTreeMap<Waiting, u128> = BTreeMap::new();
        for (one, records) in &observed.waiting {
            let count = match way(one, &View { observed: &observed, others: None }) {
                Way::Fallback(number) => {
                    found.insert(*one, number);
                    &mut summary.by_fallback
                }
                Way::Token(number) => {
                    found.insert(*one, number);
                    &mut summary.by_token
                }
                Way::Ambiguous => {
                    alone.add(one, *records);
                    &mut summary.ambiguous
                }
                Way::KeptApart => {
                    alone.add(one, *records);
                    &mut summary.kept_apart
                }
                Way::OnItsOwn => {
                    alone.add(one, *records);
                    &mut summary.on_their_own
                }
            };
            *count += records;
        }
        let homes = alone.homes(&checked.common);
        let decided = observed.waiting.iter().filter(|(one, _)| !one.tokens.is_empty());
        let decided = decided.filter_map(|(one, _)| {
            let person = found.get(one).copied().or_else(|| homes.of(one).map(own_key));
            Some((*one, PersonKey(person?.to_be_bytes())))
        });
        let decided = decided.collect();
        let trials = trials(&observed);
        Links {
            by_record: observed.by_record,
            trials,
            linked: carried_once(observed.carried),
            together: homes.fallbacks(),
            decided,
            summary,
        }
    }

    /// The person of a record with these pseudonyms and tokens: the number's; else that of the one number which tokens or fallback
    /// point to; else one of its own, shared with the records without a number that have the same name or fallback. `None` where
    /// there is nothing to link by, or only what too many have.
    pub fn person(&self, seen: &Pseudonyms, tokens: &LinkageTokens) -> Option<PersonKey> {
        if seen.number.is_some() {
            return seen.number;
        }
        if !tokens.is_empty()
            && let Ok(place) = self.decided.binary_search_by_key(&Waiting { fallback: seen.fallback, tokens: *tokens }, |entry| entry.0)
        {
            return Some(self.decided[place].1);
        }
        let fallback = bits(seen.fallback?);
        let of = |list: &[(u128, u128)]| list.binary_search_by_key(&fallback, |entry| entry.0).ok().map(|place| list[place].1);
        let person = of(&self.linked).unwrap_or_else(|| of(&self.together).unwrap_or(fallback) ^ OF_FALLBACK);
        Some(PersonKey(person.to_be_bytes()))
    }

    /// The person of a row of this record: the number's that it has, or that other rows of its record have; else as [`Links::person`].
    pub fn person_of(&self, record: RecordKey, seen: &Pseudonyms, tokens: &LinkageTokens) -> Option<PersonKey> {
        let named = || self.by_record.binary_search_by_key(&u128::from(record.0), |entry| entry.0).ok();
        let by_record = || named().map(|place| PersonKey(self.by_record[place].1.to_be_bytes()));
        seen.number.or_else(by_record).or_else(|| self.person(seen, tokens))
    }

    /// The person of a record about a child of whom nothing is known that links: one for each record.
    pub fn of_record(record: RecordKey) -> PersonKey {
        PersonKey((OF_RECORD | u128::from(record.0)).to_be_bytes())
    }

    /// For each kind of source, in the order of its number, what became of records whose number was known and was left out: how
    /// surely those are linked that have none.
    pub fn trials(&self) -> &[Trial] {
        &self.trials
    }

    /// How the observed records were linked.
    pub fn summary(&self) -> LinkSummary {
        self.summary
    }
}

/// How many of these sorted tokens stand with a record without a number; the others would have linked nothing.
fn held_by_waiting(observed: &Observed, common: [&[u128]; 2]) -> u64 {
    let held = observed.waiting.iter().flat_map(|(one, _)| one.tokens.known()).map(|(_, token)| bits(token));
    let held: BTreeSet<u128> = held.filter(|token| common.iter().any(|list| list.binary_search(token).is_ok())).collect();
    held.len() as u64
}

/// The key of a person without a number: of the least fallback of its records, or of the least token where none has a fallback.
fn own_key(home: Home) -> u128 {
    match home {
        Home::Fallback(fallback) => fallback ^ OF_FALLBACK,
        Home::Token(token) => token ^ OF_TOKEN,
    }
}

pub(crate) fn carried_once(mut carried: Vec<(u128, u128)>) -> Vec<(u128, u128)> {
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

    const NONE: LinkageTokens = LinkageTokens::NONE;

    fn seen(number: u8, fallback: u8) -> Pseudonyms {
        let key = |byte: u8| (byte > 0).then_some(PersonKey([byte; 16]));
        Pseudonyms { number: key(number), fallback: key(fallback) }
    }

    fn links(records: &[(u8, u8)]) -> Links {
        let mut linker = Linker::default();
        records.iter().for_each(|(number, fallback)| linker.observe(&seen(*number, *fallback), &NONE));
        linker.finish()
    }

    #[test]
    fn a_fallback_links_only_to_the_one_number_that_carries_it() {
        // Fallback 7 is carried by 1; fallback 8 by 1 and 2 (twins in one house); fallback 9 by nobody.
        let records = [(1, 7), (1, 7), (1, 8), (2, 8), (0, 7), (0, 7), (0, 8), (0, 9), (2, 0), (0, 0)];
        let links = links(&records);
        let expected =
            LinkSummary { by_number: 5, by_fallback: 2, ambiguous: 1, on_their_own: 1, without_any: 1, ..LinkSummary::default() };
        assert_eq!(links.summary(), expected);
        assert_eq!(links.summary().records(), 10);
        assert_eq!(links.person(&seen(0, 7), &NONE), seen(1, 0).number);
        assert_ne!(links.person(&seen(0, 8), &NONE), links.person(&seen(0, 9), &NONE));
        assert_eq!(links.person(&seen(0, 0), &NONE), None);
    }

    /// Rows as (record, number, fallback); of which a row has no number is asked for first, as the store does.
    fn links_of_records(rows: &[(u64, u8, u8)]) -> Links {
        let referred: BTreeSet<RecordKey> = rows.iter().filter(|row| row.1 == 0).map(|row| RecordKey(row.0)).collect();
        let start = || Linker::default().and_records(&referred.iter().copied().collect());
        let mut halves = rows.chunks(rows.len().div_ceil(2)).map(|half| {
            let mut linker = start();
            half.iter()
                .for_each(|(record, number, fallback)| linker.observe_record(0, RecordKey(*record), &seen(*number, *fallback), &NONE));
            linker
        });
        let mut linker = halves.next().expect("rows");
        halves.for_each(|half| linker.merge(half));
        linker.finish()
    }

    #[test]
    fn a_row_without_number_is_about_whom_another_row_of_its_record_names() {
        // Record 5 names child 1 once; record 6 names two children; record 7 names nobody, and says nothing else either.
        let mut rows = [(5, 1, 7), (5, 0, 8), (5, 0, 0), (6, 1, 7), (6, 2, 9), (6, 0, 9), (7, 0, 0), (8, 0, 8)];
        let found = links_of_records(&rows);
        let of = |record: u64, fallback: u8| found.person_of(RecordKey(record), &seen(0, fallback), &NONE);
        assert_eq!([of(5, 8), of(5, 0)], [seen(1, 0).number; 2]);
        assert_eq!(of(6, 9), seen(2, 0).number, "two children have this record: the fallback decides");
        assert_eq!(of(7, 0), None);
        assert!(of(8, 8).is_some() && of(8, 8) != seen(1, 0).number, "the fallback of another record is no evidence");
        let expected = LinkSummary { by_number: 5, by_fallback: 1, on_their_own: 1, without_any: 1, ..LinkSummary::default() };
        assert_eq!(found.summary(), expected);
        assert_eq!((found.trials()[0].with_number, found.trials()[0].without_number), (5, 3));
        rows.reverse();
        assert_eq!(links_of_records(&rows), found);
    }

    #[test]
    fn a_child_that_moved_is_found_by_either_address() {
        let links = links(&[(1, 7), (1, 8), (0, 7), (0, 8)]);
        assert_eq!(links.person(&seen(0, 7), &NONE), links.person(&seen(0, 8), &NONE));
        assert_eq!(links.summary().by_fallback, 2);
    }

    #[test]
    fn a_person_of_its_own_is_never_mistaken_for_a_number() {
        let links = links(&[(0, 9)]);
        assert_ne!(links.person(&seen(0, 9), &NONE), links.person(&seen(9, 0), &NONE));
        assert_ne!(Links::of_record(RecordKey(1)), Links::of_record(RecordKey(2)));
    }

    #[test]
    fn compacting_on_the_way_loses_nothing() {
        let mut linker = Linker::default();
        for round in 0..200_000u32 {
            let bytes = |start: u32| PersonKey((u128::from(start) + 1).to_be_bytes());
            let fallback = Some(bytes(round % 1000));
            linker.observe(&Pseudonyms { number: (round % 3 > 0).then(|| bytes(round % 1000)), fallback }, &NONE);
        }
        let summary = linker.finish().summary();
        assert_eq!((summary.records(), summary.by_fallback, summary.ambiguous), (200_000, 66_667, 0));
    }

    /// The same, as chance writes it.
    type Written = (u8, u8, Vec<(u8, u8)>);

    /// (number, fallback, tokens as (place, byte)).
    type Said<'a> = (u8, u8, &'a [(u8, u8)]);

    fn tokens(said: &[(u8, u8)]) -> LinkageTokens {
        LinkageTokens::of(said.iter().map(|(place, byte)| (*place, PersonKey([100 + byte; 16]))))
    }

    fn links_of(records: &[Said<'_>]) -> Links {
        let without = records.iter().filter(|record| record.0 == 0);
        let mut wanted: Vec<PersonKey> =
            without.flat_map(|record| tokens(record.2).known().map(|(_, key)| key).collect::<Vec<_>>()).collect();
        wanted.sort();
        let mut linker = Linker::wanting(&wanted.into());
        records.iter().for_each(|(number, fallback, said)| linker.observe(&seen(*number, *fallback), &tokens(said)));
        linker.finish()
    }

    fn who(links: &Links, (number, fallback, said): Said<'_>) -> Option<PersonKey> {
        links.person(&seen(number, fallback), &tokens(said))
    }

    #[test]
    fn a_child_without_number_that_moved_or_is_misspelt_is_found_by_its_tokens() {
        let known = (1, 7, &[(0, 1), (1, 2), (2, 3), (3, 4), (5, 5), (7, 6)][..]);
        for (other, expected) in [
            ((0, 8, &[(0, 9), (1, 2), (5, 5)][..]), true),
            ((0, 8, &[(2, 9), (5, 5)][..]), true),
            ((0, 8, &[(0, 9), (1, 8), (5, 5)][..]), false),
            ((0, 0, &[(1, 8), (7, 6)][..]), true),
            ((0, 8, &[(0, 9), (1, 8), (5, 9)][..]), false),
        ] {
            let links = links_of(&[known, other]);
            assert_eq!(who(&links, other) == seen(1, 0).number, expected);
            assert_eq!(links.summary().by_token, u64::from(expected));
            assert_eq!(links.summary().records(), 2);
        }
    }

    #[test]
    fn a_twin_without_number_stays_apart_from_the_one_with_it() {
        let known = (1, 7, &[(0, 1), (1, 2), (3, 4), (4, 5)][..]);
        let twin = (0, 7, &[(0, 11), (1, 12), (3, 14), (4, 5)][..]);
        let nameless = (0, 7, &[][..]);
        let links = links_of(&[known, twin, nameless]);
        assert_ne!(who(&links, twin), seen(1, 0).number);
        assert_eq!(who(&links, nameless), seen(1, 0).number, "of who says no name nothing speaks against it");
        assert_eq!((links.summary().kept_apart, links.summary().by_fallback), (1, 1));
    }

    #[test]
    fn twins_of_opposite_sex_with_one_initial_stay_two_children() {
        let tom = (1, 7, &[(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 8)][..]);
        let tess = (0, 8, &[(0, 11), (1, 12), (2, 3), (3, 14), (4, 15), (5, 16), (6, 17), (7, 18)][..]);
        let initial_only = (0, 7, &[(2, 3), (4, 5), (5, 6)][..]);
        let links = links_of(&[tom, tess, initial_only]);
        assert_ne!(who(&links, tess), seen(1, 0).number);
        assert_eq!(who(&links, initial_only), seen(1, 0).number, "one side has no full first name: the initial is all there is");
        assert_eq!((links.summary().kept_apart, links.summary().by_token, links.summary().by_fallback), (1, 0, 1));
    }

    #[test]
    fn twins_of_one_sex_with_one_initial_stay_two_children_where_both_first_names_are_known() {
        let tom = (1, 7, &[(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 8)][..]);
        let tim = (0, 7, &[(0, 11), (1, 12), (2, 3), (3, 14), (4, 5), (5, 6), (6, 17), (7, 18)][..]);
        let without_surname = (2, 9, &[(3, 24)][..]);
        let of_the_same_house = (0, 9, &[(2, 33), (3, 34), (4, 35), (5, 36)][..]);
        let links = links_of(&[tom, tim, without_surname, of_the_same_house]);
        assert_ne!(who(&links, tim), seen(1, 0).number);
        assert_ne!(who(&links, of_the_same_house), seen(2, 0).number);
        assert_eq!(links.summary().kept_apart, 2);
    }

    #[test]
    fn an_initial_speaks_where_no_record_of_the_number_has_a_first_name() {
        let (known, other) = ((1, 7, &[(2, 3), (4, 5), (5, 6)][..]), (0, 8, &[(1, 2), (2, 3), (3, 4), (5, 16)][..]));
        assert_eq!(who(&links_of(&[known, other]), other), seen(1, 0).number);
        // A first name of a record whose sex is not known counts too.
        let named = (1, 0, &[(6, 7)][..]);
        let links = links_of(&[known, named, other]);
        assert_ne!(who(&links, other), seen(1, 0).number);
        assert_eq!(links.summary().kept_apart, 1);
    }

    #[test]
    fn nobody_is_called_after_what_too_many_have() {
        let onbekend = (0, 0, &[(1, 2), (5, 5), (7, 7)][..]);
        let ten = links_of(&[onbekend; 10]);
        assert!(who(&ten, onbekend).is_some());
        let eleven = links_of(&[onbekend; 11]);
        assert_eq!(who(&eleven, onbekend), None, "each record stands for a child of its own");
        assert_eq!(eleven.summary().on_their_own, 11);
        let numbers: Vec<Said<'_>> = (1..7).map(|number| (number, 0, onbekend.2)).chain([onbekend]).collect();
        assert_eq!(who(&links_of(&numbers), onbekend), None);
        let (here, there) = ((0, 8, onbekend.2), (0, 9, onbekend.2));
        let joined = links_of(&[here, there]);
        assert_eq!(who(&joined, here), who(&joined, there));
        let apart: Vec<Said<'_>> = (1..7).map(|number| (number, 0, onbekend.2)).chain([here, there]).collect();
        let apart = links_of(&apart);
        assert_ne!(who(&apart, here), who(&apart, there), "what too many numbers carry joins no two addresses");
    }

    #[test]
    fn only_a_shared_whole_name_is_disputed() {
        let (one, other) = ((1, 0, &[(1, 2), (4, 5)][..]), (2, 0, &[(1, 3), (4, 5)][..]));
        let twins = links_of(&[one, other, (0, 0, &[(4, 5)][..])]);
        assert_eq!(twins.summary().disputed, 0, "twins share surname, birth date, sex and postcode");
        let renumbered = links_of(&[one, (2, 0, &[(1, 2), (4, 6)][..]), (0, 0, &[(4, 5)][..])]);
        assert_eq!(renumbered.summary().disputed, 1);
    }

    #[test]
    fn two_numbers_under_one_name_are_ambiguous_and_more_than_five_say_nothing() {
        let same = &[(1, 2)][..];
        let two = links_of(&[(1, 0, same), (2, 0, same), (0, 0, same)]);
        assert_eq!((two.summary().ambiguous, two.summary().disputed, two.summary().common_tokens), (1, 1, 0));
        let many: Vec<Said<'_>> = (1..8).map(|number| (number, 0, same)).chain([(0, 9, same)]).collect();
        let many = links_of(&many);
        assert_eq!((many.summary().on_their_own, many.summary().common_tokens, many.summary().disputed), (1, 1, 0));
    }

    #[test]
    fn a_common_token_counts_only_where_a_record_without_a_number_holds_it() {
        let common = &[(1, 2), (7, 3)][..];
        let many: Vec<Said<'_>> = (1..8).map(|number| (number, 0, common)).collect();
        let asked = |waiting: Said<'_>| {
            let mut linker = Linker::wanting(&vec![PersonKey([102; 16]), PersonKey([103; 16])].into());
            let all = many.iter().chain([&waiting]);
            all.for_each(|(number, fallback, said)| linker.observe(&seen(*number, *fallback), &tokens(said)));
            linker.finish().summary().common_tokens
        };
        assert_eq!([asked((0, 9, &[])), asked((0, 9, &[(1, 2)])), asked((0, 9, common))], [0, 1, 2]);
    }

    #[test]
    fn a_child_that_never_has_a_number_is_one_over_its_addresses() {
        let (here, there, nameless) = ((0, 8, &[(1, 2)][..]), (0, 9, &[(1, 2)][..]), (0, 9, &[][..]));
        let (nowhere, other) = ((0, 0, &[(1, 2)][..]), (0, 0, &[(1, 3)][..]));
        let links = links_of(&[there, here, nameless, other]);
        assert_eq!(who(&links, here), who(&links, there));
        assert_eq!(who(&links, here), who(&links, nameless));
        assert_eq!(who(&links, here), who(&links_of(&[(0, 8, &[][..])]), (0, 8, &[][..])), "it is called after its least fallback");
        assert!(who(&links, other).is_some() && who(&links, other) != who(&links, here));
        assert_eq!(who(&links, nowhere), None, "what was never observed is nobody's");
        assert_eq!(links.summary().on_their_own, 4);
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
                part.iter().for_each(|(number, fallback)| linker.observe(&seen(*number, *fallback), &NONE));
                merged.merge(linker);
            }
            prop_assert_eq!(&merged.finish(), &whole);
        }

        #[test]
        fn order_and_merging_change_nothing_with_tokens_too(
            records in prop::collection::vec((0u8..3, 0u8..6, prop::collection::vec((0u8..8, 0u8..4), 0..4)), 0..40), cut in 0usize..40,
        ) {
            let said = |record: &Written| (seen(record.0, record.1), tokens(&record.2));
            let wanted: std::collections::BTreeSet<PersonKey> = records.iter().filter(|record| record.0 == 0)
                .flat_map(|record| tokens(&record.2).known().map(|(_, key)| key).collect::<Vec<_>>()).collect();
            let wanted: crate::Wanted = wanted.into_iter().collect();
            let observed = |part: &[Written]| {
                let mut linker = Linker::wanting(&wanted);
                part.iter().map(said).for_each(|(seen, tokens)| linker.observe(&seen, &tokens));
                linker
            };
            let whole = observed(&records).finish();
            let (first, second) = records.split_at(cut.min(records.len()));
            let mut merged = observed(second);
            merged.merge(observed(first));
            prop_assert_eq!(&merged.finish(), &whole);
            prop_assert_eq!(whole.summary().records(), records.len() as u64);
            for record in records.iter().filter(|record| record.0 == 0) {
                let (seen, tokens) = said(record);
                let alike = records.iter().map(said).zip(&records);
                let alike = alike.filter(|(known, record)| record.0 == 0 && known.0.fallback.is_none() && known.1.0[1] == tokens.0[1]);
                let can_link = seen.fallback.is_some() || (tokens.0[1].is_some() && alike.count() <= 10);
                prop_assert!(whole.person(&seen, &tokens).is_some() || !can_link);
            }
        }

        #[test]
        fn links_follow_the_rule_in_plain_words(records in prop::collection::vec((0u8..6, 0u8..6), 0..60), fallback in 1u8..6) {
            let links = links(&records);
            let person = links.person(&seen(0, fallback), &NONE);
            match oracle(&records, fallback) {
                Some(number) => prop_assert_eq!(person, seen(number, 0).number),
                None => prop_assert!((1..6).all(|number| person != seen(number, 0).number)),
            }
            prop_assert_eq!(links.summary().records(), records.len() as u64);
        }
    }
}
