//! CSV: UTF-8, with `;` or `,` between columns (the header shows which). What a spreadsheet could take for a formula stands
//! behind an apostrophe, which reading takes away again.

use std::borrow::Cow;

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
        let cells = header.iter().zip(record.iter()).map(|(column, value)| (column.trim().to_lowercase(), plain(value).to_owned()));
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
        writer.write_record(columns.iter().map(|column| harmless(cell(record, column)).into_owned())).map_err(unwritable)?;
    }
    writer.into_inner().map_err(|error| ExchangeError::Unwritable(error.to_string()))
}

/// Whether a spreadsheet could take a text for a formula (OWASP: `=`, `+`, `-`, `@`, tab and line ends begin one; also their
/// full-width forms, and behind spaces), also when apostrophes stand before it.
fn is_formula(text: &str) -> bool {
    let first = text.trim_start_matches('\'').trim_start_matches(' ').chars().next();
    first.is_some_and(|letter| "=+-@\t\r\n＝＋－＠".contains(letter))
}

/// A text that a spreadsheet takes for text.
fn harmless(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that [`harmless`] was given.
fn plain(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    /// Every text of at most five of these letters.
    fn texts() -> Vec<String> {
        let mut all = vec![String::new()];
        let mut last = all.clone();
        for _ in 0..5 {
            let letters = || "'= -＠a1".chars();
            last = last.iter().flat_map(|text| letters().map(move |letter| format!("{text}{letter}"))).collect();
            all.extend(last.iter().cloned());
        }
        all
    }

    #[test]
    fn no_cell_begins_as_a_formula_and_every_text_comes_back() {
        for text in texts() {
            let written = harmless(&text);
            assert!(!written.trim_start_matches(' ').starts_with(['=', '-', '＠']), "{text:?}");
            assert_eq!(plain(&written), text);
        }
        assert_eq!(harmless("it's 5-6"), "it's 5-6");
    }

    #[test]
    fn a_title_that_begins_as_a_formula_is_text_in_the_file_and_comes_back() {
        let cells = [("id", "M-1"), ("source", "s"), ("title", "=HYPERLINK(0)"), ("status", "plan")];
        let cells = cells.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let record = Record::read(Kind::Measure, &cells, 0).0.expect("a measure");
        let bytes = bytes(&[&record]).expect("a file");
        assert!(String::from_utf8_lossy(&bytes).contains(";'=HYPERLINK(0);"));
        assert_eq!(rows("measures.csv", &bytes).expect("rows")[0].cells["title"], "=HYPERLINK(0)");
    }
}
