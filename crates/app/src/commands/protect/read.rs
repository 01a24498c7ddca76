//! The input of `protect`: tables of inner cells, a hierarchy per dimension, and who contributed.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use anyhow::Result;
use disclosure::crossing::{Contributions, Counts, Crossing, CrossingError, Dimension};

use crate::commands::table::Table;
use crate::failure::wrong_use;

/// A dimension with its pairs (child, parent).
struct Hierarchy {
    name: String,
    pairs: Vec<(String, String)>,
    /// Whether one person may have several codes, written as `a|b`.
    overlaps: bool,
}

impl Hierarchy {
    fn dimension(&self) -> Result<Dimension, CrossingError> {
        if self.overlaps { Dimension::overlapping(&self.name, &self.pairs) } else { Dimension::new(&self.name, &self.pairs) }
    }
}

/// The dimensions asked for.
pub(super) struct Asked<'a> {
    /// As `NAME=FILE`, or `NAME` for one without levels.
    pub(super) dimensions: &'a [String],
    /// Names of those of which one person may have several codes.
    pub(super) overlapping: &'a [String],
}

/// What was read of one table.
pub(super) struct Input {
    pub(super) counts: Counts,
    /// What it costs to hide each cell; empty where that is its count.
    pub(super) weights: Vec<u64>,
    /// Who contributed how much; asked for by some rules only.
    pub(super) contributions: Option<Contributions>,
    /// Per supplier how many of the counted in each cell are its own.
    pub(super) suppliers: Vec<Vec<u64>>,
    /// Cells that are shown whatever comes: they are public already.
    pub(super) frozen: Vec<usize>,
    /// The mark between fields of the table; what is written uses the same.
    pub(super) separator: u8,
}

impl Input {
    /// A table of counts and nothing else.
    pub(super) fn of(counts: Counts) -> Input {
        Input { counts, weights: Vec::new(), contributions: None, suppliers: Vec::new(), frozen: Vec::new(), separator: b',' }
    }
}

impl Input {
    /// Whether every cell of the crossing is published, hidden or not as it comes.
    pub(super) fn is_plain(&self) -> bool {
        self.frozen.is_empty() && !self.overlaps()
    }

    /// Whether one person may stand under several codes.
    pub(super) fn overlaps(&self) -> bool {
        self.counts.crossing().dimensions().iter().any(Dimension::overlaps)
    }

    /// The cells that stand in the table as it is published.
    pub(super) fn published(&self) -> impl Iterator<Item = usize> + '_ {
        let crossing = self.counts.crossing();
        (0..crossing.cells()).filter(|cell| crossing.is_published(*cell))
    }
}

/// Which columns hold what.
pub(super) struct Columns<'a> {
    pub(super) count: &'a str,
    pub(super) weights: Option<&'a str>,
    pub(super) suppliers: &'a [String],
}

/// Who contributed: a file of its own, or each row of the table by itself.
pub(super) struct Contributors<'a> {
    pub(super) file: Option<&'a Path>,
    pub(super) contributor: Option<&'a str>,
    /// Columns that name contributors of other kinds.
    pub(super) kinds: Vec<&'a str>,
}

/// Reads tables and hierarchies. With several tables each has those dimensions that are columns of it, and may stop above the
/// last level of one.
///
/// # Errors
/// When a file cannot be read, or a code, count or hierarchy is not what it should be; the message names file and line.
pub(super) fn read(files: &[PathBuf], asked: &Asked, columns: &Columns, contributors: Option<&Contributors>) -> Result<Vec<Input>> {
    let tables = files.iter().map(|file| Table::read(file)).collect::<Result<Vec<_>>>()?;
    let hierarchies = asked.dimensions.iter().map(|own| hierarchy(own, asked.overlapping, &tables)).collect::<Result<Vec<_>>>()?;
    if let Some(name) = asked.overlapping.iter().find(|name| !hierarchies.iter().any(|own| own.name == **name)) {
        return Err(wrong_use(format!("--overlapping names {name}, which is none of the --dimensions")));
    }
    let is_linked = tables.len() > 1;
    let read = |(number, table): (usize, &Table)| {
        let columns = Columns { suppliers: if number == 0 { columns.suppliers } else { &[] }, ..*columns };
        let own: Vec<&Hierarchy> = hierarchies.iter().filter(|own| !is_linked || table.header().contains(&own.name)).collect();
        input(table, &own, &columns, contributors.filter(|own| number == 0 || own.file.is_none()), is_linked)
    };
    tables.iter().enumerate().map(read).collect()
}

