//! A small CSV file of an analyst: header, rows, columns by name, with errors that name file, row and column.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::failure::wrong_use;

/// A file read whole: these are an analyst's tables, not deliveries.
pub struct Table {
    path: PathBuf,
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
        let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let separator =
            [b';', b'\t', b','].into_iter().max_by_key(|mark| first.iter().filter(|byte| *byte == mark).count()).unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(bytes);
        let fault = |error: csv::Error| wrong_use(format!("{}: {error}", path.display()));
        let header = reader.headers().map_err(fault)?.iter().map(|name| name.trim().to_owned()).collect();
        let rows = reader.records().collect::<Result<_, _>>().map_err(fault)?;
        Ok(Table { path: path.to_owned(), header, rows })
    }

    /// The file, as messages name it.
    pub fn name(&self) -> std::path::Display<'_> {
        self.path.display()
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
