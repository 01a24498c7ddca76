//! One model on one table: its estimate, its likelihood, or why it has none.

use super::Existence;
use super::existence::{Reduced, reduce};
use super::log_linear::{self, Fit};
use super::model::Model;

/// A model that was fitted.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Fitted {
    pub(super) model: Model,
    /// Expected number on no list.
    pub(super) hidden: f64,
    /// Expected numbers of the histories that can happen.
    pub(super) expected: Vec<(u32, f64)>,
    pub(super) log_likelihood: f64,
    /// Parameters × log(observed) − 2 log-likelihood; parameters at minus infinity count.
    pub(super) bic: f64,
}

/// Fits a model; parameters at minus infinity are allowed.
///
/// # Errors
///
/// Why there is no estimate: no maximum, or more than one.
pub(super) fn fit(cells: &[(u32, f64)], observed: f64, model: &Model) -> Result<Fitted, Existence> {
    let reduced = reduce(cells, model);
    match reduced.existence() {
        Existence::Exists => {}
        other => return Err(other),
    }
    let fit = log_linear::fit(&reduced.cells, &reduced.terms).ok_or(Existence::NoMaximum)?;
    Ok(fitted(observed, model, &reduced, fit))
}

fn fitted(observed: f64, model: &Model, reduced: &Reduced, fit: Fit) -> Fitted {
    let parameters = (model.terms().len() + 1) as f64;
    Fitted {
        model: model.clone(),
        hidden: fit.intercept.exp(),
        expected: reduced.cells.iter().map(|cell| cell.0).zip(fit.expected).collect(),
        log_likelihood: fit.log_likelihood,
        bic: parameters * observed.ln() - 2.0 * fit.log_likelihood,
    }
}

impl Fitted {
    /// Expected number that stands on all lists of a set, whatever other lists they stand on.
    pub(super) fn expected_on(&self, lists: u32) -> f64 {
        self.expected.iter().filter(|(history, _)| history & lists == lists).map(|(_, mean)| mean).sum()
    }
}
