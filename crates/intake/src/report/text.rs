//! The report for a tired data officer: the causes first, each with what to do and where to look, then the count.

use super::texts::{self, ACCEPTED, DO, LOOK, NOTHING, PERIOD, READ, ROW, SET_ASIDE, SUPPLIER, WHY};
use crate::across::{Difference, Mirror, Moved, Quality};
use crate::findings::{Case, Cause, Report};
use crate::{DeliveryKind, Deviation, Language, Severity};

/// Columns of a terminal, minus a margin.
const WIDTH: usize = 96;

/// Reports of deliveries as text, one after the other.
pub fn text(reports: &[Report], language: Language) -> String {
    reports.iter().map(|report| one(report, language)).collect::<Vec<_>>().join("\n")
}

fn one(report: &Report, language: Language) -> String {
    let mut out = format!("{}\n{}\n\n", shown(&report.file), origin(report, language));
    if report.causes.is_empty() {
        out.push_str(&format!("  {}\n\n", NOTHING.told_in(language)));
    }
    for cause in &report.causes {
        add_cause(&mut out, cause, report.kind, language);
    }
    if !report.deviations.is_empty() {
        add_deviations(&mut out, &report.deviations, language);
    }
    add_what_goes_back(&mut out, report, language);
    out.push_str(&total(report, language));
    out
}

/// A file name, fit for a screen.
pub(super) fn shown(file: &str) -> String {
    file.chars().map(|letter| if letter.is_control() { '?' } else { letter }).collect()
}

