//! Every rule runs its own examples, end to end: a delivery that differs from a sound one as the example says.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use domain::Atlas;

use super::*;
use crate::{Context, DeliveryName, Postcodes, Report};

/// The places of the house, read once: there are hundreds of examples.
static ATLAS: LazyLock<Atlas> = LazyLock::new(Atlas::netherlands);

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

/// Sound messages by their names; the first of a family is its sound row.
const MESSAGES: [(&str, &str, &str); 7] = [
    ("IJ", "JW305", include_str!("../../tests/messages/JW305.xml")),
    ("IJ", "JW301", include_str!("../../tests/messages/JW301.xml")),
    ("IJ", "JW307", include_str!("../../tests/messages/JW307.xml")),
    ("CV", "vtMeldingDi01", include_str!("../../tests/messages/vtMeldingDi01.xml")),
    ("CV", "vtTerugkoppelingDi01", include_str!("../../tests/messages/vtTerugkoppelingDi01.xml")),
    ("CV", "vtoDi01", include_str!("../../tests/messages/vtoDi01.xml")),
    ("CV", "notificatieDi01", include_str!("../../tests/messages/notificatieDi01.xml")),
];

/// The sound message that `bericht` names, changed as the row says (see [`edit::element`]).
fn message(prefix: &str, row: Difference) -> String {
    let named = row.iter().find(|(field, _)| *field == "bericht").map(|(_, name)| *name);
    let sound = MESSAGES.iter().find(|(family, name, _)| *family == prefix && named.is_none_or(|named| named == *name));
    let sound = sound.expect("a message of the family").2.to_owned();
    row.iter().filter(|(field, _)| *field != "bericht").fold(sound, |text, (field, value)| edit::element(&text, field, value))
}

/// Messages as a file: one as it is, several in an archive.
fn file_of_messages(messages: &[String]) -> Vec<u8> {
    if let [message] = messages {
        return message.as_bytes().to_vec();
    }
    let mut archive = tar::Builder::new(Vec::new());
    for message in messages {
        let mut header = tar::Header::new_ustar();
        header.set_size(message.len() as u64);
        header.set_entry_type(tar::EntryType::Regular);
        archive.append_data(&mut header, "message.xml", message.as_bytes()).expect("memory takes all");
    }
    archive.into_inner().expect("memory takes all")
}

/// The delivery of rows of a family's layout, and its name.
fn delivery(family: &Family, rows: &[Difference]) -> (String, Vec<u8>) {
    match family.sound {
        Sound::Table { file, columns, row } => (file.to_owned(), table(columns, row, rows).into_bytes()),
        Sound::Message { file } => {
            let messages: Vec<String> = rows.iter().map(|row| message(family.prefix, row)).collect();
            let name = if messages.len() == 1 { file.to_owned() } else { file.replace(".xml", ".tar") };
            (name, file_of_messages(&messages))
        }
    }
}

fn run(family: &Family, given: &Sample) -> Report {
    let (name, text) = match given {
        Sample::File(name, text) => return crate::check_file(name, text.as_bytes()),
        Sample::Bytes(name, bytes) => return crate::check_file(name, *bytes),
        Sample::Sheet(cells, more) => {
            let Sound::Table { file, columns, row } = family.sound else { panic!("{} has no table", family.prefix) };
            return crate::check_file(&file.replace(".csv", ".xlsx"), &workbook(columns, row, cells, *more)[..]);
        }
        Sample::Deliveries(deliveries) => return run_several(family, deliveries),
        Sample::Row(row) => delivery(family, &[row]),
        Sample::Rows(rows) => delivery(family, rows),
        Sample::Long(field, length) => {
            let long: &'static str = Box::leak("a".repeat(*length).into_boxed_str());
            let row: Difference = Box::leak(Box::new([(*field, long)]));
            delivery(family, &[row])
        }
    };
    let postcodes = Postcodes::parse("pc4,gm_code\n1234,GM0363\n").expect("a table");
    let context = Context { atlas: &ATLAS, postcodes: Some(&postcodes) };
    let name = DeliveryName::parse(&name).expect("a name");
    crate::read(&name, &text[..], &context, &mut |_| {}).expect("a report")
}

