//! Every rule runs its own examples, end to end: a delivery that differs from a sound one as the example says.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use domain::Atlas;

use super::*;
use crate::findings::altered::{self, Alteration};
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

/// A kind of row, so many times: of as many children, each with its own reference.
fn repeated(kinds: &[(usize, Difference)]) -> Vec<Difference> {
    let rows = kinds.iter().flat_map(|(times, row)| std::iter::repeat_n(*row, *times));
    let rows = rows.zip(citizen_numbers()).enumerate().map(|(place, (row, number))| {
        let own = [("kenmerk", format!("R-{place}")), ("bsn", number)];
        let own = own.into_iter().filter(|(field, _)| row.iter().all(|(given, _)| given != field));
        row.iter().copied().chain(own.map(|(field, value)| (field, &*value.leak()))).collect::<Vec<_>>()
    });
    rows.map(|row| &*row.leak()).collect()
}

/// Numbers that pass the eleven-proof and that nobody has.
fn citizen_numbers() -> impl Iterator<Item = String> {
    (999_900_000..).filter(|number| person::Bsn::eleven_proof(*number)).map(|number: u32| number.to_string())
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
        Sample::Many(kinds) => delivery(family, &repeated(kinds)),
        Sample::Named(name, rows) => ((*name).to_owned(), delivery(family, rows).1),
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

/// Whether a rule says what its example says: that it finds it, and in which field.
fn holds(family: &Family, rule: &Rule, example: &Example) -> bool {
    let report = run(family, &example.given);
    let wanted = example.field.or(rule.fields.first().copied());
    match report.cause(rule.code) {
        None => !example.is_found,
        Some(cause) => example.is_found && cause.first.iter().all(|case| wanted.is_none_or(|wanted| case.field == wanted)),
    }
}

fn each() -> impl Iterator<Item = (&'static Family, &'static Rule)> {
    FAMILIES.iter().flat_map(|family| family.rules().into_iter().map(|rule| (*family, rule)))
}

#[test]
fn every_rule_finds_what_its_examples_say_and_nothing_else() {
    let mut wrong = Vec::new();
    for (family, rule) in each() {
        for example in rule.examples {
            let report = run(family, &example.given);
            let found = report.cause(rule.code).is_some();
            if !holds(family, rule, example) {
                let fields = report.cause(rule.code).map(|cause| cause.first.iter().map(|case| case.field).collect::<Vec<_>>());
                wrong.push(format!("{} {:?} {:?}: {:?} {fields:?}", rule.code, example.shows, example.given, codes(&report)));
            }
            assert_eq!(report.read, report.accepted + report.set_aside);
            if found && rule.severity == Severity::Error && report.read == 1 {
                assert_eq!(report.set_aside, 1, "{} is an error: its row is set aside", rule.code);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The rows that a rule names in its broken examples, together; none is row 0.
fn rows_named(code: &str) -> Vec<u64> {
    let (family, rule) = each().find(|(_, rule)| rule.code == code).expect("a rule");
    let found = rule.examples.iter().filter(|example| example.is_found).map(|example| run(family, &example.given));
    found.flat_map(|report| report.cause(code).expect("it is found").first.iter().map(|case| case.row).collect::<Vec<_>>()).collect()
}

#[test]
fn of_two_rows_that_contradict_the_one_that_stands_lower_is_named() {
    for code in ["YP-OTHER-BIRTH-DATE", "YP-OTHER-SEX", "YP-OTHER-POSTCODE"] {
        assert_eq!(rows_named(code), [2, 2], "{code}");
    }
}

#[test]
fn a_record_that_is_not_in_the_file_has_no_row_in_it() {
    assert_eq!(rows_named("AC-NOT-CONTINUED"), [0]);
    assert_eq!(rows_named("AC-END-GONE"), [1]);
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
fn a_rule_that_judges_wrongly_is_noticed_by_its_own_examples() {
    let mut unnoticed = Vec::new();
    for (family, rule) in each().filter(|(_, rule)| is_judged(rule)) {
        for alteration in [Alteration::Never, Alteration::Always, Alteration::Inverted, Alteration::OtherField] {
            if alteration == Alteration::OtherField && (is_about_the_file(rule) || rule.fields.is_empty()) {
                continue; // names the first of its fields whatever it judges, or promises none
            }
            let is_noticed = altered::with(rule.code, alteration, || !rule.examples.iter().all(|example| holds(family, rule, example)));
            if !is_noticed {
                unnoticed.push(format!("{} {alteration:?}", rule.code));
            }
        }
    }
    assert!(unnoticed.is_empty(), "no example notices: {}", unnoticed.join(", "));
}

/// Whether the rule looks at a row, at rows beside each other or at the whole, and is not found by reading itself.
fn is_judged(rule: &Rule) -> bool {
    let judging = source_of(rule);
    ["pub(super) fn broken_by", "pub(crate) fn broken_by"].iter().any(|judge| judging.contains(judge))
}

fn is_about_the_file(rule: &Rule) -> bool {
    source_of(rule).contains("fn broken_by(tally: &Tally)")
}

/// A rule that compares with a limit shows the last that is allowed and the first that is not.
#[test]
fn a_rule_with_a_limit_shows_both_sides_of_it() {
    let mut missing = Vec::new();
    for (_, rule) in each().filter(|(family, rule)| ["YP", "TR", "DE"].contains(&family.prefix) && is_judged(rule)) {
        let judging = source_of(rule);
        let judging = judging.split_once("fn broken_by").map_or("", |(_, judging)| judging);
        let compares = [" < ", " > ", " <= ", " >= ", "..="].iter().any(|sign| judging.contains(sign));
        let at_limit = |is_found| rule.examples.iter().any(|example| example.shows == Shows::Limit && example.is_found == is_found);
        if compares && !(at_limit(true) && at_limit(false)) {
            missing.push(rule.code);
        }
    }
    assert!(missing.is_empty(), "past_limit and at_limit: {missing:?}");
}

/// The text of the file of a rule.
fn source_of(rule: &Rule) -> String {
    let rules = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let folders = std::fs::read_dir(rules).expect("a folder of rules").filter_map(|entry| Some(entry.ok()?.path()));
    let files = folders.map(|folder| folder.join(file_of(rule)));
    let texts = files.filter_map(|file| std::fs::read_to_string(file).ok());
    let code = format!("code: \"{}\"", rule.code);
    texts.into_iter().find(|text| text.contains(&code)).expect("the file of a rule")
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
