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

/// A share that a trial gives.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Share {
    /// The share, from 0 to 1.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
}

/// How surely two records are linked: with a number on both sides always, else as the trials say.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct LinkError {
    /// Of links made, the share that is right.
    pub precision: Share,
    /// Of links there should be, the share that is made.
    pub recall: Share,
    /// Records without a number, as a share of all.
    pub without_number: f64,
    /// Records that were tried.
    pub tried: u64,
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

impl LinkError {
    /// The error of a link between two records, over all kinds of source: those without a number as the trials of their kind say, the
    /// others as linked rightly. Both ends of a link may lack the number, so both shares are squared. `None` where no record
    /// without a number is there, or none of its kind was tried.
    ///
    /// ```
    /// use linkage::{LinkError, Trial};
    /// let trial = Trial { with_number: 900, without_number: 100, right: 80, apart: 18, wrong: 2, ..Trial::default() };
    /// let error = LinkError::of(&[trial]).expect("records were tried");
    /// // One record in ten has no number, and four in five of those are found: (0.9 + 0.1 x 0.8) squared.
    /// assert!((error.recall.value - 0.98f64.powi(2)).abs() < 1e-12);
    /// ```
    pub fn of(trials: &[Trial]) -> Option<LinkError> {
        let judged = || trials.iter().filter(|trial| trial.without_number > 0 && trial.recall().1 > 0);
        let all: u64 = trials.iter().map(|trial| trial.with_number + trial.without_number).sum();
        let without: u64 = trials.iter().map(|trial| trial.without_number).sum();
        let weight: u64 = judged().map(|trial| trial.without_number).sum();
        if weight == 0 || all == 0 {
            return None;
        }
        // Records of a kind that was not tried are taken to do as the others.
        let mean = |of: &dyn Fn(&Trial) -> (f64, f64)| {
            let parts = judged().map(|trial| (trial.without_number as f64 / weight as f64, of(trial)));
            parts.fold((0.0, 0.0), |sum, (weight, (share, variance))| (sum.0 + weight * share, sum.1 + weight * weight * variance))
        };
        let share = |part: u64, of: u64| {
            // Of the beta distribution with half a record more on either side (Jeffreys), so that no share is known for certain.
            let (right, of) = (part as f64 + 0.5, of as f64 + 1.0);
            (part as f64 / (of - 1.0), right * (of - right) / (of * of * (of + 1.0)))
        };
        let recall = mean(&|trial| share(trial.recall().0, trial.recall().1));
        let false_links = mean(&|trial| share(trial.wrong + trial.joined, trial.tried()));
        let rate = without as f64 / all as f64;
        let found = |recall: f64| 1.0 - rate * (1.0 - recall);
        // A record is linked by its number, or without one rightly or wrongly.
        let side = found(recall.0);
        let right = side / (side + rate * false_links.0);
        let moves = [rate * right * (1.0 - right) / side, rate * right * right / side];
        let error_of_right = (moves[0] * recall.1.sqrt()).hypot(moves[1] * false_links.1.sqrt());
        Some(LinkError {
            precision: Share { value: right * right, error: 2.0 * right * error_of_right },
            recall: Share { value: side * side, error: 2.0 * side * rate * recall.1.sqrt() },
            without_number: rate,
            tried: trials.iter().map(Trial::tried).sum(),
        })
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
    let has_others = !others.keys.is_empty();
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
    let mut others = Others { number: number[0].number, keys: BTreeSet::new(), named: BTreeSet::new(), first_named: false };
    for known in number.iter().filter(|known| known.record != record) {
        let Waiting { fallback, tokens } = &known.brings;
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

    #[test]
    fn nothing_is_said_where_no_record_lacks_a_number_or_none_was_tried() {
        let sure = Trial { with_number: 10, right: 5, ..Trial::default() };
        assert_eq!(LinkError::of(&[sure]), None);
        assert_eq!(LinkError::of(&[Trial { without_number: 3, ..Trial::default() }]), None);
        let all_right = LinkError::of(&[Trial { without_number: 10, ..sure }]).expect("tried");
        assert!(all_right.recall.value == 1.0 && all_right.recall.error > 0.0, "what was always right is not known for certain");
    }
}
