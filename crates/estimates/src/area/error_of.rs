//! Mean squared errors of the predictors, to terms of lower order than 1/m.

use faer::Mat;

use super::score::trace;
use super::{Design, Direct, Method};

/// g₁ + g₂ + 2g₃, less the bias of A where the method has one.
///
/// With Bᵢ = ψᵢ/(A + ψᵢ): g₁ = ψᵢ(1 − Bᵢ), g₂ = Bᵢ² xᵢ'(X'V⁻¹X)⁻¹xᵢ, g₃ = Bᵢ² var(A)/(A + ψᵢ), and the bias term is
/// b(A)·Bᵢ². REML has none to this order. Where A comes from the adjusted likelihood its bias is left in: the errors are
/// then rather too large than too small.
///
/// Source: Prasad & Rao (1990), JASA 85; Datta & Lahiri (2000), Statistica Sinica 10; Datta, Rao & Smith (2005),
/// Biometrika 92.
pub(super) fn mean_squared_errors(
    method: Method,
    direct: &Direct<'_>,
    design: &Design,
    (variance, inverse): (f64, &Mat<f64>),
    corrects_bias: bool,
) -> Vec<f64> {
    let weights: Vec<f64> = direct.variances.iter().map(|own| 1.0 / (variance + own)).collect();
    let one: f64 = weights.iter().sum();
    let two: f64 = weights.iter().map(|weight| weight * weight).sum();
    let areas = weights.len() as f64;
    let (variance_of_it, bias) = match method {
        Method::Reml => (2.0 / two, 0.0),
        Method::Ml => {
            let squares: Vec<f64> = weights.iter().map(|weight| weight * weight).collect();
            (2.0 / two, -trace(&(inverse * design.weighted(&squares))) / two)
        }
        Method::Moments => (2.0 * areas / (one * one), 2.0 * (areas * two - one * one) / one.powi(3)),
    };
    let bias = if corrects_bias { bias } else { 0.0 };
    let error = |(at, own): (usize, &f64)| {
        let away = own * weights[at];
        let known = own * (1.0 - away);
        let regression = away * away * design.quadratic(at, inverse);
        let estimated = away * away * variance_of_it * weights[at];
        known + regression + 2.0 * estimated - bias * away * away
    };
    direct.variances.iter().enumerate().map(error).collect()
}
