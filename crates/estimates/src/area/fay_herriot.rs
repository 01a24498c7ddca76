//! The model without neighbours.

use super::adjusted::adjusted;
use super::error_of::mean_squared_errors;
use super::score::score;
use super::{AreaError, AreaEstimate, AreaModel, Coefficient, Design, Direct, Method, Stop, Warning, median};

/// Areas for each coefficient below which the errors are said to be too small: their formulas leave out what vanishes
/// as areas grow in number (our own yardstick).
const FEW: usize = 3;

/// Fits a Fay–Herriot model: Fisher scoring from the median sampling variance, then the empirical best linear unbiased
/// predictor of each area and its mean squared error.
///
/// # Errors
///
/// When columns have different lengths, a variance is not above 0, a value is not finite, covariates follow from one
/// another, or there are fewer areas than coefficients and two.
///
/// # Source
///
/// Fay & Herriot (1979), JASA 74; Rao & Molina (2015), *Small Area Estimation*, chapter 6.
///
/// ```
/// use estimates::area::{Design, Direct, Method, Stop, fay_herriot};
/// let (values, variances) = ([0.10, 0.14, 0.08, 0.12, 0.30], [0.001, 0.002, 0.001, 0.004, 0.020]);
/// let direct = Direct { values: &values, variances: &variances };
/// let model = fay_herriot(&direct, &Design::new(5, &[]).unwrap(), Method::Reml, Stop::default()).unwrap();
/// // The area with the widest error leans most on the others.
/// assert!(model.areas[4].shrinkage < model.areas[0].shrinkage && model.areas[4].eblup < values[4]);
/// ```
pub fn fay_herriot(direct: &Direct<'_>, design: &Design, method: Method, stop: Stop) -> Result<AreaModel, AreaError> {
    direct.check(design)?;
    let mut warnings = Vec::new();
    let (between, is_settled) = between(direct, design, method, stop)?;
    if !is_settled {
        warnings.push(Warning::NotSettled);
    }
    let variance = if between > 0.0 {
        between
    } else {
        warnings.push(Warning::Adjusted);
        adjusted(method, direct, design)?
    };
    if design.areas() < FEW * design.terms().len() {
        warnings.push(Warning::FewAreas);
    }
    let weights: Vec<f64> = direct.variances.iter().map(|own| 1.0 / (variance + own)).collect();
    let (inverse, beta) = design.regress(direct.values, &weights)?;
    let synthetic = design.fitted(&beta);
    let errors = mean_squared_errors(method, direct, design, (variance, &inverse), between > 0.0);
    let area = |at: usize| {
        let shrinkage = variance * weights[at];
        AreaEstimate {
            eblup: synthetic[at] + shrinkage * (direct.values[at] - synthetic[at]),
            mse: errors[at],
            shrinkage,
            synthetic: synthetic[at],
        }
    };
    let coefficient =
        |(at, term): (usize, &String)| Coefficient { term: term.clone(), estimate: beta[at], std_error: inverse[(at, at)].sqrt() };
    Ok(AreaModel {
        areas: (0..design.areas()).map(area).collect(),
        variance,
        correlation: None,
        coefficients: design.terms().iter().enumerate().map(coefficient).collect(),
        log_likelihood: log_likelihood(direct, &synthetic, &weights),
        warnings,
    })
}

/// The variance between areas and whether its steps settled; 0 where the steps end at or below it.
fn between(direct: &Direct<'_>, design: &Design, method: Method, stop: Stop) -> Result<(f64, bool), AreaError> {
    let lowest = direct.variances.iter().copied().fold(f64::MAX, f64::min);
    let mut value = median(direct.variances);
    for _ in 0..stop.steps {
        let at = score(method, direct, design, value)?;
        let next = value + at.slope / at.information;
        let change = ((next - value) / value).abs();
        value = next;
        // Below this a total variance would be 0 or less: the maximum lies at the edge.
        if value <= -lowest || !value.is_finite() {
            return Ok((0.0, true));
        }
        if change < stop.precision {
            return Ok((value.max(0.0), true));
        }
    }
    Ok((value.max(0.0), value <= 0.0))
}

fn log_likelihood(direct: &Direct<'_>, fitted: &[f64], weights: &[f64]) -> f64 {
    let term = |((value, fitted), weight): ((&f64, &f64), &f64)| {
        -0.5 * ((std::f64::consts::TAU / weight).ln() + (value - fitted).powi(2) * weight)
    };
    direct.values.iter().zip(fitted).zip(weights).map(term).sum()
}
