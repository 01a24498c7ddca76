//! What changes the book, and files in and out.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use domain::RegionCode;
use register::{Author, Book, BookError, Finding, Kind, Record, Register, Severity, exchange, record_value};
use serde_json::{Value, json};

use super::{Absent, opened, refused, wire};
use crate::failure::{Outcome, wrong_use};
use crate::{Format, output};

/// Writes records to a file.
pub(super) fn export(register: &Register, file: &Path, kind: Option<Kind>, format: Format) -> Result<Outcome> {
    let records: Vec<&Record> = register.all().filter(|record| kind.is_none_or(|kind| record.kind() == kind)).collect();
    let bytes = match exchange::write(&file.to_string_lossy(), &records) {
        Err(error @ exchange::ExchangeError::Format(_)) => return Err(wrong_use(error.to_string())),
        other => other?,
    };
    output::file(file, bytes)?;
    match format {
        Format::Json => output::json(&json!({ "file": file, "records": records.len() }))?,
        Format::Text => output::text(&format!("{} records in {}\n", records.len(), file.display()))?,
    }
    Ok(Outcome::Done)
}

/// Takes files into the book; what a bad row held is a finding.
pub(super) fn import(book: Option<&Book>, files: &[PathBuf], texts: bool, author: &Author, format: Format) -> Result<Outcome> {
    if files.is_empty() && !texts {
        return Err(wrong_use("name a file, or --texts for what the policy texts say"));
    }
    let mut records: Vec<Record> = Vec::new();
    let (mut findings, mut rows) = (Vec::new(), 0);
    if texts {
        records.extend(Register::of_texts().all().cloned());
        rows = records.len();
    }
    for file in files {
        let name = file.to_string_lossy();
        let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        let read = exchange::read(&name, &bytes).map_err(|error| wrong_use(error.to_string()))?;
        findings.extend(read.findings.into_iter().map(|finding| (name.clone().into_owned(), finding)));
        rows += read.rows;
        records.extend(read.records);
    }
    let standing = book.map(Book::register).transpose()?.unwrap_or_default();
    findings.extend(standing.dangling(&records).into_iter().map(|finding| (String::new(), finding)));
    let outcome = match book.map(|book| book.enter(&records, author)) {
        Some(Err(error)) => return refused(error),
        Some(Ok(outcome)) => outcome,
        None => register::Outcome::default(),
    };
    said(rows, records.len(), outcome, &findings, format)?;
    let is_error = |(_, finding): &(String, Finding)| finding.problem.severity() == Severity::Error;
    Ok(if findings.iter().any(is_error) { Outcome::Refused } else { Outcome::Done })
}

fn said(rows: usize, taken: usize, outcome: register::Outcome, findings: &[(String, Finding)], format: Format) -> Result<()> {
    match format {
        Format::Json => output::json(&json!({
            "rows": rows,
            "taken": taken,
            "set_aside": rows - taken,
            "added": outcome.added,
            "changed": outcome.changed,
            "alike": outcome.alike,
            "findings": findings.iter().map(|(file, finding)| wire::finding(file, finding)).collect::<Vec<_>>(),
        })),
        Format::Text => {
            let lines: String = findings.iter().map(|(file, finding)| format!("{file} {finding}\n")).collect();
            let (added, changed, alike) = (outcome.added, outcome.changed, outcome.alike);
            output::text(&format!(
                "{lines}{rows} rows: {taken} taken ({added} new, {changed} changed, {alike} alike), {} set aside\n",
                rows - taken
            ))
        }
    }
}

/// Changes fields of one record.
pub(super) fn set(
    book: &Book,
    (kind, id): (Kind, &str),
    values: &[(String, String)],
    version: Option<u32>,
    author: &Author,
    format: Format,
) -> Result<Outcome> {
    if let Some((field, _)) = values.iter().find(|(field, _)| kind.field(field).is_none()) {
        return Err(wrong_use(format!("a {} has no field '{field}'; see `inbeeld register fields {}`", kind.word(), kind.word())));
    }
    let read_at = match version {
        Some(version) => version,
        None => book.register()?.version(kind, id),
    };
    let values: Vec<(&str, &str)> = values.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect();
    told(book.edit((kind, id), read_at, &values, author), format)
}

