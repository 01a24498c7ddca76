//! Limits of an estimate: Wald for all, and five kinds for proportions that stay between 0 and 1.
//!
//! Method page: `docs/methods/survey-intervals.md`.

use super::distribution::{beta_quantile, chi_squared_above, f_one, two_sided_t};
use super::spline::Spline;
use crate::normal;

/// How limits are made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum IntervalKind {
    /// Estimate ± normal quantile × standard error.
    #[default]
    Wald,
    /// Estimate ± t quantile of the degrees of freedom × standard error.
    T,
    /// Wald on the scale of log odds, with the t quantile. The same limits as a logistic regression with an intercept only.
    Logit,
    /// The exact limits of Clopper & Pearson for the effective sample size (Korn & Graubard 1998).
    Beta,
    /// Proportions whose log-likelihood, divided by the design effect, lies not too far below the highest (Rao & Scott 1984).
    Likelihood,
    /// Wald on the scale of the arcsine of the root, with the t quantile.
    Asin,
}

impl IntervalKind {
    /// Whether it is for proportions only.
    pub fn is_for_proportions(self) -> bool {
        match self {
            IntervalKind::Wald | IntervalKind::T => false,
            IntervalKind::Logit | IntervalKind::Beta | IntervalKind::Likelihood | IntervalKind::Asin => true,
        }
    }
}

/// What limits are made from.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Ground {
    pub(crate) estimate: f64,
    pub(crate) std_error: f64,
    /// Rows the estimate rests on.
    pub(crate) rows: u64,
    /// Rows drawn in the domain, those without a value included.
    pub(crate) drawn: u64,
    pub(crate) degrees: f64,
    pub(crate) level: f64,
}

/// Lower and upper limit; `None` where this kind has none.
pub(crate) fn limits(kind: IntervalKind, ground: Ground) -> Option<(f64, f64)> {
    let Ground { estimate, std_error, level, degrees, .. } = ground;
    let around = |quantile: f64| Some((estimate - quantile * std_error, estimate + quantile * std_error));
    match kind {
        IntervalKind::Wald => around(normal::two_sided(level)?),
        IntervalKind::T => around(two_sided_t(level, degrees)?),
        IntervalKind::Beta => beta(ground),
        IntervalKind::Logit | IntervalKind::Likelihood | IntervalKind::Asin if !(std_error > 0.0 && ground.is_inside()) => None,
        IntervalKind::Logit => logit(ground),
        IntervalKind::Likelihood => likelihood(ground),
        IntervalKind::Asin => asin(ground),
    }
}

impl Ground {
    fn is_inside(self) -> bool {
        self.estimate > 0.0 && self.estimate < 1.0
    }
}

fn logit(ground: Ground) -> Option<(f64, f64)> {
    let Ground { estimate: p, std_error, level, degrees, .. } = ground;
    let half = two_sided_t(level, degrees)? * std_error / (p * (1.0 - p));
    Some((share(log_odds(p) - half), share(log_odds(p) + half)))
}

fn asin(ground: Ground) -> Option<(f64, f64)> {
    let Ground { estimate: p, std_error, level, degrees, .. } = ground;
    let centre = p.sqrt().asin();
    let half = two_sided_t(level, degrees)? * std_error / (2.0 * (p * (1.0 - p)).sqrt());
    let back = |angle: f64| angle.clamp(0.0, std::f64::consts::FRAC_PI_2).sin().powi(2);
    Some((back(centre - half), back(centre + half)))
}

/// Where none or all have it, or clusters do not differ, the effective sample size is the sample size (Korn & Graubard).
fn beta(ground: Ground) -> Option<(f64, f64)> {
    let Ground { estimate, std_error, rows, drawn, level, degrees } = ground;
    let (n, p) = (rows as f64, estimate.clamp(0.0, 1.0));
    let ratio = two_sided_t(level, drawn as f64 - 1.0)? / two_sided_t(level, degrees)?;
    let effective = if std_error > 0.0 && ground.is_inside() { p * (1.0 - p) / (std_error * std_error) } else { n };
    let effective = effective * ratio * ratio;
    let tail = (1.0 - level) / 2.0;
    let lower = if p > 0.0 { beta_quantile(tail, effective * p, effective * (1.0 - p) + 1.0)? } else { 0.0 };
    let upper = if p < 1.0 { beta_quantile(1.0 - tail, effective * p + 1.0, effective * (1.0 - p))? } else { 1.0 };
    Some((lower, upper))
}