/// A spreadsheet with one sound row in which some cells are other than text, and more sheets beside it.
fn workbook(columns: &[&str], sound: &str, cells: &[(&str, Typed)], more: usize) -> Vec<u8> {
    use rust_xlsxwriter::{Format, Formula, Workbook};
    let mut book = Workbook::new();
    let (day, plain) = (Format::new().set_num_format("dd-mm-yyyy"), Format::new());
    let sheet = book.add_worksheet();
    for ((place, column), text) in (0u16..).zip(columns).zip(sound.split(';')) {
        sheet.write(0, place, *column).expect("a name");
        let typed = cells.iter().find(|(known, _)| known == column).map(|(_, typed)| *typed);
        let written = match typed {
            None if text.is_empty() => continue,
            None => sheet.write(1, place, text),
            Some(Typed::Number(number)) => sheet.write(1, place, number),
            Some(Typed::Day(number)) => sheet.write_with_format(1, place, number, &day),
            Some(Typed::Formula(result)) => sheet.write(1, place, Formula::new("=A1").set_result(result)),
            Some(Typed::Error) => sheet.write(1, place, Formula::new("=NA()").set_result("#N/A")),
            Some(Typed::Merged) => sheet.merge_range(1, place, 1, place + 1, text, &plain),
        };
        written.expect("a cell");
    }
    for _ in 0..more {
        book.add_worksheet();
    }
    book.save_to_buffer().expect("a workbook")
}

/// The first of several deliveries, laid beside the others.
fn run_several(family: &Family, deliveries: &[Delivered]) -> Report {
    let Sound::Table { columns, row, .. } = family.sound else { panic!("{} has no table", family.prefix) };
    let options = crate::CheckOptions { keeps_ledger: true, ..Default::default() };
    let check = |given: &Delivered| crate::check_with(given.file, table(columns, row, given.rows).as_bytes(), &options);
    let mut now = check(&deliveries[0]);
    let beside = |stands| deliveries[1..].iter().filter(|given| given.stands == stands).map(check).collect::<Vec<_>>();
    let (given, previous) = (beside(Stands::With), beside(Stands::Before));
    let found = crate::across::compare(&now, &crate::across::Beside { given: &given, previous: &previous, similar: None });
    now.report.take_in(found);
    now.report
}

fn each() -> impl Iterator<Item = (&'static Family, &'static Rule)> {
    FAMILIES.iter().flat_map(|family| family.rules().into_iter().map(|rule| (*family, rule)))
}

#[test]
fn every_rule_finds_what_its_examples_say_and_nothing_else() {
    for (family, rule) in each() {
        for example in rule.examples {
            let report = run(family, &example.given);
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
    for family in FAMILIES {
        let report = run(family, &Sample::Row(&[]));
        assert_eq!(codes(&report), [""; 0]);
        assert_eq!((report.read, report.accepted), (1, 1));
    }
}

#[test]
fn every_rule_shows_something_broken_something_sound_and_something_missing() {
    for rule in catalogue() {
        for shows in [Shows::Broken, Shows::Sound, Shows::Missing] {
            assert!(rule.examples.iter().any(|example| example.shows == shows), "{} shows nothing {shows:?}", rule.code);
        }
        assert!(rule.examples.iter().all(|example| example.is_found || example.shows != Shows::Broken), "{}", rule.code);
    }
}

#[test]
fn codes_are_unique_and_name_their_layout() {
    let codes: BTreeSet<_> = catalogue().map(|rule| rule.code).collect();
    assert_eq!(codes.len(), catalogue().count());
    for (family, rule) in each() {
        assert_eq!(rule.code.split('-').next(), Some(family.prefix));
    }
}

#[test]
fn every_rule_speaks_both_languages() {
    for rule in catalogue() {
        for words in [rule.message, rule.why, rule.fix] {
            assert!(words.nl.ends_with('.') && words.en.ends_with('.') && words.nl.len() > 8, "{}", rule.code);
        }
        assert!(!rule.source.is_empty(), "{}", rule.code);
    }
}

#[test]
fn rules_of_a_table_look_at_agreed_fields() {
    for family in FAMILIES.iter().filter(|family| !matches!(family.prefix, "DE" | "CH" | "AC")) {
        let Sound::Table { columns, .. } = family.sound else { continue };
        for rule in family.rules() {
            assert!(rule.fields.iter().all(|field| columns.contains(field)), "{}", rule.code);
        }
    }
}

#[test]
fn every_rule_file_is_in_its_family() {
    let rules = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let names = |folder: &std::path::Path| -> Vec<String> {
        let entries = std::fs::read_dir(folder).expect("a folder of rules");
        entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect()
    };
    let folders = names(&rules).into_iter().filter(|name| !name.ends_with(".rs"));
    let mut files: Vec<String> = folders.flat_map(|folder| names(&rules.join(folder))).filter(|file| file != "mod.rs").collect();
    let mut named: Vec<String> = catalogue().map(file_of).collect();
    files.sort();
    named.sort();
    assert_eq!(files, named);
}

/// `YP-SEX` → `sex.rs`.
fn file_of(rule: &Rule) -> String {
    let (_, subject) = rule.code.split_once('-').expect("a family and a subject");
    subject.to_lowercase().replace('-', "_") + ".rs"
}
