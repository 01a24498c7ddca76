//! What runs around a day in a life: of those who turn 18, who has help so many months before and after.

use std::collections::BTreeMap;

use domain::{Coverage, Day, Month, OrganisationKind, Scope, Selector};
use person::Event;
use trajectories::moment::of_start;
use trajectories::{Rules, Start, Trajectory, Unlisted, begins, fold, is_meant};

use crate::{EngineError, Partitions, observation, walk};

/// What is looked at, around which starts.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// Around any of these.
    pub of: &'a [Selector],
    /// Which of them.
    pub scope: &'a Scope,
    /// What may run.
    pub running: &'a [Selector],
    /// Who delivers that: all of them that ever did must have delivered on the day that is looked at.
    pub suppliers: &'a [OrganisationKind],
    /// First and last month, counted from the start; before it negative.
    pub months: (i16, i16),
}

/// By month from the start: of how many that day was observed, and of how many of them something ran.
pub type Months = BTreeMap<i16, (u64, u64)>;

/// Looks around every start, by the values that `values` gives each, with this many threads (0: one per core).
///
/// # Errors
/// When a partition cannot be read or is not sorted by person, or threads cannot be started.
pub fn around<K: Ord + Clone + Send>(
    events: &impl Partitions,
    asked: &Around<'_>,
    coverage: &Coverage,
    values: impl Fn(&Start) -> Vec<K> + Sync,
    threads: usize,
) -> Result<BTreeMap<K, Months>, EngineError> {
    let look = |start: &Start, seen: &[(i16, bool)], sum: &mut BTreeMap<K, Months>| {
        for (month, runs) in seen {
            for key in values(start) {
                let cell = sum.entry(key).or_default().entry(*month).or_default();
                *cell = (cell.0 + 1, cell.1 + u64::from(*runs));
            }
        }
    };
    pass(events, asked, coverage, (look, merged), threads)
}

/// How many starts there are by the values that `values` gives each with what was seen around it: the months observed, and whether anything ran.
///
/// # Errors
/// As [`around`].
pub fn around_each<K: Ord + Clone + Send>(
    events: &impl Partitions,
    asked: &Around<'_>,
    coverage: &Coverage,
    values: impl Fn(&Start, &[(i16, bool)]) -> K + Sync,
    threads: usize,
) -> Result<BTreeMap<K, u64>, EngineError> {
    let look = |start: &Start, seen: &[(i16, bool)], sum: &mut BTreeMap<K, u64>| *sum.entry(values(start, seen)).or_insert(0) += 1;
    let added = |mut one: BTreeMap<K, u64>, other: BTreeMap<K, u64>| {
        other.into_iter().for_each(|(key, count)| *one.entry(key).or_insert(0) += count);
        one
    };
    pass(events, asked, coverage, (look, added), threads)
}

/// One pass over all starts that are meant: `look` adds each with its months to the sum of its part, `merged` adds two parts.
fn pass<S: Default + Send>(
    events: &impl Partitions,
    asked: &Around<'_>,
    coverage: &Coverage,
    (look, merged): (impl Fn(&Start, &[(i16, bool)], &mut S) + Sync + Send, impl Fn(S, S) -> S + Sync + Send),
    threads: usize,
) -> Result<S, EngineError> {
    let coverage = observation::with_unknown_place(coverage);
    let rules = Rules { hand_overs: &[], coverage: &coverage, unlisted: Unlisted::Counted };
    let one = |trajectory: &Trajectory, sum: &mut S| {
        let meant = trajectory.starts.iter().filter(|start| begins(asked.of, start) && is_meant(asked.scope, start, &trajectory.spells));
        meant.for_each(|start| look(start, &seen(trajectory, start, asked, &coverage), sum));
    };
    let add = |sum: &mut S, read: &[Event], place: usize| walk::each(read, place, |together, _| one(&fold(together, &rules), sum));
    walk::pass(events, threads, S::default, add, merged)
}

