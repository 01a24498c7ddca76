//! Every rule runs its own examples, end to end: a delivery that differs from a sound one as the example says.

use std::collections::BTreeSet;

use domain::Atlas;

use super::*;
use crate::formats::{board, veilig_thuis, youth_policy};
use crate::{Context, DeliveryName, Postcodes, Report};

/// A sound row of each table, by the columns of its layout.
const YOUTH_POLICY: &str = "A-1;123456782;20100315;V;1234AB;01;02;02;;;20230201;;;;;;;";
const BOARD: &str = "B-1;123456782;Naam;van;Voornaam;2010-03-15;V;1234AB;7;veilig-thuis;2023-02-01;;;sexual;hands-on;family;;";
const VEILIG_THUIS: &str = "melding;M-1;C-1;;123456782;Naam;van;Voornaam;2010-03-15;V;1234AB;7;2023-02-01;;sexual;hands-on;family;none;adult;education;professional;;;";

/// A sound message: element paths and what stands in them.
const MESSAGE: [(&str, &str); 14] = [
    ("bericht", "JW305"),
    ("BerichtCode", ""),
    ("Afzender", "0363"),
    ("Ontvanger", "0363"),
    ("Dagtekening", "2023-02-02"),
    ("Bsn", "123456782"),
    ("Datum", "2010-03-15"),
    ("Geslacht", "2"),
    ("ToewijzingNummer", "300201"),
    ("Categorie", "45"),
    ("Toewijzingsdatum", "2023-01-15"),
    ("Begindatum", "2023-02-01"),
    ("RedenBeeindiging", "31"),
    ("StatusAanlevering", "1"),
];

fn table(columns: &[&str], sound: &str, rows: &[Difference]) -> String {
    let mut columns: Vec<_> = columns.to_vec();
    for (column, _) in rows.iter().flat_map(|row| row.iter()) {
        if !columns.contains(column) {
            columns.push(column);
        }
    }
    let mut text = columns.join(";") + "\n";
    for row in rows {
        let mut fields: Vec<_> = sound.split(';').collect();
        fields.resize(columns.len(), "");
        for (column, value) in row.iter() {
            let place = columns.iter().position(|known| known == column).expect("the column is there");
            fields[place] = value;
        }
        text += &(fields.join(";") + "\n");
    }
    text
}

fn message(row: Difference) -> String {
    let value = |name: &str| row.iter().chain(&MESSAGE).find(|(known, _)| *known == name).map_or("", |(_, value)| *value);
    let (number, code, list, product) = match value("bericht") {
        "JW301" => ("jw301", "436", "ToegewezenProducten", "ToegewezenProduct"),
        "JW307" => ("jw307", "440", "StopProducten", "StopProduct"),
        _ => ("jw305", "438", "StartProducten", "StartProduct"),
    };
    let code = if value("BerichtCode").is_empty() { code } else { value("BerichtCode") };
    let element = |name: &str| if value(name).is_empty() { String::new() } else { format!("<{name}>{0}</{name}>", value(name)) };
    let end = row.iter().find(|(name, _)| *name == "Einddatum").map_or("2023-05-31", |(_, value)| value);
    let end = if number == "jw307" && !end.is_empty() { format!("<Einddatum>{end}</Einddatum>") } else { String::new() };
    format!(
        "<Bericht xmlns=\"http://www.istandaarden.nl/ijw/3_2/{number}/schema\"><Header><BerichtCode>{code}</BerichtCode>{}{}\
         <BerichtIdentificatie>{}</BerichtIdentificatie></Header><Client>{}<Geboortedatum>{}</Geboortedatum>{}\
         <{list}><{product}>{}<Product>{}</Product>{}{}{end}{}{}</{product}></{list}></Client></Bericht>",
        element("Afzender"),
        element("Ontvanger"),
        element("Dagtekening"),
        element("Bsn"),
        element("Datum"),
        element("Geslacht"),
        element("ToewijzingNummer"),
        element("Categorie"),
        element("Toewijzingsdatum"),
        element("Begindatum"),
        element("RedenBeeindiging"),
        element("StatusAanlevering"),
    )
}

