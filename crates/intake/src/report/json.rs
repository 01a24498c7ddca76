//! The report as JSON, in the shape that the commands promise.

use serde::Serialize;

use crate::across::{Difference, Mirror, MirrorValue, Quality};
use crate::findings::{Case, Cause, Report};
use crate::{Deviation, Language};

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
    receipt: WireReceipt,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    accepted_deviations: Vec<WireDeviation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<WireDifference<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mirror: Option<WireMirror<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quality: Option<WireQuality>,
}

#[derive(Serialize)]
struct WireReceipt {
    blake3: String,
    verdict: &'static str,
}

#[derive(Serialize)]
struct WireDeviation<'a> {
    #[serde(flatten)]
    cause: WireCause,
    reason: &'a str,
    until: Option<String>,
    by: &'a str,
}

#[derive(Serialize)]
struct WireDifference<'a> {
    against: &'a str,
    added: u64,
    removed: u64,
    changed: u64,
    same: u64,
}

#[derive(Serialize)]
struct WireMirror<'a> {
    against: Option<&'a str>,
    fields: Vec<WireField<'a>>,
}

#[derive(Serialize)]
struct WireField<'a> {
    field: &'static str,
    filled: u64,
    rows: u64,
    values: Vec<WireValue>,
    remarks: Vec<&'a str>,
}

#[derive(Serialize)]
struct WireValue {
    value: &'static str,
    count: u64,
    before: Option<u64>,
}

#[derive(Serialize)]
struct WireQuality {
    combinations: u64,
    doubled: u64,
    late: Option<u64>,
    unknown: Vec<WireUnknown>,
    breaks: Vec<WireBreak>,
}

#[derive(Serialize)]
struct WireUnknown {
    field: &'static str,
    count: u64,
    rows: u64,
}

#[derive(Serialize)]
struct WireBreak {
    field: &'static str,
    value: &'static str,
    from: String,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier: Option<u64>,
}

#[derive(Serialize)]
struct WireCase {
    row: u64,
    reference: String,
    field: &'static str,
}

/// One JSON document about deliveries: `{"deliveries":[{"file","kind","supplier","period","read","accepted",
/// "set_aside","causes":[…]}]}`. What is not known is null; row 0 is the file itself, or a record that is not in it.
/// Beside the causes stand the proof of check (`receipt`), `accepted_deviations`, and, where the delivery was laid beside
/// others, `difference`, `mirror` and `quality`.
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
        receipt: WireReceipt { blake3: report.hash_text(), verdict: report.verdict().word() },
        accepted_deviations: report.deviations.iter().map(|deviation| wire_deviation(deviation, language)).collect(),
        difference: report.goes_back.difference.as_ref().map(wire_difference),
        mirror: report.goes_back.mirror.as_ref().map(|mirror| wire_mirror(mirror, language)),
        quality: report.goes_back.quality.as_ref().map(wire_quality),
    }
}

fn wire_deviation(deviation: &Deviation, language: Language) -> WireDeviation<'_> {
    let Deviation { cause, reason, until, by } = deviation;
    WireDeviation { cause: wire_cause(cause, language), reason, until: until.map(|day| day.to_string()), by }
}

fn wire_difference(difference: &Difference) -> WireDifference<'_> {
    let Difference { against, added, removed, changed, same } = difference;
    WireDifference { against, added: added.count, removed: removed.count, changed: changed.count, same: *same }
}

fn wire_mirror(mirror: &Mirror, language: Language) -> WireMirror<'_> {
    let value = |value: &MirrorValue| WireValue { value: value.word, count: value.now.part, before: value.before.map(|share| share.part) };
    let fields = mirror.fields.iter().map(|field| WireField {
        field: field.column,
        filled: field.filled.part,
        rows: field.filled.whole,
        values: field.values.iter().map(value).collect(),
        remarks: field.remarks.iter().map(|remark| remark.told_in(language)).collect(),
    });
    WireMirror { against: mirror.against.as_deref(), fields: fields.collect() }
}

fn wire_quality(quality: &Quality) -> WireQuality {
    let unknown =
        quality.unknown.iter().map(|unknown| WireUnknown { field: unknown.column, count: unknown.share.part, rows: unknown.share.whole });
    let breaks = quality.breaks.iter().map(|found| WireBreak { field: found.column, value: found.word, from: found.from.to_string() });
    WireQuality {
        combinations: quality.combinations.iter().map(|(_, count)| count).sum(),
        doubled: quality.doubled,
        late: quality.late.as_ref().map(|late| late.records.count),
        unknown: unknown.collect(),
        breaks: breaks.collect(),
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
        earlier: cause.earlier,
    }
}

fn wire_case(case: &Case) -> WireCase {
    WireCase { row: case.row, reference: case.shown_reference(), field: case.field }
}
