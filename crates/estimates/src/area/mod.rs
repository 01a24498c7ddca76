//! Small areas: direct estimates of few respondents borrow strength from the other areas (Fay–Herriot).
//!
//! Each area has a direct estimate yᵢ with a known sampling variance ψᵢ and covariates xᵢ; the model is
//! yᵢ = xᵢ'β + vᵢ + eᵢ with vᵢ of variance A between areas and eᵢ of variance ψᵢ (Fay & Herriot 1979). The estimate leans
//! on the area's own figure by its shrinkage weight γᵢ = A / (A + ψᵢ) and on the regression for the rest. Neighbours may
//! share their effect ([`spatial`]); the areas may be made to add up to the country ([`benchmark`]).
//! Method page: `docs/methods/small-areas.md`.

mod adjusted;
mod benchmark;
mod design;
mod error_of;
mod fay_herriot;
mod score;
mod spatial;
mod spatial_error;
#[cfg(test)]
mod tests;

use domain::{Estimate, Interval};

use crate::normal;

pub use benchmark::{Benchmark, benchmark};
pub use design::{Design, Regression};
pub use fay_herriot::fay_herriot;
pub use spatial::{Neighbours, spatial};

/// How the variance between areas is estimated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Residual maximum likelihood.
    Reml,
    /// Maximum likelihood.
    Ml,
    /// The moments of Fay and Herriot (1979).
    Moments,
}

/// When the steps towards the variance stop.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stop {
    /// Relative change of a step below which it is done. The published software stops at 1e-4, and prints what it has
    /// then; a smaller number comes nearer to the true maximum.
    pub precision: f64,
    /// Most steps.
    pub steps: u32,
}

impl Default for Stop {
    fn default() -> Stop {
        Stop { precision: 1e-4, steps: 100 }
    }
}

/// The direct estimates: one value and one sampling variance for each area, in one order.
#[derive(Clone, Copy, Debug)]
pub struct Direct<'a> {
    /// Direct estimates.
    pub values: &'a [f64],
    /// Their sampling variances, above 0.
    pub variances: &'a [f64],
}

/// What the model says of one area.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct AreaEstimate {
    /// Empirical best linear unbiased predictor.
    pub eblup: f64,
    /// Its mean squared error, with the uncertainty of β and A in it (Prasad & Rao 1990; Datta & Lahiri 2000).
    pub mse: f64,
    /// Weight of the area's own direct estimate, 0–1.
    pub shrinkage: f64,
    /// What the regression alone says.
    pub synthetic: f64,
}

impl AreaEstimate {
    /// The estimate with its limits, eblup ± z √mse; `None` unless the level lies strictly between 0 and 1.
    pub fn at_level(&self, level: f64) -> Option<Estimate> {
        let away = normal::two_sided(level)? * self.mse.max(0.0).sqrt();
        Some(Estimate { value: self.eblup, interval: Interval { lower: self.eblup - away, upper: self.eblup + away, level } })
    }
}

/// A fitted model.
#[derive(Clone, PartialEq, Debug)]
pub struct AreaModel {
    /// The areas, in the order given.
    pub areas: Vec<AreaEstimate>,
    /// Variance between areas, A.
    pub variance: f64,
    /// Correlation with the neighbours, ρ; `None` without neighbours.
    pub correlation: Option<f64>,
    /// The regression.
    pub coefficients: Vec<Coefficient>,
    /// Log-likelihood of the direct estimates at the fitted values.
    pub log_likelihood: f64,
    /// What a reader must know.
    pub warnings: Vec<Warning>,
}

/// One coefficient of the regression.
#[derive(Clone, PartialEq, Debug)]
pub struct Coefficient {
    /// The term.
    pub term: String,
    /// Its value.
    pub estimate: f64,
    /// Its standard error, A taken as known.
    pub std_error: f64,
}

/// What a reader must know of a fit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Warning {
    /// The variance between areas was estimated as 0; an adjusted likelihood gave the positive value used.
    Adjusted,
    /// The steps did not settle.
    NotSettled,
    /// The correlation with neighbours lies at the edge of what is possible.
    CorrelationAtEdge,
    /// Rows of the neighbour table did not add up to 1 and were divided by their sum.
    Standardised,
    /// There are few areas for this many coefficients: the errors are too small.
    FewAreas,
}

