//! Do groups differ in the incidence of a cause, the other causes counted for what they are? Gray's test (1988),
//! `cuminc` in R's cmprsk.

use super::chi_squared::ChiSquared;
use super::factorisation::Factorisation;
use super::log_rank::SINGULAR;
use super::rows::causes;
use super::timeline::{Classes, Timeline};
use super::{Subject, SurvivalError};

/// More groups than this would take too long: the variance costs their third power.
const MOST_GROUPS: usize = 50;

/// Compares the cumulative incidences of the groups, for every cause that occurs: the cause and its test, in order of cause.
/// Strata are compared within themselves; `rho` weighs time t with (1 − F(t−))^ρ, F the pooled incidence.
///
/// ```
/// use estimates::survival::{Subject, gray};
/// let row = |group, time, status| Subject { group: Some(group), ..Subject::new(time, status) };
/// let tests = gray(&[row("a", 1.0, 1), row("b", 2.0, 2), row("a", 3.0, 0), row("b", 4.0, 1)], 0.0).unwrap();
/// assert_eq!(tests.iter().map(|(cause, _)| *cause).collect::<Vec<_>>(), [1, 2]);
/// ```
///
/// # Errors
///
/// As [`super::log_rank`]; when a subject came under observation late: the test has no agreed form for that.
pub fn gray(subjects: &[Subject<'_>], rho: f64) -> Result<Vec<(u32, ChiSquared)>, SurvivalError> {
    if !(rho.is_finite() && rho >= 0.0) {
        return Err(SurvivalError::Rho { rho });
    }
    let timeline = Timeline::of(subjects)?;
    if timeline.has_entries() {
        return Err(SurvivalError::LateEntry { method: "Gray's test" });
    }
    let groups = Classes::of(subjects.iter().map(|subject| subject.group));
    if groups.len() > MOST_GROUPS {
        return Err(SurvivalError::Groups { groups: groups.len(), most: MOST_GROUPS });
    }
    let strata = Classes::of(subjects.iter().map(|subject| subject.stratum));
    let members = timeline.members(&strata.of, strata.len());
    let test = |cause: u32| {
        let mut sums = Sums { score: vec![0.0; groups.len()], covariance: vec![0.0; groups.len() * groups.len()] };
        for members in &members {
            Stratum { subjects, timeline: &timeline, groups: &groups.of, members, cause, rho }.add_to(&mut sums);
        }
        (cause, sums.test())
    };
    Ok(causes(subjects).into_iter().map(test).collect())
}

/// Score and its covariance, summed over strata.
struct Sums {
    score: Vec<f64>,
    covariance: Vec<f64>,
}

impl Sums {
    /// The quadratic form without the first group: the scores add up to 0.
    fn test(&self) -> ChiSquared {
        let groups = self.score.len();
        let cells = (1..groups).flat_map(|row| (1..groups).map(move |column| row * groups + column));
        let covariance: Vec<f64> = cells.map(|place| self.covariance[place]).collect();
        let split = Factorisation::of(&covariance, groups - 1, SINGULAR);
        ChiSquared::new(split.quadratic(&self.score[1..]), split.rank())
    }
}

/// The rows of one stratum, in order of time, and what is asked of them.
struct Stratum<'a> {
    subjects: &'a [Subject<'a>],
    timeline: &'a Timeline,
    groups: &'a [u32],
    members: &'a [u32],
    cause: u32,
    rho: f64,
}

/// Where a group stands.
#[derive(Clone, Copy, Debug)]
struct Standing {
    at_risk: u64,
    survival: f64,
    incidence: f64,
    own: u64,
    other: u64,
    censored: u64,
}

impl Standing {
    /// At risk, had nobody been censored or taken by another cause: Y/S.
    fn restored(&self) -> f64 {
        if self.at_risk == 0 { 0.0 } else { self.at_risk as f64 / self.survival }
    }

    fn survival_after(&self) -> f64 {
        self.survival * (self.at_risk - self.own - self.other) as f64 / self.at_risk as f64
    }
}

/// Sums over time for the events of one group, of (p + y C)(p + y C)ᵀ with C known only at the end.
struct Spread {
    products: Vec<f64>,
    crossed: Vec<f64>,
    squares: f64,
}

impl Spread {
    fn add(&mut self, p: &[f64], y: f64, variance: f64) {
        let groups = p.len();
        for row in 0..groups {
            self.crossed[row] += variance * y * p[row];
            for column in 0..groups {
                self.products[row * groups + column] += variance * p[row] * p[column];
            }
        }
        self.squares += variance * y * y;
    }
}

