//! What the register shows.

use std::path::Path;

use anyhow::Result;
use domain::{Day, RegionCode};
use register::{Kind, Matrix, Progress, Record, Register, Standing, due_between, faults, overlaps, progress, record_value, standing};
use serde_json::{Value, json};

use super::wire;
use crate::commands::today;
use crate::failure::{Outcome, wrong_use};
use crate::{Format, output};

/// Lists records of a kind.
pub(super) fn list(register: &Register, kind: Kind, filters: &[(String, String)], format: Format) -> Result<Outcome> {
    if let Some((field, _)) = filters.iter().find(|(field, _)| kind.field(field).is_none()) {
        return Err(wrong_use(format!("a {} has no field '{field}'; see `inbeeld register fields {}`", kind.word(), kind.word())));
    }
    let keeps =
        |record: &&Record| filters.iter().all(|(field, value)| record.get(field) == value || record.list(field).contains(&value.as_str()));
    let records: Vec<&Record> = register.of_kind(kind).filter(keeps).collect();
    match format {
        Format::Json => output::json(&json!({ "records": records.iter().map(|record| record_value(record)).collect::<Vec<_>>() }))?,
        Format::Text => output::text(&records.iter().map(|record| line(record)).collect::<String>())?,
    }
    Ok(Outcome::Done)
}

fn line(record: &Record) -> String {
    let mark = ["state", "status", "answered", "stance"].into_iter().map(|field| record.get(field)).find(|value| !value.is_empty());
    format!("{:<8} {:<9} {:<8} {}\n", record.id(), mark.unwrap_or_default(), record.get("source"), record.get("title"))
}

/// Shows every record of an id.
pub(super) fn one(register: &Register, id: &str, format: Format) -> Result<Outcome> {
    let found = register.find(id);
    if found.is_empty() {
        return Err(wrong_use(format!("there is no record {id}")));
    }
    let lacking = |record: &Record| faults(record).into_iter().map(|fault| fault.word()).collect::<Vec<_>>();
    match format {
        Format::Json => {
            let value = |record: &&Record| {
                let mut value = record_value(record);
                value["faults"] = lacking(record).into();
                value["version"] = register.version(record.kind(), record.id()).into();
                value
            };
            output::json(&json!({ "records": found.iter().map(value).collect::<Vec<_>>() }))?;
        }
        Format::Text => {
            for record in found {
                let values: String = record.values().map(|(name, value)| format!("  {name:<24} {value}\n")).collect();
                output::text(&format!(
                    "{} {}\n{values}  {:<24} {}\n",
                    record.kind().word(),
                    record.id(),
                    "lacks",
                    lacking(record).join(", ")
                ))?;
            }
        }
    }
    Ok(Outcome::Done)
}

/// Names kinds and fields.
pub(super) fn fields(kind: Option<Kind>, format: Format) -> Result<Outcome> {
    let kinds: Vec<Kind> = kind.map_or_else(|| Kind::ALL.to_vec(), |kind| vec![kind]);
    match format {
        Format::Json => output::json(&kinds.into_iter().map(wire::kind).collect::<Vec<_>>())?,
        Format::Text => {
            for kind in kinds {
                let needed = |required: bool| if required { "*" } else { " " };
                let fields = kind
                    .fields()
                    .iter()
                    .map(|field| format!("  {}{:<24} {}\n", needed(field.required), field.name, wire::shape(field.shape)));
                output::text(&format!(
                    "{} ({})\n  *{:<24} letters, digits, . _ ~ -\n{}",
                    kind.word(),
                    kind.dutch(),
                    "id",
                    fields.collect::<String>()
                ))?;
            }
        }
    }
    Ok(Outcome::Done)
}

/// Commitments that fall due from a day on, with how many stand where.
pub(super) fn due(register: &Register, as_of: Option<Day>, within: u16, format: Format) -> Result<Outcome> {
    let as_of = as_of.unwrap_or_else(today);
    commitments(register, &due_between(register, as_of, as_of.plus(i32::from(within))), as_of, format)
}

/// Commitments whose day has passed and of which the register holds no evidence.
pub(super) fn overdue(register: &Register, as_of: Option<Day>, format: Format) -> Result<Outcome> {
    let as_of = as_of.unwrap_or_else(today);
    let mut passed: Vec<&Record> =
        register.of_kind(Kind::Commitment).filter(|record| standing(record, as_of) == Standing::WasDue).collect();
    passed.sort_by_key(|record| (record.day("due"), record.id().to_owned()));
    commitments(register, &passed, as_of, format)
}

fn commitments(register: &Register, listed: &[&Record], as_of: Day, format: Format) -> Result<Outcome> {
    let all: Vec<&Record> = register.of_kind(Kind::Commitment).collect();
    match format {
        Format::Json => output::json(&json!({
            "as_of": as_of.to_string(),
            "commitments": listed.iter().map(|record| wire::commitment(record, as_of)).collect::<Vec<_>>(),
            "counts": wire::counts(&all, as_of),
        }))?,
        Format::Text => {
            let line = |record: &&Record| {
                format!(
                    "{} {:<8} {:<24} {} ({})\n",
                    record.get("due"),
                    record.id(),
                    standing(record, as_of).word().replace('-', " "),
                    record.get("title"),
                    record.get("promised_by")
                )
            };
            output::text(&format!("as of {as_of}: {} commitments\n{}", listed.len(), listed.iter().map(line).collect::<String>()))?;
        }
    }
    Ok(Outcome::Done)
}

