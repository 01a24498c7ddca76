//! How surely records without a number are linked, told from records that have one: it is left out, and they are linked again.

use std::collections::BTreeSet;

use person::{PersonKey, RecordKey};

use crate::linker::{Observed, bits};
use crate::waiting::Waiting;
use crate::way::{View, Way, holds_first_name, says_who, way};

/// Of so many numbers one is tried.
const TRIED_OF: u128 = 32;

/// Whether records of this number are tried: one number in thirty-two, by the number alone.
pub fn is_tried(number: &PersonKey) -> bool {
    bits(*number).is_multiple_of(TRIED_OF)
}

/// A record of a number that is tried.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Known {
    pub(crate) number: u128,
    pub(crate) record: RecordKey,
    pub(crate) source: u8,
    pub(crate) brings: Waiting,
}

/// What the other records of a number show.
pub(crate) struct Others {
    pub(crate) number: u128,
    /// Whether there are any, even if they show nothing.
    pub(crate) any: bool,
    /// Fallbacks and tokens.
    pub(crate) keys: BTreeSet<u128>,
    /// Fallbacks of which a record says a first name or an initial.
    pub(crate) named: BTreeSet<u128>,
    /// Whether one has a full first name.
    pub(crate) first_named: bool,
}

/// What became of the records of one kind of source that were linked as if their number were unknown. A record of a child that no
/// other record with a number is about should be linked to nobody.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Trial {
    /// Records of this kind of source with a number.
    pub with_number: u64,
    /// Records without.
    pub without_number: u64,
    /// Tried, and linked to their own number.
    pub right: u64,
    /// Linked to nobody, though other records of the number are there.
    pub apart: u64,
    /// Linked to another number, though other records of their own are there.
    pub wrong: u64,
    /// Linked to nobody, rightly.
    pub alone: u64,
    /// Linked to another number where there are no other records of their own.
    pub joined: u64,
}

impl Trial {
    /// Records that were tried.
    pub fn tried(&self) -> u64 {
        self.right + self.apart + self.wrong + self.alone + self.joined
    }

    /// Of the links made without a number: right, and all.
    pub fn precision(&self) -> (u64, u64) {
        (self.right, self.right + self.wrong + self.joined)
    }

    /// Of the links there should be without a number: made, and all.
    pub fn recall(&self) -> (u64, u64) {
        (self.right, self.right + self.apart + self.wrong)
    }
}

/// Links every record that is tried as if its number were unknown, and holds it against the number.
pub(crate) fn trials(observed: &Observed) -> Vec<Trial> {
    let counts =
        |[with_number, without_number]: &[u64; 2]| Trial { with_number: *with_number, without_number: *without_number, ..Trial::default() };
    let mut trials: Vec<Trial> = observed.of_source.iter().map(counts).collect();
    for number in observed.tried.chunk_by(|one, other| one.number == other.number) {
        for same in number.chunk_by(|one, other| one.record == other.record) {
            let others = others(number, same[0].record);
            for known in same {
                try_out(known, &others, observed, &mut trials[usize::from(known.source)]);
            }
        }
    }
    trials
}

fn try_out(known: &Known, others: &Others, observed: &Observed, trial: &mut Trial) {
    let has_others = others.any;
    let count = match way(&known.brings, &View { observed, others: Some(others) }) {
        Way::Fallback(number) | Way::Token(number) if number == known.number => &mut trial.right,
        Way::Fallback(_) | Way::Token(_) if has_others => &mut trial.wrong,
        Way::Fallback(_) | Way::Token(_) => &mut trial.joined,
        Way::Ambiguous | Way::KeptApart | Way::OnItsOwn if has_others => &mut trial.apart,
        Way::Ambiguous | Way::KeptApart | Way::OnItsOwn => &mut trial.alone,
    };
    *count += 1;
}

/// What the records of a number show, but for one of them.
fn others(number: &[Known], record: RecordKey) -> Others {
    let mut others = Others { number: number[0].number, any: false, keys: BTreeSet::new(), named: BTreeSet::new(), first_named: false };
    for known in number.iter().filter(|known| known.record != record) {
        let Waiting { fallback, tokens } = &known.brings;
        others.any = true;
        others.keys.extend(tokens.known().map(|(_, token)| bits(token)));
        others.keys.extend(fallback.map(bits));
        others.named.extend(fallback.filter(|_| says_who(tokens)).map(bits));
        others.first_named |= holds_first_name(tokens);
    }
    others
}

#[cfg(test)]
mod tests {
    use person::{LinkageTokens, Pseudonyms};

    use super::*;
    use crate::{Linker, Links};

    const NONE: LinkageTokens = LinkageTokens::NONE;

    /// A number that is tried, and one that is not.
    fn number(place: u8, tried: bool) -> PersonKey {
        let mut bytes = [place; 16];
        bytes[15] = if tried { 0 } else { 1 };
        assert_eq!(is_tried(&PersonKey(bytes)), tried);
        PersonKey(bytes)
    }

    /// Records as (source, record, number, fallback); a number of 0 is unknown.
    fn links(records: &[(u8, u64, u8, u8)]) -> Links {
        let mut linker = Linker::default();
        for (source, record, place, fallback) in records {
            let number = (*place > 0).then(|| number(*place, *place < 100));
            let seen = Pseudonyms { number, fallback: Some(PersonKey([*fallback; 16])) };
            linker.observe_record(*source, RecordKey(*record), &seen, &NONE);
        }
        linker.finish()
    }

