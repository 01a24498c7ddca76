//! How surely two records are linked: from the trials of the kinds of source they stand in.

use crate::trial::Trial;

/// Standard errors below a share where its lower limit of 95 % lies.
const LIMIT: f64 = 1.959_963_984_540_054;

/// A share that trials give.
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
    /// Records tried that other records of their number are there for: the fewest of any kind of source that this rests on.
    pub tried: u64,
}

impl LinkError {
    /// The error of a link between any two records. `None` where no record lacks a number, or none of a kind that does was tried;
    /// records of a kind that was not tried are taken to do as the others.
    ///
    /// ```
    /// use linkage::{LinkError, Trial};
    /// let trial = Trial { with_number: 900, without_number: 100, right: 80, apart: 18, wrong: 2, ..Trial::default() };
    /// let error = LinkError::of(&[trial]).expect("records were tried");
    /// // One record in ten has no number, and four in five of those are found: (0.9 + 0.1 x 0.8) squared.
    /// assert!((error.recall.value - 0.98f64.powi(2)).abs() < 1e-12);
    /// ```
    pub fn of(trials: &[Trial]) -> Option<LinkError> {
        let all: Vec<usize> = (0..trials.len()).collect();
        let end = End::of(trials, &all)?;
        between(trials, &end, &end)
    }

    /// The error of a link from a record of one kind of source to one of another: of each end its own share without a number, and what
    /// trials of that kind say. Kinds are places in `trials`; several at one end count by their records. `None` where an end has no
    /// records, no record of either lacks a number, or none of a kind that does was tried.
    ///
    /// ```
    /// use linkage::{LinkError, Trial};
    /// let sure = Trial { with_number: 500, ..Trial::default() };
    /// let other = Trial { with_number: 900, without_number: 100, right: 80, apart: 18, wrong: 2, ..Trial::default() };
    /// let error = LinkError::between(&[sure, other], &[0], &[1]).expect("records were tried");
    /// assert!((error.recall.value - 0.98).abs() < 1e-12);
    /// ```
    pub fn between(trials: &[Trial], from: &[usize], to: &[usize]) -> Option<LinkError> {
        let mut both = from.iter().chain(to).filter_map(|kind| trials.get(*kind));
        if both.any(|trial| trial.without_number > 0 && !is_judged(trial)) {
            return None;
        }
        between(trials, &End::of(trials, from)?, &End::of(trials, to)?)
    }
}

/// The least that is surely there of the links between records of some kinds of source, and surely right of those made.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct LeastLinked {
    /// Of links there should be, the share that is made at the least.
    pub recall: f64,
    /// Of links made, the share that is right at the least.
    pub precision: f64,
    /// Records at the end that has fewest.
    pub records: u64,
}

impl LeastLinked {
    /// The lower limits (95 %) of [`LinkError::between`]; where no trial says anything, or less than that, no record without a number is taken to be
    /// linked, or to be linked rightly. Records with a number on both sides are linked by it, so that where none lacks one both shares are 1.
    ///
    /// ```
    /// use linkage::{LeastLinked, Trial};
    /// let untried = Trial { with_number: 980, without_number: 20, ..Trial::default() };
    /// let sure = Trial { with_number: 500, ..Trial::default() };
    /// assert!((LeastLinked::between(&[untried, sure], &[0], &[1]).recall - 0.98).abs() < 1e-12);
    /// assert_eq!(LeastLinked::between(&[untried, sure], &[1], &[1]).recall, 1.0);
    /// ```
    pub fn between(trials: &[Trial], from: &[usize], to: &[usize]) -> LeastLinked {
        let records = |kinds: &[usize]| -> (u64, u64) {
            let own = || kinds.iter().filter_map(|kind| trials.get(*kind));
            (own().map(|trial| trial.with_number).sum(), own().map(|trial| trial.without_number).sum())
        };
        let ends = [records(from), records(to)];
        let has_number = |(with, without): (u64, u64)| if without == 0 { 1.0 } else { with as f64 / (with + without) as f64 };
        let by_number: f64 = ends.into_iter().map(has_number).product();
        let least = |share: Share| (share.value - LIMIT * share.error).max(by_number);
        let error = LinkError::between(trials, from, to);
        LeastLinked {
            recall: error.map_or(by_number, |error| least(error.recall)),
            precision: error.map_or(by_number, |error| least(error.precision)),
            records: ends.into_iter().map(|(with, without)| with + without).min().unwrap_or(0),
        }
    }
}

