//! The answer for people. Writing to a String cannot fail.

use std::fmt::Write;

use estimates::survival::{ChiSquared, GroupResult, Quantile, Reading};

use super::{Answer, Extras, Model, Tests};

/// The whole answer, curves first.
pub(super) fn text(answer: &Answer) -> String {
    let mut text = String::new();
    if answer.left_out > 0 {
        let _ = writeln!(text, "{} rows left out: a field that is needed is empty or NA\n", answer.left_out);
    }
    for (group, extras) in answer.curves.groups.iter().zip(&answer.extras) {
        add_group(&mut text, group, extras);
    }
    answer.tests.iter().for_each(|tests| add_tests(&mut text, tests));
    answer.cox.iter().for_each(|model| add_model(&mut text, "Cox regression", "hazard ratio", model));
    if let Some((cause, model)) = &answer.fine_gray {
        add_model(&mut text, &format!("Fine–Gray regression of cause {cause}"), "ratio", model);
    }
    for notice in &answer.notices {
        let _ = writeln!(text, "! {}", notice.text);
    }
    text
}

fn add_group(text: &mut String, group: &GroupResult, extras: &Extras) {
    let _ = writeln!(text, "{}: {} subjects, {} events", group.group.as_deref().unwrap_or("all"), group.n, group.events);
    if group.incidence.is_empty() {
        add_quantile(text, "median", &group.median);
    }
    for (share, quantile) in &extras.quantiles {
        add_quantile(text, &format!("{} % by", share * 100.0), quantile);
    }
    if let Some(mean) = &extras.mean {
        let note = if mean.beyond { " (past the last time seen: the curve is taken to run flat)" } else { "" };
        let _ = writeln!(text, "  mean wait up to {}: {:.4}, standard error {:.4}{note}", mean.until, mean.estimate, mean.std_error);
    }
    if let Some(last) = extras.hazard.as_ref().and_then(|points| points.last()) {
        let (lower, upper) = (shown(last.lower), shown(last.upper));
        let _ = writeln!(text, "  cumulative hazard {:.4} [{lower} – {upper}] at {}", last.estimate, last.time);
    }
    add_readings(text, "no event yet", &group.at);
    for cause in &group.incidence {
        add_readings(text, &format!("cause {} by then", cause.cause), &cause.at);
        if let (true, Some(last)) = (cause.at.is_empty(), cause.curve.last()) {
            let _ = writeln!(text, "  cause {}: {:.4} at {}", cause.cause, last.estimate, last.time);
        }
    }
}

fn add_quantile(text: &mut String, what: &str, quantile: &Quantile) {
    let reached = |value: Option<f64>| value.map_or_else(|| "not reached".to_owned(), |value| format!("{value}"));
    let (estimate, lower, upper) = (reached(quantile.estimate), reached(quantile.lower), reached(quantile.upper));
    let _ = writeln!(text, "  {what} {estimate} [{lower} – {upper}]");
}

fn add_readings(text: &mut String, what: &str, readings: &[Reading]) {
    for Reading { time, at_risk, estimate, std_error: _, lower, upper } in readings {
        let (estimate, lower, upper) = (shown(*estimate), shown(*lower), shown(*upper));
        let _ = writeln!(text, "  at {time:>6}: {what} {estimate} [{lower} – {upper}], {at_risk} at risk");
    }
}

fn add_tests(text: &mut String, tests: &Tests) {
    let _ = writeln!(text, "\n{:<24} {:>9} {:>12} {:>12}", "group", "subjects", "events seen", "expected");
    for own in &tests.log_rank.groups {
        let name = own.group.as_deref().unwrap_or("all");
        let _ = writeln!(text, "{name:<24} {:>9} {:>12.2} {:>12.2}", own.n, own.observed, own.expected);
    }
    let weight = if tests.rho == 0.0 { String::new() } else { format!(" (rho {})", tests.rho) };
    let _ = writeln!(text, "log-rank test{weight}: {}", test(&tests.log_rank.test));
    for (cause, own) in &tests.gray {
        let _ = writeln!(text, "Gray's test of cause {cause}: {}", test(own));
    }
}

fn add_model(text: &mut String, title: &str, ratio: &str, model: &Model) {
    let regression = &model.regression;
    let _ = writeln!(text, "\n{title}: {} subjects, {} events", regression.n, regression.events);
    if model.left_out > 0 {
        let _ = writeln!(text, "({} rows left out: a field that is needed is empty or NA)", model.left_out);
    }
    let _ = writeln!(text, "{:<28} {:>12} {:>11} {:>12}   {:<22} {:>9}", "term", "coefficient", "std. error", ratio, "limits", "p");
    for own in &regression.coefficients {
        let (Some(estimate), Some(error), Some([hazard, lower, upper])) = (own.estimate, own.std_error, own.ratio) else {
            let _ = writeln!(text, "{:<28} {:>12}", own.name, "–");
            continue;
        };
        let limits = format!("[{lower:.4} – {upper:.4}]");
        let p = own.p.map_or_else(|| "–".to_owned(), probability);
        let _ = writeln!(text, "{:<28} {estimate:>12.5} {error:>11.5} {hazard:>12.4}   {limits:<22} {p:>9}", own.name);
    }
    let _ = writeln!(text, "log-likelihood {:.4} (without terms {:.4})", regression.loglik, regression.loglik_null);
    for (name, own) in [("likelihood ratio", regression.likelihood_ratio), ("Wald", regression.wald), ("score", regression.score)] {
        let _ = writeln!(text, "{name} test: {}", test(&own));
    }
    if let Some(concordance) = regression.concordance {
        let _ = writeln!(text, "concordance {concordance:.4}");
    }
    for (name, own) in model.proportionality.iter().flat_map(|own| own.terms.iter().map(|(name, test)| (name.as_str(), test))) {
        let _ = writeln!(text, "proportional hazards, {name}: {}", test(own));
    }
    if let Some(own) = &model.proportionality {
        let _ = writeln!(text, "proportional hazards, all terms: {}", test(&own.global));
    }
    for warning in &regression.warnings {
        let _ = writeln!(text, "! {warning}");
    }
}

fn test(own: &ChiSquared) -> String {
    match own.p {
        Some(p) => format!("chi-squared {:.4} on {} degrees of freedom, p = {}", own.statistic, own.degrees_of_freedom, probability(p)),
        None => "nothing to compare".to_owned(),
    }
}

fn probability(p: f64) -> String {
    if p < 0.0001 { format!("{p:.1e}") } else { format!("{p:.4}") }
}

fn shown(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.4}"))
}
