//! Waiting lists of every hand-over at the end of every month, in one pass.

use std::collections::BTreeMap;

use domain::{Coverage, Day, HandOver, Month, Municipality, Tie};
use person::Event;
use trajectories::{Passage, Rules, Trajectory, Unlisted, fold};

use crate::follow::Listed;
use crate::walk::{self, Identity};
use crate::{EngineError, Partitions, observation};

/// Days after which a wait has lasted longer than a year.
const YEAR: i32 = 365;

/// How long somebody on a waiting list has waited.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Waited {
    /// No longer than the term.
    InTerm,
    /// Longer than the term, not longer than 365 days.
    PastTerm,
    /// Longer than the term and than 365 days.
    PastYear,
}

impl Waited {
    /// All of them, the shortest first.
    pub const ALL: [Waited; 3] = [Waited::InTerm, Waited::PastTerm, Waited::PastYear];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Waited::InTerm => "in-term",
            Waited::PastTerm => "past-term",
            Waited::PastYear => "past-year",
        }
    }
}

/// Somebody who waits at the end of a month: for which hand-over (its place among those asked for), when, where, and for how long so far.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Waiter {
    /// Place of the hand-over.
    pub hand_over: usize,
    /// The month.
    pub month: Month,
    /// Where the start was.
    pub municipality: Municipality,
    /// How long they have waited.
    pub waited: Waited,
}

/// How many wait for each hand-over at the end of each of these months (both ends included), with this many threads (0: one per core).
///
/// Who starts on the last day of a month waits then, unless the wait ends on that day. A wait leaves the list when the next step comes, when that becomes
/// impossible, or when deliveries end. One that began before the first delivery is on none: its next step may have come before anybody told.
///
/// # Errors
/// When a partition cannot be read or is not sorted by person, or threads cannot be started.
pub fn waiting_lists(
    events: &impl Partitions,
    hand_overs: &[HandOver],
    (coverage, unlisted): (&Coverage, Unlisted),
    months: (Month, Month),
    threads: usize,
) -> Result<BTreeMap<Waiter, u64>, EngineError> {
    let coverage = observation::with_unknown_place(coverage);
    let rules = Rules { hand_overs, coverage: &coverage, unlisted };
    let add = |sums: &mut BTreeMap<Waiter, u64>, read: &[Event], place: usize| {
        walk::each(read, place, |together, identity| one(&fold(together, &rules), &rules, (months, identity), sums))
    };
    walk::pass(events, threads, BTreeMap::new, add, merged)
}

/// Adds what one trajectory has on lists. Of a record by itself only waits for something of the same record can be followed.
fn one(trajectory: &Trajectory, rules: &Rules<'_>, (months, identity): ((Month, Month), Identity), sums: &mut BTreeMap<Waiter, u64>) {
    let is_followed = |passage: &&Passage| identity == Identity::Linked || rules.hand_overs[passage.hand_over].tie == Tie::Record;
    for passage in trajectory.passages.iter().filter(is_followed) {
        let (hand_over, start) = (passage.hand_over, &trajectory.starts[passage.start]);
        let listed = Listed::of(&rules.hand_overs[hand_over], (start.day, None), passage);
        let (first, last) = (listed.from.month().max(months.0), listed.until.month().min(months.1));
        for month in (first.0..=last.0).map(Month) {
            if let Some(waited) = waited(&listed, month.last_day()) {
                *sums.entry(Waiter { hand_over, month, municipality: start.municipality, waited }).or_insert(0) += 1;
            }
        }
    }
}

/// How long a wait has lasted at the end of a day; nothing where it is not on the list then.
fn waited(listed: &Listed, day: Day) -> Option<Waited> {
    let is_listed = listed.from <= day && day < listed.until;
    is_listed.then(|| match day >= listed.late {
        false => Waited::InTerm,
        true if day - listed.since <= YEAR => Waited::PastTerm,
        true => Waited::PastYear,
    })
}

fn merged(mut one: BTreeMap<Waiter, u64>, other: BTreeMap<Waiter, u64>) -> BTreeMap<Waiter, u64> {
    other.into_iter().for_each(|(waiter, count)| *one.entry(waiter).or_insert(0) += count);
    one
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_listed_from_its_first_day_and_not_on_its_last() {
        let day = |text: &str| Day::parse_iso(text).expect("a day");
        let listed = Listed { since: day("2023-01-31"), from: day("2023-01-31"), late: day("2023-03-31"), until: day("2024-04-30") };
        let at = |text: &str| waited(&listed, day(text));
        assert_eq!([at("2023-01-30"), at("2024-04-30")], [None, None]);
        assert_eq!([at("2023-01-31"), at("2023-03-30")], [Some(Waited::InTerm); 2]);
        assert_eq!([at("2023-03-31"), at("2024-01-31")], [Some(Waited::PastTerm); 2]);
        assert_eq!([at("2024-02-01"), at("2024-04-29")], [Some(Waited::PastYear); 2]);
    }
}