/// The delivery of rows of a rule's layout, and its name.
fn delivery(check: &Check, rows: &[Difference]) -> (&'static str, String) {
    use crate::formats::table::Layout;
    match check {
        Check::Reading | Check::YouthPolicy(_) => {
            ("youth-policy_P0123_2023HJ01_v1.csv", table(youth_policy::Layout::COLUMNS, YOUTH_POLICY, rows))
        }
        Check::Board(_) | Check::Child(_) => ("board_RVDK_2023HJ01_v1.csv", table(board::Layout::COLUMNS, BOARD, rows)),
        Check::VeiligThuis(_) => ("veilig-thuis_VT22_2023HJ01_v1.csv", table(veilig_thuis::Layout::COLUMNS, VEILIG_THUIS, rows)),
        Check::Ijw(_) => ("ijw_GM0363_2023HJ01_v1.xml", rows.iter().copied().map(message).collect()),
    }
}

fn run(rule: &Rule, given: &Sample) -> Report {
    let (name, text) = match given {
        Sample::File(name, text) => return crate::check_file(name, text.as_bytes()),
        Sample::Row(row) => delivery(&rule.check, &[row]),
        Sample::Rows(rows) => delivery(&rule.check, rows),
        Sample::Long(field, length) => {
            let long: &'static str = Box::leak("a".repeat(*length).into_boxed_str());
            let row: Difference = Box::leak(Box::new([(*field, long)]));
            delivery(&rule.check, &[row])
        }
    };
    let atlas = Atlas::netherlands();
    let postcodes = Postcodes::parse("pc4,gm_code\n1234,GM0363\n").expect("a table");
    let context = Context { atlas: &atlas, postcodes: Some(&postcodes) };
    let name = DeliveryName::parse(name).expect("a name");
    crate::read(&name, text.as_bytes(), &context, &mut |_| {}).expect("a report")
}

#[test]
fn every_rule_finds_what_its_examples_say_and_nothing_else() {
    for rule in CATALOGUE {
        for example in rule.examples {
            let report = run(rule, &example.given);
            let found = report.cause(rule.code).is_some();
            assert_eq!(found, example.is_found, "{} {:?} {:?}: {:?}", rule.code, example.shows, example.given, codes(&report));
            assert_eq!(report.read, report.accepted + report.set_aside);
            if found && rule.severity == Severity::Error && report.read == 1 {
                assert_eq!(report.set_aside, 1, "{} is an error: its row is set aside", rule.code);
            }
        }
    }
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.causes.iter().map(|cause| cause.rule.code).collect()
}

#[test]
fn the_sound_rows_break_no_rule() {
    for check in [Check::Reading, Check::Board(|_, _| None), Check::VeiligThuis(|_, _| None), Check::Ijw(|_| None)] {
        let rule = Rule { check, ..*CATALOGUE[0] };
        let report = run(&rule, &Sample::Row(&[]));
        assert_eq!(codes(&report), [""; 0]);
        assert_eq!((report.read, report.accepted), (1, 1));
    }
}

#[test]
fn every_rule_shows_something_broken_something_sound_and_something_missing() {
    for rule in CATALOGUE {
        for shows in [Shows::Broken, Shows::Sound, Shows::Missing] {
            assert!(rule.examples.iter().any(|example| example.shows == shows), "{} shows nothing {shows:?}", rule.code);
        }
        assert!(rule.examples.iter().all(|example| example.is_found || example.shows != Shows::Broken), "{}", rule.code);
    }
}

#[test]
fn codes_are_unique_and_name_their_layout() {
    let codes: BTreeSet<_> = CATALOGUE.iter().map(|rule| rule.code).collect();
    assert_eq!(codes.len(), CATALOGUE.len());
    for code in codes {
        assert!(["DE-", "YP-", "TR-", "CH-", "BO-", "VT-", "IJ-"].iter().any(|family| code.starts_with(family)), "{code}");
    }
}

#[test]
fn every_rule_speaks_both_languages_and_looks_at_agreed_fields() {
    for rule in CATALOGUE {
        for words in [rule.message, rule.why, rule.fix] {
            assert!(words.nl.ends_with('.') && words.en.ends_with('.') && words.nl.len() > 8, "{}", rule.code);
        }
        assert!(!rule.source.is_empty(), "{}", rule.code);
        if let Check::YouthPolicy(_) = rule.check {
            use crate::formats::table::Layout;
            assert!(rule.fields.iter().all(|field| youth_policy::Layout::COLUMNS.contains(field)), "{}", rule.code);
        }
    }
}

#[test]
fn every_rule_file_is_in_the_catalogue() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let files = std::fs::read_dir(folder).expect("the folder of rules").filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let files: BTreeSet<_> = files.filter(|file| file != "mod.rs" && file != "tests.rs").collect();
    let named: BTreeSet<_> = CATALOGUE.iter().map(|rule| rule.code.to_lowercase().replace('-', "_") + ".rs").collect();
    assert_eq!(files, named);
}
