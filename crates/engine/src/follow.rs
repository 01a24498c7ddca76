//! One indicator over plain events, by any dimension: what `indicators run` counts.
//!
//! The tables of [`crate::count`] have one breakdown each, so that a release can be protected. An analyst on a file of her own
//! asks for several dimensions at once, for waits to the day and for waiting lists; what leaves here are sums all the same.

use std::collections::BTreeMap;

use domain::{Coverage, Day, DayUnit, HandOver, Outcome, Scope, Selector, Tie};
use indicators::Unit;
use person::{CaseKey, Event};
use trajectories::{Passage, Rules, Start, Trajectory, Unlisted, applies, begins, fold, is_meant};

use crate::walk::{self, Identity};
use crate::{EngineError, Partitions, observation};

/// What is followed.
#[derive(Clone, Copy, Debug)]
pub enum Asked<'a> {
    /// Starts, per record, case or child.
    Starts {
        /// Any of these.
        of: &'a [Selector],
        /// Counted per.
        unit: Unit,
        /// Which of them.
        scope: &'a Scope,
    },
    /// A hand-over.
    HandOver(&'a HandOver),
}

/// The counts, by the caller's own dimensions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Followed<K: Ord> {
    /// A group for each combination of values that occurs.
    pub groups: BTreeMap<K, Group>,
    /// Persons folded.
    pub persons: u64,
    /// Events read.
    pub events: u64,
}

/// The counts of one combination of values.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Group {
    /// Records, cases or children; of a hand-over the starts that could be followed.
    pub starts: u64,
    /// Starts of a hand-over of which nothing can be said: begun after the end of observation, in a gap of it, or where no supplier
    /// of the next step ever delivered.
    pub unsaid: u64,
    /// Of the starts, by what became of them.
    pub waits: BTreeMap<Wait, u64>,
    /// What changed on which day in the number that waits.
    pub changes: BTreeMap<Day, Change>,
    /// Who was on the list through which days.
    pub stays: BTreeMap<Stay, u64>,
    /// Summed over all starts: kinds of supplier of the next step that ever delivered for the municipality, and that could. Of a start in
    /// a gap of their deliveries none did.
    pub kinds: (u64, u64),
}

/// What became of a start and after how many days, in the hand-over's unit. The days lie between `least` and `most` where only the
/// month or year of a date is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Wait {
    /// Days.
    pub days: u16,
    /// The least it can have been.
    pub least: u16,
    /// The most it can have been.
    pub most: u16,
    /// How it ended.
    pub outcome: Outcome,
}

/// A stay on a waiting list: at the end of every day from `from` on, before `until`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Stay {
    /// Since when it is waited.
    pub since: Day,
    /// The first day on the list: later than that where the wait began before the first delivery, and is known of since.
    pub from: Day,
    /// The day on which it ends.
    pub until: Day,
}

/// How a waiting list changes on a day. Who starts waits at the end of that day, unless the wait ends on the same day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Change {
    /// Waits that began on this day.
    pub began: u64,
    /// Waits that began before the first delivery and are known of from this day on.
    pub found: u64,
    /// Waits that ended because the next step came.
    pub reached: u64,
    /// Waits that ended because it became impossible.
    pub impossible: u64,
    /// Waits that are followed no longer: the deliveries end.
    pub unseen: u64,
    /// Waits that pass their term on this day, less those past it that end.
    pub overdue: i64,
}

/// Follows `asked` over `events`, by the values that `values` gives each start: one for most dimensions, several where a start
/// counts in several classes. With this many threads (0: one per core); the result is the same with any number.
///
/// Nothing is cut at a horizon. Beside the coverage stands what is done where nobody of the next step has any: in a plain file they are taken to have delivered
/// what they began ([`Unlisted::Counted`]); the calendar of a snapshot holds everyone who delivered ([`Unlisted::LeftOut`]), so that these counts are those of
/// [`crate::count`]. Children count once a calendar year, cases too.
///
/// # Errors
/// When a partition cannot be read or is not sorted by person, or threads cannot be started.
pub fn follow<K: Ord + Clone + Send>(
    events: &impl Partitions,
    asked: Asked<'_>,
    (coverage, unlisted): (&Coverage, Unlisted),
    values: impl Fn(&Start) -> Vec<K> + Sync,
    threads: usize,
) -> Result<Followed<K>, EngineError> {
    let coverage = observation::with_unknown_place(coverage);
    let hand_overs = match asked {
        Asked::Starts { .. } => &[][..],
        Asked::HandOver(hand_over) => std::slice::from_ref(hand_over),
    };
    let pass = Pass { asked, rules: Rules { hand_overs, coverage: &coverage, unlisted }, values: &values };
    let add = |sums: &mut Sums<K>, read: &[Event], place: usize| pass.partition(read, place, sums);
    let sums = walk::pass(events, threads, Sums::default, add, Sums::merged)?;
    Ok(sums.into_followed(&values))
}

