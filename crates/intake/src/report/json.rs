//! The report as JSON, in the shape that the commands promise.

use serde::Serialize;

use crate::Language;
use crate::findings::{Case, Cause, Report};

#[derive(Serialize)]
struct WireReports<'a> {
    deliveries: Vec<WireReport<'a>>,
}

#[derive(Serialize)]
struct WireReport<'a> {
    file: &'a str,
    kind: Option<&'static str>,
    supplier: Option<&'a str>,
    period: Option<String>,
    read: u64,
    accepted: u64,
    set_aside: u64,
    causes: Vec<WireCause>,
}

#[derive(Serialize)]
struct WireCause {
    code: &'static str,
    severity: &'static str,
    count: u64,
    message: String,
    why: &'static str,
    fix: &'static str,
    first: Vec<WireCase>,
}

#[derive(Serialize)]
struct WireCase {
    row: u64,
    reference: String,
}

/// One JSON document about deliveries: `{"deliveries":[{"file","kind","supplier","period","read","accepted",
/// "set_aside","causes":[…]}]}`. What is not known is null; row 0 is the file itself.
pub fn json(reports: &[Report], language: Language) -> String {
    let wire = WireReports { deliveries: reports.iter().map(|report| wire_report(report, language)).collect() };
    // Strings, numbers and lists always serialise.
    serde_json::to_string(&wire).unwrap_or_default()
}

fn wire_report(report: &Report, language: Language) -> WireReport<'_> {
    WireReport {
        file: &report.file,
        kind: report.kind.map(|kind| kind.word()),
        supplier: report.supplier(),
        period: report.period().map(|period| period.to_string()),
        read: report.read,
        accepted: report.accepted,
        set_aside: report.set_aside,
        causes: report.causes.iter().map(|cause| wire_cause(cause, language)).collect(),
    }
}

fn wire_cause(cause: &Cause, language: Language) -> WireCause {
    WireCause {
        code: cause.rule.code,
        severity: cause.rule.severity.word(),
        count: cause.count,
        message: cause.message(language),
        why: cause.rule.why.told_in(language),
        fix: cause.rule.fix.told_in(language),
        first: cause.first_few().iter().map(wire_case).collect(),
    }
}

fn wire_case(case: &Case) -> WireCase {
    WireCase { row: case.row, reference: case.shown_reference() }
}
