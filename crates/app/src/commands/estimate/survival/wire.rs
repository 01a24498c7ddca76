//! The answer as one JSON document. The shape is a contract: `commands.md` of the design.

use estimates::survival::{
    ChiSquared, Coefficient, GroupResult, HazardPoint, LogRank, Point, Quantile, Reading, Regression, RestrictedMean,
};
use serde::Serialize;

use super::{Answer, Extras, Model, Notice, Tests};

#[derive(Serialize)]
pub(super) struct Document<'a> {
    groups: Vec<WireGroup<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tests: Option<WireTests<'a>>,
    #[serde(flatten)]
    cox: Option<WireCox<'a>>,
    #[serde(flatten)]
    fine_gray: Option<WireFineGray<'a>>,
    left_out: u64,
    warnings: Vec<WireNotice<'a>>,
}

#[derive(Serialize)]
struct WireGroup<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a str>,
    n: u64,
    events: u64,
    curve: Vec<WirePoint>,
    median: WireQuantile,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quantiles: Vec<WireShare>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rmean: Option<WireMean>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nelson_aalen: Option<Vec<WirePoint>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    incidence: Vec<WireCause>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Vec<WireReading>>,
}

#[derive(Serialize)]
struct WireCause {
    cause: u32,
    curve: Vec<WirePoint>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Vec<WireReading>>,
}

#[derive(Serialize)]
struct WirePoint {
    time: f64,
    at_risk: u64,
    events: u64,
    censored: u64,
    estimate: f64,
    std_error: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
}

#[derive(Serialize)]
struct WireReading {
    time: f64,
    at_risk: u64,
    estimate: Option<f64>,
    std_error: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
}

#[derive(Serialize)]
struct WireQuantile {
    estimate: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
}

#[derive(Serialize)]
struct WireShare {
    share: f64,
    #[serde(flatten)]
    at: WireQuantile,
}

#[derive(Serialize)]
struct WireMean {
    until: f64,
    estimate: f64,
    std_error: f64,
    beyond_last_time: bool,
}

#[derive(Serialize)]
struct WireTests<'a> {
    logrank: WireLogRank<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    gray: Vec<WireGray>,
}

#[derive(Serialize)]
struct WireLogRank<'a> {
    #[serde(flatten)]
    test: WireTest,
    rho: f64,
    groups: Vec<WireEvents<'a>>,
}

#[derive(Serialize)]
struct WireEvents<'a> {
    group: Option<&'a str>,
    n: u64,
    observed: f64,
    expected: f64,
}

#[derive(Serialize)]
struct WireGray {
    cause: u32,
    #[serde(flatten)]
    test: WireTest,
}

#[derive(Serialize)]
struct WireTest {
    chi2: f64,
    df: usize,
    p: Option<f64>,
}

#[derive(Serialize)]
struct WireCox<'a> {
    cox: Vec<WireCoefficient<'a>>,
    loglik: f64,
    concordance: Option<f64>,
    cox_model: WireModel,
    #[serde(skip_serializing_if = "Option::is_none")]
    zph: Option<Vec<WireTermTest<'a>>>,
}

#[derive(Serialize)]
struct WireFineGray<'a> {
    fine_gray: Vec<WireCoefficient<'a>>,
    fine_gray_model: WireFineGrayModel,
}

#[derive(Serialize)]
struct WireFineGrayModel {
    cause: u32,
    loglik: f64,
    #[serde(flatten)]
    model: WireModel,
}

#[derive(Serialize)]
struct WireCoefficient<'a> {
    term: &'a str,
    coef: Option<f64>,
    std_error: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    naive_std_error: Option<f64>,
    p: Option<f64>,
    ratio: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
}

#[derive(Serialize)]
struct WireModel {
    n: u64,
    events: u64,
    left_out: u64,
    loglik_null: f64,
    likelihood_ratio: WireTest,
    score: WireTest,
    wald: WireTest,
    steps: u32,
}

#[derive(Serialize)]
struct WireTermTest<'a> {
    term: &'a str,
    #[serde(flatten)]
    test: WireTest,
}

#[derive(Serialize)]
struct WireNotice<'a> {
    code: &'a str,
    text: String,
}

/// The answer; `at` says whether values at times were asked for.
pub(super) fn document(answer: &Answer, at: bool) -> Document<'_> {
    let groups = answer.curves.groups.iter().zip(&answer.extras);
    Document {
        groups: groups.map(|(group, extras)| wire_group(group, extras, at)).collect(),
        tests: answer.tests.as_ref().map(wire_tests),
        cox: answer.cox.as_ref().map(wire_cox),
        fine_gray: answer.fine_gray.as_ref().map(|(cause, model)| wire_fine_gray(*cause, model)),
        left_out: answer.left_out,
        warnings: warnings(answer),
    }
}

