//! XLSX: a sheet per kind, named after it; days may be dates of the spreadsheet.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use domain::Day;
use rust_xlsxwriter::{Workbook, XlsxError};

use super::{ExchangeError, Row, cell, columns};
use crate::{Kind, Record};

/// Days from the spreadsheet's day 0 to 1 January 1970.
const SPREADSHEET_EPOCH: f64 = 25_569.0;

pub(super) fn rows(name: &str, bytes: &[u8]) -> Result<Vec<Row>, ExchangeError> {
    let unreadable = |why: String| ExchangeError::Unreadable { name: name.to_owned(), why };
    let mut book: Xlsx<_> =
        open_workbook_from_rs(Cursor::new(bytes)).map_err(|error: calamine::XlsxError| unreadable(error.to_string()))?;
    let mut rows = Vec::new();
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).map_err(|error| unreadable(error.to_string()))?;
        let first = range.start().map_or(0, |(row, _)| row as usize);
        let mut lines = range.rows();
        let Some(header) = lines.next() else { continue };
        let header: Vec<String> = header.iter().map(|value| text(value).trim().to_lowercase()).collect();
        for (place, line) in lines.enumerate() {
            let mut cells: BTreeMap<String, String> = header.iter().cloned().zip(line.iter().map(text)).collect();
            if cells.values().all(|value| value.trim().is_empty()) {
                continue;
            }
            let kind = cells.remove("kind").filter(|kind| !kind.trim().is_empty()).unwrap_or_else(|| sheet.clone());
            rows.push(Row { row: first + place + 2, kind, cells });
        }
    }
    Ok(rows)
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
