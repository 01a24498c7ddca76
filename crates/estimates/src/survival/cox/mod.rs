//! Cox's proportional hazards model (1972): which circumstances go with a shorter or a longer wait.
//!
//! Conventions of `coxph` in R's survival: Efron's ties, coefficients of collinear columns left out, later ones first,
//! concordance with ties in risk counting half. Reading order: `risk_sets` → `newton` → `robust`, `proportional`.
//! Method page: `docs/methods/cox.md`.

mod newton;
mod proportional;
pub(super) mod risk_sets;
mod robust;

pub use risk_sets::Ties;

pub(super) use newton::{Likelihood, Maximum, SINGULAR, climb, risks, span};
pub(super) use robust::product;

use self::newton::likelihood;
use self::risk_sets::Prepared;
use super::chi_squared::ChiSquared;
use super::concordance::concordance;
use super::design::Design;
use super::factorisation::Factorisation;
use super::rows::survival_before;
use super::timeline::Timeline;
use super::{Subject, SurvivalError};
use crate::normal;

/// Efron's ties take a step per event, counts included: past this many it would take minutes.
const MOST_EVENTS: u64 = 100_000_000;

/// How to fit.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct CoxOptions<'a> {
    /// Events of the same time.
    pub ties: Ties,
    /// How standard errors are made.
    pub errors: Errors<'a>,
    /// Level of the limits of hazard ratios.
    pub level: f64,
}

impl Default for CoxOptions<'_> {
    /// Efron's ties, errors of the model, 95 %.
    fn default() -> Self {
        CoxOptions { ties: Ties::Efron, errors: Errors::Model, level: 0.95 }
    }
}

/// Where standard errors come from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Errors<'a> {
    /// From the information of the model.
    Model,
    /// The sandwich over subjects.
    Robust,
    /// The sandwich over clusters: the number of each row's cluster, counted from 0.
    Clustered(&'a [u32]),
}

/// A fitted regression on waits.
#[derive(Clone, PartialEq, Debug)]
pub struct Regression {
    /// Subjects.
    pub n: u64,
    /// Events.
    pub events: u64,
    /// One per column.
    pub coefficients: Vec<Coefficient>,
    /// Log-likelihood with every coefficient 0.
    pub loglik_null: f64,
    /// Log-likelihood at its maximum.
    pub loglik: f64,
    /// Twice the difference of both.
    pub likelihood_ratio: ChiSquared,
    /// The score test.
    pub score: ChiSquared,
    /// Wald's test, with the errors asked for.
    pub wald: ChiSquared,
    /// Share of pairs whose order the model has right; `None` where no two subjects can be compared, and for models that
    /// have none.
    pub concordance: Option<f64>,
    /// Steps to the maximum.
    pub steps: u32,
    /// What the reader must know.
    pub warnings: Vec<RegressionWarning>,
}

/// One column of a regression.
#[derive(Clone, PartialEq, Debug)]
pub struct Coefficient {
    /// Name of the column, as R writes it: `age`, `celltypesmallcell`.
    pub name: String,
    /// The log hazard ratio; `None` where the column is a combination of others.
    pub estimate: Option<f64>,
    /// Its standard error, as asked for.
    pub std_error: Option<f64>,
    /// Its standard error by the model, where another was asked for.
    pub model_error: Option<f64>,
    /// Two-sided p-value of Wald's test.
    pub p: Option<f64>,
    /// Hazard ratio, lower and upper limit.
    pub ratio: Option<[f64; 3]>,
}

/// What is wrong with a fit that is given all the same.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum RegressionWarning {
    /// A column that the columns before it already hold.
    #[error("{name} says nothing that the terms before it do not say: it has no coefficient")]
    Collinear {
        /// Which column.
        name: String,
    },
    /// A coefficient without a finite maximum.
    #[error(
        "the likelihood keeps rising as the coefficient of {name} grows: the number given is where the search stopped, not an estimate"
    )]
    Endless {
        /// Which column.
        name: String,
    },
    /// The search did not come to rest.
    #[error("the search did not converge; do not use these numbers")]
    NotConverged,
}

impl RegressionWarning {
    /// The word used in files.
    pub fn code(&self) -> &'static str {
        match self {
            RegressionWarning::Collinear { .. } => "collinear",
            RegressionWarning::Endless { .. } => "monotone-likelihood",
            RegressionWarning::NotConverged => "not-converged",
        }
    }
}

