//! Curves over an [`EventTable`]: each one pass over its distinct times.

use super::limits::Limits;
use super::table::EventTable;

/// One point of a curve.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Point {
    /// The time.
    pub time: f64,
    /// At risk just before it.
    pub at_risk: u64,
    /// Events at it: of any cause on a survival curve, of its own cause on an incidence.
    pub events: u64,
    /// Censored at it.
    pub censored: u64,
    /// Probability just after it: of no event yet, or of this cause's event.
    pub estimate: f64,
    /// Its standard error; `None` for survival that has fallen to 0.
    pub std_error: Option<f64>,
    /// Lower limit; `None` where the scale of the limits has none (see [`Limits::around`]).
    pub lower: Option<f64>,
    /// Upper limit; likewise.
    pub upper: Option<f64>,
    /// Nelson–Aalen cumulative hazard up to and including this time, of the same events.
    pub cumulative_hazard: f64,
}

/// The value of a curve at a time that was asked for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Reading {
    /// The time asked for.
    pub time: f64,
    /// Still at risk just before it.
    pub at_risk: u64,
    /// Value, `None` where follow-up had ended before.
    pub estimate: Option<f64>,
    /// Its standard error.
    pub std_error: Option<f64>,
    /// Lower limit.
    pub lower: Option<f64>,
    /// Upper limit.
    pub upper: Option<f64>,
}

/// Survival by Kaplan & Meier (1958) with the variance of Greenwood (1926).
///
/// The variance of S is carried along as `V ← (1 − h)² V + S² h (1 − h) / n`: Greenwood's sum without its division by
/// zero.
pub(super) fn kaplan_meier(table: &EventTable, scale: Limits, z: f64) -> Vec<Point> {
    let (mut survival, mut variance, mut hazard) = (1.0, 0.0, 0.0);
    let step = |line: &super::table::Line| {
        let n = line.at_risk as f64;
        let h = if line.at_risk == 0 { 0.0 } else { line.events as f64 / n };
        if line.events > 0 {
            variance = (1.0 - h) * (1.0 - h) * variance + survival * survival * h * (1.0 - h) / n;
            survival *= (line.at_risk - line.events) as f64 / n;
            hazard += h;
        }
        let std_error = (survival > 0.0).then(|| error_of(survival, variance));
        let limits = std_error.and_then(|error| scale.around(survival, error, z));
        Point {
            time: line.time,
            at_risk: line.at_risk,
            events: line.events,
            censored: line.censored,
            estimate: survival,
            std_error,
            lower: limits.map(|(lower, _)| lower),
            upper: limits.map(|(_, upper)| upper),
            cumulative_hazard: hazard,
        }
    };
    table.lines.iter().map(step).collect()
}

/// Cumulative incidence of one cause by Aalen & Johansen (1978), with the Greenwood-type variance of the product limit
/// (Andersen, Borgan, Gill & Keiding 1993, section IV.4.1.3), which without late entry equals the infinitesimal
/// jackknife of `survfit`. With late entry the jackknife's own variances, one per line, are handed in.
pub(super) fn incidence(table: &EventTable, cause: usize, variances: Option<&[f64]>, scale: Limits, z: f64) -> Vec<Point> {
    let mut state = Incidence::default();
    let points = table.lines.iter().zip(table.events_of(cause)).enumerate().map(|(place, (line, own))| {
        state.step(line.at_risk, own, line.events);
        let variance = variances.and_then(|variances| variances.get(place)).copied().unwrap_or(state.variance);
        let std_error = error_of(state.incidence, variance);
        let limits = scale.around(state.incidence, std_error, z);
        Point {
            time: line.time,
            at_risk: line.at_risk,
            events: own,
            censored: line.censored,
            estimate: state.incidence,
            std_error: Some(std_error),
            lower: limits.map(|(lower, _)| lower),
            upper: limits.map(|(_, upper)| upper),
            cumulative_hazard: state.hazard,
        }
    });
    points.collect()
}

/// The root of a variance; below 1e-8 of the estimate it is what rounding left of 0.
fn error_of(estimate: f64, variance: f64) -> f64 {
    let error = variance.max(0.0).sqrt();
    if error < 1e-8 * estimate { 0.0 } else { error }
}

