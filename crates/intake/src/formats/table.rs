//! Text with `;` between fields: header, rows, encodings and limits, the same for every layout.

use std::collections::HashSet;
use std::io::{self, Read};

use csv::{ByteRecord, Reader, ReaderBuilder};
use encoding_rs::WINDOWS_1252;
use person::Record;

use super::child_row::CHILD_COLUMNS;
use super::{
    Delivery, adult_support, board, court, csg, gi_process, informant, police, programme, series, survey, veilig_thuis, youth_policy,
};
use crate::bytes::{FIELD_LIMIT, Meter, Metered, TooLong};
use crate::error::IntakeError;
use crate::findings::{Findings, Tray};
use crate::rules;
use crate::{DeliveryKind, key};

/// One layout: its columns, and what a row of it means.
pub(crate) trait Layout: Sized {
    /// The agreed columns, in order.
    const COLUMNS: &'static [&'static str];
    /// Place of the supplier's own reference among them.
    const REFERENCE: usize;
    /// Places of the columns that together name a record: one row a record in every delivery.
    const RECORD: &'static [usize] = &[Self::REFERENCE];

    /// The part of the delivery a row belongs to, where a layout has more than one kind of row.
    fn part(_fields: &Fields<'_>) -> &'static str {
        ""
    }

    /// A reader at the beginning of a delivery.
    fn new() -> Self;

    /// Judges one row; a record when nothing of severity error was found.
    fn judge(&mut self, fields: &Fields<'_>, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Option<Record>;
}

/// The layouts of tables, with the words of their header.
const LAYOUTS: &[(DeliveryKind, &[&str])] = &[
    (DeliveryKind::YouthPolicy, youth_policy::Layout::COLUMNS),
    (DeliveryKind::Board, board::Layout::COLUMNS),
    (DeliveryKind::VeiligThuis, veilig_thuis::Layout::COLUMNS),
    (DeliveryKind::Court, court::Layout::COLUMNS),
    (DeliveryKind::GiProcess, gi_process::Layout::COLUMNS),
    (DeliveryKind::Csg, csg::Layout::COLUMNS),
    (DeliveryKind::Police, police::Layout::COLUMNS),
    (DeliveryKind::AdultSupport, adult_support::Layout::COLUMNS),
    (DeliveryKind::Programme, programme::Layout::COLUMNS),
    (DeliveryKind::Survey, survey::Layout::COLUMNS),
    (DeliveryKind::Informant, informant::Layout::COLUMNS),
    (DeliveryKind::Series, series::Layout::COLUMNS),
];

/// How many columns must be known to call a line a header.
const HEADER_COLUMNS: usize = 3;

/// How well a header fits a layout: how many of its columns are there that tell kinds apart, whether the name says
/// this kind, and how many of its columns are there at all.
type Fit = (usize, bool, usize);

/// The kind of a table, by the layout its header fits best.
pub(crate) fn kind_of(head: &[u8], named: Option<DeliveryKind>, file: &str) -> Result<DeliveryKind, IntakeError> {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    let best = |separator: &str| {
        let words: Vec<&str> = line.split(separator).map(|word| word.trim().trim_matches('"')).collect();
        let fits = LAYOUTS.iter().map(|(kind, columns)| (fit(&words, columns, Some(*kind) == named), *kind));
        fits.max_by_key(|(fit, _)| *fit).filter(|((_, _, known), _)| *known >= HEADER_COLUMNS)
    };
    if let Some((_, kind)) = best(";") {
        return Ok(kind);
    }
    let file = file.to_owned();
    match [",", "\t", "|"].into_iter().find(|separator| best(separator).is_some()) {
        Some("\t") => Err(IntakeError::Separator { file, found: "tab" }),
        Some(found) => Err(IntakeError::Separator { file, found }),
        None => Err(IntakeError::UnknownHeader { file }),
    }
}

/// The columns about the child stand in many layouts and say nothing about the kind.
fn fit(words: &[&str], columns: &[&str], is_named: bool) -> Fit {
    let known = columns.iter().filter(|column| words.contains(column));
    let telling = known.clone().filter(|column| !CHILD_COLUMNS.contains(column));
    (telling.count(), is_named, known.count())
}

/// Reads a table to its end; rows before a place where it breaks count.
pub(crate) fn read<L: Layout, R: Read>(
    stream: R,
    delivery: &Delivery<'_>,
    findings: &mut Findings,
    sink: &mut dyn FnMut(Record),
) -> Result<(), IntakeError> {
    let meter = Meter::default();
    let mut table = Table::<L, R>::open(stream, &meter, delivery, findings)?;
    let mut row = ByteRecord::new();
    loop {
        meter.reset();
        match table.reader.read_byte_record(&mut row) {
            Ok(false) => return Ok(()),
            Ok(true) => table.take(&mut row, delivery, findings, sink),
            Err(error) => return stop(error, delivery, findings),
        }
    }
}

/// A row that never ends is set aside with all that follows; other failures are the machine's.
fn stop(error: csv::Error, delivery: &Delivery<'_>, findings: &mut Findings) -> Result<(), IntakeError> {
    let source = machine_error(error);
    if !TooLong::is_cause_of(&source) {
        return Err(IntakeError::Io { file: delivery.file.to_owned(), source });
    }
    let mut tray = findings.tray(findings.read() + 1, "");
    tray.found(&rules::delivery::field_length::RULE, "");
    tray.finish(None);
    Ok(())
}

fn machine_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(source) => source,
        other => io::Error::other(format!("{other:?}")),
    }
}

