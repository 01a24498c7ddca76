//! A small CSV file of an analyst: header, rows, columns by name, with errors that name file, row and column.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::failure::wrong_use;

/// A file read whole: these are an analyst's tables, not deliveries.
pub struct Table {
    path: PathBuf,
    separator: u8,
    header: Vec<String>,
    rows: Vec<csv::StringRecord>,
}

impl Table {
    /// Reads a file with a header; the separator (`,`, `;` or tab) is the one its header uses.
    ///
    /// # Errors
    /// When it cannot be read, is not UTF-8, or a row has another number of fields than the header.
    pub fn read(path: &Path) -> Result<Table> {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let separator = separator(bytes);
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(bytes);
        let fault = |error: csv::Error| wrong_use(format!("{}: {error}", path.display()));
        let header = reader.headers().map_err(fault)?.iter().map(|name| name.trim().to_owned()).collect();
        let rows = reader.records().collect::<Result<_, _>>().map_err(fault)?;
        Ok(Table { path: path.to_owned(), separator, header, rows })
    }

    /// Adds the columns of another file, matched on its first column, which this table has as well.
    ///
    /// # Errors
    /// When the file cannot be read, this table lacks that column or has one of the others already, or a row finds no line or two.
    pub fn with(mut self, path: &Path) -> Result<Table> {
        let other = Table::read(path)?;
        let key = other.header.first().map_or("", String::as_str);
        let own = self.column(key)?;
        if let Some(double) = other.header[1..].iter().find(|name| self.header.contains(name)) {
            return Err(wrong_use(format!("{} and {} both have a column '{double}'", self.name(), other.name())));
        }
        let mut lines = std::collections::HashMap::new();
        for row in 0..other.len() {
            if lines.insert(other.text(row, 0), row).is_some() {
                return Err(other.fault(row, 0, "met once: a key stands on one line"));
            }
        }
        for row in 0..self.len() {
            let Some(line) = lines.get(self.text(row, own)) else {
                return Err(self.fault(row, own, &format!("in column '{key}' of {}", other.name())));
            };
            let fields: Vec<String> = (1..other.header.len()).map(|column| other.text(*line, column).to_owned()).collect();
            self.rows[row].extend(fields);
        }
        self.header.extend_from_slice(&other.header[1..]);
        Ok(self)
    }

    /// The file, as messages name it.
    pub fn name(&self) -> std::path::Display<'_> {
        self.path.display()
    }

    /// The mark between fields.
    pub fn separator(&self) -> u8 {
        self.separator
    }

    /// Names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Place of a column.
    ///
    /// # Errors
    /// When there is none of this name; the message lists those there are.
    pub fn column(&self, name: &str) -> Result<usize> {
        let place = self.header.iter().position(|own| own == name);
        place.ok_or_else(|| wrong_use(format!("{} has no column '{name}'; it has {}", self.path.display(), self.header.join(", "))))
    }

    /// A field as text.
    pub fn text(&self, row: usize, column: usize) -> &str {
        self.rows[row].get(column).unwrap_or_default().trim()
    }

    /// Whether a field holds nothing: it is empty or says `NA`.
    pub fn is_missing(&self, row: usize, column: usize) -> bool {
        matches!(self.text(row, column), "" | "NA")
    }

    /// Rows in which every one of these columns holds something.
    pub fn complete(&self, columns: &[usize]) -> Vec<usize> {
        (0..self.len()).filter(|row| columns.iter().all(|column| !self.is_missing(*row, *column))).collect()
    }

    /// A field as a finite number.
    ///
    /// # Errors
    /// When it is none.
    pub fn number(&self, row: usize, column: usize) -> Result<f64> {
        self.text(row, column).parse().ok().filter(|number: &f64| number.is_finite()).ok_or_else(|| self.fault(row, column, "a number"))
    }

    /// A column as finite numbers.
    ///
    /// # Errors
    /// When there is no such column, or a field of it is no number.
    pub fn numbers(&self, name: &str) -> Result<Vec<f64>> {
        let column = self.column(name)?;
        (0..self.len()).map(|row| self.number(row, column)).collect()
    }

    /// A field as a whole number of 0 or more.
    ///
    /// # Errors
    /// When it is none.
    pub fn count<T: std::str::FromStr>(&self, row: usize, column: usize) -> Result<T> {
        self.text(row, column).parse().map_err(|_| self.fault(row, column, "a whole number of 0 or more"))
    }

    /// An error about one field: what it was expected to be.
    pub fn fault(&self, row: usize, column: usize, expected: &str) -> anyhow::Error {
        // The header is line 1, so the first row stands on line 2.
        wrong_use(format!("{}, line {}, column '{}': this is not {expected}", self.path.display(), row + 2, self.header[column]))
    }
}

/// The separator that the header uses most: `;`, tab or `,`.
pub fn separator(ahead: &[u8]) -> u8 {
    let first = ahead.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |mark: &u8| first.iter().filter(|byte| *byte == mark).count();
    [b';', b'\t', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(folder: &Path, name: &str, text: &str) -> Result<Table> {
        std::fs::write(folder.join(name), text)?;
        Table::read(&folder.join(name))
    }

    #[test]
    fn columns_of_another_file_are_matched_on_its_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let beside = folder.path().join("schools.csv");
        let pupils = || table(folder.path(), "pupils.csv", "pupil;school\n1;B\n2;A\n3;B\n").expect("a table");
        std::fs::write(&beside, "school,region\nA,VT01\nB,VT02\n").expect("a file");
        let both = pupils().with(&beside).expect("both");
        let region = both.column("region").expect("the new column");
        assert_eq!([0, 1, 2].map(|row| both.text(row, region)), ["VT02", "VT01", "VT02"]);
        let refusal = |text: &str| {
            std::fs::write(&beside, text).expect("a file");
            pupils().with(&beside).err().expect("refused").to_string()
        };
        assert!(refusal("school,region\nB,VT02\n").contains("line 3, column 'school'"));
        assert!(refusal("school,region\nB,VT02\nB,VT03\n").contains("line 3, column 'school': this is not met once"));
        assert!(refusal("school,pupil\nB,1\n").contains("both have a column 'pupil'"));
        assert!(refusal("place,region\nB,1\n").contains("no column 'place'"));
    }
}
