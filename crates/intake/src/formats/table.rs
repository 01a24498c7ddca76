//! A table: its rows fitted to the agreed columns, judged and handed on, the same for every layout.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

use csv::ByteRecord;
use person::Record;

use super::Delivery;
use super::fit::{Fit, Slip};
use super::recognise::Found;
use crate::bytes::FIELD_LIMIT;
use crate::dialect::Form;
use crate::error::IntakeError;
use crate::export::Mapping;
use crate::findings::{Detail, Findings, Tray};
use crate::rows::{Letters, Row, Stop, is_empty};
use crate::{key, rules};

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

    /// Judges the delivery as a whole, after its last row.
    fn finish(self, _delivery: &Delivery<'_>, _findings: &mut Findings) {}
}

/// Reads a table to its end; rows before a place where it breaks count.
pub(crate) fn read<L: Layout>(
    mut found: Found<'_>,
    mapping: Option<&Mapping>,
    delivery: &Delivery<'_>,
    findings: &mut Findings,
    sink: &mut dyn FnMut(Record),
) -> Result<(), IntakeError> {
    let mut table = Table::<L>::open(&mut found, mapping, delivery, findings)?;
    let mut row = Row::default();
    loop {
        match found.rows.next(&mut row) {
            Ok(true) => table.take(&row, delivery, findings, sink),
            Ok(false) => break,
            Err(Stop::Refused(refusal)) => return Err(refusal),
            Err(Stop::Endless) => {
                table.set_aside_rest(findings);
                break;
            }
        }
    }
    table.tell(findings);
    table.layout.finish(delivery, findings);
    Ok(())
}

struct Table<L> {
    layout: L,
    fit: Fit,
    row: u64,
    /// The fields of the row at hand as agreed, where they had to be fitted.
    agreed: ByteRecord,
    /// The places of fitted fields: each where the agreement says.
    in_order: Vec<usize>,
    /// Places of agreed columns that hold text.
    texts: Vec<usize>,
    slips: Vec<Slip>,
    empty_rows: u64,
    has_utf8: bool,
    has_windows: bool,
}

impl<L: Layout> Table<L> {
    fn open(
        found: &mut Found<'_>,
        mapping: Option<&Mapping>,
        delivery: &Delivery<'_>,
        findings: &mut Findings,
    ) -> Result<Table<L>, IntakeError> {
        let mut fit = Fit::new(L::COLUMNS, found.kind, &found.heading, mapping, delivery.file)?;
        found.tell(findings);
        fit.tell(&found.heading, findings);
        fit.look(found.first.as_mut(), findings);
        if let Some(ledger) = findings.ledger() {
            ledger.begin(L::COLUMNS, L::REFERENCE);
        }
        let is_text = |place: &usize| Form::of(found.kind, L::COLUMNS[*place]) == Form::Text;
        Ok(Table {
            layout: L::new(),
            fit,
            row: 0,
            agreed: ByteRecord::new(),
            in_order: (0..L::COLUMNS.len()).collect(),
            texts: (0..L::COLUMNS.len()).filter(is_text).collect(),
            slips: Vec::new(),
            empty_rows: 0,
            has_utf8: false,
            has_windows: false,
        })
    }