impl Stratum<'_> {
    fn add_to(&self, sums: &mut Sums) {
        let groups = sums.score.len();
        let blank = Standing { at_risk: 0, survival: 1.0, incidence: 0.0, own: 0, other: 0, censored: 0 };
        let mut standings = vec![blank; groups];
        for row in self.members {
            standings[self.groups[*row as usize] as usize].at_risk += self.subjects[*row as usize].count;
        }
        let spread = || Spread { products: vec![0.0; groups * groups], crossed: vec![0.0; groups], squares: 0.0 };
        let mut spreads: Vec<Spread> = (0..groups).map(|_| spread()).collect();
        // What is still to come of each pair (score of one group, events of another), from the start through now.
        let mut passed = vec![0.0; groups * groups];
        let mut pooled = 0.0;
        let same = |one: &u32, next: &u32| self.timeline.through(*one as usize) == self.timeline.through(*next as usize);
        for tied in self.members.chunk_by(same) {
            self.tally(tied, &mut standings);
            if standings.iter().any(|group| group.own + group.other > 0) {
                pooled = self.step(&standings, pooled, &mut passed, &mut spreads, &mut sums.score);
            }
            standings.iter_mut().for_each(advance);
        }
        for (group, spread) in spreads.iter().enumerate() {
            let total = |row: usize| passed[row * groups + group];
            for row in 0..groups {
                for column in 0..groups {
                    sums.covariance[row * groups + column] += spread.products[row * groups + column]
                        + spread.crossed[row] * total(column)
                        + total(row) * spread.crossed[column]
                        + spread.squares * total(row) * total(column);
                }
            }
        }
    }

    fn tally(&self, tied: &[u32], standings: &mut [Standing]) {
        for row in tied.iter().map(|row| *row as usize) {
            let (standing, subject) = (&mut standings[self.groups[row] as usize], &self.subjects[row]);
            match subject.status {
                0 => standing.censored += subject.count,
                status if status == self.cause => standing.own += subject.count,
                _ => standing.other += subject.count,
            }
        }
    }

    /// One event time; gives the pooled incidence after it.
    fn step(&self, standings: &[Standing], pooled: f64, passed: &mut [f64], spreads: &mut [Spread], score: &mut [f64]) -> f64 {
        let groups = standings.len();
        let own: u64 = standings.iter().map(|group| group.own).sum();
        let restored: f64 = standings.iter().map(Standing::restored).sum();
        let weight = (1.0 - pooled).max(0.0).powf(self.rho);
        let exposed: f64 = standings.iter().map(|group| group.restored() * (1.0 - group.incidence)).sum();
        for (score, group) in score.iter_mut().zip(standings) {
            let share = if own == 0 || exposed <= 0.0 { 0.0 } else { group.restored() * (1.0 - group.incidence) / exposed };
            *score += weight * (group.own as f64 - share * own as f64);
        }
        let rise = own as f64 / restored;
        let after = pooled + rise;
        for (place, group) in standings.iter().enumerate().filter(|(_, group)| group.at_risk > 0) {
            let n = group.at_risk as f64;
            let pull = |row: usize| {
                let alike = if row == place { 1.0 } else { 0.0 };
                weight * (alike - standings[row].restored() / restored) * group.restored()
            };
            let pulls: Vec<f64> = (0..groups).map(pull).collect();
            for row in 0..groups {
                passed[row * groups + place] += if own == 0 { 0.0 } else { pulls[row] * rise / (1.0 - pooled) };
            }
            let left = group.survival_after();
            let x = if left > 0.0 { (1.0 - after) / left } else { 0.0 };
            let behind = |row: usize| passed[row * groups + place];
            let own_part: Vec<f64> = (0..groups).map(|row| pulls[row] - (1.0 - x) * behind(row)).collect();
            let other_part: Vec<f64> = (0..groups).map(|row| x * behind(row)).collect();
            let own_variance = rise / group.restored() * untied(own, restored * group.survival);
            let other_variance = group.survival * group.survival * group.other as f64 / (n * n) * untied(group.other, n);
            spreads[place].add(&own_part, 1.0 - x, own_variance);
            spreads[place].add(&other_part, -x, other_variance);
        }
        after
    }
}

/// What drawing without replacement leaves of the variance of `events` at one time among `n`.
fn untied(events: u64, n: f64) -> f64 {
    if events > 1 && n > 1.0 { 1.0 - (events - 1) as f64 / (n - 1.0) } else { 1.0 }
}

/// Past the time: those who had an event or were censored leave.
fn advance(group: &mut Standing) {
    if group.at_risk > 0 && group.own + group.other > 0 {
        group.incidence += group.survival * group.own as f64 / group.at_risk as f64;
        group.survival = group.survival_after();
    }
    group.at_risk -= group.own + group.other + group.censored;
    (group.own, group.other, group.censored) = (0, 0, 0);
}

#[cfg(test)]
mod tests;