/// Prints the record as it became, or why it did not.
pub(super) fn told(changed: Result<Record, BookError>, format: Format) -> Result<Outcome> {
    let record = match changed {
        Err(error) => return refused(error),
        Ok(record) => record,
    };
    match format {
        Format::Json => output::json(&record_value(&record))?,
        Format::Text => output::text(&format!("{} {} {}\n", record.kind().word(), record.id(), record.get("state")))?,
    }
    Ok(Outcome::Done)
}

/// Brings another register into the book.
pub(super) fn merge(book: &Book, other: &Path, label: &str, author: &Author, format: Format) -> Result<Outcome> {
    let theirs = read_other(other)?;
    let merged = register::merge(&book.register()?, &theirs, label);
    let (added, alike, renamed) = (merged.added.len(), merged.alike, merged.renamed.len());
    let names: Vec<Value> =
        merged.renamed.iter().map(|(old, record)| json!({ "kind": record.kind().word(), "was": old, "is": record.id() })).collect();
    if let Err(error) = book.enter(&merged.records(), author) {
        return refused(error);
    }
    match format {
        Format::Json => output::json(&json!({ "added": added, "alike": alike, "kept_beside": names }))?,
        Format::Text => output::text(&format!("{added} new, {alike} alike, {renamed} kept beside ours under ~{label}\n"))?,
    }
    Ok(Outcome::Done)
}

/// Another book, or a file as `export` writes it. A file with a bad row is refused as a whole: merging must lose nothing.
fn read_other(path: &Path) -> Result<Register> {
    let name = path.to_string_lossy();
    if !["csv", "xlsx", "json"].iter().any(|extension| name.ends_with(&format!(".{extension}"))) {
        return Ok(opened(Some(path), Absent::Refuse)?.register()?);
    }
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let read = exchange::read(&name, &bytes).map_err(|error| wrong_use(error.to_string()))?;
    if read.has_errors() {
        return Err(wrong_use(format!("{} rows of {name} are not right; see `inbeeld register import --dry-run`", read.set_aside())));
    }
    Ok(Register::of(read.records.into_iter().map(|record| (record, 0))))
}

/// Every change of a record.
pub(super) fn history(book: &Book, kind: Kind, id: &str, format: Format) -> Result<Outcome> {
    let versions = match book.history(kind, id) {
        Err(error) => return refused(error),
        Ok(versions) => versions,
    };
    match format {
        Format::Json => {
            let value = |version: &register::Version| {
                let changed: serde_json::Map<String, Value> =
                    version.changed.iter().map(|(name, value)| ((*name).to_owned(), value.as_str().into())).collect();
                json!({ "version": version.number, "by": version.author.by, "why": version.author.reason, "at": version.author.at.0, "changed": changed })
            };
            output::json(&json!({ "kind": kind.word(), "id": id, "versions": versions.iter().map(value).collect::<Vec<_>>() }))?;
        }
        Format::Text => {
            for version in versions {
                let day = domain::Day(i32::try_from(version.author.at.0.div_euclid(86_400)).unwrap_or(0));
                let changed: String = version.changed.iter().map(|(name, value)| format!("    {name}: {value}\n")).collect();
                output::text(&format!("{} {day} {}: {}\n{changed}", version.number, version.author.by, version.author.reason))?;
            }
        }
    }
    Ok(Outcome::Done)
}

/// A region's approach from an example; a region it already has is not overwritten.
pub(super) fn copy_approach(
    book: &Book,
    example: &str,
    (id, region): (&str, RegionCode),
    author: &Author,
    format: Format,
) -> Result<Outcome> {
    let register = book.register()?;
    let from = register.get(Kind::Approach, example).ok_or_else(|| wrong_use(format!("there is no approach {example}")))?;
    if register.get(Kind::Approach, id).is_some() {
        return Err(wrong_use(format!("there is an approach {id} already")));
    }
    let region = region.to_string();
    let source = format!("gemaakt naar {example}");
    // The baseline of the example is not that of the region.
    let own = [("id", id), ("region", region.as_str()), ("lineage", example), ("source", source.as_str())];
    let anew = [("is_example", "no"), ("maturity", "0"), ("baseline_value", ""), ("step_values", "")];
    let copy = from.with(&[own, anew].concat());
    let (Some(copy), _) = copy else { return Err(wrong_use("the id may hold letters, digits, '.', '_', '~' and '-'")) };
    match book.enter(std::slice::from_ref(&copy), author) {
        Err(error) => refused(error),
        Ok(_) => told(Ok(copy), format),
    }
}