/// What cannot be followed, empty cells, and measures that share cells.
pub(super) fn gaps(register: &Register, region: RegionCode, format: Format) -> Result<Outcome> {
    let matrix = register::matrix(register, region);
    let counts = register.fault_counts();
    match format {
        Format::Json => {
            let lacking: Vec<Value> = register
                .all()
                .map(|record| (record, faults(record)))
                .filter(|(_, faults)| !faults.is_empty())
                .map(|(record, faults)| {
                    let words: Vec<&str> = faults.into_iter().map(|fault| fault.word()).collect();
                    json!({ "kind": record.kind().word(), "id": record.id(), "faults": words })
                })
                .collect();
            let empty: Vec<Value> =
                matrix.gaps().map(|cell| json!({ "form": cell.form, "part": cell.part, "target_group": cell.group })).collect();
            let overlaps: Vec<Value> = overlaps(&matrix)
                .into_iter()
                .map(|(first, second, cells)| json!({ "measures": [first, second], "cells": cells }))
                .collect();
            let counts: serde_json::Map<String, Value> =
                counts.into_iter().map(|(fault, count)| (fault.word().to_owned(), count.into())).collect();
            output::json(
                &json!({ "region": region.to_string(), "faults": counts, "lacking": lacking, "gaps": empty, "overlaps": overlaps }),
            )?;
        }
        Format::Text => {
            let faults: String =
                counts.into_iter().map(|(fault, count)| format!("{count:>6} {}\n", fault.word().replace('-', " "))).collect();
            let gaps: String = matrix.gaps().map(|cell| format!("       {} / {} / {}\n", cell.form, cell.part, cell.group)).collect();
            output::text(&format!(
                "what cannot be followed\n{faults}\n{} cells that no measure reaches in {region}\n{gaps}",
                matrix.gaps().count()
            ))?;
        }
    }
    Ok(Outcome::Done)
}

/// The coverage matrix.
pub(super) fn matrix(register: &Register, region: RegionCode, format: Format) -> Result<Outcome> {
    let matrix = register::matrix(register, region);
    match format {
        Format::Json => {
            let cell = |cell: &register::MatrixCell| json!({ "form": cell.form, "part": cell.part, "target_group": cell.group, "count": cell.measures.len(), "measures": cell.measures });
            output::json(&json!({ "region": region.to_string(), "cells": matrix.cells.iter().map(cell).collect::<Vec<_>>() }))?;
        }
        Format::Text => output::text(&as_table(&matrix))?,
    }
    Ok(Outcome::Done)
}

/// Forms down, parts across: how many measures, and of how many target groups none is reached.
fn as_table(matrix: &Matrix) -> String {
    let mut text = format!("measures in {} (target groups not reached)\n{:<14}", matrix.region, "");
    text.extend(matrix.parts.iter().map(|part| format!("{part:>14}")));
    for form in matrix.forms {
        text.push_str(&format!("\n{form:<14}"));
        for part in matrix.parts {
            let missed = matrix.gaps().filter(|cell| cell.form == *form && cell.part == *part).count();
            text.push_str(&format!("{:>14}", format!("{} ({missed})", matrix.measures(form, part).len())));
        }
    }
    text.push('\n');
    text
}

/// The progress report.
pub(super) fn report(register: &Register, (from, through): (Day, Day), out: Option<&Path>, format: Format) -> Result<Outcome> {
    if through < from {
        return Err(wrong_use("the last day lies before the first"));
    }
    let report = progress(register, from, through);
    if let Some(path) = out {
        let bytes = match path.extension().and_then(|extension| extension.to_str()) {
            Some("docx") => register::docx(&report)?,
            Some("html") => register::html(&report).into_bytes(),
            Some(_) | None => return Err(wrong_use("name the report .docx or .html")),
        };
        output::file(path, bytes)?;
    }
    match (format, out) {
        (Format::Json, _) => output::json(&report_value(&report))?,
        (Format::Text, Some(path)) => output::text(&format!("{}\n", path.display()))?,
        (Format::Text, None) => output::text(&report_text(&report))?,
    }
    Ok(Outcome::Done)
}

fn report_value(report: &Progress) -> Value {
    let line = |line: &register::Line| json!({ "id": line.id, "title": line.title, "who": line.who, "when": line.when, "more": line.more, "source": line.source });
    let section = |section: &register::Section| json!({ "title": section.title, "intro": section.intro, "lines": section.lines.iter().map(line).collect::<Vec<_>>() });
    let faults: serde_json::Map<String, Value> =
        report.faults.iter().map(|(fault, count)| (fault.word().to_owned(), Value::from(*count))).collect();
    json!({
        "from": report.from.to_string(),
        "through": report.through.to_string(),
        "sections": report.sections.iter().map(section).collect::<Vec<_>>(),
        "measures": report.measures,
        "faults": faults,
    })
}

fn report_text(report: &Progress) -> String {
    let mut text = format!("Voortgang {} tot en met {}\n", report.from, report.through);
    for section in &report.sections {
        text.push_str(&format!("\n{}\n{}\n", section.title, section.intro));
        text.extend(section.lines.iter().map(|line| format!("  {:<6} {:<24} {} ({})\n", line.id, line.when, line.title, line.who)));
    }
    text.push_str(&format!("\nWat niet te volgen is, van {} maatregelen\n", report.measures));
    text.extend(report.faults.iter().map(|(fault, count)| format!("  {count:>4} {}\n", fault.dutch())));
    text
}
