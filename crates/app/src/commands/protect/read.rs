//! The input of `protect`: a table of inner cells and a hierarchy per dimension.

use std::path::Path;

use anyhow::Result;
use disclosure::crossing::{Counts, Crossing, CrossingError, Dimension};

use crate::commands::table::Table;
use crate::failure::wrong_use;

/// What was read.
pub(super) struct Input {
    pub(super) counts: Counts,
    /// What it costs to hide each cell; empty where that is its count.
    pub(super) weights: Vec<u64>,
    /// Per dimension the pairs (child, parent), for the certificates.
    pub(super) hierarchies: Vec<Vec<(String, String)>>,
    /// The mark between fields of the table; what is written uses the same.
    pub(super) separator: u8,
}

/// Reads table and hierarchies.
///
/// # Errors
/// When a file cannot be read, or a code, count or hierarchy is not what it should be; the message names file and line.
pub(super) fn read(table: &Path, dimensions: &[String], count: &str, weights: Option<&str>) -> Result<Input> {
    let table = Table::read(table)?;
    let mut columns = Vec::new();
    let mut hierarchies = Vec::new();
    let mut read = Vec::new();
    for dimension in dimensions {
        let (name, file) = dimension.split_once('=').map_or((dimension.as_str(), None), |(name, file)| (name, Some(file)));
        let column = table.column(name.trim())?;
        let pairs = match file {
            Some(file) => pairs(Path::new(file))?,
            None => flat(&table, column),
        };
        read.push(Dimension::new(name.trim(), &pairs).map_err(fault)?);
        columns.push(column);
        hierarchies.push(pairs);
    }
    let inner = inner(&table, &read, &columns, table.column(count)?)?;
    let costs = weights.map(|name| table.column(name).and_then(|column| self::inner(&table, &read, &columns, column))).transpose()?;
    let crossing = Crossing::new(read).map_err(fault)?;
    let weights = match costs {
        Some(costs) => Counts::new(crossing.clone(), costs).map_err(fault)?.values().to_vec(),
        None => Vec::new(),
    };
    let counts = Counts::new(crossing, inner).map_err(|error| wrong_use(format!("{}: {error}", table.name())))?;
    Ok(Input { counts, weights, hierarchies, separator: table.separator() })
}

fn fault(error: CrossingError) -> anyhow::Error {
    wrong_use(error.to_string())
}

/// Pairs (child, parent): by the names of the columns, else the first two.
fn pairs(file: &Path) -> Result<Vec<(String, String)>> {
    let table = Table::read(file)?;
    let place = |name: &str| table.header().iter().position(|own| own.eq_ignore_ascii_case(name));
    let (child, parent) = match (place("child"), place("parent")) {
        (Some(child), Some(parent)) => (child, parent),
        _ if table.header().len() >= 2 => (0, 1),
        _ => return Err(wrong_use(format!("{} has one column; a hierarchy has two, child and parent", table.name()))),
    };
    Ok((0..table.len()).map(|row| (table.text(row, child).to_owned(), table.text(row, parent).to_owned())).collect())
}

/// A dimension without levels: every code of the column under one total.
fn flat(table: &Table, column: usize) -> Vec<(String, String)> {
    let codes: std::collections::BTreeSet<&str> = (0..table.len()).map(|row| table.text(row, column)).collect();
    codes.into_iter().map(|code| (code.to_owned(), "Total".to_owned())).collect()
}

fn inner(table: &Table, dimensions: &[Dimension], columns: &[usize], count: usize) -> Result<Vec<(Vec<usize>, u64)>> {
    let mut cells = Vec::with_capacity(table.len());
    for row in 0..table.len() {
        let mut codes = Vec::with_capacity(columns.len());
        for (dimension, column) in dimensions.iter().zip(columns) {
            let text = table.text(row, *column);
            let expected = || format!("a code of the hierarchy of {} ('{text}' is not in it)", dimension.name());
            codes.push(dimension.place(text).ok_or_else(|| table.fault(row, *column, &expected()))?);
        }
        cells.push((codes, table.count(row, count)?));
    }
    Ok(cells)
}
