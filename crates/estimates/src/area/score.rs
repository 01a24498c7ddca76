//! The score and information of the variance between areas, for each method.

use faer::Mat;

use super::{AreaError, Design, Direct, Method};

/// The slope of what is maximised (or the equation of the moments) at one variance, and its expected curvature: a step of
/// Fisher scoring goes by their ratio.
pub(super) struct Score {
    pub(super) slope: f64,
    pub(super) information: f64,
}

/// The score at variance `between`, which must leave every total variance above 0.
///
/// REML: −½ tr P + ½ y'PPy and ½ tr PP; ML: −½ tr V⁻¹ + ½ y'PPy and ½ tr V⁻²; moments: Σ r²/V − (m − p) and Σ 1/V
/// (Rao & Molina 2015, section 6.1.2). P is never made: its traces follow from matrices as small as the regression.
pub(super) fn score(method: Method, direct: &Direct<'_>, design: &Design, between: f64) -> Result<Score, AreaError> {
    let weights: Vec<f64> = direct.variances.iter().map(|variance| 1.0 / (between + variance)).collect();
    let (inverse, beta) = design.regress(direct.values, &weights)?;
    let left = direct.values.iter().zip(design.fitted(&beta)).map(|(value, fitted)| value - fitted);
    let scaled: Vec<f64> = left.zip(&weights).map(|(residual, weight)| residual * weight).collect();
    let power = |power: i32| weights.iter().map(|weight| weight.powi(power)).sum::<f64>();
    let squares: f64 = scaled.iter().map(|value| value * value).sum();
    Ok(match method {
        Method::Ml => Score { slope: 0.5 * (squares - power(1)), information: 0.5 * power(2) },
        Method::Reml => {
            let two = &inverse * moment(design, &weights, 2);
            let three = &inverse * moment(design, &weights, 3);
            let (trace, trace_of_square) = (power(1) - trace(&two), power(2) - 2.0 * trace(&three) + trace(&(&two * &two)));
            Score { slope: 0.5 * (squares - trace), information: 0.5 * trace_of_square }
        }
        Method::Moments => {
            let weighted: f64 = scaled.iter().zip(&weights).map(|(value, weight)| value * value / weight).sum();
            let free = (design.areas() - design.terms().len()) as f64;
            Score { slope: weighted - free, information: power(1) }
        }
    })
}

/// X' V⁻ᵏ X.
fn moment(design: &Design, weights: &[f64], power: i32) -> Mat<f64> {
    design.weighted(&weights.iter().map(|weight| weight.powi(power)).collect::<Vec<_>>())
}

pub(super) fn trace(matrix: &Mat<f64>) -> f64 {
    (0..matrix.nrows()).map(|at| matrix[(at, at)]).sum()
}