/// Sums of a part of the events. Cases wait until the end: their children may stand in several partitions.
struct Sums<K: Ord> {
    groups: BTreeMap<K, Group>,
    cases: BTreeMap<(CaseKey, i16), Start>,
    persons: u64,
    events: u64,
}

impl<K: Ord> Default for Sums<K> {
    fn default() -> Sums<K> {
        Sums { groups: BTreeMap::new(), cases: BTreeMap::new(), persons: 0, events: 0 }
    }
}

impl<K: Ord> Sums<K> {
    fn merged(mut self, other: Sums<K>) -> Sums<K> {
        for (key, group) in other.groups {
            self.groups.entry(key).or_default().add(&group);
        }
        for start in other.cases.into_values() {
            self.note_case(&start);
        }
        (self.persons, self.events) = (self.persons + other.persons, self.events + other.events);
        self
    }

    /// Keeps the first start of a case in a year, with the forms of all of them.
    fn note_case(&mut self, start: &Start) {
        let place = |start: &Start| (start.day, start.municipality, start.sex, start.age, start.organisation, start.record);
        let known = self.cases.entry((start.case, start.day.year())).or_insert(*start);
        let forms = known.forms.union(start.forms);
        if place(start) < place(known) {
            *known = *start;
        }
        known.forms = forms;
    }

    fn into_followed(mut self, values: &impl Fn(&Start) -> Vec<K>) -> Followed<K> {
        for start in std::mem::take(&mut self.cases).into_values() {
            values(&start).into_iter().for_each(|key| self.groups.entry(key).or_default().starts += 1);
        }
        Followed { groups: self.groups, persons: self.persons, events: self.events }
    }
}

impl Group {
    fn add(&mut self, other: &Group) {
        (self.starts, self.unsaid) = (self.starts + other.starts, self.unsaid + other.unsaid);
        self.kinds = (self.kinds.0 + other.kinds.0, self.kinds.1 + other.kinds.1);
        for (wait, count) in &other.waits {
            *self.waits.entry(*wait).or_insert(0) += count;
        }
        for (day, change) in &other.changes {
            self.changes.entry(*day).or_default().add(change);
        }
        for (stay, count) in &other.stays {
            *self.stays.entry(*stay).or_insert(0) += count;
        }
    }
}

impl Change {
    fn add(&mut self, other: &Change) {
        (self.began, self.found) = (self.began + other.began, self.found + other.found);
        (self.reached, self.impossible) = (self.reached + other.reached, self.impossible + other.impossible);
        (self.unseen, self.overdue) = (self.unseen + other.unseen, self.overdue + other.overdue);
    }
}

/// A pass over partitions.
struct Pass<'a, V> {
    asked: Asked<'a>,
    rules: Rules<'a>,
    values: &'a V,
}

impl<V> Pass<'_, V> {
    fn partition<K: Ord>(&self, events: &[Event], place: usize, sums: &mut Sums<K>) -> Result<(), EngineError>
    where
        V: Fn(&Start) -> Vec<K>,
    {
        sums.events += events.len() as u64;
        walk::each(events, place, |together, identity| {
            let is_linked = identity == Identity::Linked;
            sums.persons += u64::from(is_linked);
            self.one(&fold(together, &self.rules), sums, is_linked);
        })
    }

    fn one<K: Ord>(&self, trajectory: &Trajectory, sums: &mut Sums<K>, is_linked: bool)
    where
        V: Fn(&Start) -> Vec<K>,
    {
        match self.asked {
            Asked::Starts { of, unit, scope } => {
                let meant = |start: &&Start| begins(of, start) && is_meant(scope, start, &trajectory.spells);
                let starts = trajectory.starts.iter().filter(meant);
                match unit {
                    Unit::Records => starts.for_each(|start| self.count(start, sums)),
                    Unit::Cases => starts.for_each(|start| sums.note_case(start)),
                    Unit::Children if is_linked => self.children(starts, sums),
                    Unit::Children => {}
                }
            }
            Asked::HandOver(hand_over) if is_linked || hand_over.tie == Tie::Record => self.hand_over(hand_over, trajectory, sums),
            Asked::HandOver(_) => {}
        }
    }

    fn count<K: Ord>(&self, start: &Start, sums: &mut Sums<K>)
    where
        V: Fn(&Start) -> Vec<K>,
    {
        (self.values)(start).into_iter().for_each(|key| sums.groups.entry(key).or_default().starts += 1);
    }

    /// A child counts once a year, at its first start, with the forms of all of them.
    fn children<'s, K: Ord>(&self, starts: impl Iterator<Item = &'s Start>, sums: &mut Sums<K>)
    where
        V: Fn(&Start) -> Vec<K>,
    {
        let mut years: BTreeMap<i16, Start> = BTreeMap::new();
        for start in starts {
            let first = years.entry(start.day.year()).or_insert(*start);
            first.forms = first.forms.union(start.forms);
        }
        years.values().for_each(|first| self.count(first, sums));
    }

    fn hand_over<K: Ord>(&self, hand_over: &HandOver, trajectory: &Trajectory, sums: &mut Sums<K>)
    where
        V: Fn(&Start) -> Vec<K>,
    {
        let of_start: BTreeMap<usize, &Passage> = trajectory.passages.iter().map(|passage| (passage.start, passage)).collect();
        for (place, start) in trajectory.starts.iter().enumerate().filter(|(_, start)| applies(hand_over, start, &trajectory.spells)) {
            let suppliers = hand_over.expected(start.setting).1;
            let (ever, kinds) = self.rules.coverage.completeness(suppliers, start.municipality);
            let is_over = self.rules.coverage.observed_through(suppliers, start.municipality).is_some_and(|last| last < start.day);
            let delivered = if of_start.contains_key(&place) || is_over { ever } else { 0 };
            for key in (self.values)(start) {
                let group = sums.groups.entry(key).or_default();
                group.kinds = (group.kinds.0 + u64::from(delivered), group.kinds.1 + u64::from(kinds));
                match of_start.get(&place) {
                    Some(passage) => group.passage(hand_over, start, passage),
                    None => group.unsaid += 1,
                }
            }
        }
        for passage in &trajectory.earlier_passages {
            let start = &trajectory.earlier[passage.start];
            let Some(from) = found(start, passage, self.rules.coverage) else { continue };
            for key in (self.values)(start) {
                sums.groups.entry(key).or_default().waiting(hand_over, (start.day, Some(from)), passage);
            }
        }
    }
}

