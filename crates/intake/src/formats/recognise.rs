//! Recognises a table: which kind it is, what its columns are called, and where its rows come from.

use std::io::{Cursor, Read};

use super::child_row::CHILD_COLUMNS;
use super::table::Layout as _;
use super::{adult_support, board, court, csg, gi_process, informant, police, programme, series, survey, veilig_thuis, youth_policy};
use crate::DeliveryKind;
use crate::bytes::{Opened, Shape};
use crate::dialect::Heading;
use crate::error::IntakeError;
use crate::export::{Export, Mapping, Origin};
use crate::findings::{Detail, Findings};
use crate::rows::workbook::{self, Book};
use crate::rows::{AGREED, Positions, Rows, SeparatorFound, separated, told_by_first_line};
use crate::rules::{Rule, delivery};

/// The agreed columns of a kind, in order; none where the kind is no table.
pub(crate) fn columns_of(kind: DeliveryKind) -> &'static [&'static str] {
    match kind {
        DeliveryKind::YouthPolicy => youth_policy::Layout::COLUMNS,
        DeliveryKind::Board => board::Layout::COLUMNS,
        DeliveryKind::VeiligThuis => veilig_thuis::Layout::COLUMNS,
        DeliveryKind::Court => court::Layout::COLUMNS,
        DeliveryKind::GiProcess => gi_process::Layout::COLUMNS,
        DeliveryKind::Csg => csg::Layout::COLUMNS,
        DeliveryKind::Police => police::Layout::COLUMNS,
        DeliveryKind::AdultSupport => adult_support::Layout::COLUMNS,
        DeliveryKind::Programme => programme::Layout::COLUMNS,
        DeliveryKind::Survey => survey::Layout::COLUMNS,
        DeliveryKind::Informant => informant::Layout::COLUMNS,
        DeliveryKind::Series => series::Layout::COLUMNS,
        DeliveryKind::Ijw | DeliveryKind::Corv => &[],
    }
}

/// How many columns must be known to call a line a header.
const HEADER_COLUMNS: usize = 3;

/// How well a header fits a layout: how many of its columns are there that tell kinds apart, whether the name says
/// this kind, and how many of its columns are there at all.
type Likeness = (usize, bool, usize);

/// A table, before its rows are read.
pub(crate) struct Found<'a> {
    pub(crate) kind: DeliveryKind,
    pub(crate) heading: Heading,
    /// The rows after the header.
    pub(crate) rows: Box<dyn Rows + 'a>,
    /// The first of them once more, to see how dates and decimals are written.
    pub(crate) first: Box<dyn Rows + 'a>,
    /// What was assumed to come this far.
    pub(crate) assumed: Vec<(&'static Rule, Detail)>,
}

/// How a table is to be read, beside its bytes.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    pub(crate) file: &'a str,
    /// What the name of the file says.
    pub(crate) named: Option<DeliveryKind>,
    pub(crate) export: Export<'a>,
}

