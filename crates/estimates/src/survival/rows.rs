//! Survival from subjects, one line each: exact times, late entry, several causes, groups, counts.

use super::SurvivalError;
use super::alike::alike;
use super::curve::{self, HazardPoint, Point, Reading};
use super::jackknife::{Exit, Jackknife, Moment};
use super::limits::Limits;
use super::quantile::{Quantile, quantile};
use super::restricted_mean::{RestrictedMean, restricted_mean};
use super::table::EventTable;
use super::timeline::{Classes, Timeline, distinct, is_time};
use crate::normal;

/// One subject, or as many alike as `count` says: a row of counts weighs as that many copies of it.
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
    /// The stratum it is compared within, by tests and models; `None` without strata. Curves do not look at it.
    pub stratum: Option<&'a str>,
    /// How many subjects this row stands for; 0 is nobody.
    pub count: u64,
}

impl Subject<'_> {
    /// One subject at risk from the start, without group or stratum.
    pub fn new(time: f64, status: u32) -> Subject<'static> {
        Subject { entry: None, time, status, group: None, stratum: None, count: 1 }
    }
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

    /// The mean time to an event, counted up to `until`.
    ///
    /// # Errors
    ///
    /// When `until` is no number of 0 or more.
    pub fn restricted_mean(&self, until: f64) -> Result<RestrictedMean, SurvivalError> {
        restricted_mean(&self.curve, until)
    }

    /// The cumulative hazard of an event of any cause by Nelson & Aalen, with limits at this level.
    ///
    /// # Errors
    ///
    /// When the level does not lie between 0 and 1.
    pub fn nelson_aalen(&self, level: f64) -> Result<Vec<HazardPoint>, SurvivalError> {
        let z = normal::two_sided(level).ok_or(SurvivalError::Level { level })?;
        Ok(curve::nelson_aalen(&self.curve, z))
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
/// The order of the subjects changes nothing. Takes O(n log n), and O(n) where few times occur.
///
/// ```
/// use estimates::survival::{Options, Subject, survival};
/// let subjects = [Subject::new(1.0, 1), Subject::new(2.0, 0), Subject::new(3.0, 1)];
/// let result = survival(&subjects, &Options::default()).unwrap();
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
    let together = alike(subjects);
    let subjects = together.as_deref().unwrap_or(subjects);
    let timeline = Timeline::of(subjects)?;
    let causes = causes(subjects);
    let groups = Classes::of(subjects.iter().map(|subject| subject.group));
    let members = timeline.members(&groups.of, groups.len());
    let mut totals = vec![0; groups.len()];
    subjects.iter().zip(&groups.of).for_each(|(subject, group)| totals[*group as usize] += subject.count);
    let of = |((group, members), total): ((&Option<&str>, Vec<u32>), u64)| {
        let group_rows = GroupRows { subjects, timeline: &timeline, causes: &causes, members, total };
        group_result(*group, &group_rows, options, z)
    };
    let named = groups.names.iter().zip(members).zip(totals);
    Ok(SurvivalResult { groups: named.filter(|(_, total)| *total > 0).map(of).collect() })
}

