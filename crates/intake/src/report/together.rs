//! Many files at once: what is wrong in all of them together, one line a subject, so that one fault of a system is one
//! line however many files and layouts it shows in.

use std::collections::{BTreeMap, BTreeSet};

use super::texts;
use crate::findings::{Cause, Report};
use crate::rules::Rule;
use crate::{Language, Severity};

/// Subjects that ask for mending, errors first, then the most frequent; then the notices, one line for each kind of
/// delivery. Nothing for fewer than two files, or where nothing was found.
///
/// A subject is what a code names after its layout: `BO-WORD` and `CO-WORD` are one.
pub fn together(reports: &[Report], language: Language) -> String {
    let causes: Vec<(&Report, &Cause)> = reports.iter().flat_map(|report| report.causes.iter().map(move |cause| (report, cause))).collect();
    if reports.len() < 2 || causes.is_empty() {
        return String::new();
    }
    let (notices, to_mend): (Vec<_>, Vec<_>) = causes.into_iter().partition(|(_, cause)| cause.rule.severity == Severity::Notice);
    let mut text = format!("\n{}\n", texts::TOGETHER.told_in(language).to_uppercase());
    for line in
        subjects(&to_mend).iter().map(|subject| subject.line(language)).chain(kinds(&notices).iter().map(|kind| kind.line(language)))
    {
        text.push_str(&format!("  {line}\n"));
    }
    text
}

/// Causes that belong together.
#[derive(Default)]
struct Group<'a> {
    files: BTreeSet<&'a str>,
    /// By code, so that the order never depends on the order of files.
    rules: BTreeMap<&'static str, (Option<&'static Rule>, u64)>,
    kind: &'static str,
}

impl<'a> Group<'a> {
    fn add(&mut self, report: &'a Report, cause: &Cause) {
        self.files.insert(&report.file);
        let (rule, count) = self.rules.entry(cause.rule.code).or_default();
        *rule = Some(cause.rule);
        *count += cause.count;
    }

    fn count(&self) -> u64 {
        self.rules.values().map(|(_, count)| count).sum()
    }

    /// Its rules, the most frequent first.
    fn most(&self) -> Vec<(&'static str, u64)> {
        let mut codes: Vec<_> = self.rules.iter().map(|(code, (_, count))| (*code, *count)).collect();
        codes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        codes
    }

    /// The rule with the most cases.
    fn main(&self) -> Option<&'static Rule> {
        let (code, _) = *self.most().first()?;
        self.rules.get(code)?.0
    }
}

/// What asks for mending, by severity and subject.
fn subjects<'a>(causes: &[(&'a Report, &'a Cause)]) -> Vec<Subject<'a>> {
    let mut groups: BTreeMap<(Severity, &'static str), Group<'a>> = BTreeMap::new();
    for (report, cause) in causes {
        groups.entry((cause.rule.severity, subject(cause.rule.code))).or_default().add(report, cause);
    }
    let mut subjects: Vec<Subject<'a>> = groups.into_iter().map(|((severity, name), group)| Subject { severity, name, group }).collect();
    subjects.sort_by_key(|subject| (subject.severity, std::cmp::Reverse(subject.group.count())));
    subjects
}

/// What a code names after its layout.
fn subject(code: &'static str) -> &'static str {
    code.split_once('-').map_or(code, |(_, subject)| subject)
}

struct Subject<'a> {
    severity: Severity,
    name: &'static str,
    group: Group<'a>,
}

impl Subject<'_> {
    fn line(&self, language: Language) -> String {
        let layouts: Vec<&str> = self.group.most().iter().filter_map(|(code, _)| code.split('-').next()).collect();
        let message = self.group.main().map(|rule| rule.message.told_in(language)).unwrap_or_default();
        let (severity, count, files) = (self.severity.told_in(language).to_uppercase(), self.group.count(), self.group.files.len());
        let in_files = if files == 1 { texts::FILE } else { texts::FILES };
        format!("{severity} {count} × {}-{}, {files} {}: {message}", layouts.join("/"), self.name, in_files.told_in(language))
    }
}

/// The notices, by kind of delivery; the kind with the most first.
fn kinds<'a>(causes: &[(&'a Report, &'a Cause)]) -> Vec<Group<'a>> {
    let mut groups: BTreeMap<&'static str, Group<'a>> = BTreeMap::new();
    for (report, cause) in causes {
        let kind = report.kind.map_or("?", |kind| kind.word());
        let group = groups.entry(kind).or_insert_with(|| Group { kind, ..Group::default() });
        group.add(report, cause);
    }
    let mut groups: Vec<Group<'a>> = groups.into_values().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.count()));
    groups
}

impl Group<'_> {
    fn line(&self, language: Language) -> String {
        let codes: Vec<String> = self.most().iter().map(|(code, count)| format!("{code} {count}")).collect();
        format!("{} {} × {}: {}", Severity::Notice.told_in(language), self.count(), self.kind, codes.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOARD: &str = "kenmerk;bsn;achternaam;voorvoegsel;voornamen;geboortedatum;geslacht;postcode;huisnummer;verzoeker;datum_verzoek;datum_start;datum_einde;gronden;contact;setting;advies;resultaat\n";

    fn board(supplier: &str, rows: &str) -> Report {
        crate::check_file(&format!("board_{supplier}_2023HJ01_v1.csv"), format!("{BOARD}{rows}").as_bytes())
    }

    #[test]
    fn one_fault_in_many_files_is_one_line_and_notices_are_one_line_a_kind() {
        let row = |reference: &str, number: &str, asker: &str| {
            format!("{reference};{number};Naam;;Voornaam;2012-06-01;V;1011AB;7;{asker};2023-02-01;;;;;;;\n")
        };
        let one = board("RVDK", &(row("R-1", "999900006", "buurvrouw") + &row("R-2", "999999999", "buurvrouw")));
        let two = Report { file: "board_RVDK_2023HJ02_v1.csv".to_owned(), ..board("RVDK", &row("R-3", "999999999", "tante")) };
        let told = together(&[one.clone(), two], Language::English);
        let lines: Vec<&str> = told.trim().lines().collect();
        assert_eq!(lines.len(), 3, "{told}");
        assert!(
            lines[1].contains("3 × BO-WORD, 2 files") && lines[2].contains("board: ") && lines[2].contains("CH-BSN-UNKNOWN 2"),
            "{told}"
        );
        assert_eq!(together(&[one], Language::English), "", "one file is told by itself");
    }
}
