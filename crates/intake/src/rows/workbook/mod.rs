//! A spreadsheet (Office Open XML, ECMA-376): which sheet is taken, and its rows.
//!
//! Nothing of it is executed: a formula is passed over and the value stored beside it is read. A DTD, a link to another
//! file and a macro make the whole file refused. Every part is read as a stream under limits of size, of ratio and of
//! depth, so that a small file never takes much memory.

mod fault;
mod part;
mod sheet;
mod strings;
mod styles;
mod table_of_contents;

use std::io::{Cursor, Read};

use zip::ZipArchive;

pub use fault::BookFault;
pub(crate) use sheet::Sheet;

use self::part::{Part, Tag};
use self::strings::Strings;
use self::styles::Styles;
use self::table_of_contents::Contents;
use super::{Row, Rows};
use crate::dialect::Heading;

/// Largest file, packed.
const FILE_LIMIT: u64 = 128 << 20;
/// Rows among which the column names must stand.
const HEADER_ROWS: u32 = 1_000;
/// Rows looked at to see how dates are written.
pub(crate) const FIRST_ROWS: u32 = 10_000;

type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// A spreadsheet that was opened.
pub(crate) struct Book<'b> {
    archive: Archive<'b>,
    strings: Strings,
    styles: Styles,
    contents: Contents,
}

/// One sheet of a book that holds a table.
pub(crate) struct Chosen {
    /// Its place in the zip file.
    part: usize,
    pub(crate) heading: Heading,
    /// Its row of names, counted from 0.
    header_row: u32,
    /// Its place among the sheets, counted from 1.
    pub(crate) place: usize,
    /// Cells whose value is calculated.
    pub(crate) formulas: u64,
    /// First and last rows that lie under a merged cell.
    merged: Vec<(u32, u32)>,
}

/// Reads a whole packed file.
pub(crate) fn packed(stream: impl Read) -> Result<Vec<u8>, BookFault> {
    let mut bytes = Vec::new();
    stream.take(FILE_LIMIT + 1).read_to_end(&mut bytes).map_err(BookFault::Reading)?;
    if bytes.len() as u64 > FILE_LIMIT { Err(BookFault::TooBig) } else { Ok(bytes) }
}

impl<'b> Book<'b> {
    /// Opens a packed file.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Book<'b>, BookFault> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BookFault::Broken)?;
        refuse_what_acts(&archive)?;
        let contents = Contents::read(&mut archive)?;
        let strings = contents.strings.map_or(Ok(Strings::default()), |part| Strings::read(&mut archive, part))?;
        let styles = contents.styles.map_or(Ok(Styles::default()), |part| Styles::read(&mut archive, part))?;
        Ok(Book { archive, strings, styles, contents })
    }

    /// How many sheets there are.
    pub(crate) fn sheets(&self) -> usize {
        self.contents.sheets.len()
    }

    /// The one sheet in sight that holds a table; the sheet with this name, where one is told.
    pub(crate) fn choose(&mut self, told: Option<&str>, is_table: impl Fn(&Heading) -> bool) -> Result<Chosen, BookFault> {
        let mut chosen: Option<Chosen> = None;
        let sheets: Vec<_> =
            self.contents.sheets.iter().map(|sheet| (sheet.part, told.map_or(sheet.is_in_sight, |told| sheet.name == told))).collect();
        if told.is_some() && sheets.iter().all(|(_, is_wanted)| !is_wanted) {
            return Err(BookFault::NoSuchSheet);
        }
        for (place, (part, _)) in sheets.into_iter().enumerate().filter(|(_, (_, is_wanted))| *is_wanted) {
            let Some((header_row, heading)) = self.heading(part)?.filter(|(_, heading)| told.is_some() || is_table(heading)) else {
                continue;
            };
            if chosen.is_some() {
                return Err(BookFault::SeveralTables);
            }
            let (formulas, merged) = scan(&mut self.archive, part)?;
            chosen = Some(Chosen { part, heading, header_row, place: place + 1, formulas, merged });
        }
        chosen.ok_or(BookFault::NoTable)
    }

    /// The first row of a sheet that holds anything, and its place.
    fn heading(&mut self, part: usize) -> Result<Option<(u32, Heading)>, BookFault> {
        let mut archive = self.archive.clone();
        let part = Part::open(&mut archive, part)?;
        let mut sheet = Sheet::new(part, &self.strings, &self.styles, self.contents.is_1904);
        let (mut row, mut place) = (Row::default(), 0);
        while place < HEADER_ROWS && sheet.read(&mut row)? {
            if !super::is_empty(&row.fields) {
                return Ok(Some((place, Heading::new(row.fields.iter()))));
            }
            place += 1;
        }
        Ok(None)
    }

    /// A second way into the packed file, for a stream of its own.
    pub(crate) fn archive(&self) -> Archive<'b> {
        self.archive.clone()
    }

    /// The rows of a sheet after its header.
    pub(crate) fn rows<'r>(&'r self, archive: &'r mut Archive<'b>, chosen: &Chosen, file: &str) -> Result<Sheet<'r>, BookFault> {
        let part = Part::open(archive, chosen.part)?;
        let mut sheet = Sheet::new(part, &self.strings, &self.styles, self.contents.is_1904);
        let mut row = Row::default();
        for _ in 0..=chosen.header_row {
            sheet.read(&mut row)?;
        }
        Ok(sheet.under(chosen.heading.names().len(), chosen.merged.clone(), file))
    }
}