impl Warning {
    /// A word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Warning::Adjusted => "variance-zero",
            Warning::NotSettled => "not-settled",
            Warning::CorrelationAtEdge => "correlation-at-edge",
            Warning::Standardised => "neighbours-standardised",
            Warning::FewAreas => "few-areas",
        }
    }

    /// A sentence for people.
    pub fn text(self) -> &'static str {
        match self {
            Warning::Adjusted => {
                "the variance between areas came out as 0, which would deny that areas differ; an adjusted likelihood (Li & Lahiri 2010) gave the positive variance used here"
            }
            Warning::NotSettled => "the steps towards the variance did not settle; do not publish these figures",
            Warning::CorrelationAtEdge => {
                "the correlation with neighbours lies at the edge of what is possible; compare with the model without neighbours"
            }
            Warning::Standardised => "rows of the neighbour table did not add up to 1 and were divided by their sum",
            Warning::FewAreas => "there are few areas for this many coefficients: the stated errors are too small",
        }
    }
}

/// Why there is no estimate. Facts about the table, never about a person.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum AreaError {
    /// Columns of other lengths.
    #[error("{given} values were given where {expected} are needed: one for each area")]
    Length {
        /// How many were given.
        given: usize,
        /// How many areas there are.
        expected: usize,
    },
    /// Too few areas for the regression.
    #[error("{areas} areas are too few for {coefficients} coefficients; at least {needed} are needed: leave covariates out")]
    FewAreas {
        /// Areas.
        areas: usize,
        /// Coefficients, the intercept included.
        coefficients: usize,
        /// Areas needed.
        needed: usize,
    },
    /// A value that is no finite number.
    #[error("area {area} has a value that is no finite number")]
    NotFinite {
        /// Which area, counted from 1.
        area: usize,
    },
    /// A variance of 0 or less.
    #[error("the sampling variance of area {area} is not above 0; give the variance of its direct estimate, or leave the area out")]
    Variance {
        /// Which area, counted from 1.
        area: usize,
    },
    /// A covariate that says what others say already.
    #[error("the covariate '{term}' follows from the others; leave it out")]
    Collinear {
        /// The term.
        term: String,
    },
    /// The table of neighbours is not square.
    #[error("row {row} of the neighbour table has {given} fields where {expected} are needed: one for each area")]
    Neighbours {
        /// Which row, counted from 1.
        row: usize,
        /// Fields given.
        given: usize,
        /// Areas.
        expected: usize,
    },
    /// A neighbour weight below 0, or an area that is its own neighbour.
    #[error("row {row} of the neighbour table has a weight below 0, or on its own area")]
    NeighbourWeight {
        /// Which row, counted from 1.
        row: usize,
    },
    /// Nobody is a neighbour of anybody.
    #[error("no area has a neighbour; leave the neighbour table out")]
    NoNeighbours,
    /// The equations have no answer at this step.
    #[error("the variance matrix cannot be inverted; check the neighbour table and the variances")]
    Singular,
    /// A benchmark that nothing can be scaled to.
    #[error("the estimates add up to {sum}; they cannot be brought to {total}")]
    Benchmark {
        /// What they add up to.
        sum: f64,
        /// What was asked.
        total: f64,
    },
}

impl Direct<'_> {
    /// Checks that every area has a finite estimate and a variance above 0.
    fn check(&self, design: &Design) -> Result<(), AreaError> {
        let areas = self.values.len();
        for given in [self.variances.len(), design.areas()] {
            if given != areas {
                return Err(AreaError::Length { given, expected: areas });
            }
        }
        if let Some(at) = self.values.iter().chain(self.variances).position(|value| !value.is_finite()) {
            return Err(AreaError::NotFinite { area: at % areas + 1 });
        }
        if let Some(at) = self.variances.iter().position(|variance| *variance <= 0.0) {
            return Err(AreaError::Variance { area: at + 1 });
        }
        let (coefficients, needed) = (design.terms().len(), design.terms().len() + 2);
        if areas < needed {
            return Err(AreaError::FewAreas { areas, coefficients, needed });
        }
        Ok(())
    }
}

/// The middle of the sampling variances: where the steps begin, as in the published software.
fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[middle] } else { (sorted[middle - 1] + sorted[middle]) / 2.0 }
}