fn origin(report: &Report, language: Language) -> String {
    let kind = report.kind.map(|kind| kind.word().to_owned());
    let supplier = report.supplier().map(|supplier| format!("{} {supplier}", SUPPLIER.told_in(language)));
    let period = report.period().map(|period| format!("{} {period}", PERIOD.told_in(language)));
    [kind, supplier, period].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn add_cause(out: &mut String, cause: &Cause, kind: Option<DeliveryKind>, language: Language) {
    let severity = cause.rule.severity.told_in(language).to_uppercase();
    add(out, "  ", &format!("{severity} {} × {}", cause.count, cause.rule.code));
    add(out, "    ", &cause.message(language));
    add(out, "    ", &format!("{} {}", DO.told_in(language), cause.rule.fix.told_in(language)));
    for (field, words) in cause.allowed(kind) {
        add(out, "    ", &format!("{} {field}: {}", texts::ALLOWED.told_in(language), words.join(", ")));
    }
    if cause.rule.severity != Severity::Notice {
        add(out, "    ", &format!("{} {}", WHY.told_in(language), cause.rule.why.told_in(language)));
    }
    if let Some(earlier) = cause.earlier {
        add(out, "    ", &format!("↻ {} {earlier} ×", texts::EARLIER.told_in(language)));
    }
    let cases: Vec<_> = cause.first_few().iter().map(|case| case_text(case, language)).filter(|text| !text.is_empty()).collect();
    if !cases.is_empty() {
        let more = if cause.count > cases.len() as u64 { ", …" } else { "" };
        add(out, "    ", &format!("{} {}{more}", LOOK.told_in(language), cases.join(", ")));
    }
    out.push('\n');
}

/// Where to look; a record that is not in this file has a reference only, the file itself has nothing.
fn case_text(case: &Case, language: Language) -> String {
    let details: Vec<_> = [case.shown_reference(), case.field.to_owned()].into_iter().filter(|detail| !detail.is_empty()).collect();
    match (case.row, details.is_empty()) {
        (0, _) => details.join(", "),
        (row, true) => format!("{} {row}", ROW.told_in(language)),
        (row, false) => format!("{} {row} ({})", ROW.told_in(language), details.join(", ")),
    }
}

fn add_deviations(out: &mut String, deviations: &[Deviation], language: Language) {
    add(out, "  ", &texts::DEVIATIONS.told_in(language).to_uppercase());
    for deviation in deviations {
        let cause = &deviation.cause;
        let until = deviation.until.map(|day| format!(" ({} {day})", texts::UNTIL.told_in(language))).unwrap_or_default();
        let (reason, by) = (texts::REASON.told_in(language), texts::BY.told_in(language));
        add(out, "    ", &format!("{} × {}: {}", cause.count, cause.rule.code, cause.message(language)));
        add(out, "      ", &format!("{reason} {}{until}, {by} {}", shown(&deviation.reason), shown(&deviation.by)));
    }
    if deviations.iter().any(|deviation| deviation.cause.rule.severity == Severity::Error) {
        add(out, "    ", texts::STILL_ASIDE.told_in(language));
    }
    out.push('\n');
}

fn add_what_goes_back(out: &mut String, report: &Report, language: Language) {
    let back = &report.goes_back;
    if let Some(difference) = &back.difference {
        add_difference(out, difference, language);
    }
    if let Some(mirror) = back.mirror.as_ref().filter(|mirror| mirror.against.is_some()) {
        add_mirror(out, mirror, language);
    }
    if let Some(quality) = &back.quality {
        add_quality(out, quality, language);
    }
}

fn add_difference(out: &mut String, difference: &Difference, language: Language) {
    add(out, "  ", &format!("{}: {}", texts::DIFFERENCE.told_in(language).to_uppercase(), shown(&difference.against)));
    for (words, moved) in [(texts::ADDED, &difference.added), (texts::REMOVED, &difference.removed), (texts::CHANGED, &difference.changed)]
    {
        add(out, "    ", &format!("{} {}{}", words.told_in(language), moved.count, references(moved)));
    }
    add(out, "    ", &format!("{} {}", texts::SAME.told_in(language), difference.same));
    out.push('\n');
}

/// The first few own references.
fn references(moved: &Moved) -> String {
    let few = &moved.first[..moved.first.len().min(crate::findings::FIRST_CASES)];
    let named: Vec<String> = few.iter().map(Case::shown_reference).collect();
    let more = if moved.count > few.len() as u64 { ", …" } else { "" };
    if named.is_empty() { String::new() } else { format!(" ({}{more})", named.join(", ")) }
}

fn add_mirror(out: &mut String, mirror: &Mirror, language: Language) {
    let against = mirror.against.as_deref().unwrap_or_default();
    let (title, beside) = (texts::MIRROR.told_in(language).to_uppercase(), texts::AGAINST.told_in(language).to_lowercase());
    add(out, "  ", &format!("{title}, {beside} {}", shown(against)));
    let remarks = mirror.fields.iter().flat_map(|field| field.remarks.iter().map(move |remark| (field.column, remark)));
    let lines: Vec<String> = remarks.map(|(column, remark)| format!("{column}: {}", remark.told_in(language))).collect();
    for line in &lines {
        add(out, "    ", line);
    }
    if lines.is_empty() {
        add(out, "    ", texts::NOT_REMARKABLE.told_in(language));
    }
    out.push('\n');
}

fn add_quality(out: &mut String, quality: &Quality, language: Language) {
    let mut lines = Vec::new();
    for found in &quality.breaks {
        let percent = |share: crate::across::Share| share.per_cent().unwrap_or(0);
        let (title, since) = (texts::BREAKS.told_in(language), texts::SINCE.told_in(language));
        let (before, after) = (percent(found.before), percent(found.after));
        lines.push(format!("{title}: {} {}: {before} % → {after} % {since} {}", found.column, found.word, found.from));
    }
    if let Some(late) = quality.late.as_ref().filter(|late| late.records.count > 0) {
        lines.push(format!("{}: {}{}", texts::LATE.told_in(language), late.records.count, references(&late.records)));
    }
    let worst = quality.unknown.iter().take(3).filter_map(|unknown| Some(format!("{} {} %", unknown.column, unknown.share.per_cent()?)));
    let worst: Vec<String> = worst.collect();
    if !worst.is_empty() {
        lines.push(format!("{}: {}", texts::UNKNOWN.told_in(language), worst.join(", ")));
    }
    if lines.is_empty() {
        return;
    }
    add(out, "  ", &texts::QUALITY.told_in(language).to_uppercase());
    for line in lines {
        add(out, "    ", &line);
    }
    out.push('\n');
}

fn total(report: &Report, language: Language) -> String {
    let (read, accepted, set_aside) = (READ.told_in(language), ACCEPTED.told_in(language), SET_ASIDE.told_in(language));
    format!("  {read} {} = {accepted} {} + {set_aside} {}\n", report.read, report.accepted, report.set_aside)
}

/// Adds a paragraph, broken between words, each line behind a margin.
fn add(out: &mut String, margin: &str, paragraph: &str) {
    let mut column = 0;
    for word in paragraph.split(' ') {
        let length = word.chars().count();
        if column == 0 || column + 1 + length > WIDTH {
            out.push_str(if column == 0 { "" } else { "\n" });
            out.push_str(margin);
            column = margin.chars().count();
        } else {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out.push('\n');
}
