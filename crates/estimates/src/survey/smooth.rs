//! Statistics that are smooth functions of totals: totals, means and ratios, with their first-order errors.

use super::Design;

/// Columns to add up and what to make of their sums. Rows outside the domain, or without a value, are 0 in all of them.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Smooth {
    /// One per result.
    pub(crate) above: Vec<Vec<f64>>,
    /// What all of them are divided by; `None` for totals.
    pub(crate) below: Option<Vec<f64>>,
    /// Which rows it is about.
    pub(crate) rows: Vec<bool>,
}

impl Smooth {
    /// All columns, the divisor last.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &Vec<f64>> {
        self.above.iter().chain(&self.below)
    }

    /// The results from the sums of [`Smooth::columns`]; not a number where the divisor adds up to 0.
    pub(crate) fn values(&self, sums: &[f64]) -> Vec<f64> {
        let divisor = if self.below.is_some() { sums[self.above.len()] } else { 1.0 };
        let part = |sum: &f64| if divisor == 0.0 { f64::NAN } else { sum / divisor };
        sums[..self.above.len()].iter().map(part).collect()
    }

    /// The sums under these weights.
    pub(crate) fn sums(&self, weights: &[f64]) -> Vec<f64> {
        let sum = |column: &Vec<f64>| column.iter().zip(weights).map(|(value, weight)| value * weight).sum();
        self.columns().map(sum).collect()
    }

    /// What each row adds to the error of a result, weight included.
    pub(crate) fn influence(&self, place: usize, design: &Design) -> Vec<f64> {
        self.residual(place, &design.weights).iter().zip(&design.weights).map(|(value, weight)| value * weight).collect()
    }

    /// The variable whose weighted total has the error of a result: the value for totals, the centred value for means.
    pub(crate) fn residual(&self, place: usize, weights: &[f64]) -> Vec<f64> {
        let above = &self.above[place];
        let Some(below) = &self.below else { return above.clone() };
        let sum = |column: &[f64]| -> f64 { column.iter().zip(weights).map(|(value, weight)| value * weight).sum() };
        let divisor = sum(below);
        let result = sum(above) / divisor;
        above.iter().zip(below).map(|(above, below)| (above - result * below) / divisor).collect()
    }
}
