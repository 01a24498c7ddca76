//! Mean squared errors of the predictors with neighbours.

use faer::Mat;

use super::score::trace;
use super::spatial::Step;
use super::{Design, Direct, Method};

/// g₁ + g₂ + 2g₃ − g₄, and for ML less the bias of (A, ρ) along the slope of g₁.
///
/// With G = A·C⁻¹ and L the rows of GV⁻¹: g₁ = (G − GV⁻¹G)ᵢᵢ, g₂ the error of β, g₃ᵢ = tr(∂Lᵢ V ∂Lᵢ' I⁻¹), and
/// g₄ᵢ = ½ Σₖₗ (I⁻¹)ₖₗ ψᵢ² (V⁻¹ ∂²V/∂k∂l V⁻¹)ᵢᵢ, which is there because V is not linear in ρ.
///
/// Source: Singh, Shukla & Kundu (2005), Survey Methodology 31; Pratesi & Salvati (2008), Statistical Methods &
/// Applications 17.
pub(super) fn mean_squared_errors(method: Method, direct: &Direct<'_>, design: &Design, step: &Step, between: f64) -> Vec<f64> {
    let effects = &step.shape * faer::Scale(between);
    let leaning = &effects * &step.inverse;
    let known = &effects - &leaning * &effects;
    let regression = design.rows() - &leaning * design.rows();
    let regression = &regression * &step.spread * regression.transpose();
    let covariance = information_inverse(method, step);
    let moved = [&step.shape, &step.turn].map(|change| change * &step.inverse - &leaning * change * &step.inverse);
    let total = {
        let areas = design.areas();
        Mat::from_fn(areas, areas, |row, column| effects[(row, column)] + if row == column { direct.variances[row] } else { 0.0 })
    };
    let estimated = estimated(&moved, &total, &covariance);
    let curved = curved(step, between, &covariance);
    let bias = if method == Method::Ml { bias(step, design, &covariance) } else { [0.0; 2] };
    let error = |at: usize| {
        let own = direct.variances[at];
        let slope = [&step.shape, &step.turn].map(|change| slope_of_known(step, change, at, own));
        let shift = bias[0] * slope[0] + bias[1] * slope[1];
        known[(at, at)] + regression[(at, at)] + 2.0 * estimated[at] - own * own * curved[(at, at)] - shift
    };
    (0..design.areas()).map(error).collect()
}

/// ∂g₁/∂k = ψᵢ² (V⁻¹ ∂V/∂k V⁻¹)ᵢᵢ: g₁ is ψ − ψV⁻¹ψ as well.
fn slope_of_known(step: &Step, change: &Mat<f64>, at: usize, own: f64) -> f64 {
    let row = step.inverse.row(at);
    own * own * (row * change * row.transpose())
}

fn information_inverse(method: Method, step: &Step) -> [[f64; 2]; 2] {
    let kernel = if method == Method::Reml { &step.projection } else { &step.inverse };
    let (level, turned) = (kernel * &step.shape, kernel * &step.turn);
    let (one, both, other) = (0.5 * trace(&(&level * &level)), 0.5 * trace(&(&level * &turned)), 0.5 * trace(&(&turned * &turned)));
    let size = one * other - both * both;
    [[other / size, -both / size], [-both / size, one / size]]
}

/// g₃ of each area.
fn estimated(moved: &[Mat<f64>; 2], total: &Mat<f64>, covariance: &[[f64; 2]; 2]) -> Vec<f64> {
    let mut sums = vec![0.0; total.nrows()];
    for (one, left) in moved.iter().enumerate() {
        let spread = left * total;
        for (other, right) in moved.iter().enumerate() {
            for (at, sum) in sums.iter_mut().enumerate() {
                *sum += covariance[one][other] * (spread.row(at) * right.row(at).transpose());
            }
        }
    }
    sums
}

/// ½ Σₖₗ (I⁻¹)ₖₗ V⁻¹ ∂²V/∂k∂l V⁻¹; the second derivative to A is 0.
fn curved(step: &Step, between: f64, covariance: &[[f64; 2]; 2]) -> Mat<f64> {
    let mixed = &step.turn * faer::Scale(1.0 / between);
    let bent = &step.shape * &step.bend * &step.shape;
    let twice = &bent * &step.bend * &step.shape * faer::Scale(2.0) - &step.shape * &step.curve * &step.shape;
    let sum = mixed * faer::Scale(2.0 * covariance[0][1]) + twice * faer::Scale(between * covariance[1][1]);
    &step.inverse * sum * &step.inverse * faer::Scale(0.5)
}

/// The bias of ML: ½ I⁻¹ h with hₖ = −tr[(X'V⁻¹X)⁻¹ X'V⁻¹ ∂V/∂k V⁻¹X].
fn bias(step: &Step, design: &Design, covariance: &[[f64; 2]; 2]) -> [f64; 2] {
    let leaning = &step.inverse * design.rows();
    let lost = [&step.shape, &step.turn].map(|change| -trace(&(&step.spread * leaning.transpose() * change * &leaning)));
    [0, 1].map(|at| 0.5 * (covariance[at][0] * lost[0] + covariance[at][1] * lost[1]))
}
