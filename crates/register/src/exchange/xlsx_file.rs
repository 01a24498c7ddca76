//! XLSX: a sheet per kind, named after it; days may be dates of the spreadsheet. A file comes from anybody: what it unpacks to
//! is measured first, and a cell in the far corner of a sheet makes nothing large.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read as _};

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use domain::Day;
use rust_xlsxwriter::{Workbook, XlsxError};
use zip::ZipArchive;

use super::{ExchangeError, Row, cell, columns};
use crate::{Kind, Record};

/// Days from the spreadsheet's day 0 to 1 January 1970.
const SPREADSHEET_EPOCH: f64 = 25_569.0;

/// Most rows of a file, columns of a sheet, and cells of a file that hold something. A register of ten thousand records stays
/// far below them.
const ROWS_MAX: usize = 200_000;
const COLUMNS_MAX: u32 = 200;
const CELLS_MAX: usize = 2_000_000;
/// Most bytes that a file may unpack to, and that its cells may hold.
const UNPACKED_MAX: u64 = 128 << 20;

/// One sheet: row → column → text. A cell far away costs no more than one nearby.
type Sheet = BTreeMap<u32, BTreeMap<u32, String>>;

pub(super) fn rows(name: &str, bytes: &[u8]) -> Result<Vec<Row>, ExchangeError> {
    let unreadable = |why: String| ExchangeError::Unreadable { name: name.to_owned(), why };
    within(bytes).map_err(unreadable)?;
    let mut book: Xlsx<_> =
        open_workbook_from_rs(Cursor::new(bytes)).map_err(|error: calamine::XlsxError| unreadable(error.to_string()))?;
    let mut rows = Vec::new();
    let mut left = Left { rows: ROWS_MAX, cells: CELLS_MAX, bytes: UNPACKED_MAX };
    for name in book.sheet_names() {
        let mut lines = sheet(&mut book, &name, &mut left).map_err(unreadable)?.into_iter();
        let Some((_, header)) = lines.next() else { continue };
        let header: BTreeMap<u32, String> = header.into_iter().map(|(column, text)| (column, text.trim().to_lowercase())).collect();
        for (place, mut line) in lines {
            let cell = |(column, name): (&u32, &String)| (name.clone(), line.remove(column).unwrap_or_default());
            let mut cells: BTreeMap<String, String> = header.iter().map(cell).collect();
            // What stands under no header is nobody's field, and a finding later.
            if let Some((_, text)) = line.into_iter().next() {
                cells.insert(String::new(), text);
            }
            if cells.values().all(|value| value.trim().is_empty()) {
                continue;
            }
            let kind = cells.remove("kind").filter(|kind| !kind.trim().is_empty()).unwrap_or_else(|| name.clone());
            rows.push(Row { row: place as usize + 1, kind, cells });
        }
    }
    Ok(rows)
}

/// What may still come.
struct Left {
    rows: usize,
    cells: usize,
    bytes: u64,
}

/// The cells of a sheet that hold something.
fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, left: &mut Left) -> Result<Sheet, String> {
    let mut sheet = Sheet::new();
    let mut reader = book.worksheet_cells_reader(name).map_err(|error| error.to_string())?;
    while let Some(cell) = reader.next_cell().map_err(|error| error.to_string())? {
        let (row, column) = cell.get_position();
        let text = text(&cell.get_value().clone().into());
        if text.is_empty() {
            continue;
        }
        if column >= COLUMNS_MAX {
            return Err(format!("it has something beyond column {COLUMNS_MAX}"));
        }
        let too_large = || format!("it holds more than {ROWS_MAX} rows, {CELLS_MAX} cells or {} MiB of text", UNPACKED_MAX >> 20);
        left.cells = left.cells.checked_sub(1).ok_or_else(too_large)?;
        left.bytes = left.bytes.checked_sub(text.len() as u64).ok_or_else(too_large)?;
        if !sheet.contains_key(&row) {
            left.rows = left.rows.checked_sub(1).ok_or_else(too_large)?;
        }
        sheet.entry(row).or_default().insert(column, text);
    }
    Ok(sheet)
}

