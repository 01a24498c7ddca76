//! What is accepted beside the agreed form, and that it gives what the agreed form gives.

use calamine::{Data, Reader, Xlsx};
use domain::Atlas;
use intake::{CheckOptions, Context, DeliveryName, Export, Language, Layout, Mapping, Report, check_file, check_with};
use rust_xlsxwriter::{Format, Workbook};

const HEADER: &str = "kenmerk;bsn;geboortedatum;geslacht;postcode;verwijzer;hulpvorm;gestart_met_crisis;type_maatregel;type_machtiging;datum_aanvang;datum_einde;reden_einde;tevredenheid;zonder_hulp_verder;type_informant;datum_overgedragen;datum_overgedragen_gekregen";
const ROWS: [&str; 2] =
    ["K-1;999900006;20100315;V;1011AB;01;02;02;;;20230201;;;;;;;", "K-2;999900018;20110428;M;1011AB;01;02;02;;;20230228;20230331;01;;;;;"];
const NAME: &str = "youth-policy_P0123_2023HJ01_v1.csv";

fn agreed() -> String {
    format!("{HEADER}\n{}\n{}\n", ROWS[0], ROWS[1])
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.causes.iter().map(|cause| cause.rule.code).collect()
}

/// The records of a delivery, as text without their hash.
fn records(file: &str, bytes: &[u8], export: Export<'_>) -> String {
    let atlas = Atlas::netherlands();
    let name = DeliveryName::parse(file).expect("a name");
    let mut told = String::new();
    let context = Context { atlas: &atlas, postcodes: None };
    intake::read_export(&name, bytes, &context, export, &mut |record| told += &format!("{} {:?}\n", record.row, record.events))
        .expect("a report");
    told
}

#[test]
fn every_way_of_writing_gives_the_same_records_and_says_what_was_assumed() {
    let utf16: Vec<u8> = agreed().encode_utf16().flat_map(u16::to_le_bytes).collect();
    let dutch = agreed().replace("20230201", "01-02-2023").replace("20230228", "28-02-2023");
    let ways: [(Vec<u8>, &[&str]); 8] = [
        (agreed().into_bytes(), &[]),
        (agreed().replace(';', ",").into_bytes(), &["DE-SEPARATOR"]),
        (agreed().replace(';', "\t").replace('\n', "\r").into_bytes(), &["DE-SEPARATOR"]),
        (format!("sep=|\r\n{}", agreed().replace(';', "|")).into_bytes(), &[]),
        (agreed().replace("datum_aanvang", " Datum  Aanvang ").replace("bsn", "BSN").into_bytes(), &["DE-HEADER"]),
        (dutch.into_bytes(), &["DE-DATE-FORM"]),
        ([&b"\xFF\xFE"[..], &utf16].concat(), &["DE-ENCODING"]),
        (format!("{}\n;;;;;;;;;;;;;;;;;\n\n", agreed()).into_bytes(), &["DE-EMPTY-ROWS"]),
    ];
    let wanted = records(NAME, agreed().as_bytes(), Export::default());
    assert_eq!(wanted.lines().count(), 2);
    for (bytes, said) in ways {
        let report = check_file(NAME, &bytes[..]);
        assert_eq!(codes(&report), said);
        assert_eq!(records(NAME, &bytes, Export::default()), wanted, "{said:?}");
    }
}

#[test]
fn the_form_of_dates_is_never_guessed() {
    let text = agreed().replace("20230201", "01-02-2023").replace("20230228", "02-03-2023");
    let report = check_file(NAME, text.as_bytes());
    assert_eq!(report.cause("DE-DATES-UNSURE").expect("an error").first[0].field, "datum_aanvang");
    assert_eq!((report.read, report.set_aside), (2, 2));
    let mapping = Mapping::parse("kind = 'youth-policy'\n[columns]\ndatum_aanvang = { dates = 'DD-MM-JJJJ' }\n").expect("a mapping");
    let options = CheckOptions { export: Export { mapping: Some(&mapping), layout: None }, ..CheckOptions::default() };
    assert_eq!(codes(&check_with(NAME, text.as_bytes(), &options).report), [""; 0]);
}

#[test]
fn a_row_after_the_beginning_that_contradicts_the_form_of_dates_is_set_aside() {
    let row = |number: usize, day: &str| {
        ROWS[0].replace("K-1", &format!("K-{number}")).replace("999900006", "999999999").replace("20230201", day)
    };
    let mut text = format!("{HEADER}\n");
    (0..20_000).for_each(|number| text += &format!("{}\n", row(number, if number % 2 == 0 { "13-01-2023" } else { "28-02-2023" })));
    text += &format!("{}\n", row(20_000, "02-28-2023"));
    assert!(text.len() > 1 << 20, "the last row lies after the part that is looked at");
    let report = check_file(NAME, text.as_bytes());
    assert_eq!(report.cause("DE-DATES-UNSURE").expect("an error").first[0].row, 20_001);
    assert_eq!(report.accepted + report.set_aside, 20_001);
}