/// Reads which cells of a table are public already: a row per cell with a column per dimension, totals by their own codes.
///
/// # Errors
/// When the file cannot be read or a row is no cell of the table.
pub(super) fn frozen(file: &Path, crossing: &Crossing) -> Result<Vec<usize>> {
    let table = Table::read(file)?;
    let columns = crossing.dimensions().iter().map(|own| table.column(own.name())).collect::<Result<Vec<_>>>()?;
    let code = |row: usize, (dimension, column): (&Dimension, &usize)| {
        let expected = || format!("a code of the hierarchy of {}", dimension.name());
        dimension.place(table.text(row, *column)).ok_or_else(|| table.fault(row, *column, &expected()))
    };
    let codes = |row: usize| crossing.dimensions().iter().zip(&columns).map(|own| code(row, own)).collect::<Result<Vec<_>>>();
    (0..table.len()).map(|row| Ok(crossing.cell(&codes(row)?))).collect()
}

/// A dimension as `NAME=FILE`, or `NAME` for one without levels.
fn hierarchy(text: &str, overlapping: &[String], tables: &[Table]) -> Result<Hierarchy> {
    let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(file)));
    let name = name.trim();
    if !tables.iter().any(|table| table.header().iter().any(|own| own == name)) {
        // Its message lists the columns there are.
        tables[0].column(name)?;
    }
    let overlaps = overlapping.iter().any(|own| own == name);
    let pairs = match file {
        Some(file) => pairs(Path::new(file))?,
        None => flat(tables, name, overlaps),
    };
    Ok(Hierarchy { name: name.to_owned(), pairs, overlaps })
}

fn input(table: &Table, own: &[&Hierarchy], columns: &Columns, contributors: Option<&Contributors>, is_linked: bool) -> Result<Input> {
    let places = own.iter().map(|own| table.column(&own.name)).collect::<Result<Vec<_>>>()?;
    let mut read = own.iter().map(|own| own.dimension().map_err(fault)).collect::<Result<Vec<_>>>()?;
    if is_linked {
        for (dimension, column) in read.iter_mut().zip(&places) {
            *dimension = down_to(dimension, table, *column).map_err(fault)?;
        }
    }
    let crossing = Crossing::new(read).map_err(fault)?;
    let summed = |column: &str| -> Result<Counts> {
        let inner = inner(table, crossing.dimensions(), &places, table.column(column)?)?;
        Counts::new(crossing.clone(), inner).map_err(|error| wrong_use(format!("{}: {error}", table.name())))
    };
    let counts = summed(columns.count)?;
    let weights = columns.weights.map(summed).transpose()?.map_or(Vec::new(), |costs| costs.values().to_vec());
    let suppliers = columns.suppliers.iter().map(|column| own_counts(table, &counts, column, &summed)).collect::<Result<Vec<_>>>()?;
    let contributions = contributors.map(|own| contributions(table, &counts, columns.count, own)).transpose()?;
    Ok(Input { counts, weights, contributions, suppliers, frozen: Vec::new(), separator: table.separator() })
}

fn fault(error: CrossingError) -> anyhow::Error {
    wrong_use(error.to_string())
}

/// The hierarchy down to the level at which all codes of a column lie, if they lie at one.
fn down_to(dimension: &Dimension, table: &Table, column: usize) -> Result<Dimension, CrossingError> {
    let depth = |code: usize| dimension.above(code).len();
    let used = (0..table.len()).filter_map(|row| dimension.place(table.text(row, column)));
    let depths: BTreeSet<usize> = used.map(depth).collect();
    let (Some(deepest), 1) = (depths.first().copied(), depths.len()) else { return Ok(dimension.clone()) };
    let codes = dimension.codes();
    if !dimension.is_tree() || deepest < 2 || (0..codes.len()).all(|code| depth(code) <= deepest) {
        return Ok(dimension.clone());
    }
    let kept = (0..codes.len()).filter(|code| depth(*code) <= deepest);
    let pairs = kept.flat_map(|code| dimension.parents(code).iter().map(move |parent| (codes[code].clone(), codes[*parent].clone())));
    Dimension::new(dimension.name(), &pairs.collect::<Vec<_>>())
}

