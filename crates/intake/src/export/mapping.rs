//! `mapping.toml`: which columns of an export are ours, and what their values mean.

use std::collections::BTreeMap;

use super::error::{ExportError, ExportFault};
use super::reader::{Reader, Value, unknown};
use super::suggest::nearest;
use crate::DeliveryKind;
use crate::dialect::DateForm;
use crate::formats::recognise::columns_of;

/// How an export is fitted to an agreed layout. An agreed column that is not named here is read under its own name.
///
/// ```
/// let mapping = intake::Mapping::parse(r#"
/// kind = "board"
/// separator = ","
/// dates = "DD-MM-JJJJ"
///
/// [columns]
/// kenmerk = "Dossiernummer"
/// geslacht = { from = "Sekse", values = { Vrouw = "V", Man = "M" } }
/// huisnummer = { constant = "" }
/// "#).unwrap();
/// assert_eq!(mapping.kind(), intake::DeliveryKind::Board);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapping {
    kind: DeliveryKind,
    pub(crate) separator: Option<u8>,
    pub(crate) encoding: Option<Encoding>,
    pub(crate) dates: Option<DateForm>,
    /// Whether a comma stands before decimals.
    pub(crate) decimal_comma: Option<bool>,
    pub(crate) sheet: Option<String>,
    columns: BTreeMap<&'static str, Column>,
}

/// Letters as bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Encoding {
    Utf8,
    Windows,
}

impl Encoding {
    pub(crate) const WORDS: &[&str] = &["utf-8", "windows-1252"];

    pub(crate) fn parse(text: &str) -> Option<Encoding> {
        match text {
            "utf-8" => Some(Encoding::Utf8),
            "windows-1252" => Some(Encoding::Windows),
            _ => None,
        }
    }
}

/// How one agreed column is filled.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Column {
    pub(crate) line: usize,
    pub(crate) origin: Origin,
    /// What the values of the export are in the agreement; another value is read as it stands.
    pub(crate) values: BTreeMap<String, String>,
    /// Zeros are put before a number until it has so many digits.
    pub(crate) digits: Option<usize>,
    pub(crate) dates: Option<DateForm>,
}

/// Where a column comes from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) enum Origin {
    /// The column of its own name.
    #[default]
    Same,
    /// A column of the export.
    From(String),
    /// The same text in every row.
    Constant(String),
}

const KEYS: &[&str] = &["kind", "separator", "encoding", "dates", "decimal", "sheet", "columns"];
const COLUMN_KEYS: &[&str] = &["from", "constant", "values", "digits", "dates"];
const DATES: &[&str] = &["JJJJMMDD", "JJJJ-MM-DD", "DD-MM-JJJJ", "DD/MM/JJJJ", "DD.MM.JJJJ", "DDMMJJJJ", "MM/DD/JJJJ"];

impl Mapping {
    /// Reads a `mapping.toml`.
    ///
    /// # Errors
    ///
    /// When a line is not as agreed, or names a column the kind does not have.
    pub fn parse(text: &str) -> Result<Mapping, ExportError> {
        let (reader, table) = Reader::open(text)?;
        let entries = reader.entries(&table);
        let kind = entries.iter().find(|(_, key, _)| *key == "kind").map(|(_, _, value)| kind(*value)).transpose()?;
        let kind = kind.ok_or(ExportError { line: 1, fault: ExportFault::Missing("kind") })?;
        let mut mapping =
            Mapping { kind, separator: None, encoding: None, dates: None, decimal_comma: None, sheet: None, columns: BTreeMap::new() };
        for (line, key, value) in entries {
            match key {
                "kind" => {}
                "separator" => mapping.separator = Some(value.one_of("separator", &[";", ",", "tab", "|"], separator)?),
                "encoding" => mapping.encoding = Some(value.one_of("encoding", Encoding::WORDS, Encoding::parse)?),
                "dates" => mapping.dates = Some(value.one_of("dates", DATES, DateForm::parse)?),
                "decimal" => mapping.decimal_comma = Some(value.one_of("decimal", &[".", ","], decimal)? == ','),
                "sheet" => mapping.sheet = Some(value.text("sheet")?.to_owned()),
                "columns" => mapping.add_columns(&reader, value)?,
                other => return Err(ExportError { line, fault: unknown(other, KEYS) }),
            }
        }
        Ok(mapping)
    }

    /// The layout it is for.
    pub fn kind(&self) -> DeliveryKind {
        self.kind
    }

    /// How an agreed column is filled, where that is said.
    pub(crate) fn column(&self, column: &str) -> Option<&Column> {
        self.columns.get(column)
    }

    fn add_columns(&mut self, reader: &Reader<'_>, value: Value<'_>) -> Result<(), ExportError> {
        for (line, name, value) in reader.entries(value.table("columns")?) {
            let agreed = columns_of(self.kind).iter().find(|column| **column == name);
            let agreed = agreed.ok_or_else(|| ExportError { line, fault: no_column(name, self.kind) })?;
            self.columns.insert(agreed, column(reader, line, value)?);
        }
        Ok(())
    }
}

fn no_column(name: &str, kind: DeliveryKind) -> ExportFault {
    ExportFault::NoColumn { name: name.to_owned(), kind, nearest: nearest(name, columns_of(kind)).unwrap_or_default() }
}

