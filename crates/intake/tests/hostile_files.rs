//! Files made to do harm: each is refused or reported in plain words, in bounded memory, and nothing of it is executed.

use std::cell::Cell;
use std::io::{self, Cursor, Read, Write};
use std::rc::Rc;

use intake::{DeliveryName, Language, Report, check_file};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const HEADER: &str = "kenmerk;bsn;geboortedatum;geslacht;postcode;verwijzer;hulpvorm;gestart_met_crisis;type_maatregel;type_machtiging;datum_aanvang;datum_einde;reden_einde;tevredenheid;zonder_hulp_verder;type_informant;datum_overgedragen;datum_overgedragen_gekregen\n";
const ROW: &str = "K-1;999900006;20100315;V;1011AB;01;02;02;;;20230201;;;;;;;\n";
const NAME: &str = "youth-policy_P0123_2023HJ01_v1.csv";
const BOOK: &str = "youth-policy_P0123_2023HJ01_v1.xlsx";

/// Bytes that are made while they are read, counted.
struct Endless {
    before: Cursor<Vec<u8>>,
    left: u64,
    read: Rc<Cell<u64>>,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut length = self.before.read(buffer)?;
        if length == 0 {
            length = buffer.len().min(self.left as usize);
            buffer[..length].fill(b'a');
            self.left -= length as u64;
        }
        self.read.set(self.read.get() + length as u64);
        Ok(length)
    }
}

/// Checks four gigabytes that begin so; gives how much of them was read.
fn four_gigabytes(before: &str) -> (Report, u64) {
    let read = Rc::new(Cell::new(0));
    let stream = Endless { before: Cursor::new(before.as_bytes().to_vec()), left: 4 << 30, read: read.clone() };
    let report = check_file(NAME, stream);
    (report, read.get())
}

#[test]
fn four_gigabytes_of_one_letter_are_not_read_to_their_end() {
    for before in ["", HEADER, "kenmerk;bsn;\""] {
        let (report, read) = four_gigabytes(before);
        assert!(read < 128 << 20, "{read} bytes were read");
        assert!(report.cause("DE-REFUSED").expect("a refusal").count > 0 && report.accepted == 0);
    }
    let (report, _) = four_gigabytes(&format!("{HEADER}{ROW}\""));
    assert_eq!((report.accepted, report.cause("DE-FIELD-LENGTH").map(|cause| cause.first[0].row)), (1, Some(2)));
}

/// A workbook of these parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("a zip file").into_inner()
}

const BOOK_PART: &str = "<workbook><sheets><sheet name='a' r:id='r1'/></sheets></workbook>";
const RELATIONS: &str = "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/s.xml'/><Relationship Id='r2' Type='x/sharedStrings' Target='strings.xml'/></Relationships>";