/// How many of the counted in each cell are a supplier's own.
fn own_counts(table: &Table, counts: &Counts, column: &str, summed: &dyn Fn(&str) -> Result<Counts>) -> Result<Vec<u64>> {
    let own = summed(column)?.values().to_vec();
    match own.iter().zip(counts.values()).any(|(own, all)| own > all) {
        true => Err(wrong_use(format!("{}: column '{column}' counts more of a supplier than there are", table.name()))),
        false => Ok(own),
    }
}

/// Reads who contributed and checks that it adds up to the table.
fn contributions(table: &Table, counts: &Counts, count: &str, own: &Contributors) -> Result<Contributions> {
    let file = own.file.map(Table::read).transpose()?;
    let source = file.as_ref().unwrap_or(table);
    let dimensions = counts.crossing().dimensions();
    let places = dimensions.iter().map(|dimension| source.column(dimension.name())).collect::<Result<Vec<_>>>()?;
    let cells = inner(source, dimensions, &places, source.column(count)?)?;
    let contributor = own.contributor.filter(|name| own.file.is_some() || source.header().iter().any(|own| own == name));
    let contributor = contributor.map(|name| source.column(name)).transpose()?;
    let contributors = contributor.map_or_else(|| (0..source.len() as u32).collect(), |column| numbered(source, column));
    let summed = Counts::new(counts.crossing().clone(), cells.clone()).map_err(fault)?;
    if let Some(cell) = (0..counts.values().len()).find(|cell| counts.values()[*cell] != summed.values()[*cell]) {
        let cell = counts.crossing().name(cell);
        return Err(wrong_use(format!("{} does not add up to {} in cell {cell}", source.name(), table.name())));
    }
    let rows = |contributors: Vec<u32>| {
        let with = |((codes, amount), contributor): (&(Vec<usize>, u64), u32)| (codes.clone(), contributor, *amount);
        cells.iter().zip(contributors).map(with).collect::<Vec<_>>()
    };
    let mut read = Contributions::new(counts.crossing(), rows(contributors)).map_err(fault)?;
    for column in &own.kinds {
        let place = source.column(column)?;
        // Whoever is not named may be any of those who are.
        let is_named = |row: &usize| !source.text(*row, place).trim().is_empty();
        let all = rows(numbered(source, place));
        let named = all.into_iter().enumerate().filter(|(row, _)| is_named(row)).map(|(_, row)| row);
        read = read.with(counts.crossing(), column, named).map_err(fault)?;
    }
    Ok(read)
}

/// Per row a number for what stands in a column.
fn numbered(source: &Table, column: usize) -> Vec<u32> {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let number = |row: usize| {
        let next = numbers.len() as u32;
        *numbers.entry(source.text(row, column)).or_insert(next)
    };
    (0..source.len()).map(number).collect()
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

/// A dimension without levels: every code of the column, in any table, under one total; of overlapping codes each in any set.
fn flat(tables: &[Table], name: &str, overlaps: bool) -> Vec<(String, String)> {
    let codes = |table: &Table| {
        let column = table.header().iter().position(|own| own == name);
        column.map_or(Vec::new(), |column| (0..table.len()).map(|row| table.text(row, column).to_owned()).collect())
    };
    let apart = |text: String| match overlaps {
        true => text.split('|').map(|code| code.trim().to_owned()).collect(),
        false => vec![text],
    };
    let codes: BTreeSet<String> = tables.iter().flat_map(codes).flat_map(apart).collect();
    codes.into_iter().map(|code| (code, "Total".to_owned())).collect()
}

fn inner(table: &Table, dimensions: &[Dimension], columns: &[usize], count: usize) -> Result<Vec<(Vec<usize>, u64)>> {
    let mut cells = Vec::with_capacity(table.len());
    for row in 0..table.len() {
        let mut codes = Vec::with_capacity(columns.len());
        for (dimension, column) in dimensions.iter().zip(columns) {
            let text = table.text(row, *column);
            let expected = || format!("a code of the hierarchy of {} ('{text}' is not in it)", dimension.name());
            let code = if dimension.overlaps() { dimension.set(text) } else { dimension.place(text) };
            codes.push(code.ok_or_else(|| table.fault(row, *column, &expected()))?);
        }
        cells.push((codes, table.count(row, count)?));
    }
    Ok(cells)
}