/// The two rows in a workbook as Excel makes it: numbers where they look like numbers, days as days.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("d-m-yyyy");
    let sheet = book.add_worksheet();
    for (row, line) in (0u32..).zip([HEADER, ROWS[0], ROWS[1]]) {
        for ((column, name), field) in (0u16..).zip(HEADER.split(';')).zip(line.split(';')) {
            let written = match field.parse::<f64>() {
                _ if field.is_empty() => continue,
                Ok(_) if name.starts_with("datum") || name == "geboortedatum" => {
                    let iso = format!("{}-{}-{}", &field[..4], &field[4..6], &field[6..]);
                    let date = rust_xlsxwriter::ExcelDateTime::parse_from_str(&iso).expect("a day");
                    sheet.write_with_format(row, column, &date, &day)
                }
                Ok(number) => sheet.write(row, column, number),
                Err(_) => sheet.write(row, column, field),
            };
            written.expect("a cell");
        }
    }
    book.add_worksheet().set_hidden(true);
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn a_workbook_gives_the_same_records_as_the_agreed_form() {
    let bytes = workbook();
    let file = NAME.replace(".csv", ".xlsx");
    let report = check_file(&file, &bytes[..]);
    assert_eq!(codes(&report), ["DE-SHEET", "DE-LEADING-ZERO"]);
    assert_eq!(records(&file, &bytes, Export::default()), records(NAME, agreed().as_bytes(), Export::default()));
}

#[test]
fn another_reader_of_workbooks_sees_as_many_rows_and_the_same_references() {
    let bytes = workbook();
    let mut book = Xlsx::new(std::io::Cursor::new(&bytes)).expect("a workbook");
    let range = book.worksheet_range_at(0).expect("a sheet").expect("its cells");
    let references: Vec<String> = range.rows().skip(1).map(|row| row[0].to_string()).collect();
    let days: Vec<bool> = range.rows().skip(1).map(|row| matches!(row[10], Data::DateTime(_))).collect();
    let report = check_with(&NAME.replace(".csv", ".xlsx"), &bytes[..], &CheckOptions { cases: 100, ..CheckOptions::default() }).report;
    let ours: Vec<String> = report.cause("DE-LEADING-ZERO").expect("a notice").first.iter().map(|case| case.shown_reference()).collect();
    assert_eq!(report.read, range.rows().count() as u64 - 1);
    assert!(references.iter().all(|reference| ours.contains(reference)) && days.iter().all(|is_day| *is_day));
}

#[test]
fn columns_at_fixed_places_give_the_same_records() {
    let columns: Vec<&str> = HEADER.split(';').collect();
    let layout: String = columns
        .iter()
        .enumerate()
        .map(|(place, name)| format!("[[column]]\nname = '{name}'\nfirst = {}\nwidth = 9\n", 1 + 10 * place))
        .collect();
    let layout = Layout::parse(&layout).expect("a layout");
    let line = |row: &str| row.split(';').map(|field| format!("{field:<10}")).collect::<String>().trim_end().to_owned();
    let text = format!("{}\r\n{}\r\n", line(ROWS[0]), line(ROWS[1]));
    let export = Export { mapping: None, layout: Some(&layout) };
    let file = NAME.replace(".csv", ".txt");
    let report = check_with(&file, text.as_bytes(), &CheckOptions { export, ..CheckOptions::default() }).report;
    assert_eq!((report.accepted, codes(&report)), (2, vec![]));
    assert_eq!(records(&file, text.as_bytes(), export), records(NAME, agreed().as_bytes(), Export::default()));
}

/// The blocks of code in a page, by their language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/how-to").join(page);
    let text = std::fs::read_to_string(path).expect("the page");
    let parts = text.split("```").collect::<Vec<_>>();
    parts.iter().skip(1).step_by(2).filter_map(|block| block.strip_prefix(&format!("{language}\n")).map(str::to_owned)).collect()
}

#[test]
fn the_examples_of_the_how_to_work_as_they_say() {
    for page in ["fit-an-export.md", "export-passend-maken.md"] {
        let (toml, text) = (blocks(page, "toml"), blocks(page, "text"));
        let mapping = Mapping::parse(&toml[0]).expect("the mapping of the page");
        let layout = Layout::parse(&toml[1]).expect("the layout of the page");
        for (file, text, layout) in
            [("board_RVDK_2023HJ01_v1.csv", &text[0], None), ("board_RVDK_2023HJ01_v1.txt", &text[1], Some(&layout))]
        {
            let export = Export { mapping: Some(&mapping), layout };
            let report = check_with(file, text.as_bytes(), &CheckOptions { export, ..CheckOptions::default() }).report;
            assert_eq!(
                (report.accepted, report.set_aside),
                (2, 0),
                "{page}: {}",
                intake::report::text(std::slice::from_ref(&report), Language::English)
            );
        }
    }
}

#[test]
fn a_mapping_that_names_what_is_not_there_says_so_with_its_line() {
    let mapping = Mapping::parse("kind = 'youth-policy'\n[columns]\nbsn = 'Burgerservicenummer'\n").expect("a mapping");
    let options = CheckOptions { export: Export { mapping: Some(&mapping), layout: None }, ..CheckOptions::default() };
    let report = check_with(NAME, agreed().as_bytes(), &options).report;
    let message = report.cause("DE-REFUSED").expect("a refusal").message(Language::Dutch);
    assert!(message.contains("Burgerservicenummer") && message.contains("regel 3"), "{message}");
}
