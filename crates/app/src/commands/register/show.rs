//! What the register shows.

use std::path::Path;

use anyhow::Result;
use domain::Day;
use register::{
    Kind, Language, Matrix, Place, Progress, Record, Register, Scope, Standing, due_between, faults, overlaps, progress, record_value,
    source_name, spoken, standing,
};
use serde_json::{Value, json};

use super::super::serve::Visible;
use super::wire;
use crate::commands::today;
use crate::failure::{Outcome, wrong_use};
use crate::{Format, output};

/// How an answer is given.
#[derive(Clone, Copy)]
pub(super) struct Said {
    /// As text or JSON.
    pub format: Format,
    /// The language of the text; JSON keeps the words of files.
    pub language: Language,
}

/// Lists records of a kind.
pub(super) fn list(register: &Register, kind: Kind, filters: &[(String, String)], said: Said) -> Result<Outcome> {
    if let Some((field, _)) = filters.iter().find(|(field, _)| kind.field(field).is_none()) {
        return Err(wrong_use(format!("a {} has no field '{field}'; see `inbeeld register fields {}`", kind.word(), kind.word())));
    }
    let keeps =
        |record: &&Record| filters.iter().all(|(field, value)| record.get(field) == value || record.list(field).contains(&value.as_str()));
    let records: Vec<&Record> = register.of_kind(kind).filter(keeps).collect();
    match said.format {
        Format::Json => output::json(&json!({ "records": records.iter().map(|record| record_value(record)).collect::<Vec<_>>() }))?,
        Format::Text => output::text(&records.iter().map(|record| line(record, said.language)).collect::<String>())?,
    }
    Ok(Outcome::Done)
}

fn line(record: &Record, language: Language) -> String {
    let mark = ["state", "status", "answered", "stance"].into_iter().map(|field| record.get(field)).find(|value| !value.is_empty());
    let mark = mark.map(|word| spoken(word, language)).unwrap_or_default();
    format!("{:<12} {mark:<17} {:<18} {}\n", record.id(), source_name(record.get("source"), language), record.title(language))
}

/// Shows every record of an id.
pub(super) fn one(register: &Register, id: &str, said: Said) -> Result<Outcome> {
    let found = register.find(id);
    if found.is_empty() {
        return Err(wrong_use(format!("there is no record {id}")));
    }
    match said.format {
        Format::Json => {
            let value = |record: &&Record| {
                let mut value = record_value(record);
                value["faults"] = faults(record).into_iter().map(|fault| fault.word()).collect::<Vec<_>>().into();
                value["version"] = register.version(record.kind(), record.id()).into();
                value
            };
            output::json(&json!({ "records": found.iter().map(value).collect::<Vec<_>>() }))?;
        }
        Format::Text => output::text(&found.iter().map(|record| whole(record, said.language)).collect::<String>())?,
    }
    Ok(Outcome::Done)
}

