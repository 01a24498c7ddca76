//! Text without separators: each line a row, each column at its place.

use std::io::{BufRead, BufReader, Read};

use csv::ByteRecord;
use encoding_rs::WINDOWS_1252;

use super::{Letters, Row, Rows, Stop};
use crate::bytes::RECORD_LIMIT;
use crate::error::IntakeError;
use crate::export::{Encoding, Layout};

/// The byte with which old programs end a file.
const END_OF_FILE: u8 = 0x1A;

/// Rows at fixed places. A line that stops early has empty fields at its end, as where a program leaves out spaces.
pub(crate) struct Positions<'l, R> {
    reader: BufReader<R>,
    layout: &'l Layout,
    line: Vec<u8>,
    file: String,
}

impl<'l, R: Read> Positions<'l, R> {
    pub(crate) fn new(stream: R, layout: &'l Layout, file: &str) -> Positions<'l, R> {
        Positions { reader: BufReader::with_capacity(32 * 1024, stream), layout, line: Vec::new(), file: file.to_owned() }
    }

    /// Reads a line without its end; false at the end of the file.
    fn read_line(&mut self) -> Result<bool, Stop> {
        self.line.clear();
        let read = self.reader.by_ref().take(RECORD_LIMIT + 1).read_until(b'\n', &mut self.line);
        read.map_err(|source| Stop::Refused(IntakeError::Io { file: self.file.clone(), source }))?;
        if self.line.len() as u64 > RECORD_LIMIT {
            return Err(Stop::Endless);
        }
        let is_end = self.line.is_empty() || self.line == [END_OF_FILE];
        let length = self.line.iter().rposition(|byte| !matches!(byte, b'\r' | b'\n')).map_or(0, |place| place + 1);
        self.line.truncate(length);
        Ok(!is_end)
    }
}

impl<R: Read> Rows for Positions<'_, R> {
    fn next(&mut self, row: &mut Row) -> Result<bool, Stop> {
        if !self.read_line()? {
            return Ok(false);
        }
        row.fields.clear();
        if self.line.is_ascii() {
            row.letters = Letters::Plain;
            let cut = |from: usize, to: usize| &self.line[from.min(self.line.len())..to.min(self.line.len())];
            self.layout
                .columns()
                .iter()
                .for_each(|column| row.fields.push_field(cut(column.first, column.first + column.width).trim_ascii()));
            add_rest(&mut row.fields, cut(self.end(), usize::MAX));
        } else {
            row.letters = self.cut_letters(&mut row.fields);
        }
        Ok(true)
    }
}

impl<R> Positions<'_, R> {
    /// The position after the last column.
    fn end(&self) -> usize {
        self.layout.columns().last().map_or(0, |column| column.first + column.width)
    }

    /// Cuts by letters, where a letter may take more than one byte.
    fn cut_letters(&self, fields: &mut ByteRecord) -> Letters {
        let is_windows = self.layout.encoding == Some(Encoding::Windows);
        let (text, letters) = match std::str::from_utf8(&self.line) {
            Ok(text) if !is_windows => (text.into(), Letters::Utf8),
            _ => {
                let letters = if is_windows { Letters::Told } else { Letters::Windows(0) };
                (WINDOWS_1252.decode_without_bom_handling(&self.line).0, letters)
            }
        };
        let places: Vec<usize> = text.char_indices().map(|(place, _)| place).chain([text.len()]).collect();
        let place = |letter: usize| places[letter.min(places.len() - 1)];
        for column in self.layout.columns() {
            fields.push_field(text[place(column.first)..place(column.first + column.width)].trim().as_bytes());
        }
        add_rest(fields, text[place(self.end())..].as_bytes());
        letters
    }
}

/// What stands after the last column makes the row too wide.
fn add_rest(fields: &mut ByteRecord, rest: &[u8]) {
    if !rest.trim_ascii().is_empty() {
        fields.push_field(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAYOUT: &str = "[[column]]\nname='a'\nfirst=1\nwidth=3\n[[column]]\nname='b'\nfirst=5\nwidth=2\n";

    fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
        let layout = Layout::parse(LAYOUT).expect("a layout");
        let mut positions = Positions::new(bytes, &layout, "x.txt");
        let mut row = Row::default();
        let mut rows = Vec::new();
        while positions.next(&mut row).expect("a row") {
            rows.push(row.fields.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect());
        }
        rows
    }

    #[test]
    fn fields_are_cut_at_their_places_and_trimmed() {
        assert_eq!(rows(b"abc 12\r\n a  3\n\nabcd\n"), [vec!["abc", "12"], vec!["a", "3"], vec!["", ""], vec!["abc", ""]]);
        assert_eq!(rows(b"abc 12   \nabc 12 x\n\x1A"), [vec!["abc", "12"], vec!["abc", "12", " x"]]);
    }

    #[test]
    fn places_count_letters_not_bytes() {
        assert_eq!(rows("ébc 12\n".as_bytes()), [["ébc", "12"]]);
        assert_eq!(rows(b"\xE9bc 12\n"), [["ébc", "12"]]);
    }

    #[test]
    fn a_line_without_an_end_stops() {
        let layout = Layout::parse(LAYOUT).expect("a layout");
        let mut positions = Positions::new(std::io::repeat(b'a'), &layout, "x.txt");
        assert!(matches!(positions.next(&mut Row::default()), Err(Stop::Endless)));
    }
}