fn book(sheet: &[u8], strings: &[u8]) -> Vec<u8> {
    zipped(&[
        ("xl/workbook.xml", BOOK_PART.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/s.xml", sheet),
        ("xl/strings.xml", strings),
    ])
}

/// A sheet of text cells, by rows.
fn sheet(rows: &[&str]) -> String {
    let cell = |text: &str| format!("<c t='inlineStr'><is><t>{text}</t></is></c>");
    let row = |row: &&str| format!("<row>{}</row>", row.trim_end().split(';').map(cell).collect::<String>());
    format!("<worksheet><sheetData>{}</sheetData></worksheet>", rows.iter().map(row).collect::<String>())
}

fn refusal(bytes: &[u8]) -> String {
    let report = check_file(BOOK, bytes);
    assert_eq!((report.read, report.accepted), (0, 0));
    report.cause("DE-REFUSED").expect("a refusal").message(Language::English)
}

const NO_STRINGS: &[u8] = b"<sst/>";

#[test]
fn a_small_workbook_by_hand_is_read() {
    let report = check_file(BOOK, &book(sheet(&[HEADER, ROW]).as_bytes(), NO_STRINGS)[..]);
    assert_eq!((report.accepted, report.causes.len()), (1, 0), "{report:?}");
}

#[test]
fn a_bomb_is_refused_before_it_grows() {
    let mut bomb = b"<worksheet><sheetData>".to_vec();
    bomb.resize(64 << 20, b' ');
    assert!(refusal(&book(&bomb, NO_STRINGS)).contains("too big"), "text without an end between two tags");
    let air = format!("<!--{}-->", " ".repeat(100_000)).repeat(700);
    let packed = book(format!("<worksheet>{air}<sheetData>").as_bytes(), NO_STRINGS);
    assert!(packed.len() < 1 << 20);
    assert!(refusal(&packed).contains("hundreds of times"));
    let strings = format!("<sst>{air}</sst>");
    assert!(refusal(&book(sheet(&[HEADER]).as_bytes(), strings.as_bytes())).contains("hundreds of times"));
    let rows = sheet(&[HEADER]).replace("</sheetData>", &format!("{}</sheetData>", "<row/>".repeat(1 << 20)));
    assert!(refusal(&book(rows.as_bytes(), NO_STRINGS)).contains("no sound spreadsheet"), "more rows than a sheet can have");
}

#[test]
fn entities_and_depth_are_refused() {
    let laughs = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>".to_owned() + &sheet(&[HEADER, "&b;"]);
    assert!(refusal(&book(laughs.as_bytes(), NO_STRINGS)).contains("DTD"));
    assert!(refusal(&book(sheet(&["&lol;"]).as_bytes(), NO_STRINGS)).contains("no sound spreadsheet"));
    let deep = format!("<worksheet>{}", "<a>".repeat(100_000));
    assert!(refusal(&book(deep.as_bytes(), NO_STRINGS)).contains("no sound spreadsheet"));
}

#[test]
fn what_a_spreadsheet_would_fetch_or_run_is_refused() {
    let with = |part: &str| {
        let sheet = sheet(&[HEADER, ROW]);
        zipped(&[
            ("xl/workbook.xml", BOOK_PART.as_bytes()),
            ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
            ("xl/worksheets/s.xml", sheet.as_bytes()),
            ("xl/strings.xml", NO_STRINGS),
            (part, b"<x/>"),
        ])
    };
    assert!(refusal(&with("xl/externalLinks/externalLink1.xml")).contains("links to other files"));
    assert!(refusal(&with("xl/vbaProject.bin")).contains("macro"));
    let harmless = check_file(BOOK, &with("../../etc/passwd")[..]);
    assert_eq!(harmless.accepted, 1, "a part that nothing refers to is not opened");
}

#[test]
fn cells_far_away_and_rows_out_of_order_take_no_room() {
    let inside = |inside: &str| refusal(&book(format!("<worksheet><sheetData>{inside}</sheetData></worksheet>").as_bytes(), NO_STRINGS));
    for cells in [
        "<row r='4294967295'/>",
        "<row r='0'/>",
        "<row r='2'/><row r='1'/>",
        "<row><c r='XFE1'/></row>",
        "<row><c r='B1'/><c r='A1'/></row>",
        "<row><c t='s'><v>7</v></c></row>",
        "<row><c t='?'><v>7</v></c></row>",
        "<row><c><v>x</v></c></row>",
    ] {
        assert!(inside(cells).contains("no sound spreadsheet"), "{cells}");
    }
    assert!(inside("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>").contains("no sheet in sight"));
}

#[test]
fn two_tables_in_one_workbook_are_not_chosen_between() {
    let two = "<workbook><sheets><sheet name='a' r:id='r1'/><sheet name='b' r:id='r1'/></sheets></workbook>";
    let sheet = sheet(&[HEADER, ROW]);
    let bytes = zipped(&[
        ("xl/workbook.xml", two.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/s.xml", sheet.as_bytes()),
        ("xl/strings.xml", NO_STRINGS),
    ]);
    assert!(refusal(&bytes).contains("more than one sheet"));
    let hidden = two.replace("name='b'", "name='b' state='veryHidden'");
    let bytes = zipped(&[
        ("xl/workbook.xml", hidden.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/s.xml", sheet.as_bytes()),
        ("xl/strings.xml", NO_STRINGS),
    ]);
    assert_eq!(check_file(BOOK, &bytes[..]).accepted, 1);
}

#[test]
fn a_formula_is_found_held_back_and_never_echoed() {
    for formula in ["=cmd|' /C calc'!A0", "+HYPERLINK(1)", "@SUM(A1)", "-2+cmd"] {
        let report = check_file(NAME, format!("{HEADER}{}", ROW.replace("K-1", formula).replace(";V;", ";X;")).as_bytes());
        assert_eq!(report.cause("DE-FORMULA").expect("a warning").first[0].field, "kenmerk");
        let told = intake::report::json(&[report], Language::English);
        assert!(!told.contains(formula), "{told}");
    }
}

#[test]
fn zero_bytes_after_the_beginning_set_their_row_aside() {
    let rows: String = (0..100)
        .map(|number| ROW.replace("K-1", &format!("K-{number}")).replace("20230201", &format!("202302{:02}", 1 + number % 28)))
        .collect();
    let report = check_file(NAME, format!("{HEADER}{rows}{}", ROW.replace("K-1", "K\0")).as_bytes());
    assert_eq!(report.cause("DE-CONTROL").expect("an error").first[0].row, 101);
    assert!(check_file(NAME, &b"ken\0merk;bsn"[..]).cause("DE-REFUSED").is_some());
}

#[test]
fn names_that_point_elsewhere_are_no_names_of_deliveries() {
    for name in [
        "../../board_RVDK_2023HJ01_v1.csv",
        "CON.csv",
        "board_../x_2023HJ01_v1.csv",
        "board_RVDK_2023HJ01_v1.csv/..",
        "NUL",
        "board_RVDK\0_2023HJ01_v1.csv",
        "C:\\board_RVDK_2023HJ01_v1.csv",
    ] {
        assert!(DeliveryName::parse(name).is_err(), "{name}");
        let report = check_file(name, format!("{HEADER}{ROW}").as_bytes());
        assert!(report.cause("DE-ASSUMED").is_some() && report.name.is_none(), "{name}");
    }
}

/// A file that goes away while it is read.
struct Vanishing(Cursor<Vec<u8>>);

impl Read for Vanishing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(io::ErrorKind::BrokenPipe.into()),
            length => Ok(length),
        }
    }
}