/// Steps of the profile on each side, at most.
const STEPS: u32 = 9;

/// The profile likelihood is computed at steps of a fifth of the distance looked at, and the limits are read from a cubic spline
/// through the signed roots, line by line: the reading of `confint` in R, to all its digits. The exact solution of
/// 2 (n − 1) [ℓ(p̂) − ℓ(p)] / n = deff t² differs from it in the fifth digit.
fn likelihood(ground: Ground) -> Option<(f64, f64)> {
    let Ground { estimate: p, std_error, rows, level, degrees, .. } = ground;
    let n = rows as f64;
    let effect = std_error * std_error * n / (p * (1.0 - p));
    let cut = effect * f_one(1.0 - level, degrees)?;
    let reach = f_one(chi_squared_above(cut, 1.0)? / 4.0, n - 1.0)?.sqrt();
    if !reach.is_finite() {
        return None;
    }
    let start = log_odds(p);
    let step = reach / 5.0 * std_error / (p * (1.0 - p));
    let root = |at: f64| signed_root(p, share(at), n);
    let mut points = vec![(start, 0.0)];
    for side in [-1.0, 1.0] {
        for number in 1..=STEPS {
            let at = start + side * step * f64::from(number);
            points.push((at, root(at)));
            if root(at).abs() >= reach {
                break;
            }
        }
    }
    points.sort_by(|left, right| left.0.total_cmp(&right.0));
    let spline = Spline::through(&points)?;
    let read = |value: f64| spline.read_back(value, 3 * points.len()).map(share);
    Some((read(-cut.sqrt())?, read(cut.sqrt())?))
}

/// Root of the fall of the log-likelihood of n rows from p to another proportion, times 2 (n − 1) / n; negative below p.
fn signed_root(p: f64, other: f64, n: f64) -> f64 {
    let fall = p * (p / other).ln() + (1.0 - p) * ((1.0 - p) / (1.0 - other)).ln();
    (2.0 * (n - 1.0) * fall.max(0.0)).sqrt().copysign(other - p)
}

fn log_odds(p: f64) -> f64 {
    (p / (1.0 - p)).ln()
}

fn share(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn simple(kind: IntervalKind, x: u64, n: u64) -> (f64, f64) {
        let p = x as f64 / n as f64;
        let ground =
            Ground { estimate: p, std_error: (p * (1.0 - p) / n as f64).sqrt(), rows: n, drawn: n, degrees: n as f64 - 1.0, level: 0.95 };
        limits(kind, ground).expect("limits")
    }

    /// Newcombe (1998), Statistics in Medicine 17, table I, method 5: the exact limits of Clopper & Pearson.
    #[test]
    fn in_a_simple_sample_beta_is_clopper_and_pearson() {
        for (x, n, lower, upper) in [(81, 263, 0.2527, 0.3676), (15, 148, 0.0578, 0.1617), (0, 20, 0.0, 0.1684), (1, 29, 0.0009, 0.1776)] {
            let (low, high) = simple(IntervalKind::Beta, x, n);
            assert!((low - lower).abs() < 5e-5 && (high - upper).abs() < 5e-5, "{x}/{n}: {low} {high}");
        }
    }

    #[test]
    fn the_likelihood_limits_solve_their_equation_nearly() {
        let ground = Ground { estimate: 0.2, std_error: 0.05, rows: 150, drawn: 150, degrees: 20.0, level: 0.95 };
        let (lower, upper) = limits(IntervalKind::Likelihood, ground).expect("limits");
        let cut = (0.0025 * 150.0 / 0.16 * f_one(0.05, 20.0).expect("a quantile")).sqrt();
        assert!((signed_root(0.2, lower, 150.0) + cut).abs() < 2e-3 && (signed_root(0.2, upper, 150.0) - cut).abs() < 2e-3);
    }

    #[test]
    fn none_has_limits_only_where_the_kind_knows_them() {
        let none = Ground { estimate: 0.0, std_error: 0.0, rows: 20, drawn: 20, degrees: 19.0, level: 0.95 };
        assert_eq!(limits(IntervalKind::Wald, none), Some((0.0, 0.0)));
        for kind in [IntervalKind::Logit, IntervalKind::Likelihood, IntervalKind::Asin] {
            assert_eq!(limits(kind, none), None);
        }
        assert_eq!(limits(IntervalKind::T, Ground { degrees: 0.0, ..none }), None);
    }
}