struct Table<L, R: Read> {
    reader: Reader<Metered<R>>,
    layout: L,
    /// Where each agreed column stands.
    places: Vec<usize>,
    /// How many fields the header has.
    width: usize,
    row: u64,
}

impl<L: Layout, R: Read> Table<L, R> {
    fn open(stream: R, meter: &Meter, delivery: &Delivery<'_>, findings: &mut Findings) -> Result<Table<L, R>, IntakeError> {
        let stream = Metered::new(stream, meter.clone());
        let mut reader =
            ReaderBuilder::new().delimiter(b';').flexible(true).has_headers(false).buffer_capacity(32 * 1024).from_reader(stream);
        let mut header = ByteRecord::new();
        reader
            .read_byte_record(&mut header)
            .map_err(|error| IntakeError::Io { file: delivery.file.to_owned(), source: machine_error(error) })?;
        let places = places::<L>(&header, delivery.file)?;
        if header.len() > places.len() {
            findings.about_file(&rules::delivery::column::RULE, "", None);
        }
        if let Some(ledger) = findings.ledger() {
            ledger.begin(L::COLUMNS, L::REFERENCE);
        }
        Ok(Table { reader, layout: L::new(), places, width: header.len(), row: 0 })
    }

    fn take(&mut self, row: &mut ByteRecord, delivery: &Delivery<'_>, findings: &mut Findings, sink: &mut dyn FnMut(Record)) {
        self.row += 1;
        let decoded = decode(row);
        let fields = Fields { row, places: &self.places };
        let is_whole = row.len() == self.width;
        let reference = if is_whole { shown(fields.text(L::REFERENCE)) } else { "" };
        let mut tray = findings.tray(self.row, reference);
        tray.belongs_to(if is_whole { L::part(&fields) } else { "" });
        if !is_whole {
            tray.found(&rules::delivery::fields::RULE, "");
        }
        if let Some(place) = row.iter().position(|field| field.len() > FIELD_LIMIT) {
            tray.found(&rules::delivery::field_length::RULE, self.column(place));
        }
        if let Some(place) = decoded {
            tray.found(&rules::delivery::encoding::RULE, self.column(place));
        }
        let record = if tray.is_sound() { self.layout.judge(&fields, delivery, &mut tray) } else { None };
        let record = tray.finish(record);
        if let Some(ledger) = findings.ledger().filter(|_| is_whole) {
            ledger.note_row(self.row, &fields, L::RECORD, record.as_ref());
        }
        if let Some(record) = record {
            sink(record);
        }
    }

    /// The agreed name of the column at this place; empty for a column that is not ours.
    fn column(&self, place: usize) -> &'static str {
        self.places.iter().position(|known| *known == place).map_or("", |known| L::COLUMNS[known])
    }
}

