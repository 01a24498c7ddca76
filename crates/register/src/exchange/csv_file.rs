//! CSV: UTF-8, with `;` or `,` between columns (the header shows which).

use super::{ExchangeError, Row, cell, columns, stem};
use crate::Record;

pub(super) fn rows(name: &str, bytes: &[u8]) -> Result<Vec<Row>, ExchangeError> {
    let unreadable = |why: String| ExchangeError::Unreadable { name: name.to_owned(), why };
    let text = std::str::from_utf8(bytes).map_err(|_| unreadable("it is not UTF-8; save it as CSV UTF-8".to_owned()))?;
    let text = text.trim_start_matches('\u{feff}');
    let header = text.lines().next().unwrap_or_default();
    let delimiter = if header.matches(';').count() >= header.matches(',').count() { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| unreadable(error.to_string()))?.clone();
    let mut rows = Vec::new();
    for (place, record) in reader.records().enumerate() {
        let record = record.map_err(|error| unreadable(error.to_string()))?;
        let cells = header.iter().zip(record.iter()).map(|(column, value)| (column.trim().to_lowercase(), value.to_owned()));
        let mut row = Row { row: place + 2, kind: stem(name).to_owned(), cells: cells.collect() };
        if let Some(kind) = row.cells.remove("kind") {
            row.kind = kind;
        }
        rows.push(row);
    }
    Ok(rows)
}

pub(super) fn bytes(records: &[&Record]) -> Result<Vec<u8>, ExchangeError> {
    let unwritable = |error: csv::Error| ExchangeError::Unwritable(error.to_string());
    let columns = columns(records);
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer.write_record(&columns).map_err(unwritable)?;
    for record in records {
        writer.write_record(columns.iter().map(|column| cell(record, column))).map_err(unwritable)?;
    }
    writer.into_inner().map_err(|error| ExchangeError::Unwritable(error.to_string()))
}
