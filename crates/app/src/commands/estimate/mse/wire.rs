//! The result of `estimate mse` as JSON.

use estimates::mse::{ListCheck, MethodResult, MseResult, Notice, Posterior, Sensitivity};
use serde::Serialize;

/// One table's result.
#[derive(Serialize)]
pub struct WireResult<'a> {
    observed: u64,
    lists: &'a [String],
    results: Vec<WireMethod<'a>>,
    spread: Option<WireSpread>,
    check: Vec<WireCheck<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sensitivity: Vec<WireSensitivity<'a>>,
    assumptions: Vec<&'a str>,
    warnings: Vec<WireNotice<'a>>,
}

/// A result for every stratum.
#[derive(Serialize)]
pub struct WireStrata<'a> {
    /// The column that tells strata apart.
    pub by: &'a str,
    /// In order of value.
    pub strata: Vec<WireStratum<'a>>,
}

/// One stratum.
#[derive(Serialize)]
pub struct WireStratum<'a> {
    /// Its value.
    pub stratum: &'a str,
    /// Its result.
    #[serde(flatten)]
    pub result: WireResult<'a>,
}

#[derive(Serialize)]
struct WireMethod<'a> {
    method: &'static str,
    estimate: Option<f64>,
    intervals: Vec<WireInterval>,
    model: &'a [String],
    existence: u8,
    bic: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    posterior: Option<WirePosterior<'a>>,
    warnings: Vec<WireNotice<'a>>,
}

#[derive(Serialize)]
struct WirePosterior<'a> {
    mean: f64,
    mass_at_end: Option<f64>,
    chain_medians: &'a [f64],
    r_hat: Option<f64>,
}

#[derive(Serialize)]
struct WireInterval {
    kind: &'static str,
    level: f64,
    lower: f64,
    upper: Option<f64>,
}

#[derive(Serialize)]
struct WireSpread {
    lower: f64,
    upper: f64,
}

#[derive(Serialize)]
struct WireCheck<'a> {
    list: &'a str,
    known: u64,
    observed: u64,
    results: Vec<WireChecked>,
}

#[derive(Serialize)]
struct WireChecked {
    method: &'static str,
    estimate: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
    covers: Option<bool>,
}

#[derive(Serialize)]
struct WireSensitivity<'a> {
    from: &'a str,
    to: &'a str,
    share: f64,
    results: Vec<WireEstimate>,
}

#[derive(Serialize)]
struct WireEstimate {
    method: &'static str,
    estimate: Option<f64>,
}

#[derive(Serialize)]
struct WireNotice<'a> {
    code: &'static str,
    text: &'a str,
}

/// One table's result, ready to be written.
pub fn wire(result: &MseResult) -> WireResult<'_> {
    WireResult {
        observed: result.observed,
        lists: &result.lists,
        results: result.results.iter().map(method).collect(),
        spread: result.spread.map(|(lower, upper)| WireSpread { lower, upper }),
        check: result.check.iter().map(check).collect(),
        sensitivity: result.sensitivity.iter().map(|own| sensitivity(own, &result.lists)).collect(),
        assumptions: result.assumptions.iter().map(|assumption| assumption.english.as_str()).collect(),
        warnings: result.warnings.iter().map(notice).collect(),
    }
}

fn method(result: &MethodResult) -> WireMethod<'_> {
    let intervals = result.intervals.iter();
    WireMethod {
        method: result.method,
        estimate: result.estimate,
        intervals: intervals
            .map(|own| WireInterval { kind: own.kind.word(), level: own.level, lower: own.lower, upper: own.upper })
            .collect(),
        model: &result.model,
        existence: result.existence.code(),
        bic: result.bic,
        posterior: result.posterior.as_ref().map(posterior),
        warnings: result.warnings.iter().map(notice).collect(),
    }
}

fn posterior(posterior: &Posterior) -> WirePosterior<'_> {
    WirePosterior { mean: posterior.mean, mass_at_end: posterior.mass_at_end, chain_medians: &posterior.chains, r_hat: posterior.r_hat }
}

fn check(check: &ListCheck) -> WireCheck<'_> {
    let known = check.known as f64;
    let checked = |result: &MethodResult| {
        let interval = result.intervals.first();
        WireChecked {
            method: result.method,
            estimate: result.estimate,
            lower: interval.map(|own| own.lower),
            upper: interval.and_then(|own| own.upper),
            covers: interval.map(|own| own.lower <= known && own.upper.is_none_or(|upper| known <= upper)),
        }
    };
    WireCheck { list: &check.list, known: check.known, observed: check.observed, results: check.results.iter().map(checked).collect() }
}

fn sensitivity<'a>(own: &Sensitivity, lists: &'a [String]) -> WireSensitivity<'a> {
    let results = own.results.iter().map(|result| WireEstimate { method: result.method, estimate: result.estimate });
    WireSensitivity { from: &lists[own.referral.from], to: &lists[own.referral.to], share: own.share, results: results.collect() }
}

fn notice(notice: &Notice) -> WireNotice<'_> {
    WireNotice { code: notice.code, text: &notice.english }
}
