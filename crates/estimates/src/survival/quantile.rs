//! Quantiles of a survival curve with their limits.

use super::curve::Point;
use super::timeline::TOLERANCE;

/// When a share of the subjects had the event, with limits; `None` where the curve does not fall that far.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Quantile {
    /// The time.
    pub estimate: Option<f64>,
    /// Lower limit (Brookmeyer & Crowley 1982: where the lower limit of the curve crosses).
    pub lower: Option<f64>,
    /// Upper limit.
    pub upper: Option<f64>,
}

/// The time by which a share `p` (0–1, 0.5 for the median) had the event: where the curve falls to `1 − p`. Where it runs
/// flat at exactly that height the midpoint of the flat, up to the last time seen; as `quantile.survfit` does.
pub(super) fn quantile(points: &[Point], p: f64) -> Quantile {
    let crossing = |height: fn(&Point) -> Option<f64>| crossing(points, p, height);
    Quantile {
        estimate: crossing(|point| Some(point.estimate)),
        lower: crossing(|point| point.lower),
        upper: crossing(|point| point.upper),
    }
}

fn crossing(points: &[Point], p: f64, height: fn(&Point) -> Option<f64>) -> Option<f64> {
    let fallen = |point: &Point| height(point).map(|height| 1.0 - height);
    let first = points.iter().find(|point| fallen(point).is_some_and(|fallen| fallen >= p - TOLERANCE))?;
    let flat = fallen(first).is_some_and(|fallen| fallen < p + TOLERANCE);
    if !flat {
        return Some(first.time);
    }
    let next = points.iter().find(|point| fallen(point).is_some_and(|fallen| fallen >= p + TOLERANCE));
    next.or(points.last()).map(|next| (first.time + next.time) / 2.0)
}
