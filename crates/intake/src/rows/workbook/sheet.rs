//! The rows of one sheet.

use domain::Day;

use super::BookFault;
use super::part::{Part, Tag, attribute};
use super::strings::Strings;
use super::styles::{Shown, Styles};
use crate::error::IntakeError;
use crate::rows::{Cell, Letters, Row, Rows, Stop};

/// Rows and columns of the largest sheet there is.
const ROWS: u32 = 1 << 20;
const COLUMNS: usize = 1 << 14;
/// Digits that a spreadsheet keeps of a number.
const DIGITS: usize = 15;

/// A sheet being read.
pub(crate) struct Sheet<'r> {
    part: Part<'r>,
    strings: &'r Strings,
    styles: &'r Styles,
    is_1904: bool,
    /// The row that comes next, counted from 0.
    place: u32,
    /// The row that was read ahead because rows are left out before it, and its place.
    ahead: Option<(u32, Row)>,
    is_done: bool,
    /// How many columns the table has; empty cells after them are dropped. Before the header is known: any number.
    width: Option<usize>,
    /// First and last rows under merged cells, in order; none touches the next.
    merged: Vec<(u32, u32)>,
    /// How many of those lie before the row at hand.
    passed: usize,
    file: String,
    text: String,
}

impl<'r> Sheet<'r> {
    pub(super) fn new(part: Part<'r>, strings: &'r Strings, styles: &'r Styles, is_1904: bool) -> Sheet<'r> {
        Sheet {
            part,
            strings,
            styles,
            is_1904,
            place: 0,
            ahead: None,
            is_done: false,
            width: None,
            merged: Vec::new(),
            passed: 0,
            file: String::new(),
            text: String::new(),
        }
    }

    /// Goes on as a table of so many columns.
    pub(super) fn under(self, width: usize, merged: Vec<(u32, u32)>, file: &str) -> Sheet<'r> {
        Sheet { width: Some(width), merged, file: file.to_owned(), ..self }
    }

    /// Reads the next row; one that the file leaves out is empty.
    pub(super) fn read(&mut self, row: &mut Row) -> Result<bool, BookFault> {
        if self.ahead.is_none() && !self.is_done {
            self.ahead = self.row()?;
            self.is_done = self.ahead.is_none();
        }
        row.fields.clear();
        row.cells.clear();
        row.letters = Letters::Plain;
        match self.ahead.take() {
            None => return Ok(false),
            Some((place, ahead)) if place == self.place => *row = ahead,
            Some(ahead) => self.ahead = Some(ahead),
        }
        row.is_merged = self.is_merged();
        self.place += 1;
        if let Some(width) = self.width {
            fit(row, width);
        }
        Ok(true)
    }

    /// Whether a merged cell lies over the row at hand; ranges before it are forgotten.
    fn is_merged(&mut self) -> bool {
        while self.merged.get(self.passed).is_some_and(|(_, last)| *last < self.place) {
            self.passed += 1;
        }
        self.merged.get(self.passed).is_some_and(|(first, _)| *first <= self.place)
    }

    /// The next row that stands in the file, with its place.
    fn row(&mut self) -> Result<Option<(u32, Row)>, BookFault> {
        loop {
            match self.part.next()? {
                Tag::Open(element) if element.local_name().as_ref() == "row" => {
                    let told = attribute(&element, "r").map(|number| number.parse::<u32>().map_err(|_| BookFault::Broken)).transpose()?;
                    let place = told.map_or(Some(self.place), |number| number.checked_sub(1));
                    let place = place.filter(|place| (self.place..ROWS).contains(place)).ok_or(BookFault::Broken)?;
                    return self.cells().map(|row| Some((place, row)));
                }
                Tag::Close(name) if name == "sheetData" => return Ok(None),
                Tag::End => return Ok(None),
                Tag::Open(_) | Tag::Close(_) | Tag::Text(_) => {}
            }
        }
    }