/// A record with everything that is kept, and what it lacks.
fn whole(record: &Record, language: Language) -> String {
    let kept = record.kind().fields().iter().filter(|field| !record.get(field.name).is_empty());
    let values: String = kept.map(|field| format!("  {:<40} {}\n", field.name_in(language), record.said(field, language))).collect();
    let lacking: Vec<&str> = faults(record).into_iter().map(|fault| fault.name(language)).collect();
    let lacks =
        if lacking.is_empty() { String::new() } else { format!("  {:<40} {}\n", language.say("mist", "lacks"), lacking.join(", ")) };
    format!("{} {}\n{values}{lacks}", record.kind().name(language), record.id())
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
pub(super) fn due(register: &Register, as_of: Option<Day>, within: u16, said: Said) -> Result<Outcome> {
    let as_of = as_of.unwrap_or_else(today);
    commitments(register, &due_between(register, as_of, as_of.plus(i32::from(within))), as_of, said)
}

/// Commitments whose day has passed and of which the register holds no evidence.
pub(super) fn overdue(register: &Register, as_of: Option<Day>, said: Said) -> Result<Outcome> {
    let as_of = as_of.unwrap_or_else(today);
    let mut passed: Vec<&Record> =
        register.of_kind(Kind::Commitment).filter(|record| standing(record, as_of) == Standing::WasDue).collect();
    passed.sort_by_key(|record| (record.day("due"), record.id().to_owned()));
    commitments(register, &passed, as_of, said)
}

fn commitments(register: &Register, listed: &[&Record], as_of: Day, said: Said) -> Result<Outcome> {
    let all: Vec<&Record> = register.of_kind(Kind::Commitment).collect();
    match said.format {
        Format::Json => output::json(&json!({
            "as_of": as_of.to_string(),
            "commitments": listed.iter().map(|record| wire::commitment(record, as_of)).collect::<Vec<_>>(),
            "counts": wire::counts(&all, as_of),
        }))?,
        Format::Text => {
            let line = |record: &&Record| {
                format!(
                    "{} {:<8} {:<34} {} ({})\n",
                    record.get("due"),
                    record.id(),
                    standing(record, as_of).name(said.language),
                    record.title(said.language),
                    record.told("promised_by", said.language)
                )
            };
            let (on, many) = (said.language.say("op", "as of"), said.language.say("toezeggingen", "commitments"));
            output::text(&format!("{on} {as_of}: {} {many}\n{}", listed.len(), listed.iter().map(line).collect::<String>()))?;
        }
    }
    Ok(Outcome::Done)
}

/// What cannot be followed, empty cells, and measures that share cells.
pub(super) fn gaps(register: &Register, place: &str, said: Said) -> Result<Outcome> {
    let matrix = register::matrix(register, found_place(register, place)?);
    let counts = register.fault_counts();
    match said.format {
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
            output::json(&json!({ "region": place, "faults": counts, "lacking": lacking, "gaps": empty, "overlaps": overlaps }))?;
        }
        Format::Text => output::text(&gaps_text(&matrix, &counts, said.language))?,
    }
    Ok(Outcome::Done)
}

fn gaps_text(matrix: &Matrix, counts: &[(register::Fault, usize)], language: Language) -> String {
    let faults: String = counts.iter().map(|(fault, count)| format!("{count:>6} {}\n", fault.name(language))).collect();
    let word = |word: &'static str| spoken(word, language);
    let gaps: String =
        matrix.gaps().map(|cell| format!("       {} / {} / {}\n", word(cell.form), word(cell.part), word(cell.group))).collect();
    format!(
        "{}\n{faults}\n{} {} {}\n{gaps}",
        language.say("wat niet te volgen is", "what cannot be followed"),
        matrix.gaps().count(),
        language.say("cellen die geen maatregel bereikt in", "cells that no measure reaches in"),
        matrix.place
    )
}

/// The place of a word: a region, or a cooperation area of this register.
fn found_place(register: &Register, word: &str) -> Result<Place> {
    let hint = "use NL, a code as VT19, JZ07 or GM0363, or the id of a cooperation area";
    Place::find(register, word).ok_or_else(|| wrong_use(format!("{word} is no place; {hint}")))
}

/// The coverage matrix.
pub(super) fn matrix(register: &Register, place: &str, said: Said) -> Result<Outcome> {
    let matrix = register::matrix(register, found_place(register, place)?);
    match said.format {
        Format::Json => {
            let cell = |cell: &register::MatrixCell| json!({ "form": cell.form, "part": cell.part, "target_group": cell.group, "count": cell.measures.len(), "measures": cell.measures });
            output::json(&json!({ "region": place, "cells": matrix.cells.iter().map(cell).collect::<Vec<_>>() }))?;
        }
        Format::Text => output::text(&as_table(&matrix, said.language))?,
    }
    Ok(Outcome::Done)
}

/// Forms down, parts across: how many measures, and of how many target groups none is reached.
fn as_table(matrix: &Matrix, language: Language) -> String {
    let head = language.say("maatregelen in {} (doelgroepen niet bereikt)", "measures in {} (target groups not reached)");
    let mut text = format!("{}\n{:<22}", head.replace("{}", &matrix.place), "");
    text.extend(matrix.parts.iter().map(|part| format!("{:>17}", spoken(part, language))));
    for form in matrix.forms {
        text.push_str(&format!("\n{:<22}", spoken(form, language)));
        for part in matrix.parts {
            let missed = matrix.gaps().filter(|cell| cell.form == *form && cell.part == *part).count();
            text.push_str(&format!("{:>17}", format!("{} ({missed})", matrix.measures(form, part).len())));
        }
    }
    text.push('\n');
    text
}

