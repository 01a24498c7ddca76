//! Rows as they stand in a file, whatever kind of file it is: text with separators, columns at fixed places, a sheet.

mod letters;
mod positions;
mod separated;
pub(crate) mod workbook;

use csv::ByteRecord;

pub(crate) use letters::{Letters, decode};
pub(crate) use positions::Positions;
pub(crate) use separated::{AGREED, SeparatorFound, is_empty, separated, told_by_first_line};

pub use workbook::BookFault;

use crate::error::IntakeError;

/// A stream of rows.
pub(crate) trait Rows {
    /// Reads the next row into `row`; false at the end.
    fn next(&mut self, row: &mut Row) -> Result<bool, Stop>;
}

/// One row as it stands in a file.
#[derive(Default)]
pub(crate) struct Row {
    /// Its fields, in UTF-8.
    pub(crate) fields: ByteRecord,
    /// What each field is, where the file knows more than its text; empty where it does not.
    pub(crate) cells: Vec<Cell>,
    /// In what letters it was written.
    pub(crate) letters: Letters,
    /// Whether a merged cell lies over this row.
    pub(crate) is_merged: bool,
}

/// What a cell of a sheet is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Cell {
    /// Text, or nothing.
    #[default]
    Text,
    /// A number; the zeros before it are gone.
    Number,
    /// A number so long that its last digits are gone.
    LongNumber,
    /// A day; its text is `2023-01-31`.
    Day,
    /// An error of the spreadsheet, or a moment that is no day.
    Error,
}

/// Why reading rows stops before the end.
#[derive(Debug)]
pub(crate) enum Stop {
    /// A row takes more than any row can.
    Endless,
    /// The file cannot be taken.
    Refused(IntakeError),
}
