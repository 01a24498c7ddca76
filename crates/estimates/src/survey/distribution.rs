//! Quantiles of Student's t and of the beta distribution, and tail probabilities, to nearly all digits.

use statrs::function::beta::checked_beta_reg;
use statrs::function::gamma::{checked_gamma_ur, ln_gamma};

use crate::normal;

/// The two-sided quantile of Student's t: 2.228 for 0.95 and 10 degrees of freedom; the normal one for infinitely many. `None`
/// unless the level lies strictly between 0 and 1 and there are degrees of freedom.
pub(crate) fn two_sided_t(level: f64, degrees: f64) -> Option<f64> {
    if !(level > 0.0 && level < 1.0 && degrees > 0.0) {
        return None;
    }
    if degrees.is_infinite() {
        return normal::two_sided(level);
    }
    // P(|T| > t) is the incomplete beta function of d / (d + t²) with shapes d/2 and 1/2.
    let outside = beta_quantile(1.0 - level, degrees / 2.0, 0.5)?;
    let inside = beta_quantile(level, 0.5, degrees / 2.0)?;
    // Whichever of x and 1 − x is small carries the digits.
    Some(if outside < 0.5 { (degrees * (1.0 - outside) / outside).sqrt() } else { (degrees * inside / (1.0 - inside)).sqrt() })
}

/// The value below which a beta variable falls with probability `p`; `None` for shapes that are none.
pub(crate) fn beta_quantile(p: f64, first: f64, second: f64) -> Option<f64> {
    if !(first > 0.0 && second > 0.0 && first.is_finite() && second.is_finite()) {
        return None;
    }
    if p <= 0.0 || p >= 1.0 {
        return Some(if p <= 0.0 { 0.0 } else { 1.0 });
    }
    let log_constant = ln_gamma(first + second) - ln_gamma(first) - ln_gamma(second);
    let (mut below, mut above) = (0.0f64, 1.0f64);
    let mut at = first / (first + second);
    for _ in 0..400 {
        let excess = checked_beta_reg(first, second, at).ok()? - p;
        if excess > 0.0 {
            above = at;
        } else {
            below = at;
        }
        let density = (log_constant + (first - 1.0) * at.ln() + (second - 1.0) * (-at).ln_1p()).exp();
        let newton = at - excess / density;
        let next = if newton > below && newton < above { newton } else { f64::midpoint(below, above) };
        if (next - at).abs() <= 4.0 * f64::EPSILON * next || above - below <= f64::MIN_POSITIVE {
            return Some(next);
        }
        at = next;
    }
    Some(at)
}

/// The probability that a variable with the F distribution lies above `value`; the denominator may have infinitely many
/// degrees of freedom.
pub(crate) fn f_above(value: f64, numerator: f64, denominator: f64) -> Option<f64> {
    if !(value >= 0.0 && numerator > 0.0 && denominator > 0.0) {
        return None;
    }
    if denominator.is_infinite() {
        return chi_squared_above(value * numerator, numerator);
    }
    checked_beta_reg(denominator / 2.0, numerator / 2.0, denominator / (denominator + numerator * value)).ok()
}

/// The probability that a chi-squared variable lies above `value`.
pub(crate) fn chi_squared_above(value: f64, degrees: f64) -> Option<f64> {
    if !(value >= 0.0 && degrees > 0.0) {
        return None;
    }
    if value == 0.0 { Some(1.0) } else { checked_gamma_ur(degrees / 2.0, value / 2.0).ok() }
}

/// The F quantile with one degree of freedom above: the square of the two-sided t quantile that leaves `tail` outside.
pub(crate) fn f_one(tail: f64, degrees: f64) -> Option<f64> {
    if !(tail > 0.0 && tail < 1.0 && degrees > 0.0) {
        return None;
    }
    let outside = beta_quantile(tail, degrees / 2.0, 0.5)?;
    Some(degrees * (1.0 - outside) / outside)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fisher & Yates, Statistical Tables, as printed everywhere; more digits by the closed forms for 1 and 2 degrees.
    #[test]
    fn students_table_is_met() {
        for (degrees, quantile) in [(4.0, 2.776), (10.0, 2.228), (14.0, 2.145), (30.0, 2.042), (120.0, 1.980)] {
            let found = two_sided_t(0.95, degrees).expect("a quantile");
            assert!((found - quantile).abs() < 5e-4, "{degrees}: {found}");
        }
        let one = (std::f64::consts::FRAC_PI_2 * 0.95).tan();
        assert!((two_sided_t(0.95, 1.0).expect("a quantile") / one - 1.0).abs() < 1e-13);
        let two = 2.0 * 0.475 * (2.0 / (4.0 * 0.975 * 0.025f64)).sqrt();
        assert!((two_sided_t(0.95, 2.0).expect("a quantile") / two - 1.0).abs() < 1e-13);
        let many = two_sided_t(0.95, 1e7).expect("a quantile") - two_sided_t(0.95, f64::INFINITY).expect("a quantile");
        assert!(many.abs() < 1e-6, "{many}");
    }

    #[test]
    fn a_beta_quantile_of_one_and_n_has_a_closed_form() {
        for (n, p) in [(5.0, 0.025), (200.0, 0.975), (10_000.0, 0.5)] {
            let p: f64 = p;
            let exact = -((-p).ln_1p() / n).exp_m1();
            let found = beta_quantile(p, 1.0, n).expect("a quantile");
            assert!((found / exact - 1.0).abs() < 1e-10, "{found} is not {exact}");
        }
        assert_eq!(beta_quantile(0.5, 0.0, 1.0), None);
    }

    #[test]
    fn tails_agree_with_one_another() {
        let t = two_sided_t(0.95, 14.0).expect("a quantile");
        assert!((f_above(t * t, 1.0, 14.0).expect("a tail") - 0.05).abs() < 1e-13);
        assert!((f_above(3.841458820694124, 1.0, f64::INFINITY).expect("a tail") - 0.05).abs() < 1e-13);
        assert!((f_one(0.05, 14.0).expect("a quantile") - t * t).abs() < 1e-11);
        assert_eq!(two_sided_t(0.95, 0.0), None);
    }
}
