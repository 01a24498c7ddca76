//! Whole deliveries, end to end: report and records beside the file they belong to.
//!
//! `INTAKE_GOLDEN=write cargo test -p intake --test golden` writes the expected texts anew; read the difference.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use domain::Atlas;
use intake::{Context, DeliveryName, Language, Postcodes, Report, report};
use person::Record;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden/intake")
}

fn file_name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).expect("a file name")
}

fn deliveries() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).expect("the golden deliveries").map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<_> = entries.filter(|path| DeliveryName::parse(file_name(path)).is_ok()).collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> (Report, Vec<Record>) {
    let atlas = Atlas::netherlands();
    let postcodes = Postcodes::parse("pc4,gm_code\n1011,GM0363\n").expect("a table");
    let context = Context { atlas: &atlas, postcodes: Some(&postcodes) };
    let name = DeliveryName::parse(file_name(path)).expect("a name");
    let bytes = std::fs::read(path).expect("the file");
    let mut records = Vec::new();
    let report = intake::read(&name, &bytes[..], &context, &mut |record| records.push(record)).expect("a report");
    (report, records)
}

/// Report in Dutch, then every record: what happened, where, to whom (never more than the month of birth).
fn told(path: &Path) -> String {
    let (found, records) = read(path);
    let mut text = report::text(std::slice::from_ref(&found), Language::Dutch);
    for record in records {
        let about = if record.identity.is_some() { "" } else { ", no child named" };
        let _ = writeln!(text, "\nrow {}{about}", record.row);
        for event in &record.events {
            let _ = writeln!(text, "  {}", told_event(event));
        }
    }
    text
}

fn told_event(event: &person::Event) -> String {
    let born = event.birth_month.map_or("-".to_owned(), |month| format!("{}-{:02}", month.year(), month.number()));
    let circumstances = [event.contact.word(), event.setting.word(), event.online.word(), event.other_age.word(), event.sector.word()];
    let outcome = if event.satisfaction + event.without_help > 0 {
        format!(" outcome {}/{}", event.satisfaction, event.without_help)
    } else {
        String::new()
    };
    format!(
        "{} {} code {} {} {} born {born} by {}/{:08x} record {:016x}{}{} {}{outcome} {:?}, stated {}",
        event.day,
        event.kind,
        event.code.0,
        event.municipality.region(),
        event.sex.letter(),
        event.organisation_kind,
        event.organisation.0,
        event.record.0,
        if event.case.0 == event.record.0 { String::new() } else { format!(" case {:016x}", event.case.0) },
        event.crisis.map_or(String::new(), |crisis| format!(" crisis {crisis}")),
        if event.form.is_empty() && circumstances.iter().all(|word| *word == "unknown") {
            "-".to_owned()
        } else {
            format!("{}/{}", event.form, circumstances.join("/"))
        },
        event.status,
        event.stated,
    )
}

#[test]
fn every_golden_delivery_is_told_as_expected() {
    let deliveries = deliveries();
    assert!(deliveries.len() >= 7);
    for path in deliveries {
        let told = told(&path);
        let expected = path.with_extension("expected.txt");
        if std::env::var("INTAKE_GOLDEN").is_ok_and(|word| word == "write") {
            std::fs::write(&expected, &told).expect("written");
        }
        let wanted = std::fs::read_to_string(&expected).unwrap_or_default();
        assert_eq!(told, wanted, "{}: INTAKE_GOLDEN=write writes it anew", file_name(&path));
    }
}

#[test]
fn a_check_finds_the_same_as_the_hub_without_its_tables() {
    for path in deliveries() {
        let bytes = std::fs::read(&path).expect("the file");
        let checked = intake::check_file(file_name(&path), &bytes[..]);
        let (read, _) = read(&path);
        assert_eq!((checked.read, checked.accepted, checked.set_aside), (read.read, read.accepted, read.set_aside));
        assert_eq!(checked.hash, *blake3::hash(&bytes).as_bytes());
        let errors = |report: &Report| {
            report
                .causes
                .iter()
                .filter(|cause| cause.rule.code != "DE-PLACE-UNKNOWN")
                .map(|cause| (cause.rule.code, cause.count))
                .collect::<Vec<_>>()
        };
        assert_eq!(errors(&checked), errors(&read));
    }
}

#[test]
fn a_delivery_under_another_name_is_recognised_by_its_content() {
    for path in deliveries() {
        let name = DeliveryName::parse(file_name(&path)).expect("a name");
        let bytes = std::fs::read(&path).expect("the file");
        let checked = intake::check_file("uitvoer (2).dat", &bytes[..]);
        assert_eq!(checked.kind, Some(name.kind()));
        assert!(checked.cause("DE-ASSUMED").is_some() && checked.name.is_none());
        assert!(checked.read > 0);
    }
}

#[test]
fn the_json_has_the_promised_shape() {
    let reports: Vec<_> = deliveries().iter().map(|path| read(path).0).collect();
    let document: serde_json::Value = serde_json::from_str(&report::json(&reports, Language::English)).expect("JSON");
    let delivery = &document["deliveries"][0];
    let keys = |value: &serde_json::Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    let mut wanted = vec!["file", "kind", "supplier", "period", "read", "accepted", "set_aside", "causes", "receipt"];
    wanted.sort_unstable();
    assert_eq!(keys(delivery), wanted);
    assert_eq!(keys(&delivery["causes"][0]), ["code", "count", "first", "fix", "message", "severity", "why"]);
    assert_eq!(keys(&delivery["causes"][0]["first"][0]), ["field", "reference", "row"]);
    for delivery in document["deliveries"].as_array().expect("a list") {
        let number = |key: &str| delivery[key].as_u64().expect("a number");
        assert_eq!(number("read"), number("accepted") + number("set_aside"));
    }
}

#[test]
fn no_value_of_a_person_stands_in_a_report() {
    for path in deliveries() {
        let (found, _) = read(&path);
        let told = [
            report::text(std::slice::from_ref(&found), Language::Dutch),
            report::json(std::slice::from_ref(&found), Language::English),
            report::html(&found, Language::Dutch),
            String::from_utf8(report::csv(&found, Language::Dutch)).expect("UTF-8"),
            format!("{found:?}"),
        ];
        let bytes = String::from_utf8(std::fs::read(&path).expect("the file")).expect("text");
        let values = bytes.split(|letter: char| ";<>\n\r".contains(letter));
        for value in values.filter(|value| is_personal(value)) {
            assert!(told.iter().all(|text| !text.contains(value)), "{} echoes {value}", file_name(&path));
        }
    }
}

/// A citizen number, a date of birth, a name or a full postcode of the golden files.
fn is_personal(value: &str) -> bool {
    let is_number = value.len() == 9 && value.bytes().all(|byte| byte.is_ascii_digit()) && value.starts_with("9999000");
    is_number || ["20100315", "20103115", "2012-06-01", "1011AB", "Naam", "Voornaam"].contains(&value)
}
