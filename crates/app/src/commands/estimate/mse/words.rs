//! The result of `estimate mse` for people, the spread over methods first. Writing to a String cannot fail.

use std::fmt::Write;

use estimates::mse::{ListCheck, MethodResult, MseResult, Sensitivity};

/// One table's result in words.
pub fn in_words(result: &MseResult) -> String {
    let mut text = format!("{} different people on {} lists ({})\n", result.observed, result.lists.len(), result.lists.join(", "));
    text.push_str(&match result.spread {
        Some((lower, upper)) => format!("the methods say {lower:.0} to {upper:.0} in all\n"),
        None => "one method alone: there is no spread to judge it by\n".to_owned(),
    });
    result.results.iter().for_each(|method| add_method(&mut text, method));
    add_checks(&mut text, &result.check);
    add_sensitivity(&mut text, &result.sensitivity, &result.lists);
    for notice in result.warnings.iter().chain(&result.assumptions) {
        let way_out = if notice.code == "overlap-more" { " Say which refers to which with --refers." } else { "" };
        let _ = writeln!(text, "- {}{way_out}", notice.english);
    }
    text
}

fn add_method(text: &mut String, method: &MethodResult) {
    let _ = match method.estimate {
        Some(estimate) if method.model.is_empty() => writeln!(text, "{}: {estimate:.0} in all", method.method),
        Some(estimate) => writeln!(text, "{}: {estimate:.0} in all, model [{}]", method.method, method.model.join(",")),
        None => writeln!(text, "{}: no estimate (existence code {})", method.method, method.existence.code()),
    };
    for interval in &method.intervals {
        let upper = interval.upper.map_or_else(|| "without bound".to_owned(), |upper| format!("{upper:.0}"));
        let _ = writeln!(text, "  {} % {} interval: {:.0} to {upper}", interval.level * 100.0, interval.kind.word(), interval.lower);
    }
    if let Some(r_hat) = method.posterior.as_ref().and_then(|posterior| posterior.r_hat) {
        let _ = writeln!(text, "  R-hat {r_hat:.3}");
    }
    for notice in &method.warnings {
        let _ = writeln!(text, "  ! {}", notice.english);
    }
}

fn add_checks(text: &mut String, checks: &[ListCheck]) {
    if checks.is_empty() {
        return;
    }
    text.push_str("check: each list as a population of known size, estimated from the other lists\n");
    for check in checks {
        let _ = write!(text, "  {} holds {}, of whom {} on another list:", check.list, check.known, check.observed);
        for result in &check.results {
            let _ = match result.estimate {
                Some(estimate) => write!(text, " {} {estimate:.0}", result.method),
                None => write!(text, " {} –", result.method),
            };
        }
        let (held, all) = check.covered();
        let _ = writeln!(text, "; {held} of {all} intervals hold it");
    }
}

fn add_sensitivity(text: &mut String, sensitivity: &[Sensitivity], lists: &[String]) {
    for own in sensitivity {
        let (from, to) = (&lists[own.referral.from], &lists[own.referral.to]);
        let _ = write!(text, "had {:.0} % of those on both come on {to} only because {from} referred them:", own.share * 100.0);
        for result in &own.results {
            let _ = match result.estimate {
                Some(estimate) => write!(text, " {} {estimate:.0}", result.method),
                None => write!(text, " {} –", result.method),
            };
        }
        text.push('\n');
    }
}
