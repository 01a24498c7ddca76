//! Survival from subjects, one line each: exact times, late entry, several causes, groups.

use std::collections::{BTreeMap, BTreeSet};

use super::SurvivalError;
use super::curve::{self, Point, Reading};
use super::limits::Limits;
use super::quantile::{Quantile, TOLERANCE, quantile};
use super::table::EventTable;
use crate::normal;

/// One subject.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Subject<'a> {
    /// When it came under observation: at risk only after it. `None`: from the start.
    pub entry: Option<f64>,
    /// When it was last seen, or had its event; 0 or more.
    pub time: f64,
    /// 0 censored, else the cause of its event.
    pub status: u32,
    /// The group it belongs to, as written; `None` without groups.
    pub group: Option<&'a str>,
}

/// How to estimate.
#[derive(Clone, PartialEq, Debug)]
pub struct Options {
    /// Confidence level, strictly between 0 and 1.
    pub level: f64,
    /// Times at which values are wanted as well; in any order.
    pub at: Vec<f64>,
    /// Scale of the limits of survival.
    pub limits: Limits,
    /// Scale of the limits of cumulative incidences.
    pub incidence_limits: Limits,
}

impl Default for Options {
    /// 95 %, log-log limits for survival and, as `survfit` does for several causes, log limits for incidences.
    fn default() -> Options {
        Options { level: 0.95, at: Vec::new(), limits: Limits::LogLog, incidence_limits: Limits::Log }
    }
}

/// Every group, in the order of its name.
#[derive(Clone, PartialEq, Debug)]
pub struct SurvivalResult {
    /// The groups; one without a name where there are none.
    pub groups: Vec<GroupResult>,
}

/// The estimates of one group.
#[derive(Clone, PartialEq, Debug)]
pub struct GroupResult {
    /// Its name, as written.
    pub group: Option<String>,
    /// Subjects.
    pub n: u64,
    /// Subjects with an event of any cause.
    pub events: u64,
    /// Kaplan–Meier survival, free of events of any cause.
    pub curve: Vec<Point>,
    /// Median time to an event of any cause.
    pub median: Quantile,
    /// Aalen–Johansen incidence per cause; empty where the whole input knows one cause at most.
    pub incidence: Vec<CauseResult>,
    /// Survival at the times asked for.
    pub at: Vec<Reading>,
}

impl GroupResult {
    /// The time by which a share `p` (0–1) had an event, with limits.
    pub fn quantile(&self, p: f64) -> Quantile {
        quantile(&self.curve, p)
    }
}

/// The cumulative incidence of one cause.
#[derive(Clone, PartialEq, Debug)]
pub struct CauseResult {
    /// The cause, as it stood in the status.
    pub cause: u32,
    /// Its curve.
    pub curve: Vec<Point>,
    /// Its values at the times asked for.
    pub at: Vec<Reading>,
}