fn kind(value: Value<'_>) -> Result<DeliveryKind, ExportError> {
    let tables: Vec<&str> = DeliveryKind::ALL.into_iter().filter(|kind| !columns_of(*kind).is_empty()).map(DeliveryKind::word).collect();
    value.one_of("kind", &tables, |text| DeliveryKind::from_word(text).filter(|kind| tables.contains(&kind.word())))
}

fn separator(text: &str) -> Option<u8> {
    match text {
        ";" => Some(b';'),
        "," => Some(b','),
        "|" => Some(b'|'),
        "tab" | "\t" => Some(b'\t'),
        _ => None,
    }
}

fn decimal(text: &str) -> Option<char> {
    match text {
        "." => Some('.'),
        "," => Some(','),
        _ => None,
    }
}

fn column(reader: &Reader<'_>, line: usize, value: Value<'_>) -> Result<Column, ExportError> {
    if value.is_text() {
        return Ok(Column { line, origin: Origin::From(value.text("from")?.trim().to_owned()), ..Column::default() });
    }
    let mut column = Column { line, ..Column::default() };
    for (key_line, key, value) in reader.entries(value.table("columns")?) {
        match key {
            "from" | "constant" if column.origin != Origin::Same => {
                return Err(value.fault(ExportFault::Twice("from/constant".to_owned())));
            }
            "from" => column.origin = Origin::From(value.text("from")?.trim().to_owned()),
            "constant" => column.origin = Origin::Constant(value.text("constant")?.to_owned()),
            "values" => {
                for (_, from, to) in reader.entries(value.table("values")?) {
                    column.values.insert(from.to_owned(), to.text("values")?.to_owned());
                }
            }
            "digits" => column.digits = Some(digits(value)?),
            "dates" => column.dates = Some(value.one_of("dates", DATES, DateForm::parse)?),
            other => return Err(ExportError { line: key_line, fault: unknown(other, COLUMN_KEYS) }),
        }
    }
    Ok(column)
}

fn digits(value: Value<'_>) -> Result<usize, ExportError> {
    let digits = value.number("digits")?;
    let wrong = ExportFault::Wrong { key: "digits", asks: ("een getal van 1 tot 20", "a number from 1 to 20") };
    if digits > 20 { Err(value.fault(wrong)) } else { Ok(digits) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> ExportError {
        Mapping::parse(text).expect_err("refused")
    }

    #[test]
    fn everything_that_can_be_said_is_read() {
        let text = "kind = 'youth-policy'\nseparator = 'tab'\nencoding = 'windows-1252'\ndates = 'D-M-JJJJ'\ndecimal = ','\nsheet = 'Blad1'\n\
                    [columns]\nkenmerk = ' Nr '\nverwijzer = { from = 'Verw', digits = 2, values = { 'wijkteam' = '01' } }\n\
                    gestart_met_crisis = { constant = '02' }\ndatum_einde = { dates = 'MM/DD/JJJJ' }\n";
        let mapping = Mapping::parse(text).expect("a mapping");
        assert_eq!((mapping.separator, mapping.encoding, mapping.decimal_comma), (Some(b'\t'), Some(Encoding::Windows), Some(true)));
        assert_eq!(mapping.sheet.as_deref(), Some("Blad1"));
        let column = |name| mapping.column(name).expect("a column");
        assert_eq!((column("kenmerk").line, &column("kenmerk").origin), (8, &Origin::From("Nr".into())));
        assert_eq!((column("verwijzer").digits, column("verwijzer").values["wijkteam"].as_str()), (Some(2), "01"));
        assert_eq!(column("gestart_met_crisis").origin, Origin::Constant("02".into()));
        assert_eq!((&column("datum_einde").origin, column("datum_einde").dates), (&Origin::Same, DateForm::parse("MM/DD/JJJJ")));
        assert!(mapping.column("bsn").is_none());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        assert_eq!(error(""), ExportError { line: 1, fault: ExportFault::Missing("kind") });
        assert_eq!(error("\nkind = 'ijw'\n").line, 2);
        assert_eq!(error("kind = 3").fault.told_in(crate::Language::English), "'kind' asks a text between quotation marks");
        assert!(matches!(error("kind = 'board'\ncolums = 1"), ExportError { line: 2, fault: ExportFault::Unknown { .. } }));
        assert!(matches!(
            error("kind = 'board'\n[columns]\nbsn = 'a'\nbsn = 'b'"),
            ExportError { line: 4, fault: ExportFault::NotToml(_) }
        ));
        let nearest = ExportFault::NoColumn { name: "geboorte_datum".into(), kind: DeliveryKind::Board, nearest: "geboortedatum" };
        assert_eq!(error("kind = 'board'\n[columns]\n\ngeboorte_datum = 'x'"), ExportError { line: 4, fault: nearest });
        for column in [
            "{ form = 'x' }",
            "{ from = 'x', constant = 'y' }",
            "{ digits = 0 }",
            "{ digits = 21 }",
            "{ dates = 'DD-MM' }",
            "3",
            "{ values = { a = 1 } }",
        ] {
            assert_eq!(error(&format!("kind = 'board'\n[columns]\nbsn = {column}")).line, 3, "{column}");
        }
    }
}
