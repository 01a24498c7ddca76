//! Cases by who mends them: the part of the delivery where a layout has parts, else the kind of field.

use super::texts::{CODES, DATES, FILE_AND_ROWS, THE_CHILD};
use crate::Language;
use crate::findings::{Case, Cause, Report};

/// One case of one cause.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    pub(crate) cause: &'a Cause,
    pub(crate) case: &'a Case,
}

/// The cases of one colleague.
pub(crate) struct List<'a> {
    /// Name, fit for a sheet.
    pub(crate) name: String,
    /// Causes in the order of the report, cases in the order of the file.
    pub(crate) lines: Vec<Line<'a>>,
}

/// All cases that were kept, a list for each colleague, in the order in which they are first met.
pub(crate) fn lists(report: &Report, language: Language) -> Vec<List<'_>> {
    let mut lists: Vec<List<'_>> = Vec::new();
    for line in lines(report) {
        let name = name_of(line.case, language);
        match lists.iter_mut().find(|list| list.name == name) {
            Some(list) => list.lines.push(line),
            None => lists.push(List { name, lines: vec![line] }),
        }
    }
    lists
}

/// All cases that were kept.
pub(crate) fn lines(report: &Report) -> impl Iterator<Item = Line<'_>> {
    report.causes.iter().flat_map(|cause| cause.first.iter().map(move |case| Line { cause, case }))
}

/// How many cases of a cause were not kept.
pub(crate) fn left_out(cause: &Cause) -> u64 {
    cause.count.saturating_sub(cause.first.len() as u64)
}

/// Which list a case goes to.
pub(crate) fn name_of(case: &Case, language: Language) -> String {
    if case.part.is_empty() { group(case.field, language).to_owned() } else { case.part.to_owned() }
}

fn group(field: &str, language: Language) -> &'static str {
    let small = field.to_lowercase();
    let words = match small.as_str() {
        "" | "kenmerk" | "casus" | "melding" => FILE_AND_ROWS,
        _ if CHILD.contains(&small.as_str()) => THE_CHILD,
        _ if small.contains("datum") || small == "dagtekening" => DATES,
        _ => CODES,
    };
    words.told_in(language)
}

/// What says who the child is, in small letters.
const CHILD: [&str; 9] =
    ["bsn", "achternaam", "voorvoegsel", "voornamen", "geboortedatum", "geslacht", "postcode", "huisnummer", "gemeente"];