/// Fits the model. Events of any cause are events; strata have hazards of their own; late entry and rows that follow each
/// other (start, stop] are allowed.
///
/// ```
/// use estimates::survival::{CoxOptions, Design, Subject, cox};
/// let subjects: Vec<_> = [5.0, 6.0, 2.0, 3.0, 7.0].map(|time| Subject::new(time, 1)).into();
/// let mut design = Design::new();
/// design.number("x", vec![0.0, 1.0, 1.0, 0.0, 0.0]).unwrap();
/// let fit = cox(&subjects, &design, &CoxOptions::default()).unwrap();
/// assert!(fit.coefficients[0].estimate.unwrap() > 0.0);
/// ```
///
/// # Errors
///
/// As [`super::survival`]; when there is no event or no column, or a column or the clusters have another number of rows.
pub fn cox(subjects: &[Subject<'_>], design: &Design, options: &CoxOptions<'_>) -> Result<Regression, SurvivalError> {
    Ok(fit(subjects, design, options)?.0)
}

/// Fits the model and tests whether its hazards are proportional: one test per term, with time as 1 − Kaplan–Meier.
///
/// # Errors
///
/// As [`cox`].
pub fn cox_with_proportionality(
    subjects: &[Subject<'_>],
    design: &Design,
    options: &CoxOptions<'_>,
) -> Result<(Regression, Proportionality), SurvivalError> {
    let (regression, state) = fit(subjects, design, options)?;
    let free = state.free.iter().map(|column| design.columns()[*column].term);
    let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
    for (place, term) in free.enumerate() {
        match groups.last_mut() {
            Some((last, columns)) if *last == term => columns.push(place),
            Some(_) | None => groups.push((term, vec![place])),
        }
    }
    let before = survival_before(subjects, &state.timeline);
    let columns: Vec<Vec<usize>> = groups.iter().map(|(_, columns)| columns.clone()).collect();
    let prepared = Prepared::of(subjects, &state.timeline, design, options.ties).keeping(&state.free);
    let (terms, global) = proportional::tests(&prepared, &state.coefficients, |mark| 1.0 - before[mark], &columns);
    let named = groups.iter().zip(terms).map(|((term, _), test)| (design.term(*term).to_owned(), test));
    Ok((regression, Proportionality { terms: named.collect(), global }))
}

/// Tests of proportional hazards.
#[derive(Clone, PartialEq, Debug)]
pub struct Proportionality {
    /// Per term, by name.
    pub terms: Vec<(String, ChiSquared)>,
    /// All terms together.
    pub global: ChiSquared,
}

/// What later passes need of a fit: the columns that stand on their own and their coefficients, standardised.
struct State {
    timeline: Timeline,
    free: Vec<usize>,
    coefficients: Vec<f64>,
}

fn fit(subjects: &[Subject<'_>], design: &Design, options: &CoxOptions<'_>) -> Result<(Regression, State), SurvivalError> {
    let z = normal::two_sided(options.level).ok_or(SurvivalError::Level { level: options.level })?;
    let timeline = Timeline::of(subjects)?;
    design.check(subjects.len())?;
    check_clusters(options.errors, subjects.len())?;
    let all = Prepared::of(subjects, &timeline, design, options.ties);
    let events = subjects.iter().filter(|subject| subject.status > 0).map(|subject| subject.count).sum();
    if events == 0 {
        return Err(SurvivalError::NoEvents);
    }
    if events > MOST_EVENTS && options.ties == Ties::Efron {
        return Err(SurvivalError::ManyEvents { events });
    }
    let start = likelihood(&all, &vec![0.0; all.width]);
    let free = start.free(events);
    let prepared = all.keeping(&free);
    let start = likelihood(&prepared, &vec![0.0; free.len()]);
    let (loglik_null, score) = (start.log, ChiSquared::new(split_of(&start).quadratic(&start.score), free.len()));
    let top = newton::maximum(&prepared, start);
    let variance = split_of(&top.likelihood).inverse();
    let sandwich = |clusters| {
        let residuals = robust::score_residuals(&prepared, &top.coefficients);
        robust::sandwich(&prepared, &residuals, clusters, &variance)
    };
    let asked = match options.errors {
        Errors::Model => None,
        Errors::Robust => Some(sandwich(None)),
        Errors::Clustered(clusters) => Some(sandwich(Some(clusters))),
    };
    let used = asked.as_ref().unwrap_or(&variance);
    let wald = ChiSquared::new(Factorisation::of(used, free.len(), SINGULAR).quadratic(&top.coefficients), free.len());
    let predictors = prepared.linear_predictors(&top.coefficients);
    let table = Table { design, free: &free, scales: &prepared.scales, top: &top, variance: &variance, asked: asked.as_deref(), z };
    let regression = Regression {
        n: subjects.iter().map(|subject| subject.count).sum(),
        events,
        coefficients: table.coefficients(),
        loglik_null,
        loglik: top.likelihood.log,
        likelihood_ratio: ChiSquared::new(2.0 * (top.likelihood.log - loglik_null), free.len()),
        score,
        wald,
        concordance: concordance(subjects, &timeline, &predictors),
        steps: top.steps,
        warnings: table.warnings(),
    };
    let coefficients = top.coefficients;
    Ok((regression, State { timeline, free, coefficients }))
}

fn split_of(likelihood: &Likelihood) -> Factorisation {
    Factorisation::of(&likelihood.information, likelihood.score.len(), 0.0)
}

fn check_clusters(errors: Errors<'_>, rows: usize) -> Result<(), SurvivalError> {
    match errors {
        Errors::Clustered(clusters) if clusters.len() != rows => {
            Err(SurvivalError::Rows { name: "cluster".to_owned(), rows: clusters.len(), expected: rows })
        }
        Errors::Clustered(clusters) if clusters.iter().any(|cluster| *cluster as usize >= rows) => {
            Err(SurvivalError::Cluster { clusters: rows })
        }
        Errors::Model | Errors::Robust | Errors::Clustered(_) => Ok(()),
    }
}

/// From the standardised columns that were fitted back to the columns asked for.
pub(super) struct Table<'a> {
    pub(super) design: &'a Design,
    pub(super) free: &'a [usize],
    pub(super) scales: &'a [f64],
    pub(super) top: &'a Maximum,
    pub(super) variance: &'a [f64],
    pub(super) asked: Option<&'a [f64]>,
    pub(super) z: f64,
}

impl Table<'_> {
    pub(super) fn coefficients(&self) -> Vec<Coefficient> {
        let of = |(place, column): (usize, &super::design::Column)| {
            let name = column.name.clone();
            match self.free.binary_search(&place) {
                Ok(own) => self.coefficient(name, own),
                Err(_) => Coefficient { name, estimate: None, std_error: None, model_error: None, p: None, ratio: None },
            }
        };
        self.design.columns().iter().enumerate().map(of).collect()
    }

    fn coefficient(&self, name: String, own: usize) -> Coefficient {
        let (scale, width) = (self.scales[own], self.free.len());
        let estimate = self.top.coefficients[own] / scale;
        let error = |variance: &[f64]| {
            let error = variance[own * width + own].max(0.0).sqrt() / scale;
            if error < 1e-8 * estimate.abs() { 0.0 } else { error }
        };
        let std_error = error(self.asked.unwrap_or(self.variance));
        let p = (std_error > 0.0).then(|| normal::two_sided_p(estimate / std_error));
        let ratio = [0.0, -self.z, self.z].map(|z| (estimate + z * std_error).exp());
        let model_error = self.asked.map(|_| error(self.variance));
        Coefficient { name, estimate: Some(estimate), std_error: Some(std_error), model_error, p, ratio: Some(ratio) }
    }

    pub(super) fn warnings(&self) -> Vec<RegressionWarning> {
        let names = self.design.columns().iter().enumerate();
        let lost = names.filter(|(place, _)| self.free.binary_search(place).is_err());
        let collinear = lost.map(|(_, column)| RegressionWarning::Collinear { name: column.name.clone() });
        let named = |own: &usize| self.design.columns()[self.free[*own]].name.clone();
        let endless = self.top.endless.iter().map(|own| RegressionWarning::Endless { name: named(own) });
        let lost = !self.top.converged && !self.free.is_empty();
        collinear.chain(endless).chain(lost.then_some(RegressionWarning::NotConverged)).collect()
    }
}

#[cfg(test)]
mod tests;
