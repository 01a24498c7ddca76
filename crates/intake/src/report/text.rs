//! The report for a tired data officer: the causes first, each with what to do and where to look, then the count.

use std::fmt::Write;

use crate::findings::{Case, Cause, Report};
use crate::words::Words;
use crate::{Language, Severity};

/// Columns of a terminal, minus a margin.
const WIDTH: usize = 96;

const DO: Words = Words { nl: "Doen:", en: "To do:" };
const WHY: Words = Words { nl: "Waarom:", en: "Why:" };
const LOOK: Words = Words { nl: "Kijk bij:", en: "Look at:" };
const ROW: Words = Words { nl: "rij", en: "row" };
const NOTHING: Words = Words { nl: "Niets gevonden.", en: "Nothing found." };
const SUPPLIER: Words = Words { nl: "leverancier", en: "supplier" };
const PERIOD: Words = Words { nl: "periode", en: "period" };
const READ: Words = Words { nl: "gelezen", en: "read" };
const ACCEPTED: Words = Words { nl: "aangenomen", en: "accepted" };
const SET_ASIDE: Words = Words { nl: "apart gelegd", en: "set aside" };

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
        add_cause(&mut out, cause, language);
    }
    out.push_str(&total(report, language));
    out
}

/// A file name, fit for a screen.
fn shown(file: &str) -> String {
    file.chars().map(|letter| if letter.is_control() { '?' } else { letter }).collect()
}

fn origin(report: &Report, language: Language) -> String {
    let kind = report.kind.map(|kind| kind.word().to_owned());
    let supplier = report.supplier().map(|supplier| format!("{} {supplier}", SUPPLIER.told_in(language)));
    let period = report.period().map(|period| format!("{} {period}", PERIOD.told_in(language)));
    [kind, supplier, period].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn add_cause(out: &mut String, cause: &Cause, language: Language) {
    let severity = cause.rule.severity.told_in(language).to_uppercase();
    add(out, "  ", &format!("{severity} {} × {}", cause.count, cause.rule.code));
    add(out, "    ", &cause.message(language));
    add(out, "    ", &format!("{} {}", DO.told_in(language), cause.rule.fix.told_in(language)));
    if cause.rule.severity != Severity::Notice {
        add(out, "    ", &format!("{} {}", WHY.told_in(language), cause.rule.why.told_in(language)));
    }
    let cases: Vec<_> = cause.first_few().iter().filter(|case| case.row > 0).map(|case| case_text(case, language)).collect();
    if !cases.is_empty() {
        let more = if cause.count > cases.len() as u64 { ", …" } else { "" };
        add(out, "    ", &format!("{} {}{more}", LOOK.told_in(language), cases.join(", ")));
    }
    out.push('\n');
}

fn case_text(case: &Case, language: Language) -> String {
    let mut text = format!("{} {}", ROW.told_in(language), case.row);
    let details: Vec<_> = [case.shown_reference(), case.field.to_owned()].into_iter().filter(|detail| !detail.is_empty()).collect();
    if !details.is_empty() {
        let _ = write!(text, " ({})", details.join(", "));
    }
    text
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