/// Estimates survival, and with several causes their incidences, per group.
///
/// Events come before censorings of the same time; times that differ by no more than a rounding error are one time.
/// The order of the subjects changes nothing. Takes O(n log n).
///
/// ```
/// use estimates::survival::{Options, Subject, survival};
/// let subject = |time, status| Subject { entry: None, time, status, group: None };
/// let result = survival(&[subject(1.0, 1), subject(2.0, 0), subject(3.0, 1)], &Options::default()).unwrap();
/// assert_eq!(result.groups[0].curve[0].estimate, 2.0 / 3.0);
/// assert_eq!(result.groups[0].median.estimate, Some(3.0));
/// ```
///
/// # Errors
///
/// When there are no subjects, a time or entry is no number of 0 or more, an entry does not lie before its time, or the
/// level or a time asked for makes no sense.
pub fn survival(subjects: &[Subject<'_>], options: &Options) -> Result<SurvivalResult, SurvivalError> {
    let z = normal::two_sided(options.level).ok_or(SurvivalError::Level { level: options.level })?;
    check_at(&options.at)?;
    check(subjects)?;
    let clock = Clock::of(subjects);
    check_entries(subjects, &clock)?;
    let causes: Vec<u32> =
        subjects.iter().map(|subject| subject.status).filter(|status| *status > 0).collect::<BTreeSet<_>>().into_iter().collect();
    let mut members: BTreeMap<Option<&str>, Vec<Subject<'_>>> = BTreeMap::new();
    for subject in subjects {
        members.entry(subject.group).or_default().push(*subject);
    }
    let estimate = |(group, members)| group_result(group, members, &causes, &clock, options, z);
    Ok(SurvivalResult { groups: members.into_iter().map(estimate).collect() })
}

fn group_result(group: Option<&str>, members: Vec<Subject<'_>>, causes: &[u32], clock: &Clock, options: &Options, z: f64) -> GroupResult {
    let n = members.len() as u64;
    let table = event_table(members, causes, clock);
    let curve = curve::kaplan_meier(&table, options.limits, z);
    let over = curve.last().is_some_and(|last| last.estimate <= 0.0);
    let readings = |points: &[Point], start| options.at.iter().map(|at| curve::reading(points, *at, start, over)).collect();
    let incidence = |(place, cause): (usize, &u32)| {
        let points = curve::incidence(&table, place, options.incidence_limits, z);
        CauseResult { cause: *cause, at: readings(&points, 0.0), curve: points }
    };
    GroupResult {
        group: group.map(str::to_owned),
        n,
        events: table.events(),
        median: quantile(&curve, 0.5),
        incidence: if causes.len() > 1 { causes.iter().enumerate().map(incidence).collect() } else { Vec::new() },
        at: readings(&curve, 1.0),
        curve,
    }
}

/// Sorts once and walks forward: at risk are those who entered before a time and have not left before it.
fn event_table(mut members: Vec<Subject<'_>>, causes: &[u32], clock: &Clock) -> EventTable {
    members.sort_unstable_by(|one, other| one.time.total_cmp(&other.time));
    let mut entries: Vec<f64> = members.iter().filter_map(|member| member.entry).map(|entry| clock.at(entry)).collect();
    entries.sort_unstable_by(f64::total_cmp);
    let (mut late, mut left) = (0, 0);
    let mut table = EventTable::new(causes.len());
    let mut by_cause = vec![0; causes.len()];
    for tied in members.chunk_by(|one, other| clock.at(one.time) == clock.at(other.time)) {
        let time = clock.at(tied[0].time);
        while entries.get(late).is_some_and(|entry| *entry < time) {
            late += 1;
        }
        by_cause.fill(0);
        for place in tied.iter().filter_map(|member| causes.binary_search(&member.status).ok()) {
            by_cause[place] += 1;
        }
        let at_risk = members.len() - left - (entries.len() - late);
        let events: u64 = by_cause.iter().sum();
        table.push(time, at_risk as u64, &by_cause, tied.len() as u64 - events);
        left += tied.len();
    }
    table
}

/// Times that differ by less than a rounding error are one time: the first of them, as `aeqSurv` in R's survival does.
struct Clock {
    /// Empty where no two times are that close.
    firsts: Vec<f64>,
}

impl Clock {
    fn of(subjects: &[Subject<'_>]) -> Clock {
        let mut times: Vec<f64> = subjects.iter().flat_map(|subject| subject.entry.into_iter().chain([subject.time])).collect();
        times.sort_unstable_by(f64::total_cmp);
        times.dedup();
        let mean = times.iter().sum::<f64>() / times.len() as f64;
        let tied = |one: f64, next: f64| next - one <= TOLERANCE || (next - one) / mean <= TOLERANCE;
        if !times.windows(2).any(|pair| tied(pair[0], pair[1])) {
            return Clock { firsts: Vec::new() };
        }
        let starts = (0..times.len()).filter(|place| *place == 0 || !tied(times[place - 1], times[*place]));
        Clock { firsts: starts.map(|place| times[place]).collect() }
    }

    fn at(&self, time: f64) -> f64 {
        match self.firsts.partition_point(|first| *first <= time) {
            0 => time,
            after => self.firsts[after - 1],
        }
    }
}

fn check(subjects: &[Subject<'_>]) -> Result<(), SurvivalError> {
    if subjects.is_empty() {
        return Err(SurvivalError::Empty);
    }
    for (row, subject) in subjects.iter().enumerate() {
        if !is_time(subject.time) {
            return Err(SurvivalError::Time { row });
        }
        if subject.entry.is_some_and(|entry| !is_time(entry)) {
            return Err(SurvivalError::Entry { row });
        }
    }
    Ok(())
}

fn check_entries(subjects: &[Subject<'_>], clock: &Clock) -> Result<(), SurvivalError> {
    let late = |subject: &Subject<'_>| subject.entry.is_some_and(|entry| clock.at(entry) >= clock.at(subject.time));
    match subjects.iter().position(late) {
        Some(row) => Err(SurvivalError::EntryNotBeforeTime { row }),
        None => Ok(()),
    }
}

fn check_at(at: &[f64]) -> Result<(), SurvivalError> {
    if at.iter().all(|time| is_time(*time)) { Ok(()) } else { Err(SurvivalError::At) }
}

fn is_time(time: f64) -> bool {
    time.is_finite() && time >= 0.0
}

#[cfg(test)]
mod tests;
