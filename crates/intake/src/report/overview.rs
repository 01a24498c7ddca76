//! The end of a check on a screen: one line a file, the worst first, and what to do next.

use super::text::shown;
use super::texts;
use crate::findings::Report;
use crate::{Language, Severity, Verdict};

/// The files of one check, worst first, each with its verdict; for one file only the verdict.
pub fn overview(reports: &[Report], language: Language) -> String {
    let Some(worst) = reports.iter().map(Report::verdict).max() else { return String::new() };
    if let [report] = reports {
        return format!("  {} {}\n", sign(worst), report.advice(language));
    }
    let mut sorted: Vec<&Report> = reports.iter().collect();
    sorted.sort_by_key(|report| (std::cmp::Reverse(report.verdict()), report.file.clone()));
    let width = sorted.iter().map(|report| shown(&report.file).chars().count()).max().unwrap_or(0).min(60);
    let mut text = format!("{}\n", texts::OVERVIEW.told_in(language).to_uppercase());
    for report in sorted {
        text.push_str(&format!("  {} {:<width$}  {}\n", sign(report.verdict()), shown(&report.file), counts(report, language)));
    }
    let verdicts: Vec<Verdict> = reports.iter().map(Report::verdict).collect();
    text.push('\n');
    for verdict in [Verdict::Refused, Verdict::PartlyAccepted, Verdict::AcceptedWithFindings, Verdict::Accepted] {
        let files = verdicts.iter().filter(|one| **one == verdict).count();
        if files > 0 {
            text.push_str(&format!("  {} {files} × {}\n", sign(verdict), verdict.told_in(language)));
        }
    }
    text
}

/// Where all cases can be had, when some are not shown; else nothing.
pub fn hint(reports: &[Report], language: Language) -> String {
    let is_cut = |report: &Report| report.causes.iter().any(|cause| cause.count > cause.first_few().len() as u64);
    if reports.iter().any(is_cut) { format!("\n  {}\n", texts::HINT_REPORT.told_in(language)) } else { String::new() }
}

/// How rows are counted, where a row is named; a spreadsheet counts its header too.
pub fn row_note(reports: &[Report], language: Language) -> String {
    let names_a_row = |report: &Report| report.causes.iter().flat_map(|cause| cause.first_few()).any(|case| case.row > 0);
    if reports.iter().any(names_a_row) { format!("\n  {}\n", texts::ROWS_COUNT.told_in(language)) } else { String::new() }
}

/// Never colour alone.
pub(super) fn sign(verdict: Verdict) -> char {
    match verdict {
        Verdict::Accepted => '✓',
        Verdict::AcceptedWithFindings => '●',
        Verdict::PartlyAccepted => '▲',
        Verdict::Refused => '✗',
    }
}

/// How many causes of each severity.
fn counts(report: &Report, language: Language) -> String {
    let of = |severity: Severity| report.causes.iter().filter(|cause| cause.rule.severity == severity).count();
    let heads = [(Severity::Error, texts::ERRORS), (Severity::Warning, texts::WARNINGS), (Severity::Notice, texts::NOTICES)];
    let parts: Vec<String> = heads
        .into_iter()
        .filter(|(severity, _)| of(*severity) > 0)
        .map(|(severity, words)| format!("{}: {}", words.told_in(language).to_lowercase(), of(severity)))
        .collect();
    if parts.is_empty() { texts::NOTHING.told_in(language).to_owned() } else { parts.join(", ") }
}