/// What a report is made of.
pub(super) struct Asked<'a> {
    /// First and last day.
    pub period: (Day, Day),
    /// Place of the council; `NL` for everything.
    pub place: &'a str,
    /// Folder of releases from which the figures that moved are taken; none are shown without.
    pub releases: Option<&'a Path>,
    /// File to write.
    pub out: Option<&'a Path>,
}

/// The progress report.
pub(super) fn report(register: &Register, asked: &Asked<'_>, said: Said) -> Result<Outcome> {
    let (from, through) = asked.period;
    if through < from {
        return Err(wrong_use("the last day lies before the first"));
    }
    let place = if asked.place == "NL" { None } else { Some(found_place(register, asked.place)?) };
    let scope = Scope { place, language: said.language, ..Scope::of(from, through) };
    let mut report = progress(register, &scope);
    if let Some(folder) = asked.releases {
        let shelf = super::super::serve::shelf(folder, Visible::Published, None)?;
        report.moved = web_public::moved(shelf.current(), register, &scope);
        report.followed = web_public::followed(shelf.current(), register, &scope);
    }
    if let Some(path) = asked.out {
        let bytes = match path.extension().and_then(|extension| extension.to_str()) {
            Some("docx") => register::docx(&report)?,
            Some("html") => register::html(&report).into_bytes(),
            Some(_) | None => return Err(wrong_use("name the report .docx or .html")),
        };
        output::file(path, bytes)?;
    }
    match (said.format, asked.out) {
        (Format::Json, _) => output::json(&report_value(&report))?,
        (Format::Text, Some(path)) => output::text(&format!("{}\n", path.display()))?,
        (Format::Text, None) => output::text(&report_text(&report))?,
    }
    Ok(Outcome::Done)
}

fn report_value(report: &Progress) -> Value {
    let line = |line: &register::Line| json!({ "id": line.id, "title": line.title, "who": line.who, "when": line.day.map_or_else(|| line.when.clone(), |day| day.to_string()), "start": line.start.map(|day| day.to_string()), "end": line.end.map(|day| day.to_string()), "more": line.more, "source": line.source });
    let section = |section: &register::Section| json!({ "title": section.title, "intro": section.intro, "lines": section.lines.iter().map(line).collect::<Vec<_>>() });
    let moved = |moved: &register::Moved| json!({ "figure": moved.figure, "measures": moved.measures, "before": moved.before, "after": moved.after });
    let followed = |one: &register::Followed| json!({ "id": one.id, "title": one.title, "figure": one.figure, "baseline": one.baseline, "steps": one.steps, "goal": one.goal, "now": one.now, "gap": one.gap });
    let faults: serde_json::Map<String, Value> =
        report.faults.iter().map(|(fault, count)| (fault.word().to_owned(), Value::from(*count))).collect();
    json!({
        "from": report.from.to_string(),
        "through": report.through.to_string(),
        "place": report.place,
        "sections": report.sections.iter().map(section).collect::<Vec<_>>(),
        "followed": report.followed.iter().map(followed).collect::<Vec<_>>(),
        "moved": report.moved.iter().map(moved).collect::<Vec<_>>(),
        "measures": report.measures,
        "faults": faults,
    })
}

fn report_text(report: &Progress) -> String {
    let say = |dutch, english| report.language.say(dutch, english);
    let mut text = format!("{}\n", report.title());
    for section in &report.sections {
        text.push_str(&format!("\n{}\n{}\n", section.title, section.intro));
        text.extend(section.lines.iter().map(|line| format!("  {:<6} {:<24} {} ({})\n", line.id, line.when, line.title, line.who)));
    }
    if !report.followed.is_empty() {
        text.push_str(&format!("\n{}\n", say("Maatregelen naast hun cijfer", "Measures beside their figure")));
        text.extend(
            report.followed.iter().map(|one| format!("  {} {}: {}\n    {}\n    {}\n", one.id, one.title, one.figure, one.now, one.gap)),
        );
    }
    if !report.moved.is_empty() {
        text.push_str(&format!("\n{}\n", say("Wat bewoog", "What moved")));
        text.extend(report.moved.iter().map(|moved| format!("  {}\n    {}\n    {}\n", moved.figure, moved.before, moved.after)));
    }
    text.push_str(&format!("\n{} {}\n", say("Wat niet te volgen is; maatregelen:", "What cannot be followed; measures:"), report.measures));
    text.extend(report.faults.iter().map(|(fault, count)| format!("  {count:>4} {}\n", fault.name(report.language))));
    text
}
