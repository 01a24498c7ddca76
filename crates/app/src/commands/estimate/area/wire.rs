//! The result of small areas for programs and for people.

use std::fmt::Write;

use estimates::area::{AreaEstimate, Warning};
use serde::Serialize;

use super::Fitted;

#[derive(Serialize)]
pub(super) struct WireResult<'a> {
    areas: Vec<WireArea>,
    refvar: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    correlation: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    benchmark_factor: Option<f64>,
    coefficients: Vec<WireCoefficient<'a>>,
    loglik: f64,
    warnings: Vec<WireWarning>,
}

#[derive(Serialize)]
struct WireArea {
    eblup: f64,
    mse: f64,
    shrinkage: f64,
    synthetic: f64,
    lower: Option<f64>,
    upper: Option<f64>,
}

#[derive(Serialize)]
struct WireCoefficient<'a> {
    term: &'a str,
    estimate: f64,
    std_error: f64,
}

#[derive(Serialize)]
struct WireWarning {
    code: &'static str,
    text: &'static str,
}

pub(super) fn result(fitted: &Fitted) -> WireResult<'_> {
    let model = &fitted.model;
    let area = |area: &AreaEstimate| {
        let interval = fitted.estimate(area).map(|estimate| estimate.interval);
        let AreaEstimate { eblup, mse, shrinkage, synthetic } = *area;
        WireArea { eblup, mse, shrinkage, synthetic, lower: interval.map(|own| own.lower), upper: interval.map(|own| own.upper) }
    };
    let coefficients = model.coefficients.iter();
    WireResult {
        areas: model.areas.iter().map(area).collect(),
        refvar: model.variance,
        correlation: model.correlation,
        benchmark_factor: fitted.factor,
        coefficients: coefficients
            .map(|own| WireCoefficient { term: &own.term, estimate: own.estimate, std_error: own.std_error })
            .collect(),
        loglik: model.log_likelihood,
        warnings: model.warnings.iter().map(warning).collect(),
    }
}

fn warning(warning: &Warning) -> WireWarning {
    WireWarning { code: warning.code(), text: warning.text() }
}

/// Widest name of a region that is shown.
const NAME: usize = 24;
/// Letters of the bar that shows how far an estimate leans on its own figure.
const BAR: usize = 10;

/// A table for people. Writing to a String cannot fail.
pub(super) fn in_words(fitted: &Fitted) -> String {
    let model = &fitted.model;
    let percent = fitted.level * 100.0;
    let mut text = format!("{:<NAME$} {:>12} {:>12}   {percent} % interval{:<11} own figure weighs\n", "area", "direct", "model", "");
    for ((name, direct), area) in fitted.names.iter().zip(&fitted.direct).zip(&model.areas) {
        let interval = fitted.estimate(area).map(|estimate| estimate.interval);
        let name: String = name.chars().take(NAME).collect();
        let filled = ((area.shrinkage * BAR as f64).round().max(0.0) as usize).min(BAR);
        let bar = format!("{}{}", "█".repeat(filled), "·".repeat(BAR - filled));
        let limits = interval.map_or_else(String::new, |own| format!("{:.4} – {:.4}", own.lower, own.upper));
        let _ = writeln!(text, "{name:<NAME$} {direct:>12.4} {:>12.4}   {limits:<25} {bar} {:.2}", area.eblup, area.shrinkage);
    }
    let _ = writeln!(text, "\nvariance between areas {:.6}", model.variance);
    if let Some(correlation) = model.correlation {
        let _ = writeln!(text, "correlation with neighbours {correlation:.4}");
    }
    for own in &model.coefficients {
        let _ = writeln!(text, "  {:<30} {:>12.5}  (standard error {:.5})", own.term, own.estimate, own.std_error);
    }
    if let Some(factor) = fitted.factor {
        let _ = writeln!(text, "every estimate was multiplied by {factor:.5} to meet the benchmark");
    }
    for warning in &model.warnings {
        let _ = writeln!(text, "! {}", warning.text());
    }
    text
}
