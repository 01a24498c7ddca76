//! Text with a separator between fields.

use std::io::{self, Read};

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::{Row, Rows, Stop, decode};
use crate::bytes::{Meter, Metered, TooLong};
use crate::dialect::Heading;
use crate::error::IntakeError;
use crate::export::Encoding;

/// Separators that are recognised; the agreed one first.
const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// The agreed separator.
pub(crate) const AGREED: u8 = b';';

/// Rows of text.
pub(crate) struct Separated<R: Read> {
    reader: Reader<Metered<R>>,
    meter: Meter,
    encoding: Option<Encoding>,
    file: String,
}

/// A reader of rows; the header is its first row.
pub(crate) fn separated<R: Read>(stream: R, separator: u8, encoding: Option<Encoding>, file: &str) -> Separated<R> {
    let meter = Meter::default();
    let stream = Metered::new(stream, meter.clone());
    let reader = ReaderBuilder::new().delimiter(separator).flexible(true).has_headers(false).buffer_capacity(32 * 1024).from_reader(stream);
    Separated { reader, meter, encoding, file: file.to_owned() }
}

impl<R: Read> Separated<R> {
    /// Passes over the header.
    ///
    /// # Errors
    ///
    /// When reading fails.
    pub(crate) fn pass_header(&mut self) -> Result<(), IntakeError> {
        match self.next(&mut Row::default()) {
            Ok(_) => Ok(()),
            Err(Stop::Endless) => Err(IntakeError::UnknownHeader { file: self.file.clone() }),
            Err(Stop::Refused(refusal)) => Err(refusal),
        }
    }
}

impl<R: Read> Rows for Separated<R> {
    fn next(&mut self, row: &mut Row) -> Result<bool, Stop> {
        self.meter.reset();
        let is_row = self.reader.read_byte_record(&mut row.fields).map_err(|error| {
            let source = machine_error(error);
            if TooLong::is_cause_of(&source) { Stop::Endless } else { Stop::Refused(IntakeError::Io { file: self.file.clone(), source }) }
        })?;
        row.letters = decode(&mut row.fields, self.encoding);
        Ok(is_row)
    }
}

fn machine_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(source) => source,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A separator, and the names it gives the columns.
#[derive(Clone, Debug)]
pub(crate) struct SeparatorFound {
    pub(crate) separator: u8,
    pub(crate) heading: Heading,
    /// How many columns are known by these names.
    pub(crate) known: usize,
}

impl SeparatorFound {
    /// The separator that makes most columns known, or the one that was told; the agreed one wins between equals.
    pub(crate) fn look(head: &[u8], told: Option<u8>, known: impl Fn(&Heading) -> usize) -> SeparatorFound {
        let may_be = |separator: &u8| head.contains(separator) && told.is_none_or(|told| told == *separator);
        let tried = SEPARATORS.into_iter().filter(may_be).map(|separator| {
            let heading = heading(head, separator);
            SeparatorFound { separator, known: known(&heading), heading }
        });
        let none = SeparatorFound { separator: AGREED, heading: Heading::default(), known: 0 };
        tried.fold(none, |best, next| if next.known > best.known { next } else { best })
    }

    /// The separator as a word.
    pub(crate) fn word(&self) -> &'static str {
        match self.separator {
            b',' => ",",
            b'\t' => "tab",
            b'|' => "|",
            _ => ";",
        }
    }
}

fn heading(head: &[u8], separator: u8) -> Heading {
    let mut row = Row::default();
    match separated(head, separator, None, "").next(&mut row) {
        Ok(_) => Heading::new(row.fields.iter()),
        Err(_) => Heading::default(),
    }
}

/// Length of a first line `sep=;`, by which Excel is told the separator; 0 where there is none.
pub(crate) fn told_by_first_line(head: &[u8]) -> (usize, Option<u8>) {
    let Some(separator) = head.strip_prefix(b"sep=").and_then(|rest| rest.first().copied()) else { return (0, None) };
    let ending = head[5..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    if ending == 0 { (0, None) } else { (5 + ending, SEPARATORS.contains(&separator).then_some(separator)) }
}

/// An empty row has no field with anything in it; programs leave such rows at the end.
pub(crate) fn is_empty(fields: &ByteRecord) -> bool {
    fields.iter().all(|field| field.iter().all(u8::is_ascii_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(head: &[u8]) -> (u8, usize) {
        let found = SeparatorFound::look(head, None, |heading| heading.known(&["kenmerk", "bsn", "geslacht"]));
        (found.separator, found.known)
    }

    #[test]
    fn the_separator_is_the_one_that_makes_the_columns_known() {
        assert_eq!(found(b"kenmerk;bsn;geslacht\n"), (b';', 3));
        assert_eq!(found(b"kenmerk,bsn,geslacht\r"), (b',', 3));
        assert_eq!(found(b"\"kenmerk\"\t\"bsn\"\tx"), (b'\t', 2));
        assert_eq!(found(b"a;b|kenmerk|bsn;c|geslacht"), (b'|', 2));
        assert_eq!(found(b""), (b';', 0));
    }

    #[test]
    fn excels_own_line_about_the_separator_is_passed_over() {
        assert_eq!(told_by_first_line(b"sep=,\r\nkenmerk,bsn"), (7, Some(b',')));
        assert_eq!(told_by_first_line(b"sep=;kenmerk"), (0, None));
        assert_eq!(told_by_first_line(b"sep="), (0, None));
        assert_eq!(told_by_first_line(b"kenmerk"), (0, None));
    }
}
