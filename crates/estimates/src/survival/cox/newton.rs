//! The partial likelihood and its maximum, by Newton's method.

use super::risk_sets::{Prepared, RiskSet};
use crate::survival::factorisation::Factorisation;

/// A column whose information, beyond that of the columns before it, is this small beside the largest tells nothing new.
pub(in crate::survival) const SINGULAR: f64 = 1.8e-12;
/// Converged when the log-likelihood changes by less than this share of where it started: then only the last digits are
/// polished. (A share of itself would never do where it climbs to 0.)
const CONVERGED: f64 = 1e-9;
const MOST_STEPS: u32 = 60;
const POLISH: u32 = 4;
/// A coefficient that still moves by this share of itself although the likelihood stands still has no finite maximum.
const STILL_MOVING: f64 = 1e-4;
/// … if it already spreads the linear predictors this far.
const FAR: f64 = 5.0;

/// Log-likelihood, its slope and its curvature (turned positive).
#[derive(Clone, Debug)]
pub(in crate::survival) struct Likelihood {
    pub(in crate::survival) log: f64,
    pub(in crate::survival) score: Vec<f64>,
    /// Row after row, whole.
    pub(in crate::survival) information: Vec<f64>,
}

impl Likelihood {
    pub(in crate::survival) fn new(width: usize) -> Likelihood {
        Likelihood { log: 0.0, score: vec![0.0; width], information: vec![0.0; width * width] }
    }

    /// Adds what one event time says.
    pub(in crate::survival) fn add(&mut self, prepared: &Prepared<'_>, predictors: &[f64], set: &RiskSet<'_>) {
        let width = prepared.width;
        for row in set.events {
            let count = prepared.subjects[*row as usize].count as f64;
            self.log += count * predictors[*row as usize];
            self.score.iter_mut().zip(prepared.row(*row)).for_each(|(score, value)| *score += count * value);
        }
        let mut means = vec![0.0; width];
        for (weight, gone) in set.shares(prepared.ties) {
            let risk = set.risk(gone);
            self.log -= weight * risk.ln();
            for row in 0..width {
                means[row] = set.mean(row, gone);
                self.score[row] -= weight * means[row];
                for column in 0..=row {
                    let second = (set.all.second[row * width + column] - gone * set.tied.second[row * width + column]) / risk;
                    self.information[row * width + column] += weight * (second - means[row] * means[column]);
                }
            }
        }
    }

    /// The columns that tell something of their own: by their information beside that of the others, and beside what columns
    /// of spread 1 would have at this many events (less is rounding).
    pub(in crate::survival) fn free(&self, events: u64) -> Vec<usize> {
        let width = self.score.len();
        let largest = (0..width).map(|place| self.information[place * width + place]).fold(0.0, f64::max);
        let tolerance = SINGULAR * f64::max(1.0, events as f64 / largest);
        let split = Factorisation::of(&self.information, width, tolerance);
        (0..width).filter(|column| split.is_free(*column)).collect()
    }

    pub(in crate::survival) fn mirror(&mut self) {
        let width = self.score.len();
        for row in 0..width {
            for column in 0..row {
                self.information[column * width + row] = self.information[row * width + column];
            }
        }
    }
}

/// The partial likelihood at these coefficients (of the standardised columns).
pub(super) fn likelihood(prepared: &Prepared<'_>, coefficients: &[f64]) -> Likelihood {
    let (predictors, risks) = risks(prepared, coefficients);
    let mut sum = Likelihood::new(prepared.width);
    for stratum in &prepared.strata {
        prepared.visit(stratum, &risks, |set| sum.add(prepared, &predictors, set));
    }
    sum.mirror();
    sum
}

/// Linear predictors and risks. Predictors so high that their exponent might overflow are all lowered alike, which changes
/// no likelihood.
pub(in crate::survival) fn risks(prepared: &Prepared<'_>, coefficients: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let mut predictors = prepared.linear_predictors(coefficients);
    let highest = predictors.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if highest > 50.0 {
        predictors.iter_mut().for_each(|predictor| *predictor -= highest);
    }
    let risks = predictors.iter().zip(prepared.subjects).map(|(predictor, subject)| subject.count as f64 * predictor.exp()).collect();
    (predictors, risks)
}

/// Where the search ended.
#[derive(Clone, Debug)]
pub(in crate::survival) struct Maximum {
    pub(in crate::survival) coefficients: Vec<f64>,
    pub(in crate::survival) likelihood: Likelihood,
    pub(in crate::survival) steps: u32,
    /// Whether the likelihood came to rest.
    pub(in crate::survival) converged: bool,
    /// Columns whose coefficient runs away: the likelihood has no finite maximum in them.
    pub(in crate::survival) endless: Vec<usize>,
}

/// Climbs from 0, halving steps that lose height.
pub(super) fn maximum(prepared: &Prepared<'_>, start: Likelihood) -> Maximum {
    climb(start, |coefficients| likelihood(prepared, coefficients), |column| span(prepared, column))
}

/// Newton's method on any concave log-likelihood; `span` says how far apart the values of a column lie.
pub(in crate::survival) fn climb(start: Likelihood, at: impl Fn(&[f64]) -> Likelihood, span: impl Fn(usize) -> f64) -> Maximum {
    let width = start.score.len();
    let enough = CONVERGED * start.log.abs().max(f64::MIN_POSITIVE);
    let mut now = Maximum { coefficients: vec![0.0; width], likelihood: start, steps: 0, converged: false, endless: Vec::new() };
    let mut polished = 0;
    while now.steps < MOST_STEPS && polished < POLISH {
        let step = Factorisation::of(&now.likelihood.information, width, SINGULAR).solve(&now.likelihood.score);
        if now.converged {
            let runs = |place: &usize| {
                let own = now.coefficients[*place];
                step[*place].abs() > STILL_MOVING * own.abs() && own.abs() * span(*place) > FAR
            };
            now.endless = (0..width).filter(runs).collect();
            if !now.endless.is_empty() {
                break;
            }
            polished += 1;
        }
        let Some((coefficients, next)) = ascend(&now, &step, &at) else { break };
        let change = (next.log - now.likelihood.log).abs();
        let still = step.iter().zip(&coefficients).all(|(step, own)| step.abs() <= 1e-14 * own.abs().max(1.0));
        now.converged |= change <= enough || still;
        now = Maximum { coefficients, likelihood: next, steps: now.steps + 1, ..now };
        if still {
            break;
        }
    }
    now
}

/// The step, halved until it no longer loses height; `None` where no part of it gains any: the top is reached.
fn ascend(now: &Maximum, step: &[f64], at: &impl Fn(&[f64]) -> Likelihood) -> Option<(Vec<f64>, Likelihood)> {
    let slack = 1e-13 * now.likelihood.log.abs();
    let mut part = 1.0;
    for _ in 0..40 {
        let there: Vec<f64> = now.coefficients.iter().zip(step).map(|(own, step)| own + part * step).collect();
        let next = at(&there);
        if next.log.is_finite() && next.log >= now.likelihood.log - slack && next.information.iter().all(|cell| cell.is_finite()) {
            return Some((there, next));
        }
        part /= 2.0;
    }
    None
}

/// How far apart the values of a column lie.
pub(in crate::survival) fn span(prepared: &Prepared<'_>, column: usize) -> f64 {
    let values = || prepared.values.iter().skip(column).step_by(prepared.width.max(1)).copied();
    values().fold(f64::NEG_INFINITY, f64::max) - values().fold(f64::INFINITY, f64::min)
}
