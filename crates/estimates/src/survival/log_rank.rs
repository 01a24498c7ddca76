//! Do groups wait equally long? The log-rank family of Harrington & Fleming (1982), `survdiff` in R.

use super::alike::alike;
use super::chi_squared::ChiSquared;
use super::factorisation::Factorisation;
use super::timeline::{Classes, Timeline};
use super::{Subject, SurvivalError};

/// A pivot this small beside the largest variance is rounding: the groups it compares were never at risk together.
pub(super) const SINGULAR: f64 = 1e-12;
/// More groups than this are names taken for groups, most likely.
const MOST_GROUPS: usize = 500;

/// The test, and what it compared.
#[derive(Clone, PartialEq, Debug)]
pub struct LogRank {
    /// The statistic; its degrees of freedom are the groups in which an event was expected, less one, and fewer where groups
    /// were never at risk together.
    pub test: ChiSquared,
    /// Per group, in order of name.
    pub groups: Vec<GroupEvents>,
}

/// Events of one group against what equal hazards would give.
#[derive(Clone, PartialEq, Debug)]
pub struct GroupEvents {
    /// Its name, as written.
    pub group: Option<String>,
    /// Subjects.
    pub n: u64,
    /// Events seen, each weighed with S(t−)^ρ.
    pub observed: f64,
    /// Events expected if the hazards were equal, weighed likewise.
    pub expected: f64,
}

/// Compares the groups of the subjects, each stratum within itself: the G-rho family with weights S(t−)^ρ, S the
/// Kaplan–Meier curve of the stratum. `rho` 0 is the log-rank test (Mantel 1966), 1 Peto & Peto's modification of
/// Gehan's and Wilcoxon's. An event is an event of any cause. Variances are hypergeometric; late entry is allowed.
///
/// ```
/// use estimates::survival::{Subject, log_rank};
/// let in_group = |group, time| Subject { group: Some(group), ..Subject::new(time, 1) };
/// let result = log_rank(&[in_group("a", 1.0), in_group("b", 2.0), in_group("a", 3.0)], 0.0).unwrap();
/// assert_eq!(result.test.degrees_of_freedom, 1);
/// assert!((result.groups[0].expected - (2.0 / 3.0 + 0.5 + 1.0)).abs() < 1e-12);
/// ```
///
/// # Errors
///
/// As [`super::survival`], and when `rho` is no finite number of 0 or more, or there are too many groups.
pub fn log_rank(subjects: &[Subject<'_>], rho: f64) -> Result<LogRank, SurvivalError> {
    if !(rho.is_finite() && rho >= 0.0) {
        return Err(SurvivalError::Rho { rho });
    }
    let together = alike(subjects);
    let subjects = together.as_deref().unwrap_or(subjects);
    let timeline = Timeline::of(subjects)?;
    let groups = Classes::of(subjects.iter().map(|subject| subject.group));
    if groups.len() > MOST_GROUPS {
        return Err(SurvivalError::Groups { groups: groups.len(), most: MOST_GROUPS });
    }
    let strata = Classes::of(subjects.iter().map(|subject| subject.stratum));
    let mut sums = Sums::new(groups.len());
    for members in timeline.members(&strata.of, strata.len()) {
        Stratum { subjects, timeline: &timeline, groups: &groups.of, members: &members }.add_to(&mut sums, rho);
    }
    let mut sizes = vec![0; groups.len()];
    for (subject, group) in subjects.iter().zip(&groups.of) {
        sizes[*group as usize] += subject.count;
    }
    let test = sums.test();
    let named = groups.names.iter().zip(sizes).zip(sums.observed.iter().zip(&sums.expected));
    let of = |((group, n), (observed, expected)): ((&Option<&str>, u64), (&f64, &f64))| GroupEvents {
        group: group.map(str::to_owned),
        n,
        observed: *observed,
        expected: *expected,
    };
    Ok(LogRank { test, groups: named.map(of).filter(|group| group.n > 0).collect() })
}

/// Observed, expected and covariance, summed over times and strata.
struct Sums {
    groups: usize,
    observed: Vec<f64>,
    expected: Vec<f64>,
    covariance: Vec<f64>,
}

impl Sums {
    fn new(groups: usize) -> Sums {
        Sums { groups, observed: vec![0.0; groups], expected: vec![0.0; groups], covariance: vec![0.0; groups * groups] }
    }

    /// One time: `events` per group among `at_risk`, weighed.
    fn add(&mut self, at_risk: &[u64], events: &[u64], weight: f64) {
        let (n, d) = (at_risk.iter().sum::<u64>() as f64, events.iter().sum::<u64>() as f64);
        let spread = if n > 1.0 { weight * weight * d * (n - d) / (n - 1.0) } else { 0.0 };
        for group in 0..self.groups {
            let share = at_risk[group] as f64 / n;
            self.observed[group] += weight * events[group] as f64;
            self.expected[group] += weight * d * share;
            let row = &mut self.covariance[group * self.groups..][..self.groups];
            for (other, (cell, present)) in row.iter_mut().zip(at_risk).enumerate() {
                let alike = if other == group { share } else { 0.0 };
                *cell += spread * (alike - share * *present as f64 / n);
            }
        }
    }

    /// The quadratic form over the groups that expect an event, without the first of them: the differences add up to 0.
    fn test(&self) -> ChiSquared {
        let compared: Vec<usize> = (0..self.groups).filter(|group| self.expected[*group] > 0.0).skip(1).collect();
        let difference: Vec<f64> = compared.iter().map(|group| self.observed[*group] - self.expected[*group]).collect();
        let cell = |row: &usize, column: &usize| self.covariance[row * self.groups + column];
        let covariance: Vec<f64> = compared.iter().flat_map(|row| compared.iter().map(move |column| cell(row, column))).collect();
        let split = Factorisation::of(&covariance, compared.len(), SINGULAR);
        ChiSquared::new(split.quadratic(&difference), split.rank())
    }
}

/// The rows of one stratum, in order of time.
struct Stratum<'a> {
    subjects: &'a [Subject<'a>],
    timeline: &'a Timeline,
    groups: &'a [u32],
    members: &'a [u32],
}

impl Stratum<'_> {
    fn add_to(&self, sums: &mut Sums, rho: f64) {
        let entries = self.timeline.by_entry(self.members);
        let (mut entered, mut survival) = (0, 1.0f64);
        let (mut at_risk, mut events, mut left) = (vec![0u64; sums.groups], vec![0u64; sums.groups], vec![0u64; sums.groups]);
        let same = |one: &u32, next: &u32| self.timeline.through(*one as usize) == self.timeline.through(*next as usize);
        for tied in self.members.chunk_by(same) {
            let mark = self.timeline.through(tied[0] as usize);
            while entries.get(entered).is_some_and(|row| self.timeline.from(*row as usize) <= mark) {
                let row = entries[entered] as usize;
                at_risk[self.groups[row] as usize] += self.subjects[row].count;
                entered += 1;
            }
            events.fill(0);
            left.fill(0);
            for row in tied.iter().map(|row| *row as usize) {
                let (group, subject) = (self.groups[row] as usize, &self.subjects[row]);
                left[group] += subject.count;
                events[group] += if subject.status > 0 { subject.count } else { 0 };
            }
            let (n, d) = (at_risk.iter().sum::<u64>(), events.iter().sum::<u64>());
            if d > 0 {
                sums.add(&at_risk, &events, survival.powf(rho));
                survival *= (n - d) as f64 / n as f64;
            }
            at_risk.iter_mut().zip(&left).for_each(|(at_risk, left)| *at_risk -= left);
        }
    }
}

#[cfg(test)]
mod tests;