#[test]
fn a_file_that_goes_away_and_a_folder_are_refused_in_plain_words() {
    let report = check_file(NAME, Vanishing(Cursor::new(format!("{HEADER}{ROW}").into_bytes())));
    assert!(report.cause("DE-REFUSED").expect("a refusal").message(Language::English).contains("reading failed"));
    if let Ok(folder) = std::fs::File::open(env!("CARGO_MANIFEST_DIR")) {
        let report = check_file(NAME, folder);
        assert!(report.cause("DE-REFUSED").expect("a refusal").message(Language::Dutch).contains("lezen is mislukt"));
    }
}

#[test]
fn a_file_that_grows_while_it_is_read_is_hashed_as_it_was_read() {
    let path = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(path.path(), format!("{HEADER}{ROW}")).expect("written");
    let mut more = std::fs::OpenOptions::new().append(true).open(path.path()).expect("opened");
    let file = std::fs::File::open(path.path()).expect("opened");
    more.write_all(ROW.replace("K-1", "K-2").replace("20230201", "20230202").as_bytes()).expect("grown");
    let report = check_file(NAME, file);
    assert_eq!((report.accepted, report.hash), (2, *blake3::hash(&std::fs::read(path.path()).expect("read")).as_bytes()));
}

#[test]
fn quotation_marks_within_each_other_shift_no_field_unseen() {
    for reference in ["\"\"\"\"\"\"", "\"K\"\"\"\"1\"", "K\"1", "\"K;1\""] {
        let report = check_file(NAME, format!("{HEADER}{}", ROW.replace("K-1", reference)).as_bytes());
        assert_eq!(report.read, 1, "{reference}");
        assert!(report.accepted == 1 || report.cause("DE-FIELDS").is_some(), "{reference}");
    }
}