/// A reference that may be shown back: one that could be a citizen number is held back.
fn shown(reference: &str) -> &str {
    if could_be_citizen_number(reference) { "" } else { reference }
}

/// Eight or nine digits, whatever stands between them: also one that was mistyped or cut.
pub(crate) fn could_be_citizen_number(reference: &str) -> bool {
    let digits = reference.bytes().filter(u8::is_ascii_digit).count();
    let separators = reference.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b' '));
    separators && (8..=9).contains(&digits)
}

/// Where each agreed column stands in the header; their order is free.
fn places<L: Layout>(header: &ByteRecord, file: &str) -> Result<Vec<usize>, IntakeError> {
    let standing: Vec<Vec<usize>> = L::COLUMNS.iter().map(|column| standing(header, column)).collect();
    let columns = || L::COLUMNS.iter().copied().zip(&standing);
    let missing: Vec<_> = columns().filter(|(_, places)| places.is_empty()).map(|(column, _)| column).collect();
    if !missing.is_empty() {
        return Err(IntakeError::MissingColumns { file: file.to_owned(), columns: missing });
    }
    match columns().find(|(_, places)| places.len() > 1) {
        Some((column, _)) => Err(IntakeError::DoubledColumn { file: file.to_owned(), column }),
        None => Ok(standing.into_iter().flatten().collect()),
    }
}

/// The places at which a word stands in the header.
fn standing(header: &ByteRecord, column: &str) -> Vec<usize> {
    let places = header.iter().enumerate().filter(|(_, word)| word.trim_ascii() == column.as_bytes());
    places.map(|(place, _)| place).collect()
}

/// Reads a row that is not UTF-8 as Windows-1252, the only other encoding office programs in this country write;
/// gives the first place where that was needed.
fn decode(row: &mut ByteRecord) -> Option<usize> {
    if row.as_slice().is_ascii() {
        return None;
    }
    let place = row.iter().position(|field| std::str::from_utf8(field).is_err())?;
    let decoded: ByteRecord = row.iter().map(|field| WINDOWS_1252.decode_without_bom_handling(field).0.into_owned().into_bytes()).collect();
    *row = decoded;
    Some(place)
}

/// The fields of one row, in the order of the agreement.
pub(crate) struct Fields<'a> {
    row: &'a ByteRecord,
    places: &'a [usize],
}

impl<'a> Fields<'a> {
    /// The field of the agreed column at `column`; empty when the row is too short.
    pub(crate) fn text(&self, column: usize) -> &'a str {
        let field = self.places.get(column).and_then(|place| self.row.get(*place));
        field.and_then(|field| std::str::from_utf8(field).ok()).unwrap_or_default()
    }

    /// The agreed fields from `first` on.
    pub(crate) fn from<const N: usize>(&self, first: usize) -> [&'a str; N] {
        std::array::from_fn(|column| self.text(first + column))
    }

    /// All agreed fields.
    pub(crate) fn all<const N: usize>(&self) -> [&'a str; N] {
        std::array::from_fn(|column| self.text(column))
    }
}

/// Hashes of what was seen in a delivery: eight bytes a row, nothing of a person.
#[derive(Default)]
pub(crate) struct Seen(HashSet<u64>);

impl Seen {
    /// The hash of these parts, and whether it was seen before.
    pub(crate) fn look(&self, parts: &[&str]) -> (u64, bool) {
        let hash = key::hash(parts);
        (hash, self.0.contains(&hash))
    }

    /// Takes a row under its reference; one that was taken before is found, and `None`.
    pub(crate) fn take(&mut self, reference: &[&str], tray: &mut Tray<'_>) -> Option<()> {
        let (hash, is_known) = self.look(reference);
        if is_known {
            tray.found(&rules::delivery::doubled_reference::RULE, "kenmerk");
            return None;
        }
        self.remember(hash);
        Some(())
    }

    /// Remembers a hash.
    pub(crate) fn remember(&mut self, hash: u64) {
        self.0.insert(hash);
    }
}
