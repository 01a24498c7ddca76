//! What the commands of the register print as JSON.

use domain::Day;
use register::{Finding, Kind, Record, Severity, Shape, Standing, record_value, standing};
use serde_json::{Value, json};

/// A commitment with where it stands.
pub(super) fn commitment(record: &Record, as_of: Day) -> Value {
    let mut value = record_value(record);
    value["standing"] = standing(record, as_of).word().into();
    value
}

/// A finding.
pub(super) fn finding(file: &str, finding: &Finding) -> Value {
    let severity = match finding.problem.severity() {
        Severity::Error => "error",
        Severity::Notice => "notice",
    };
    json!({
        "file": file,
        "row": finding.row,
        "id": finding.id,
        "field": finding.field,
        "severity": severity,
        "problem": finding.problem.to_string(),
        "fix": finding.problem.fix(),
    })
}

/// A kind with its fields.
pub(super) fn kind(kind: Kind) -> Value {
    let fields: Vec<Value> = kind
        .fields()
        .iter()
        .map(|field| json!({ "name": field.name, "nl": field.nl, "en": field.en, "required": field.required, "shape": shape(field.shape) }))
        .collect();
    json!({ "kind": kind.word(), "nl": kind.dutch(), "fields": fields })
}

/// What may stand in a field, in words.
pub(super) fn shape(shape: Shape) -> String {
    match shape {
        Shape::Text => "text".to_owned(),
        Shape::Day => "day YYYY-MM-DD".to_owned(),
        Shape::Number => "whole number".to_owned(),
        Shape::Decimal => "number, as 12.5".to_owned(),
        Shape::Steps => "year=number, as 2027=12.5|2028=8".to_owned(),
        Shape::Choice(words) => format!("one of {}", words.join(", ")),
        Shape::Choices(words) => format!("some of {} (divided by |)", words.join(", ")),
        Shape::Words => "words divided by |".to_owned(),
        Shape::Regions => "regions as NL, VT19, JZ07, GM0363, divided by |".to_owned(),
        Shape::References(kind) => format!("ids of {} divided by |", kind.many()),
    }
}

/// How many commitments stand where.
pub(super) fn counts(commitments: &[&Record], as_of: Day) -> Value {
    let count = |wanted: Standing| commitments.iter().filter(|record| standing(record, as_of) == wanted).count();
    Standing::ALL.into_iter().map(|one| (one.word().to_owned(), Value::from(count(one)))).collect::<serde_json::Map<_, _>>().into()
}
