//! Walking through TOML with the line of everything that stands there.

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::error::{ExportError, ExportFault};

/// Longest description, in bytes.
const LIMIT: usize = 1 << 20;

/// A text of TOML.
#[derive(Clone, Copy)]
pub(super) struct Reader<'t> {
    text: &'t str,
}

/// A value and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Value<'v> {
    pub(super) line: usize,
    value: &'v DeValue<'v>,
}

impl<'t> Reader<'t> {
    /// Takes a text apart.
    pub(super) fn open(text: &'t str) -> Result<(Reader<'t>, DeTable<'t>), ExportError> {
        let reader = Reader { text };
        if text.len() > LIMIT {
            return Err(reader.fault(0, ExportFault::NotToml(format!("longer than {LIMIT} bytes"))));
        }
        match DeTable::parse(text) {
            Ok(table) => Ok((reader, table.into_inner())),
            Err(error) => {
                let start = error.span().map_or(0, |span| span.start);
                Err(reader.fault(start, ExportFault::NotToml(error.message().to_owned())))
            }
        }
    }

    fn fault(&self, offset: usize, fault: ExportFault) -> ExportError {
        ExportError { line: self.line(offset), fault }
    }

    fn line(&self, offset: usize) -> usize {
        1 + self.text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
    }

    /// What stands in a table: the line of each key, the key and its value, in the order of the text.
    pub(super) fn entries<'v>(&self, table: &'v DeTable<'_>) -> Vec<(usize, &'v str, Value<'v>)> {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let entry = |(key, value): (&'v Spanned<toml::de::DeString<'_>>, &'v Spanned<DeValue<'_>>)| {
            (self.line(key.span().start), key.get_ref().as_ref(), self.value(value))
        };
        entries.into_iter().map(entry).collect()
    }

    /// The values of a list.
    pub(super) fn items<'v>(&self, list: &'v DeArray<'_>) -> Vec<Value<'v>> {
        list.iter().map(|value| self.value(value)).collect()
    }

    fn value<'v>(&self, value: &'v Spanned<DeValue<'_>>) -> Value<'v> {
        Value { line: self.line(value.span().start), value: value.get_ref() }
    }
}

impl<'v> Value<'v> {
    /// A text.
    pub(super) fn text(self, key: &'static str) -> Result<&'v str, ExportError> {
        self.value.as_str().ok_or_else(|| self.wrong(key, ("een tekst tussen aanhalingstekens", "a text between quotation marks")))
    }

    /// A whole number from 1.
    pub(super) fn number(self, key: &'static str) -> Result<usize, ExportError> {
        let number = self.value.as_integer().filter(|number| number.radix() == 10).and_then(|number| number.as_str().parse().ok());
        let number = number.filter(|number| (1..=MOST).contains(number));
        number.ok_or_else(|| self.wrong(key, ("een heel getal van 1 tot 65536", "a whole number from 1 to 65536")))
    }

    /// A table.
    pub(super) fn table(self, key: &'static str) -> Result<&'v DeTable<'v>, ExportError> {
        self.value.as_table().ok_or_else(|| self.wrong(key, ("een tabel", "a table")))
    }

    /// A list.
    pub(super) fn list(self, key: &'static str) -> Result<&'v DeArray<'v>, ExportError> {
        self.value.as_array().ok_or_else(|| self.wrong(key, ("een lijst", "a list")))
    }

    /// Whether it is a text.
    pub(super) fn is_text(self) -> bool {
        self.value.is_str()
    }

    fn wrong(self, key: &'static str, asks: (&'static str, &'static str)) -> ExportError {
        self.fault(ExportFault::Wrong { key, asks })
    }

    /// Something is wrong with this value.
    pub(super) fn fault(self, fault: ExportFault) -> ExportError {
        ExportError { line: self.line, fault }
    }

    /// The value stands for one of these words.
    pub(super) fn one_of<T>(self, key: &'static str, words: &[&str], read: impl Fn(&str) -> Option<T>) -> Result<T, ExportError> {
        let text = self.text(key)?;
        read(text).ok_or_else(|| self.fault(unknown(text, words)))
    }
}

/// Most that a place or width can be.
const MOST: usize = 65_536;

/// A word that means nothing beside those that do.
pub(super) fn unknown(word: &str, known: &[&str]) -> ExportFault {
    ExportFault::Unknown { word: word.to_owned(), known: known.iter().map(|word| (*word).to_owned()).collect() }
}