impl Told<'_> {
    /// The kind whose layout this header fits best: the mapping's, else the one that is most alike.
    pub(crate) fn kind(&self, heading: &Heading) -> Result<DeliveryKind, IntakeError> {
        let unknown = || IntakeError::UnknownHeader { file: self.file.to_owned() };
        if let Some(mapping) = self.export.mapping {
            let known = mapped(heading, mapping);
            return if known == 0 { Err(unknown()) } else { Ok(mapping.kind()) };
        }
        let best = DeliveryKind::ALL.into_iter().map(|kind| (self.likeness(heading, kind), kind)).max_by_key(|(likeness, _)| *likeness);
        best.filter(|((_, _, known), _)| *known >= HEADER_COLUMNS).map(|(_, kind)| kind).ok_or_else(unknown)
    }

    /// The columns about the child stand in many layouts and say nothing about the kind.
    fn likeness(&self, heading: &Heading, kind: DeliveryKind) -> Likeness {
        let columns = columns_of(kind);
        let known = heading.known(columns);
        let telling: Vec<&str> = columns.iter().copied().filter(|column| !CHILD_COLUMNS.contains(column)).collect();
        (heading.known(&telling), self.named == Some(kind), known)
    }

    /// How many columns are known by these names, under the layout they fit best.
    fn known(&self, heading: &Heading) -> usize {
        match self.export.mapping {
            Some(mapping) => mapped(heading, mapping),
            None => DeliveryKind::ALL.into_iter().map(|kind| heading.known(columns_of(kind))).max().unwrap_or(0),
        }
    }

    /// Recognises text: columns at fixed places where a layout says so, else with a separator.
    pub(crate) fn text<'o>(self, opened: Opened<'o>) -> Result<Found<'o>, IntakeError>
    where
        Self: 'o,
    {
        let mut assumed = Vec::new();
        if opened.shape == Shape::Utf16 {
            assumed.push((&delivery::encoding::RULE, Detail { nl: "UTF-16".into(), en: "UTF-16".into() }));
        }
        let start = whole_lines(&opened);
        match self.export.layout {
            Some(layout) => {
                let heading = Heading::new(layout.names().map(str::as_bytes));
                let kind = self.kind(&heading)?;
                let first = Box::new(Positions::new(Cursor::new(start), layout, self.file));
                let rows = Box::new(Positions::new(opened.stream, layout, self.file));
                Ok(Found { kind, heading, rows, first, assumed })
            }
            None => self.separated(opened, start, assumed),
        }
    }

    /// Opens a spreadsheet and hands on the table in it.
    pub(crate) fn with_book<T>(self, opened: Opened<'_>, take: impl FnOnce(Found<'_>) -> Result<T, IntakeError>) -> Result<T, IntakeError> {
        let refused = |fault| IntakeError::Workbook { file: self.file.to_owned(), fault };
        let bytes = workbook::packed(opened.stream).map_err(refused)?;
        let mut book = Book::open(&bytes).map_err(refused)?;
        let sheet = self.export.mapping.and_then(|mapping| mapping.sheet.as_deref());
        let chosen = book.choose(sheet, |heading| self.kind(heading).is_ok()).map_err(refused)?;
        let (mut one, mut other) = (book.archive(), book.archive());
        let rows = book.rows(&mut one, &chosen, self.file).map_err(refused)?;
        let first = workbook::First(book.rows(&mut other, &chosen, self.file).map_err(refused)?, workbook::FIRST_ROWS);
        let kind = self.kind(&chosen.heading)?;
        let mut assumed = Vec::new();
        if book.sheets() > 1 && sheet.is_none() {
            assumed.push((&delivery::sheet::RULE, of_several(chosen.place, book.sheets())));
        }
        if chosen.formulas > 0 {
            let number = chosen.formulas.to_string();
            assumed.push((&delivery::calculated::RULE, Detail { nl: number.clone(), en: number }));
        }
        take(Found { kind, heading: chosen.heading, rows: Box::new(rows), first: Box::new(first), assumed })
    }

    /// The names above the columns of text, and its separator: the one that makes most columns.
    pub(crate) fn text_heading(&self, opened: &Opened<'_>) -> (Heading, Option<&'static str>) {
        let (passed, told) = told_by_first_line(&opened.head);
        let found = SeparatorFound::look(&opened.head[passed..], told, |heading| heading.names().len());
        let word = found.word();
        (found.heading, Some(word))
    }

    /// The names above the columns of the one table in a spreadsheet in which no name is known yet: its first sheet in
    /// sight with anything in it.
    pub(crate) fn book_heading(&self, opened: Opened<'_>) -> Result<Heading, IntakeError> {
        let refused = |fault| IntakeError::Workbook { file: self.file.to_owned(), fault };
        let bytes = workbook::packed(opened.stream).map_err(refused)?;
        let mut book = Book::open(&bytes).map_err(refused)?;
        book.choose(None, |heading| heading.names().len() > 1).map(|chosen| chosen.heading).map_err(refused)
    }

    fn separated<'o>(self, opened: Opened<'o>, start: Vec<u8>, mut assumed: Vec<(&'static Rule, Detail)>) -> Result<Found<'o>, IntakeError>
    where
        Self: 'o,
    {
        let (passed, by_first_line) = told_by_first_line(&start);
        let told = self.export.mapping.and_then(|mapping| mapping.separator).or(by_first_line);
        let found = SeparatorFound::look(&start[passed..], told, |heading| self.known(heading));
        let kind = self.kind(&found.heading)?;
        if found.separator != AGREED && told.is_none() {
            assumed.push((&delivery::separator::RULE, separator(&found)));
        }
        let encoding = self.export.mapping.and_then(|mapping| mapping.encoding);
        let rows = |stream: Box<dyn Read + 'o>| {
            let mut rows = separated(stream, found.separator, encoding, self.file);
            rows.pass_header().map(|()| Box::new(rows))
        };
        let first = rows(Box::new(Cursor::new(start[passed..].to_vec())))?;
        let mut stream = opened.stream;
        let skipped = std::io::copy(&mut stream.by_ref().take(passed as u64), &mut std::io::sink());
        skipped.map_err(|source| IntakeError::Io { file: self.file.to_owned(), source })?;
        let rows = rows(stream)?;
        Ok(Found { kind, heading: found.heading, rows, first, assumed })
    }
}

/// How many agreed columns a mapping finds in a header.
fn mapped(heading: &Heading, mapping: &Mapping) -> usize {
    let stands = |column: &&&str| match mapping.column(column).map(|told| &told.origin) {
        Some(Origin::From(name)) => !heading.places(name).is_empty(),
        Some(Origin::Constant(_)) => false,
        Some(Origin::Same) | None => !heading.places(column).is_empty(),
    };
    columns_of(mapping.kind()).iter().filter(stands).count()
}

/// The beginning of a file without its last, perhaps unfinished line.
fn whole_lines(opened: &Opened<'_>) -> Vec<u8> {
    let end = opened.head.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(opened.head.len(), |place| place + 1);
    opened.head[..if opened.is_whole { opened.head.len() } else { end }].to_vec()
}

fn of_several(place: usize, sheets: usize) -> Detail {
    Detail { nl: format!("blad {place} van {sheets}"), en: format!("sheet {place} of {sheets}") }
}

fn separator(found: &SeparatorFound) -> Detail {
    let word = found.word();
    Detail { nl: format!("gelezen met {word} tussen de velden"), en: format!("read with {word} between the fields") }
}

impl Found<'_> {
    /// Says what was assumed.
    pub(crate) fn tell(&mut self, findings: &mut Findings) {
        for (rule, detail) in self.assumed.drain(..) {
            findings.about_file(rule, "", Some(detail));
        }
    }
}