/// The causes that occur, in order.
pub(super) fn causes(subjects: &[Subject<'_>]) -> Vec<u32> {
    let counted = subjects.iter().filter(|subject| subject.count > 0 && subject.status > 0);
    distinct(counted.map(|subject| subject.status)).into_iter().collect()
}

fn group_result(group: Option<&str>, rows: &GroupRows<'_>, options: &Options, z: f64) -> GroupResult {
    let table = rows.event_table();
    let curve = curve::kaplan_meier(&table, options.limits, z);
    let over = curve.last().is_some_and(|last| last.estimate <= 0.0);
    let readings = |points: &[Point], start| options.at.iter().map(|at| curve::reading(points, *at, start, over)).collect();
    let incidence = |(place, cause): (usize, &u32)| {
        let variances = rows.timeline.has_entries().then(|| rows.jackknife(&table, place));
        let points = curve::incidence(&table, place, variances.as_deref(), options.incidence_limits, z);
        CauseResult { cause: *cause, at: readings(&points, 0.0), curve: points }
    };
    GroupResult {
        group: group.map(str::to_owned),
        n: rows.total,
        events: table.events(),
        median: quantile(&curve, 0.5),
        incidence: if rows.causes.len() > 1 { rows.causes.iter().enumerate().map(incidence).collect() } else { Vec::new() },
        at: readings(&curve, 1.0),
        curve,
    }
}

/// The Kaplan–Meier survival of everyone just before each mark, up to the last one at which anyone left.
pub(super) fn survival_before(subjects: &[Subject<'_>], timeline: &Timeline) -> Vec<f64> {
    let (causes, total) = (causes(subjects), subjects.iter().map(|subject| subject.count).sum());
    let table = GroupRows { subjects, timeline, causes: &causes, members: timeline.order().to_vec(), total }.event_table();
    let mut before = Vec::new();
    let mut survival = 1.0;
    for line in table.lines() {
        let mark = timeline.mark(line.time);
        before.resize(mark + 1, survival);
        survival *= (line.at_risk - line.events) as f64 / line.at_risk as f64;
    }
    before
}

/// The rows of one group, in order of time.
struct GroupRows<'a> {
    subjects: &'a [Subject<'a>],
    timeline: &'a Timeline,
    causes: &'a [u32],
    members: Vec<u32>,
    /// How many subjects they stand for.
    total: u64,
}

impl GroupRows<'_> {
    fn count(&self, row: u32) -> u64 {
        self.subjects[row as usize].count
    }

    /// Rows that leave at one time, time after time; rows that stand for nobody left out.
    fn exits(&self) -> impl Iterator<Item = &[u32]> {
        let same = |one: &u32, next: &u32| self.timeline.through(*one as usize) == self.timeline.through(*next as usize);
        self.members.chunk_by(same).filter(|tied| tied.iter().any(|row| self.count(*row) > 0))
    }

    /// Walks forward: at risk are those who entered before a time and have not left before it.
    fn event_table(&self) -> EventTable {
        let late = self.timeline.has_entries();
        let entries = if late { self.timeline.by_entry(&self.members) } else { Vec::new() };
        let (mut entered, mut at_risk) = (0, if late { 0 } else { self.total });
        let mut table = EventTable::new(self.causes.len());
        let mut by_cause = vec![0; self.causes.len()];
        for tied in self.exits() {
            let mark = self.timeline.through(tied[0] as usize);
            while entries.get(entered).is_some_and(|row| self.timeline.from(*row as usize) <= mark) {
                at_risk += self.count(entries[entered]);
                entered += 1;
            }
            by_cause.fill(0);
            let mut left = 0;
            for row in tied {
                left += self.count(*row);
                if let Ok(place) = self.causes.binary_search(&self.subjects[*row as usize].status) {
                    by_cause[place] += self.count(*row);
                }
            }
            let events: u64 = by_cause.iter().sum();
            table.push(self.timeline.time(mark), at_risk, &by_cause, left - events);
            at_risk -= left;
        }
        table
    }

    /// The jackknife variance of one cause's incidence after each line of the table.
    fn jackknife(&self, table: &EventTable, cause: usize) -> Vec<f64> {
        let entries = self.timeline.by_entry(&self.members);
        let mut late = vec![None; self.subjects.len()];
        let mut entered = 0;
        let mut state = Jackknife::new();
        let lines = self.exits().zip(table.lines()).zip(table.events_of(cause));
        let variances = lines.map(|((tied, line), own)| {
            let mark = self.timeline.through(tied[0] as usize);
            while entries.get(entered).is_some_and(|row| self.timeline.from(*row as usize) <= mark) {
                late[entries[entered] as usize] = Some(state.enter(self.count(entries[entered])));
                entered += 1;
            }
            let weight = state.step(&Moment { at_risk: line.at_risk, own, any: line.events });
            for row in tied {
                let status = self.subjects[*row as usize].status;
                let exit = if status == 0 {
                    Exit::Censored
                } else if status == self.causes[cause] {
                    Exit::Own
                } else {
                    Exit::Other
                };
                state.leave(late[*row as usize].unwrap_or_default(), exit, weight, self.count(*row));
            }
            state.variance()
        });
        variances.collect()
    }
}

fn check_at(at: &[f64]) -> Result<(), SurvivalError> {
    if at.iter().all(|time| is_time(*time)) { Ok(()) } else { Err(SurvivalError::At) }
}

#[cfg(test)]
mod tests;