    /// The cells of the row that was just opened.
    fn cells(&mut self) -> Result<Row, BookFault> {
        let mut row = Row::default();
        loop {
            match self.part.next()? {
                Tag::Open(element) if element.local_name().as_ref() == "c" => {
                    let column = match attribute(&element, "r") {
                        Some(told) => place(&told).ok_or(BookFault::Broken)?.1,
                        None => row.fields.len(),
                    };
                    if column < row.fields.len() || column >= COLUMNS {
                        return Err(BookFault::Broken);
                    }
                    let style = attribute(&element, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
                    let kind = attribute(&element, "t").unwrap_or_default();
                    let cell = self.cell(&kind, style)?;
                    while row.fields.len() < column {
                        push(&mut row, "", Cell::Text);
                    }
                    push(&mut row, &self.text, cell);
                }
                Tag::Close(name) if name == "row" => return Ok(row),
                Tag::End => return Err(BookFault::Broken),
                Tag::Open(_) | Tag::Close(_) | Tag::Text(_) => {}
            }
        }
    }

    /// The value of the cell that was just opened, into `text`. A formula is passed over.
    fn cell(&mut self, kind: &str, style: usize) -> Result<Cell, BookFault> {
        self.text.clear();
        let mut cell = Cell::Text;
        loop {
            match self.part.next()? {
                Tag::Open(element) => match element.local_name().as_ref() {
                    "v" => {
                        self.text.clear();
                        self.part.text("", &mut self.text)?;
                        cell = self.value(kind, style)?;
                    }
                    "is" => self.part.text("rPh", &mut self.text)?,
                    _ => self.part.pass_element()?,
                },
                Tag::Close(name) if name == "c" => return Ok(cell),
                Tag::End => return Err(BookFault::Broken),
                Tag::Close(_) | Tag::Text(_) => {}
            }
        }
    }

    /// What the value of a cell means, by its type (ECMA-376 part 1, 18.18.11).
    fn value(&mut self, kind: &str, style: usize) -> Result<Cell, BookFault> {
        match kind {
            "s" => {
                let number = self.text.trim().parse().map_err(|_| BookFault::Broken)?;
                let text = self.strings.get(number).ok_or(BookFault::Broken)?;
                self.text.clear();
                self.text.push_str(text);
                Ok(Cell::Text)
            }
            "str" | "inlineStr" => Ok(Cell::Text),
            "b" => {
                let word = if matches!(self.text.trim(), "1" | "true") { "TRUE" } else { "FALSE" };
                self.text = word.to_owned();
                Ok(Cell::Text)
            }
            "d" => {
                let day = self.text.get(..10).and_then(Day::parse_iso);
                Ok(self.day(day))
            }
            "e" => {
                self.text.clear();
                Ok(Cell::Error)
            }
            "" | "n" => self.number(self.styles.shown(style)),
            _ => Err(BookFault::Broken),
        }
    }

    fn number(&mut self, shown: Shown) -> Result<Cell, BookFault> {
        if self.text.trim().is_empty() {
            self.text.clear();
            return Ok(Cell::Text);
        }
        let number: f64 = self.text.trim().parse().map_err(|_| BookFault::Broken)?;
        match shown {
            Shown::Day => Ok(self.day(day(number, self.is_1904))),
            Shown::Time => {
                self.text.clear();
                Ok(Cell::Error)
            }
            Shown::Number => Ok(self.plain(number)),
        }
    }

    fn plain(&mut self, number: f64) -> Cell {
        if !number.is_finite() {
            self.text.clear();
            return Cell::Error;
        }
        if number.abs() >= 10f64.powi(DIGITS as i32) {
            return Cell::LongNumber;
        }
        self.text = number.to_string();
        if self.text.len() > 2 * DIGITS {
            self.text.clear();
            return Cell::Error;
        }
        Cell::Number
    }

    fn day(&mut self, day: Option<Day>) -> Cell {
        self.text.clear();
        match day {
            Some(day) => {
                self.text.push_str(&day.to_string());
                Cell::Day
            }
            None => Cell::Error,
        }
    }
}

impl Rows for Sheet<'_> {
    fn next(&mut self, row: &mut Row) -> Result<bool, Stop> {
        self.read(row).map_err(|fault| Stop::Refused(IntakeError::Workbook { file: self.file.clone(), fault }))
    }
}

fn push(row: &mut Row, text: &str, cell: Cell) {
    row.fields.push_field(text.as_bytes());
    row.cells.push(cell);
}

/// Makes a row as wide as the table: empty cells are added, or dropped after it.
fn fit(row: &mut Row, width: usize) {
    if row.fields.len() > width && row.fields.iter().skip(width).all(<[u8]>::is_empty) {
        row.fields.truncate(width);
        row.cells.truncate(width);
    }
    while row.fields.len() < width {
        push(row, "", Cell::Text);
    }
}

/// Row and column of `AB12`, both counted from 0.
pub(super) fn place(text: &str) -> Option<(u32, usize)> {
    let text = text.trim_start_matches('$');
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column = text.bytes().take(letters).try_fold(0usize, |sum, letter| {
        let sum = sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        (sum <= COLUMNS).then_some(sum)
    })?;
    let row: u32 = text[letters..].trim_start_matches('$').parse().ok()?;
    Some((row.checked_sub(1).filter(|row| *row < ROWS)?, column.checked_sub(1)?))
}

/// The day of a number: 1 is 1 January 1900, 60 is a day that never was (1900 was no leap year); in a workbook of 1904,
/// 0 is 1 January 1904. Decimals are the time of the day.
fn day(number: f64, is_1904: bool) -> Option<Day> {
    if !(0.0..2_958_466.0).contains(&number) {
        return None;
    }
    let days = number.floor() as i32;
    let first = |year, month, date| Day::from_ymd(year, month, date);
    match days {
        days if is_1904 => first(1904, 1, 1).map(|first| first.plus(days)),
        0 | 60 => None,
        1..60 => first(1899, 12, 31).map(|first| first.plus(days)),
        _ => first(1899, 12, 30).map(|first| first.plus(days)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_day_that_excel_shows() {
        let shown = |number| day(number, false).map(|day| day.to_string());
        assert_eq!(shown(1.0).as_deref(), Some("1900-01-01"));
        assert_eq!(shown(59.0).as_deref(), Some("1900-02-28"));
        assert_eq!(shown(60.0), None);
        assert_eq!(shown(61.0).as_deref(), Some("1900-03-01"));
        assert_eq!(shown(44958.75).as_deref(), Some("2023-02-01"));
        assert_eq!(shown(-1.0), None);
        assert_eq!(shown(f64::NAN), None);
        assert_eq!(day(43496.0, true).map(|day| day.to_string()).as_deref(), Some("2023-02-01"));
    }

    #[test]
    fn a_place_is_a_column_and_a_row() {
        assert_eq!(place("A1"), Some((0, 0)));
        assert_eq!(place("$AB$12"), Some((11, 27)));
        assert_eq!(place("XFD1048576"), Some((1_048_575, 16_383)));
        for text in ["", "A", "1", "A0", "XFE1", "A1048577", "ZZZZZZZZZZZZZZZZZ1", "é1"] {
            assert_eq!(place(text), None, "{text}");
        }
    }
}