/// One end of a link: a record of one of some kinds of source.
struct End {
    /// The share of its links that is found.
    found: f64,
    /// Links made wrongly, as a share of its records.
    wrong: f64,
    /// Kinds that lack numbers and were tried, with the share of all records that each stands for.
    kinds: Vec<(usize, f64)>,
}

impl End {
    fn of(trials: &[Trial], kinds: &[usize]) -> Option<End> {
        let own = || kinds.iter().filter_map(|kind| Some((*kind, trials.get(*kind)?)));
        let all: u64 = own().map(|(_, trial)| trial.with_number + trial.without_number).sum();
        let without: u64 = own().map(|(_, trial)| trial.without_number).sum();
        let judged: u64 = own().filter(|(_, trial)| is_judged(trial)).map(|(_, trial)| trial.without_number).sum();
        if all == 0 || (without > 0 && judged == 0) {
            return None;
        }
        // Those of kinds that were not tried are shared out over the others.
        let stands_for = |trial: &Trial| trial.without_number as f64 / judged as f64 * without as f64 / all as f64;
        let mut end = End { found: 1.0, wrong: 0.0, kinds: Vec::new() };
        for (kind, trial) in own().filter(|(_, trial)| is_judged(trial)) {
            let weight = stands_for(trial);
            end.found -= weight * (1.0 - recall(trial).0);
            end.wrong += weight * false_links(trial).0;
            end.kinds.push((kind, weight));
        }
        Some(end)
    }

    /// Of the links made at this end, the share that is right: a record is linked by its number, or without one rightly or wrongly.
    fn right(&self) -> f64 {
        self.found / (self.found + self.wrong)
    }
}

/// Both shares of a link with these ends; errors by the delta method on logarithms, over kinds, so that one kind at both ends counts twice.
fn between(trials: &[Trial], from: &End, to: &End) -> Option<LinkError> {
    let ends = [from, to];
    let (mut of_recall, mut of_precision) = (0.0, 0.0);
    let mut tried: Option<u64> = None;
    for (kind, trial) in trials.iter().enumerate() {
        let moves = |by: &dyn Fn(&End) -> f64| -> f64 {
            let weight = |end: &End| end.kinds.iter().filter(|own| own.0 == kind).map(|own| own.1).sum::<f64>();
            ends.iter().map(|end| weight(end) * by(end)).sum()
        };
        if !ends.iter().any(|end| end.kinds.iter().any(|own| own.0 == kind)) {
            continue;
        }
        let (recall, wrong) = (recall(trial).1, false_links(trial).1);
        of_recall += moves(&|end| 1.0 / end.found).powi(2) * recall;
        of_precision += moves(&|end| (1.0 - end.right()) / end.found).powi(2) * recall;
        of_precision += moves(&|end| end.right() / end.found).powi(2) * wrong;
        tried = Some(tried.map_or(trial.recall().1, |least| least.min(trial.recall().1)));
    }
    let share = |value: f64, variance: f64| Share { value, error: value * variance.sqrt() };
    let (recall, precision) = (from.found * to.found, from.right() * to.right());
    (recall > 0.0).then_some(LinkError { precision: share(precision, of_precision), recall: share(recall, of_recall), tried: tried? })
}

/// Whether records of this kind lack a number, and trials say what becomes of them.
fn is_judged(trial: &Trial) -> bool {
    trial.without_number > 0 && trial.recall().1 > 0
}

fn recall(trial: &Trial) -> (f64, f64) {
    let (found, of) = trial.recall();
    share(found, of)
}

fn false_links(trial: &Trial) -> (f64, f64) {
    share(trial.wrong + trial.joined, trial.tried())
}