    #[test]
    fn a_record_is_found_by_what_the_others_of_its_number_show_and_by_nothing_of_its_own() {
        // Child 1 has two records with one fallback; child 2 moved; child 3 has one record; child 4 lives with 101.
        let found =
            links(&[(0, 1, 1, 7), (1, 2, 1, 7), (0, 3, 2, 8), (1, 4, 2, 9), (0, 5, 3, 10), (0, 6, 4, 11), (1, 7, 101, 11), (1, 8, 0, 12)]);
        let expected = [
            Trial { with_number: 4, right: 1, apart: 1, alone: 1, joined: 1, ..Trial::default() },
            Trial { with_number: 3, without_number: 1, right: 1, apart: 1, ..Trial::default() },
        ];
        assert_eq!(found.trials(), expected);
    }

    /// A record as (number, fallback, tokens as (combination, byte)).
    type Said<'a> = (u8, u8, &'a [(u8, u8)]);

    /// What became of these records, each of its own; every token is wanted.
    fn links_of(records: &[Said<'_>]) -> Trial {
        let key = |byte: u8| (byte > 0).then_some(PersonKey([byte; 16]));
        let tokens = |said: &[(u8, u8)]| LinkageTokens::of(said.iter().map(|(place, byte)| (*place, PersonKey([100 + byte; 16]))));
        let wanted: BTreeSet<PersonKey> =
            records.iter().flat_map(|record| record.2.iter().map(|(_, byte)| PersonKey([100 + byte; 16]))).collect();
        let mut linker = Linker::wanting(&wanted.into_iter().collect());
        for (place, (number_place, fallback, said)) in records.iter().enumerate() {
            let seen = Pseudonyms { number: Some(number(*number_place, *number_place < 100)), fallback: key(*fallback) };
            linker.observe_record(0, RecordKey(place as u64), &seen, &tokens(said));
        }
        linker.finish().trials()[0]
    }

    /// All combinations of a child: (0 and 1) whole name, (2 and 5) initial, (3) first name at the address.
    const TOM: &[(u8, u8)] = &[(0, 1), (1, 2), (2, 3), (3, 4), (5, 5)];

    #[test]
    fn records_of_a_number_that_show_nothing_are_others_all_the_same() {
        let found = links_of(&[(1, 7, &[]), (1, 0, &[])]);
        assert_eq!((found.apart, found.alone), (2, 0));
        assert_eq!(links_of(&[(1, 7, &[])]).alone, 1);
    }

    #[test]
    fn a_token_that_only_the_tried_record_holds_leads_nowhere() {
        let moved = links_of(&[(1, 7, TOM), (1, 8, &[])]);
        assert_eq!((moved.right, moved.apart), (0, 2));
        let told_twice = links_of(&[(1, 7, TOM), (1, 8, TOM)]);
        assert_eq!((told_twice.right, told_twice.apart), (2, 0));
    }

    #[test]
    fn a_first_name_that_only_the_tried_record_says_speaks_against_nothing() {
        let named_once = links_of(&[(1, 7, TOM), (1, 7, &[])]);
        assert_eq!((named_once.right, named_once.apart), (2, 0), "at its own address nobody else says a name");
        // Of a twin with a number of its own the names do: Tom is kept apart from Tim, and a record without a name is not.
        const TIM: &[(u8, u8)] = &[(0, 11), (1, 12), (2, 3), (3, 14), (5, 5)];
        assert_eq!(links_of(&[(1, 7, TOM), (101, 7, TIM)]).alone, 1);
        assert_eq!(links_of(&[(1, 7, &[]), (101, 7, TIM)]).joined, 1);
    }

    #[test]
    fn an_initial_links_where_only_the_tried_record_has_a_first_name() {
        let initial: &[(u8, u8)] = &[(2, 23), (5, 5)];
        let moved = links_of(&[(1, 7, TOM), (1, 8, initial)]);
        assert_eq!((moved.right, moved.apart), (2, 0));
        let other: &[(u8, u8)] = &[(0, 31), (1, 32), (2, 33), (3, 34), (5, 5)];
        let named = links_of(&[(1, 7, TOM), (1, 8, initial), (1, 9, other)]);
        assert_eq!((named.right, named.apart), (1, 2), "the others have a full first name, and it is another: {named:?}");
    }

    #[test]
    fn one_record_delivered_twice_is_left_out_whole() {
        let found = links(&[(0, 1, 1, 7), (0, 1, 1, 7), (0, 2, 2, 8), (0, 3, 2, 8)]);
        assert_eq!((found.trials()[0].alone, found.trials()[0].right), (1, 2));
    }

    #[test]
    fn trying_changes_no_link_and_no_order_of_observing_changes_the_trials() {
        let records: Vec<(u8, u64, u8, u8)> =
            (0..200u64).map(|place| ((place % 3) as u8, place / 2, (place * 7 % 60) as u8, (place * 5 % 40) as u8)).collect();
        let whole = links(&records);
        let reversed: Vec<_> = records.iter().rev().copied().collect();
        assert_eq!(links(&reversed), whole);
        let mut plain = Linker::default();
        for (_, _, place, fallback) in &records {
            plain.observe(
                &Pseudonyms { number: (*place > 0).then(|| number(*place, *place < 100)), fallback: Some(PersonKey([*fallback; 16])) },
                &NONE,
            );
        }
        assert_eq!(plain.finish().summary(), whole.summary());
        assert!(whole.trials().iter().map(Trial::tried).sum::<u64>() > 150);
    }
}
