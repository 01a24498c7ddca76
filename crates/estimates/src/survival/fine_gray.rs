//! What goes with a higher incidence of one cause? The proportional subdistribution hazards of Fine & Gray (1999),
//! `crr` in R's cmprsk.
//!
//! Who had another cause stays in the risk set, with the probability of not having been censored since: G(t−)/G(T−), G the
//! Kaplan–Meier curve of censoring. Ties are Breslow's.

use super::chi_squared::ChiSquared;
use super::cox::risk_sets::{Moments, Prepared, RiskSet};
use super::cox::{Likelihood, Regression, SINGULAR, Table, Ties, climb, product, risks, span};
use super::design::Design;
use super::factorisation::Factorisation;
use super::timeline::Timeline;
use super::{Subject, SurvivalError};
use crate::normal;

/// Fits the incidence of `cause` to the columns. Standard errors count the estimated censoring in, as `crr` prints them.
///
/// # Errors
///
/// As [`super::cox`]; when a subject came under observation late, or there are strata: the model has no agreed form for them here.
pub fn fine_gray(subjects: &[Subject<'_>], design: &Design, cause: u32, level: f64) -> Result<Regression, SurvivalError> {
    let z = normal::two_sided(level).ok_or(SurvivalError::Level { level })?;
    let timeline = Timeline::of(subjects)?;
    design.check(subjects.len())?;
    if timeline.has_entries() {
        return Err(SurvivalError::LateEntry { method: "Fine–Gray regression" });
    }
    let events = subjects.iter().filter(|subject| subject.status == cause).map(|subject| subject.count).sum();
    if events == 0 || cause == 0 {
        return Err(SurvivalError::NoEventsOf { cause });
    }
    let all = Prepared::of(subjects, &timeline, design, Ties::Breslow);
    if all.strata.len() > 1 {
        return Err(SurvivalError::Strata { method: "Fine–Gray regression" });
    }
    let censoring = Censoring::of(subjects, &timeline);
    let weighted = |prepared| Weighted { prepared, cause, censoring: &censoring };
    let start = weighted(&all).likelihood(&vec![0.0; all.width]);
    let free = start.free(events);
    let prepared = all.keeping(&free);
    let model = weighted(&prepared);
    let start = model.likelihood(&vec![0.0; free.len()]);
    let score = ChiSquared::new(Factorisation::of(&start.information, free.len(), 0.0).quadratic(&start.score), free.len());
    let loglik_null = start.log;
    let top = climb(start, |coefficients| model.likelihood(coefficients), |column| span(&prepared, column));
    let inverse = Factorisation::of(&top.likelihood.information, free.len(), 0.0).inverse();
    let influences = model.influences(&top.coefficients);
    let variance = product(&product(&inverse, &model.squares(&influences), free.len()), &inverse, free.len());
    let table = Table { design, free: &free, scales: &prepared.scales, top: &top, variance: &variance, asked: None, z };
    Ok(Regression {
        n: subjects.iter().map(|subject| subject.count).sum(),
        events,
        coefficients: table.coefficients(),
        loglik_null,
        loglik: top.likelihood.log,
        likelihood_ratio: ChiSquared::new(2.0 * (top.likelihood.log - loglik_null), free.len()),
        score,
        wald: ChiSquared::new(Factorisation::of(&variance, free.len(), SINGULAR).quadratic(&top.coefficients), free.len()),
        concordance: None,
        steps: top.steps,
        warnings: table.warnings(),
    })
}

/// The Kaplan–Meier curve of censoring, with everyone who leaves for another reason at a time still at risk at it.
struct Censoring {
    /// Just before each mark.
    before: Vec<f64>,
    /// Censored at each mark, and at risk at it.
    censored: Vec<u64>,
    at_risk: Vec<u64>,
}

impl Censoring {
    fn of(subjects: &[Subject<'_>], timeline: &Timeline) -> Censoring {
        let marks = timeline.order().last().map_or(0, |row| timeline.through(*row as usize) + 1);
        let (mut censored, mut leaving) = (vec![0u64; marks], vec![0u64; marks]);
        for (row, subject) in subjects.iter().enumerate() {
            leaving[timeline.through(row)] += subject.count;
            censored[timeline.through(row)] += if subject.status == 0 { subject.count } else { 0 };
        }
        let mut at_risk = vec![0; marks];
        let mut left: u64 = 0;
        for mark in (0..marks).rev() {
            left += leaving[mark];
            at_risk[mark] = left;
        }
        let mut free = 1.0;
        let mut before = Vec::with_capacity(marks);
        for mark in 0..marks {
            before.push(free);
            if censored[mark] > 0 {
                free *= (at_risk[mark] - censored[mark]) as f64 / at_risk[mark] as f64;
            }
        }
        Censoring { before, censored, at_risk }
    }
}

/// The model on prepared columns.
struct Weighted<'a> {
    prepared: &'a Prepared<'a>,
    cause: u32,
    censoring: &'a Censoring,
}

/// What one event time adds to the cumulative subdistribution hazard, with the mean of the columns over its risk set.
struct Rise {
    mark: usize,
    hazard: f64,
    means: Vec<f64>,
}

impl Weighted<'_> {
    fn status(&self, row: u32) -> u32 {
        self.prepared.subjects[row as usize].status
    }

    fn through(&self, row: u32) -> usize {
        self.prepared.timeline.through(row as usize)
    }

    fn competes(&self, row: u32) -> bool {
        self.status(row) != 0 && self.status(row) != self.cause
    }

    fn likelihood(&self, coefficients: &[f64]) -> Likelihood {
        let (predictors, risks) = risks(self.prepared, coefficients);
        let mut sum = Likelihood::new(self.prepared.width);
        self.visit(&risks, |set| sum.add(self.prepared, &predictors, set));
        sum.mirror();
        sum
    }

    /// Visits every time with an event of the cause, the last one first.
    fn visit(&self, risks: &[f64], mut visit: impl FnMut(&RiskSet<'_>)) {
        let width = self.prepared.width;
        let Some(stratum) = self.prepared.strata.first() else { return };
        let (mut present, mut gone, tied) = (Moments::new(width), Moments::new(width), Moments::new(width));
        let mut earlier = 0;
        for row in stratum.by_exit.iter().filter(|row| self.competes(**row)) {
            gone.add(self.prepared.row(*row), risks[*row as usize] / self.censoring.before[self.through(*row)]);
            earlier += 1;
        }
        let mut events = Vec::new();
        let mut ends: Vec<&[u32]> = stratum.by_exit.chunk_by(|one, next| self.through(*one) == self.through(*next)).collect();
        ends.reverse();
        for leaving in ends {
            let mark = self.through(leaving[0]);
            let free = self.censoring.before[mark];
            events.clear();
            for row in leaving {
                present.add(self.prepared.row(*row), risks[*row as usize]);
                if self.competes(*row) {
                    gone.add(self.prepared.row(*row), -risks[*row as usize] / free);
                    earlier -= 1;
                    if earlier == 0 {
                        gone.clear();
                    }
                } else if self.status(*row) == self.cause && self.prepared.subjects[*row as usize].count > 0 {
                    events.push(*row);
                }
            }
            if !events.is_empty() {
                let count = events.iter().map(|row| self.prepared.subjects[*row as usize].count).sum();
                let all = present.plus(&gone, free);
                visit(&RiskSet { mark, events: &events, count, all: &all, tied: &tied });
            }
        }
    }

    fn rises(&self, risks: &[f64]) -> Vec<Rise> {
        let mut rises = Vec::new();
        self.visit(risks, |set| {
            let means = (0..self.prepared.width).map(|column| set.mean(column, 0.0)).collect();
            rises.push(Rise { mark: set.mark, hazard: set.count as f64 / set.all.risk, means });
        });
        rises.reverse();
        rises
    }

    /// The influence of every row on the score, for one of the subjects it stands for: its own part and that of the censoring
    /// curve it helped to estimate; row after row.
    fn influences(&self, coefficients: &[f64]) -> Vec<f64> {
        let (predictors, risks) = risks(self.prepared, coefficients);
        let rises = self.rises(&risks);
        let width = self.prepared.width;
        let ahead = self.ahead(&rises);
        let behind = behind(&rises, width);
        let censoring = self.censoring_part(&risks, &ahead);
        let mut influences = vec![0.0; self.prepared.values.len()];
        for row in 0..self.prepared.subjects.len() as u32 {
            let (mark, values, risk) = (self.through(row), self.prepared.row(row), predictors[row as usize].exp());
            let through = rises.partition_point(|rise| rise.mark <= mark) * (width + 1);
            let past = (mark + 1) * (width + 1);
            for column in 0..width {
                let mut own = -risk * (values[column] * behind[through] - behind[through + column + 1]);
                if self.status(row) == self.cause {
                    own += values[column] - rises[through / (width + 1) - 1].means[column];
                } else if self.competes(row) {
                    own -= risk / self.censoring.before[mark] * (values[column] * ahead[past] - ahead[past + column + 1]);
                }
                let censored = if self.status(row) == 0 { censoring.jumps[mark * width + column] } else { 0.0 };
                influences[row as usize * width + column] = own + censored - censoring.drift[mark * width + column];
            }
        }
        influences
    }

    /// Σ G(t−) dΛ(t) and Σ G(t−) dΛ(t) × mean over the event times from each mark on; `width + 1` numbers each.
    fn ahead(&self, rises: &[Rise]) -> Vec<f64> {
        let width = self.prepared.width;
        let mut running = vec![0.0; width + 1];
        let mut ahead = vec![0.0; (self.censoring.before.len() + 1) * (width + 1)];
        let mut left = rises.len();
        for mark in (0..self.censoring.before.len()).rev() {
            while left > 0 && rises[left - 1].mark >= mark {
                left -= 1;
                let own = self.censoring.before[rises[left].mark] * rises[left].hazard;
                running[0] += own;
                running[1..].iter_mut().zip(&rises[left].means).for_each(|(sum, mean)| *sum += own * mean);
            }
            ahead[mark * (width + 1)..][..=width].copy_from_slice(&running);
        }
        ahead
    }

    /// How a censoring at each mark moves the score: through the weights, from that mark on, of those who had another cause
    /// before it ("s ≥ u > X" in the paper).
    fn censoring_part(&self, risks: &[f64], ahead: &[f64]) -> CensoringPart {
        let width = self.prepared.width;
        let marks = self.censoring.before.len();
        let mut sums = vec![0.0; width + 1];
        let mut part = CensoringPart { jumps: vec![0.0; marks * width], drift: vec![0.0; marks * width] };
        let mut drift = vec![0.0; width];
        let rows = self.prepared.strata.first().map_or(&[][..], |stratum| &stratum.by_exit);
        for leaving in rows.chunk_by(|one, next| self.through(*one) == self.through(*next)) {
            let mark = self.through(leaving[0]);
            let at_risk = self.censoring.at_risk[mark] as f64;
            for column in 0..width {
                let pull = sums[column + 1] * ahead[mark * (width + 1)] - sums[0] * ahead[mark * (width + 1) + column + 1];
                let jump = if at_risk > 0.0 { pull / at_risk } else { 0.0 };
                drift[column] += if at_risk > 0.0 { jump * self.censoring.censored[mark] as f64 / at_risk } else { 0.0 };
                part.jumps[mark * width + column] = jump;
                part.drift[mark * width + column] = drift[column];
            }
            for row in leaving.iter().filter(|row| self.competes(**row)) {
                let weight = risks[*row as usize] / self.censoring.before[mark];
                sums[0] += weight;
                sums[1..].iter_mut().zip(self.prepared.row(*row)).for_each(|(sum, value)| *sum += weight * value);
            }
        }
        part
    }

    /// Σ u uᵀ over the subjects.
    fn squares(&self, influences: &[f64]) -> Vec<f64> {
        let width = self.prepared.width;
        let mut squares = vec![0.0; width * width];
        for (own, subject) in influences.chunks_exact(width.max(1)).zip(self.prepared.subjects) {
            for (place, cell) in squares.iter_mut().enumerate() {
                *cell += subject.count as f64 * own[place / width] * own[place % width];
            }
        }
        squares
    }
}

/// What the estimated censoring adds to influences, by mark and column: for who is censored at it, and for who was at risk
/// of it through the mark.
struct CensoringPart {
    jumps: Vec<f64>,
    drift: Vec<f64>,
}

/// Running totals of dΛ and dΛ × mean before each event time, and after the last.
fn behind(rises: &[Rise], width: usize) -> Vec<f64> {
    let mut running = vec![0.0; width + 1];
    let mut behind = running.clone();
    for rise in rises {
        running[0] += rise.hazard;
        running[1..].iter_mut().zip(&rise.means).for_each(|(sum, mean)| *sum += rise.hazard * mean);
        behind.extend_from_slice(&running);
    }
    behind
}

#[cfg(test)]
mod tests;