fn wire_group<'a>(group: &'a GroupResult, extras: &Extras, at: bool) -> WireGroup<'a> {
    let causes = group.incidence.iter().map(|cause| WireCause {
        cause: cause.cause,
        curve: cause.curve.iter().map(wire_point).collect(),
        at: at.then(|| cause.at.iter().map(wire_reading).collect()),
    });
    WireGroup {
        group: group.group.as_deref(),
        n: group.n,
        events: group.events,
        curve: group.curve.iter().map(wire_point).collect(),
        median: wire_quantile(&group.median),
        quantiles: extras.quantiles.iter().map(|(share, at)| WireShare { share: *share, at: wire_quantile(at) }).collect(),
        rmean: extras.mean.as_ref().map(wire_mean),
        nelson_aalen: extras.hazard.as_ref().map(|points| points.iter().map(wire_hazard).collect()),
        incidence: causes.collect(),
        at: at.then(|| group.at.iter().map(wire_reading).collect()),
    }
}

fn wire_point(point: &Point) -> WirePoint {
    let Point { time, at_risk, events, censored, estimate, std_error, lower, upper, cumulative_hazard: _ } = *point;
    WirePoint { time, at_risk, events, censored, estimate, std_error, lower, upper }
}

fn wire_hazard(point: &HazardPoint) -> WirePoint {
    let HazardPoint { time, at_risk, events, censored, estimate, std_error, lower, upper } = *point;
    WirePoint { time, at_risk, events, censored, estimate, std_error: Some(std_error), lower, upper }
}

fn wire_reading(reading: &Reading) -> WireReading {
    let Reading { time, at_risk, estimate, std_error, lower, upper } = *reading;
    WireReading { time, at_risk, estimate, std_error, lower, upper }
}

fn wire_quantile(quantile: &Quantile) -> WireQuantile {
    WireQuantile { estimate: quantile.estimate, lower: quantile.lower, upper: quantile.upper }
}

fn wire_mean(mean: &RestrictedMean) -> WireMean {
    let RestrictedMean { until, estimate, std_error, beyond } = *mean;
    WireMean { until, estimate, std_error, beyond_last_time: beyond }
}

fn wire_tests(tests: &Tests) -> WireTests<'_> {
    let LogRank { test, groups } = &tests.log_rank;
    let events = groups.iter();
    let events = events.map(|own| WireEvents { group: own.group.as_deref(), n: own.n, observed: own.observed, expected: own.expected });
    WireTests {
        logrank: WireLogRank { test: wire_test(test), rho: tests.rho, groups: events.collect() },
        gray: tests.gray.iter().map(|(cause, test)| WireGray { cause: *cause, test: wire_test(test) }).collect(),
    }
}

fn wire_test(test: &ChiSquared) -> WireTest {
    WireTest { chi2: test.statistic, df: test.degrees_of_freedom, p: test.p }
}

fn wire_cox(model: &Model) -> WireCox<'_> {
    let regression = &model.regression;
    let zph = model.proportionality.as_ref().map(|own| {
        let terms = own.terms.iter().map(|(term, test)| WireTermTest { term, test: wire_test(test) });
        terms.chain([WireTermTest { term: "GLOBAL", test: wire_test(&own.global) }]).collect()
    });
    WireCox {
        cox: regression.coefficients.iter().map(wire_coefficient).collect(),
        loglik: regression.loglik,
        concordance: regression.concordance,
        cox_model: wire_model(model),
        zph,
    }
}

fn wire_fine_gray(cause: u32, model: &Model) -> WireFineGray<'_> {
    WireFineGray {
        fine_gray: model.regression.coefficients.iter().map(wire_coefficient).collect(),
        fine_gray_model: WireFineGrayModel { cause, loglik: model.regression.loglik, model: wire_model(model) },
    }
}

fn wire_coefficient(own: &Coefficient) -> WireCoefficient<'_> {
    WireCoefficient {
        term: &own.name,
        coef: own.estimate,
        std_error: own.std_error,
        naive_std_error: own.model_error,
        p: own.p,
        ratio: finite(own.ratio, 0),
        lower: finite(own.ratio, 1),
        upper: finite(own.ratio, 2),
    }
}

/// JSON has no infinity: a ratio past every number is null.
fn finite(ratio: Option<[f64; 3]>, place: usize) -> Option<f64> {
    ratio.map(|ratio| ratio[place]).filter(|value| value.is_finite())
}

fn wire_model(model: &Model) -> WireModel {
    let Regression { n, events, loglik_null, likelihood_ratio, score, wald, steps, .. } = &model.regression;
    WireModel {
        n: *n,
        events: *events,
        left_out: model.left_out,
        loglik_null: *loglik_null,
        likelihood_ratio: wire_test(likelihood_ratio),
        score: wire_test(score),
        wald: wire_test(wald),
        steps: *steps,
    }
}

fn warnings(answer: &Answer) -> Vec<WireNotice<'_>> {
    let models = answer.cox.iter().chain(answer.fine_gray.iter().map(|(_, model)| model));
    let of_models = models.flat_map(|model| &model.regression.warnings);
    let own = answer.notices.iter().map(|Notice { code, text }| WireNotice { code, text: text.clone() });
    own.chain(of_models.map(|warning| WireNotice { code: warning.code(), text: warning.to_string() })).collect()
}