/// Links to other files and macros: what a spreadsheet would fetch or run when it is opened.
fn refuse_what_acts(archive: &Archive<'_>) -> Result<(), BookFault> {
    for name in archive.file_names_raw() {
        let name = name.to_ascii_lowercase();
        let holds = |wanted: &[u8]| name.windows(wanted.len()).any(|part| part == wanted);
        if holds(b"externallinks/") {
            return Err(BookFault::Links);
        }
        if holds(b"vbaproject") || holds(b"macrosheets/") {
            return Err(BookFault::Macros);
        }
    }
    Ok(())
}

/// Most merged cells that are remembered.
const MERGED_LIMIT: usize = 100_000;

/// Reads a sheet once to its end: how many cells are calculated, and which rows lie under merged cells. After this the
/// part is known to be sound XML within its limits.
fn scan(archive: &mut Archive<'_>, part: usize) -> Result<(u64, Vec<(u32, u32)>), BookFault> {
    let mut part = Part::open(archive, part)?;
    let (mut formulas, mut merged) = (0, Vec::new());
    loop {
        match part.next()? {
            Tag::Open(element) if element.local_name().as_ref() == "f" => formulas += 1,
            Tag::Open(element) if element.local_name().as_ref() == "mergeCell" => {
                let range = part::attribute(&element, "ref").unwrap_or_default();
                let (first, last) = range.split_once(':').unwrap_or((&range, &range));
                let rows = (sheet::place(first).ok_or(BookFault::Broken)?.0, sheet::place(last).ok_or(BookFault::Broken)?.0);
                merged.push(rows);
                if merged.len() > MERGED_LIMIT {
                    return Err(BookFault::TooBig);
                }
            }
            Tag::End => break,
            Tag::Open(_) | Tag::Close(_) | Tag::Text(_) => {}
        }
    }
    Ok((formulas, joined(merged)))
}

/// Ranges of rows in order, those that touch made one, so that each row asks one range only.
fn joined(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.sort_unstable();
    ranges.dedup_by(|next, before| {
        let touches = next.0 <= before.1;
        before.1 = if touches { before.1.max(next.1) } else { before.1 };
        touches
    });
    ranges
}

/// The first rows of a sheet.
pub(crate) struct First<'r>(pub(crate) Sheet<'r>, pub(crate) u32);

impl Rows for First<'_> {
    fn next(&mut self, row: &mut Row) -> Result<bool, super::Stop> {
        if self.1 == 0 {
            return Ok(false);
        }
        self.1 -= 1;
        self.0.next(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_rows_that_touch_are_one() {
        assert_eq!(joined(vec![(9, 9), (1, 3), (2, 2), (3, 5), (7, 8)]), [(1, 5), (7, 8), (9, 9)]);
        assert_eq!(joined(Vec::new()), []);
    }
}