impl Group {
    fn passage(&mut self, hand_over: &HandOver, start: &Start, passage: &Passage) {
        self.starts += 1;
        let (least, most) = passage.between;
        *self.waits.entry(Wait { days: passage.days, least, most, outcome: passage.outcome }).or_insert(0) += 1;
        self.waiting(hand_over, (start.day, None), passage);
    }

    /// Notes how a wait enters and leaves the list.
    fn waiting(&mut self, hand_over: &HandOver, (start, found): (Day, Option<Day>), passage: &Passage) {
        let Listed { since, from, late, until } = Listed::of(hand_over, (start, found), passage);
        if from < until {
            *self.stays.entry(Stay { since, from, until }).or_insert(0) += 1;
        }
        let entry = self.changes.entry(from).or_default();
        match found {
            Some(_) => entry.found += 1,
            None => entry.began += 1,
        }
        let exit = self.changes.entry(until).or_default();
        match passage.outcome {
            Outcome::Reached => exit.reached += 1,
            Outcome::Competing => exit.impossible += 1,
            Outcome::Open | Outcome::Counted => exit.unseen += 1,
        }
        if late < until {
            self.changes.entry(late).or_default().overdue += 1;
            self.changes.entry(until).or_default().overdue -= 1;
        }
    }
}

/// A wait on its list: at the end of every day from `from` on, before `until`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Listed {
    /// Since when it lasts.
    pub since: Day,
    /// Its first day, or the day from which it is known of.
    pub from: Day,
    /// The first day on which it has lasted longer than its term, not before `from`.
    pub late: Day,
    /// The day on which it ends, or the first that was not observed.
    pub until: Day,
}

impl Listed {
    /// A wait that began on `start`; where that was before the first delivery, it is known of from `found` on.
    pub fn of(hand_over: &HandOver, (start, found): (Day, Option<Day>), passage: &Passage) -> Listed {
        let from = found.unwrap_or(start);
        let until = if passage.outcome == Outcome::Open { passage.day.plus(1) } else { passage.day };
        Listed { since: start, from, late: first_late_day(start, hand_over).max(from), until }
    }
}

/// From when on is known of a wait that began before the first delivery; nothing where it was over by then.
fn found(start: &Start, passage: &Passage, coverage: &Coverage) -> Option<Day> {
    coverage.observed_from(&[start.organisation_kind], start.municipality).filter(|from| passage.day >= *from)
}

/// The first day on which a wait has lasted longer than its term.
fn first_late_day(start: Day, hand_over: &HandOver) -> Day {
    let days = i32::try_from(hand_over.due.days).unwrap_or(i32::MAX / 2);
    match hand_over.due.unit {
        DayUnit::Calendar => Day(start.0.saturating_add(days).saturating_add(1)),
        DayUnit::Working => {
            let mut day = start.plus(days);
            while hand_over.due.unit.between(start, day) <= hand_over.due.days {
                day = day.plus(1);
            }
            day
        }
    }
}
