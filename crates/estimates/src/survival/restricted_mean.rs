//! The restricted mean: how long a subject waits on average, counted up to a time.

use super::SurvivalError;
use super::curve::Point;
use super::timeline::is_time;

/// A mean wait, counted up to `until`: the area under the survival curve.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RestrictedMean {
    /// Up to when.
    pub until: f64,
    /// The area.
    pub estimate: f64,
    /// Its standard error.
    pub std_error: f64,
    /// Whether `until` lies past the last time seen while some were still waiting: there the curve is taken to run flat.
    pub beyond: bool,
}

/// The area under the curve from 0 to `until`, and its error by Greenwood (Klein & Moeschberger 2003, section 4.5):
/// the variance is Σ A² d / (n (n − d)) over the event times, A the area that still lies ahead of them.
///
/// # Errors
///
/// When `until` is no number of 0 or more.
pub(super) fn restricted_mean(points: &[Point], until: f64) -> Result<RestrictedMean, SurvivalError> {
    if !is_time(until) {
        return Err(SurvivalError::Until);
    }
    let within = &points[..points.partition_point(|point| point.time <= until)];
    let (mut ahead, mut variance, mut end) = (0.0, 0.0, until);
    for point in within.iter().rev() {
        ahead += point.estimate * (end - point.time);
        end = point.time;
        if point.events > 0 && point.events < point.at_risk {
            let (n, d) = (point.at_risk as f64, point.events as f64);
            variance += ahead * ahead * d / (n * (n - d));
        }
    }
    let beyond = points.last().is_none_or(|last| last.time < until && last.estimate > 0.0);
    Ok(RestrictedMean { until, estimate: ahead + end, std_error: variance.sqrt(), beyond })
}