/// Unpacks the file into nothing, to see how large it becomes: what it says of itself need not be so.
fn within(bytes: &[u8]) -> Result<(), String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut left = UNPACKED_MAX;
    for place in 0..archive.len() {
        let member = archive.by_index(place).map_err(|error| error.to_string())?;
        let size = io::copy(&mut member.take(left + 1), &mut io::sink()).map_err(|error| error.to_string())?;
        left = left.checked_sub(size).ok_or_else(|| format!("it unpacks to more than {} MiB", UNPACKED_MAX >> 20))?;
    }
    Ok(())
}

fn text(value: &Data) -> String {
    match value {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Bool(truth) => truth.to_string(),
        Data::DateTime(moment) => day(moment.as_f64()),
        Data::Error(error) => format!("{error:?}"),
        Data::Empty => String::new(),
    }
}

/// The day of a spreadsheet date; a date no calendar holds stays a number, and is a finding later.
fn day(serial: f64) -> String {
    let days = (serial - SPREADSHEET_EPOCH).floor();
    if (-100_000.0..100_000.0).contains(&days) { Day(days as i32).to_string() } else { serial.to_string() }
}

pub(super) fn bytes(records: &[&Record]) -> Result<Vec<u8>, ExchangeError> {
    book(records).map_err(|error| ExchangeError::Unwritable(error.to_string()))
}

fn book(records: &[&Record]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    for kind in Kind::ALL {
        let own: Vec<&Record> = records.iter().copied().filter(|record| record.kind() == *kind).collect();
        if own.is_empty() {
            continue;
        }
        let sheet = book.add_worksheet().set_name(kind.many())?;
        let columns: Vec<&str> = columns(&own).into_iter().filter(|column| *column != "kind").collect();
        for (place, column) in (0_u16..).zip(&columns) {
            sheet.write_string(0, place, *column)?;
        }
        for (line, record) in (1_u32..).zip(&own) {
            for (place, column) in (0_u16..).zip(&columns) {
                sheet.write_string(line, place, cell(record, column))?;
            }
        }
    }
    if records.is_empty() {
        book.add_worksheet();
    }
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn of_cells(cells: &[(u32, u16, &str)]) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("measures").expect("a sheet");
        for (row, column, text) in cells {
            sheet.write_string(*row, *column, *text).expect("a cell");
        }
        book.save_to_buffer().expect("a file")
    }

    #[test]
    fn a_cell_in_the_far_corner_is_refused_or_read_without_the_room_between() {
        let corner = rows("a.xlsx", &of_cells(&[(0, 0, "id"), (1_048_575, 16_383, "x")]));
        assert!(matches!(corner, Err(ExchangeError::Unreadable { why, .. }) if why.contains("column 200")));
        let below = rows("a.xlsx", &of_cells(&[(0, 0, "id"), (0, 1, "title"), (1_048_575, 1, "x")])).expect("rows");
        assert_eq!((below.len(), below[0].row, below[0].cells["title"].as_str()), (1, 1_048_576, "x"));
    }

    #[test]
    fn a_small_file_that_unpacks_to_a_large_one_is_refused() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("xl/worksheets/sheet1.xml", zip::write::SimpleFileOptions::default()).expect("a member");
        let block = vec![b' '; 1 << 20];
        (0..=UNPACKED_MAX >> 20).for_each(|_| archive.write_all(&block).expect("written"));
        let bytes = archive.finish().expect("a file").into_inner();
        assert!(bytes.len() < 1 << 20, "{}", bytes.len());
        assert!(matches!(rows("a.xlsx", &bytes), Err(ExchangeError::Unreadable { why, .. }) if why.contains("128 MiB")));
    }
}