/// A share with its variance: that of the beta distribution with half a record more on either side (Jeffreys), so that no share is known
/// for certain.
fn share(part: u64, of: u64) -> (f64, f64) {
    let (right, all) = (part as f64 + 0.5, of as f64 + 1.0);
    (part as f64 / of as f64, right * (all - right) / (all * all * (all + 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trial(without_number: u64, right: u64, apart: u64) -> Trial {
        Trial { with_number: 1_000 - without_number, without_number, right, apart, ..Trial::default() }
    }

    #[test]
    fn nothing_is_said_where_no_record_lacks_a_number_or_none_was_tried() {
        let sure = Trial { with_number: 10, right: 5, ..Trial::default() };
        assert_eq!(LinkError::of(&[sure]), None);
        assert_eq!(LinkError::of(&[Trial { without_number: 3, ..Trial::default() }]), None);
        let all_right = LinkError::of(&[Trial { without_number: 10, ..sure }]).expect("tried");
        assert!(all_right.recall.value == 1.0 && all_right.recall.error > 0.0, "what was always right is not known for certain");
    }

    #[test]
    fn each_end_counts_by_the_trials_of_its_own_kind() {
        let trials = [trial(500, 100, 100), trial(100, 180, 20), trial(0, 300, 0)];
        let error = LinkError::between(&trials, &[0], &[1]).expect("an error");
        assert!((error.recall.value - 0.75 * 0.99).abs() < 1e-12, "{error:?}");
        assert_eq!(LinkError::between(&trials, &[1], &[0]), Some(error));
        assert!(LinkError::of(&trials).expect("an error").recall.value > error.recall.value, "kinds nobody asks for do not soften it");
        assert_eq!(LinkError::between(&trials, &[2], &[2]), None);
        assert_eq!(LinkError::between(&trials, &[0], &[7]), None);
        assert_eq!(LinkError::between(&[trials[0], trial(1, 0, 0)], &[0], &[1]), None, "a kind that lacks numbers and was not tried");
        let both = LinkError::between(&trials, &[0, 2], &[1]).expect("an error");
        assert!((both.recall.value - 0.875 * 0.99).abs() < 1e-12, "two kinds at one end count by their records");
    }

    /// By hand: of 1,000 records 100 lack a number; of 200 tried 180 are found. At the worst 0.9 is linked, as trials say 0.99.
    #[test]
    fn the_least_lies_between_what_numbers_link_and_what_trials_say() {
        let (sure, tried, few) = (trial(0, 300, 0), trial(100, 180, 20), trial(100, 1, 1));
        let least = LeastLinked::between(&[sure, tried, few], &[0], &[1]);
        assert!(least.recall > 0.98 && least.recall < 0.99 && least.precision < 1.0 && least.records == 1_000, "{least:?}");
        let of_few = LeastLinked::between(&[sure, tried, few], &[0], &[2]);
        assert!(of_few.recall < least.recall && of_few.recall >= 0.9, "{of_few:?}");
        let whole = LeastLinked::between(&[sure, tried, few], &[0], &[0]);
        assert_eq!((whole.recall, whole.precision), (1.0, 1.0));
        let never_tried = LeastLinked::between(&[trial(100, 0, 0)], &[0], &[0]);
        assert!((never_tried.recall - 0.81).abs() < 1e-12 && never_tried.precision == never_tried.recall);
    }

    #[test]
    fn one_kind_at_both_ends_is_one_sample() {
        let one = trial(500, 100, 100);
        let (same, apart) = (LinkError::between(&[one], &[0], &[0]), LinkError::between(&[one, one], &[0], &[1]));
        let (same, apart) = (same.expect("an error").recall, apart.expect("an error").recall);
        assert!(same.value == apart.value && (same.error / apart.error - 2.0f64.sqrt()).abs() < 1e-9, "{same:?} {apart:?}");
    }

    #[test]
    fn the_fewest_tried_of_any_kind_that_lacks_numbers_are_told() {
        let (few, many) = (trial(100, 5, 1), trial(10, 900, 20));
        assert_eq!(LinkError::of(&[few, many, trial(0, 1, 0)]).map(|error| error.tried), Some(6));
        assert_eq!(LinkError::of(&[trial(0, 5, 1), many]).map(|error| error.tried), Some(920));
        let with_many_alone = Trial { alone: 500, ..few };
        assert_eq!(
            LinkError::of(&[with_many_alone]).map(|error| error.tried),
            Some(6),
            "whom nobody else is there for says nothing of recall"
        );
    }
}