/// Each month of which the day was observed, and whether something ran then.
fn seen(trajectory: &Trajectory, start: &Start, asked: &Around<'_>, coverage: &Coverage) -> Vec<(i16, bool)> {
    let known: Vec<OrganisationKind> = asked.suppliers.iter().copied().filter(|kind| coverage.expects(*kind, start.municipality)).collect();
    let observed = |day: Day| !known.is_empty() && known.iter().all(|kind| coverage.covers(*kind, start.municipality, day, day));
    let runs = |day: Day| trajectory.spells.iter().any(|spell| spell.runs_on(day) && of_start(spell).is_any_of(asked.running));
    let months = (asked.months.0..=asked.months.1).map(|month| (month, moved(start.day, month)));
    months.filter(|(_, day)| observed(*day)).map(|(month, day)| (month, runs(day))).collect()
}

/// The same day of the month so many months on; the last of that month where it is shorter.
fn moved(day: Day, months: i16) -> Day {
    let own = day.month();
    let (first, next) = (Month(own.0 + i32::from(months)).first_day(), Month(own.0 + i32::from(months) + 1).first_day());
    first.plus(day - own.first_day()).min(next.plus(-1))
}

fn merged<K: Ord>(mut one: BTreeMap<K, Months>, other: BTreeMap<K, Months>) -> BTreeMap<K, Months> {
    for (key, months) in other {
        let own = one.entry(key).or_default();
        for (month, (all, running)) in months {
            let cell = own.entry(month).or_default();
            *cell = (cell.0 + all, cell.1 + running);
        }
    }
    one
}

#[cfg(test)]
mod tests {
    use domain::{EventKind, Municipality};
    use person::{PersonKey, RecordKey};

    use super::*;
    use crate::InMemory;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).expect("a day")
    }

    fn event(kind: EventKind, on: &str, record: u64, from: OrganisationKind) -> Event {
        let event = Event::new(kind, day(on), RecordKey(record), from);
        Event { person: Some(PersonKey([1; 16])), municipality: Municipality(363), birth_month: Some(Month::new(2004, 1)), ..event }
    }

    /// Surely 18 from 1 February 2022; help until 15 March, support from 1 June, deliveries through 2022.
    #[test]
    fn help_before_and_support_after_are_seen_month_by_month_as_long_as_was_delivered() {
        let events = vec![
            event(EventKind::HelpStarted, "2021-06-01", 1, OrganisationKind::Provider),
            event(EventKind::HelpEnded, "2022-03-15", 1, OrganisationKind::Provider),
            event(EventKind::AdultSupportStarted, "2022-06-01", 2, OrganisationKind::AdultCare),
        ];
        let mut coverage = Coverage::default();
        for kind in [OrganisationKind::Provider, OrganisationKind::AdultCare] {
            coverage.set(kind, Municipality(363), day("2020-01-01"), day("2022-12-31"));
        }
        let (of, running) =
            ([Selector::any(EventKind::Turned18)], [EventKind::HelpStarted, EventKind::AdultSupportStarted].map(Selector::any));
        let scope = Scope { helped_before: Some(183), ..Scope::default() };
        let suppliers = [OrganisationKind::Provider, OrganisationKind::Municipality, OrganisationKind::AdultCare];
        let asked = Around { of: &of, scope: &scope, running: &running, suppliers: &suppliers, months: (-9, 24) };
        let found = around(&InMemory::new(events.clone(), 1), &asked, &coverage, |_| vec![()], 1).expect("months");
        let runs: Vec<(i16, u64)> = found[&()].iter().map(|(month, (all, running))| (*month, all * running)).collect();
        let expected = (-9..=10).map(|month| (month, u64::from((-8..=1).contains(&month) || month >= 4)));
        assert!(runs.iter().copied().eq(expected), "{runs:?}");
        let each = around_each(&InMemory::new(events, 1), &asked, &coverage, |_, seen| seen.to_vec(), 1).expect("months");
        let pattern: Vec<(i16, bool)> = (-9..=10).map(|month| (month, (-8..=1).contains(&month) || month >= 4)).collect();
        assert_eq!(each, BTreeMap::from([(pattern, 1)]));
    }

    #[test]
    fn a_month_on_is_the_same_day_or_the_last() {
        assert_eq!(
            [moved(day("2022-01-31"), 1), moved(day("2022-02-01"), -6), moved(day("2022-03-15"), 24)],
            [day("2022-02-28"), day("2021-08-01"), day("2024-03-15")]
        );
    }
}
