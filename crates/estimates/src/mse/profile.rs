//! Intervals by profile likelihood.

use statrs::function::gamma::ln_gamma;

use super::log_linear;
use super::{IntervalKind, PopulationInterval};

/// The likelihood of a number hidden, everything else chosen as well as it can be for that number.
pub(super) struct Profile {
    pub(super) cells: Vec<(u32, f64)>,
    pub(super) terms: Vec<u32>,
    pub(super) observed: f64,
}

impl Profile {
    /// The numbers hidden whose likelihood lies no further below the highest than the level allows, plus those observed.
    pub(super) fn interval(&self, hidden: f64, level: f64, z: f64) -> Option<PopulationInterval> {
        let top = self.highest(hidden)?;
        let least = self.log_likelihood(top)? - z * z / 2.0;
        let inside = |hidden: f64| self.log_likelihood(hidden).map(|likelihood| likelihood >= least);
        let lower = if inside(0.0)? { 0.0 } else { boundary(top, 0.0, &inside)? };
        let mut outside = top + 2.0 * (top - lower) + 1.0;
        while outside < 1e12 && inside(outside)? {
            outside *= 2.0;
        }
        let upper = if outside < 1e12 { Some(self.observed + boundary(top, outside, &inside)?) } else { None };
        Some(PopulationInterval { kind: IntervalKind::Profile, level, lower: self.observed + lower, upper })
    }

    /// Multinomial log-likelihood, up to a constant, when this many are hidden: the Poisson fit with that number in the
    /// cell of no list, given the total.
    fn log_likelihood(&self, hidden: f64) -> Option<f64> {
        let mut cells = self.cells.clone();
        cells.push((0, hidden));
        let fit = log_linear::fit(&cells, &self.terms)?;
        let total = self.observed + hidden;
        Some(fit.log_likelihood + ln_gamma(hidden + 1.0) - log_factorial(hidden) + total + log_factorial(total) - total * total.ln())
    }

    /// Where the likelihood is highest: near the Poisson estimate, found by golden section.
    fn highest(&self, hidden: f64) -> Option<f64> {
        let (mut low, mut high) = (0.0, 2.0 * hidden + 10.0);
        let golden = (5f64.sqrt() - 1.0) / 2.0;
        while high - low > 1e-7 * (1.0 + high) {
            let (left, right) = (high - golden * (high - low), low + golden * (high - low));
            if self.log_likelihood(left)? < self.log_likelihood(right)? {
                low = left;
            } else {
                high = right;
            }
        }
        Some((low + high) / 2.0)
    }
}

/// log n! by Stirling's formula, as the published limits have it; below 1, where the formula runs away, it goes on from there as the
/// gamma function does. Its error of 1/(12 n) moves limits of small tables only: exact factorials give Korea 128.99–226.47.
fn log_factorial(number: f64) -> f64 {
    let stirling = |number: f64| number * number.ln() - number + 0.5 * (std::f64::consts::TAU * number).ln();
    if number < 1.0 { ln_gamma(number + 1.0) + stirling(1.0) } else { stirling(number) }
}

/// Where `inside` turns false between a value inside and one outside, to a relative 1e-9.
fn boundary(mut inner: f64, mut outer: f64, inside: &dyn Fn(f64) -> Option<bool>) -> Option<f64> {
    while (inner - outer).abs() > 1e-9 * (1.0 + inner) {
        let middle = (inner + outer) / 2.0;
        if inside(middle)? {
            inner = middle;
        } else {
            outer = middle;
        }
    }
    Some((inner + outer) / 2.0)
}
