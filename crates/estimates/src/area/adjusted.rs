//! A variance above 0 where the likelihood has its maximum at 0.

use super::score::score;
use super::{AreaError, Design, Direct, Method};

/// How far the search goes below the smallest and above the largest sampling variance.
const RANGE: f64 = 1e8;
/// Points of the first, coarse search.
const POINTS: i32 = 400;

/// The maximum of A · L(A), with the residual likelihood for REML and the profile likelihood for the other two
/// (Li & Lahiri 2010, J. Multivariate Analysis 101): always above 0, and it differs from A of the likelihood itself by
/// less than its standard error does as areas grow in number.
///
/// Its slope is 1/A + the score; every place where it turns from rising to falling is refined by halving, and the
/// highest is taken.
pub(super) fn adjusted(method: Method, direct: &Direct<'_>, design: &Design) -> Result<f64, AreaError> {
    let likelihood = if method == Method::Reml { Method::Reml } else { Method::Ml };
    let slope = |between: f64| Ok(1.0 / between + score(likelihood, direct, design, between)?.slope);
    let (lowest, highest) = direct.variances.iter().fold((f64::MAX, 0.0_f64), |(low, high), v| (low.min(*v), high.max(*v)));
    let (from, to) = ((lowest / RANGE).ln(), (highest * RANGE).ln());
    let point = |at: i32| (from + (to - from) * f64::from(at) / f64::from(POINTS)).exp();
    let mut best: Option<(f64, f64)> = None;
    // The height above the first point, by the trapezium rule on the slope.
    let (mut height, mut before) = (0.0, slope(point(0))?);
    for at in 1..=POINTS {
        let (low, high) = (point(at - 1), point(at));
        let next: f64 = slope(high)?;
        if before > 0.0 && next <= 0.0 {
            let top = halve(&slope, low, high)?;
            let reached = height + before * (top - low) / 2.0;
            if best.is_none_or(|(highest, _)| reached > highest) {
                best = Some((reached, top));
            }
        }
        height += (before + next) * (high - low) / 2.0;
        before = next;
    }
    best.map(|(_, top)| top).ok_or(AreaError::Singular)
}

fn halve(slope: &impl Fn(f64) -> Result<f64, AreaError>, mut low: f64, mut high: f64) -> Result<f64, AreaError> {
    for _ in 0..200 {
        let middle = (low * high).sqrt();
        if slope(middle)? > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    Ok((low * high).sqrt())
}