/// Incidence F of a cause and survival S of all, with their covariances, carried from time to time.
#[derive(Clone, Copy, Debug)]
struct Incidence {
    incidence: f64,
    survival: f64,
    hazard: f64,
    variance: f64,
    covariance: f64,
    survival_variance: f64,
}

impl Default for Incidence {
    fn default() -> Incidence {
        Incidence { incidence: 0.0, survival: 1.0, hazard: 0.0, variance: 0.0, covariance: 0.0, survival_variance: 0.0 }
    }
}

impl Incidence {
    /// One distinct time: `own` events of this cause, `all` events of any, among `at_risk`.
    ///
    /// With hazards h (own) and a (any), whose multinomial (co)variances are h(1−h)/n, h(1−a)/n and a(1−a)/n:
    /// F ← F + S h and S ← S (1 − a), to first order.
    fn step(&mut self, at_risk: u64, own: u64, all: u64) {
        if all == 0 || at_risk == 0 {
            return;
        }
        let n = at_risk as f64;
        let (own, any) = (own as f64 / n, all as f64 / n);
        let stay = (at_risk - all) as f64 / n;
        let squared = self.survival * self.survival / n;
        self.variance += 2.0 * own * self.covariance + own * own * self.survival_variance + squared * own * (1.0 - own);
        self.covariance = stay * (self.covariance + own * self.survival_variance) - squared * own * stay;
        self.survival_variance = stay * stay * self.survival_variance + squared * any * stay;
        self.incidence += self.survival * own;
        self.survival *= stay;
        self.hazard += own;
    }
}

/// A point of the Nelson–Aalen curve.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct HazardPoint {
    /// The time.
    pub time: f64,
    /// At risk just before it.
    pub at_risk: u64,
    /// Events at it.
    pub events: u64,
    /// Censored at it.
    pub censored: u64,
    /// Cumulative hazard through this time: Σ d / n.
    pub estimate: f64,
    /// Its standard error, √Σ d / n² (Aalen 1978).
    pub std_error: f64,
    /// Lower limit, symmetric in log H; `None` before the first event.
    pub lower: Option<f64>,
    /// Upper limit; likewise.
    pub upper: Option<f64>,
}

/// Nelson–Aalen with limits H exp(±z σ/H): the scale of log-log limits of exp(−H).
pub(super) fn nelson_aalen(points: &[Point], z: f64) -> Vec<HazardPoint> {
    let mut variance = 0.0;
    let step = |point: &Point| {
        if point.events > 0 {
            variance += point.events as f64 / (point.at_risk as f64 * point.at_risk as f64);
        }
        let (estimate, std_error) = (point.cumulative_hazard, f64::sqrt(variance));
        let factor = (estimate > 0.0).then(|| (z * std_error / estimate).exp());
        HazardPoint {
            time: point.time,
            at_risk: point.at_risk,
            events: point.events,
            censored: point.censored,
            estimate,
            std_error,
            lower: factor.map(|factor| estimate / factor),
            upper: factor.map(|factor| estimate * factor),
        }
    };
    points.iter().map(step).collect()
}

/// A curve at a time asked for: its last point at or before it, or `start` before the first. Past the last time seen
/// there is no value, unless `over` says that nobody was left to have an event.
pub(super) fn reading(points: &[Point], time: f64, start: f64, over: bool) -> Reading {
    let before = points.partition_point(|point| point.time < time);
    let through = points.partition_point(|point| point.time <= time);
    let at_risk = points.get(before).map_or(0, |point| point.at_risk);
    let nothing = Reading { time, at_risk, estimate: None, std_error: None, lower: None, upper: None };
    match through.checked_sub(1).and_then(|place| points.get(place)) {
        _ if before == points.len() && !over => nothing,
        None => Reading { estimate: Some(start), std_error: Some(0.0), ..nothing },
        Some(point) => {
            Reading { estimate: Some(point.estimate), std_error: point.std_error, lower: point.lower, upper: point.upper, ..nothing }
        }
    }
}