    fn take(&mut self, row: &Row, delivery: &Delivery<'_>, findings: &mut Findings, sink: &mut dyn FnMut(Record)) {
        self.row += 1;
        if is_empty(&row.fields) {
            self.empty_rows += 1;
            return;
        }
        let is_whole = row.fields.len() == self.fit.width();
        let is_plain = self.fit.is_plain(row);
        self.slips.clear();
        if is_whole && !is_plain {
            self.fit.fill(row, &mut self.agreed, &mut self.slips);
        }
        let (fields, places) = if is_plain { (&row.fields, self.fit.places()) } else { (&self.agreed, &self.in_order[..]) };
        let formulas = if is_whole { formulas(fields, places, &self.texts) } else { 0 };
        let fields = Fields { row: fields, places, formulas, reference: L::REFERENCE };
        let reference = if is_whole { shown(fields.text(L::REFERENCE)) } else { "" };
        let mut tray = findings.tray(self.row, reference);
        tray.belongs_to(if is_whole { L::part(&fields) } else { "" });
        judge_row(row, &self.fit, is_whole, &mut tray);
        self.has_utf8 |= row.letters == Letters::Utf8;
        self.has_windows |= matches!(row.letters, Letters::Windows(_));
        if is_whole {
            self.slips.iter().for_each(|slip| tray.found(slip.rule, slip.field));
            judge_texts::<L>(&fields, &mut tray);
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

    /// A row that never ends is set aside with all that follows.
    fn set_aside_rest(&mut self, findings: &mut Findings) {
        let mut tray = findings.tray(self.row + 1, "");
        tray.found(&rules::delivery::field_length::RULE, "");
        tray.finish(None);
    }

    /// Says what only the end of the file can say.
    fn tell(&self, findings: &mut Findings) {
        if self.empty_rows > 0 {
            let number = self.empty_rows.to_string();
            findings.about_file(&rules::delivery::empty_rows::RULE, "", Some(Detail { nl: number.clone(), en: number }));
        }
        if self.has_utf8 && self.has_windows {
            findings.about_file(&rules::delivery::encoding_mixed::RULE, "", None);
        }
    }
}

/// A reference that may be shown back: one that could be a citizen number is held back.
fn shown(reference: &str) -> &str {
    if could_be_citizen_number(reference) || looks_like_formula(reference.as_bytes()) { "" } else { reference }
}

/// What holds for a row as it came, whatever its fields mean.
fn judge_row(row: &Row, fit: &Fit, is_whole: bool, tray: &mut Tray<'_>) {
    if !is_whole {
        tray.found(&rules::delivery::fields::RULE, "");
    }
    if row.is_merged {
        tray.found(&rules::delivery::merged::RULE, "");
    }
    if row.fields.as_slice().len() > FIELD_LIMIT
        && let Some(place) = row.fields.iter().position(|field| field.len() > FIELD_LIMIT)
    {
        tray.found(&rules::delivery::field_length::RULE, fit.name(place));
    }
    if row.fields.as_slice().iter().any(|byte| is_control(*byte)) {
        let place = row.fields.iter().position(|field| field.iter().any(|byte| is_control(*byte)));
        tray.found(&rules::delivery::control::RULE, place.map_or("", |place| fit.name(place)));
    }
    if let Letters::Windows(place) = row.letters {
        tray.found(&rules::delivery::encoding::RULE, fit.name(place));
    }
}

/// Control characters, save tabs and line ends: those may stand between quotation marks.
fn is_control(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7F
}

/// What holds for text in an agreed column: it is no formula, and a reference has all its digits.
fn judge_texts<L: Layout>(fields: &Fields<'_>, tray: &mut Tray<'_>) {
    for (_, column) in L::COLUMNS.iter().enumerate().filter(|(place, _)| fields.formulas & (1 << place) != 0) {
        tray.found(&rules::delivery::formula::RULE, column);
    }
    if is_shortened(fields.text(L::REFERENCE)) {
        tray.found(&rules::delivery::digits_lost::RULE, L::COLUMNS[L::REFERENCE]);
    }
}

/// The columns, one bit each, whose text looks like a formula.
fn formulas(row: &ByteRecord, places: &[usize], texts: &[usize]) -> u64 {
    let looks = |place: &&usize| places.get(**place).and_then(|place| row.get(*place)).is_some_and(looks_like_formula);
    texts.iter().filter(looks).fold(0, |bits, place| bits | 1 << place)
}

/// Whether a spreadsheet would execute this text: it begins with `=`, `+`, `-` or `@` and is no number or lone mark.
pub(crate) fn looks_like_formula(text: &[u8]) -> bool {
    let Some((b'=' | b'+' | b'-' | b'@', rest)) = text.trim_ascii_start().split_first() else { return false };
    rest.iter().any(u8::is_ascii_alphanumeric) && !rest.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b' '))
}

/// Whether a number was shortened to a power of ten, as `1,23E+15`.
fn is_shortened(text: &str) -> bool {
    let Some((number, power)) = text.split_once("E+") else { return false };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.replacen([',', '.'], "", 1);
    is_digits(&number) && is_digits(power)
}

/// Eight or nine digits, whatever stands between them: also one that was mistyped or cut.
pub(crate) fn could_be_citizen_number(reference: &str) -> bool {
    let digits = reference.bytes().filter(u8::is_ascii_digit).count();
    let separators = reference.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b' '));
    separators && (8..=9).contains(&digits)
}

/// The fields of one row, in the order of the agreement.
pub(crate) struct Fields<'a> {
    row: &'a ByteRecord,
    places: &'a [usize],
    /// The columns that look like a formula, one bit each: they are read as empty, save the reference.
    formulas: u64,
    reference: usize,
}

impl<'a> Fields<'a> {
    /// The field of the agreed column at `column`; empty when the row is too short, or when it looks like a formula
    /// and is not the reference.
    pub(crate) fn text(&self, column: usize) -> &'a str {
        if self.formulas != 0 && self.formulas & (1 << column) != 0 && column != self.reference {
            return "";
        }
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
pub(crate) struct Seen(HashSet<u64, BuildHasherDefault<AsItIs>>);

/// What is remembered is the beginning of a BLAKE3 hash: nobody can choose rows whose hashes fall together, so it needs
/// no second hash.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

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
