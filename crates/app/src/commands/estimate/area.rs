//! `inbeeld estimate area`: direct estimates of regions in a CSV file → estimates that borrow strength.

mod drawings;
mod wire;

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use domain::Estimate;
use estimates::area::{self, AreaEstimate, AreaModel, Design, Direct, Neighbours, Regression, Stop};

use crate::commands::table::Table;
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Small areas (Fay–Herriot): each region leans on its own figure as far as that is sure, and on the others for the rest.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    inbeeld estimate area regions.csv --direct share --sd error --covariates \"poverty,factor(province)\"\n  \
    inbeeld estimate area regions.csv --direct share --variance v --method ml --neighbours beside.csv --format json\n  \
    inbeeld estimate area regions.csv --direct cases --variance v --benchmark 12400 --region vt --charts maps/\n  \
    inbeeld estimate area direct.csv --with regions.csv --direct estimate --sd std_error --covariates reports --region regio --charts maps/")]
pub struct Area {
    /// CSV file with a header and one row for each region.
    file: PathBuf,
    /// CSV file with more columns of the regions, matched on its first column, which the other file has as well.
    #[arg(long, value_name = "REGIONS.csv")]
    with: Option<PathBuf>,
    /// Column with the direct estimate.
    #[arg(long)]
    direct: String,
    /// Column with its sampling variance.
    #[arg(long, conflicts_with = "sd", required_unless_present = "sd")]
    variance: Option<String>,
    /// Column with its standard error, in place of the variance.
    #[arg(long)]
    sd: Option<String>,
    /// Columns to explain it by, `a,factor(b)`; a column of text is a factor.
    #[arg(long, default_value = "")]
    covariates: String,
    /// How the variance between regions is estimated.
    #[arg(long, value_enum, default_value_t = Method::Reml)]
    method: Method,
    /// CSV file with who is whose neighbour: one row and one column for each region, in the same order, with or without
    /// a header and a first column of names.
    #[arg(long)]
    neighbours: Option<PathBuf>,
    /// What the regions must add up to; every estimate is multiplied by one number.
    #[arg(long)]
    benchmark: Option<f64>,
    /// Column with the size of each region, where the estimates are means or shares that a benchmark weighs by it.
    #[arg(long, requires = "benchmark")]
    size: Option<String>,
    /// Relative change at which the steps stop; smaller comes nearer to the true maximum than published software does.
    #[arg(long, default_value_t = 1e-4)]
    precision: f64,
    /// Column with the code of the region (`VT19`), for the map.
    #[arg(long)]
    region: Option<String>,
    /// Folder for a tile map of the regions and a chart of all intervals, as SVG.
    #[arg(long, requires = "region")]
    charts: Option<PathBuf>,
    /// Confidence level of the intervals that are printed and drawn.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
}

#[derive(Clone, Copy, ValueEnum)]
enum Method {
    /// Residual maximum likelihood.
    Reml,
    /// Maximum likelihood.
    Ml,
    /// Moments of Fay and Herriot.
    Fh,
}

/// A fitted model with what it was fitted to.
struct Fitted {
    model: AreaModel,
    names: Vec<String>,
    direct: Vec<f64>,
    level: f64,
    factor: Option<f64>,
}

impl Area {
    /// Reads, estimates, prints.
    ///
    /// # Errors
    /// When a file or a value in it cannot be read, or the model cannot be fitted.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        if !(self.level > 0.0 && self.level < 1.0) {
            return Err(wrong_use("--level lies between 0 and 1, for example 0.95"));
        }
        let mut table = Table::read(&self.file)?;
        if let Some(more) = &self.with {
            table = table.with(more)?;
        }
        let fitted = self.fit(&table)?;
        if let (Some(folder), Some(region)) = (&self.charts, &self.region) {
            drawings::write(folder, &fitted, &table, table.column(region)?)?;
        }
        match desk.format {
            Format::Json => output::json(&wire::result(&fitted))?,
            Format::Text => output::text(&wire::in_words(&fitted))?,
        }
        Ok(Outcome::Done)
    }

    fn fit(&self, table: &Table) -> Result<Fitted> {
        let fault = |error: area::AreaError| wrong_use(format!("{}: {error}", self.file.display()));
        let direct = table.numbers(&self.direct)?;
        let variances = match (&self.variance, &self.sd) {
            (Some(column), _) => table.numbers(column)?,
            (None, Some(column)) => table.numbers(column)?.iter().map(|error| error * error).collect(),
            (None, None) => return Err(wrong_use("give --variance or --sd: the column that says how sure a direct estimate is")),
        };
        let design = Design::new(table.len(), &covariates(table, &self.covariates)?).map_err(fault)?;
        let given = Direct { values: &direct, variances: &variances };
        let (method, stop) = (self.method.into(), Stop { precision: self.precision, ..Stop::default() });
        let mut model = match &self.neighbours {
            None => area::fay_herriot(&given, &design, method, stop).map_err(fault)?,
            Some(_) if method == area::Method::Moments => return Err(wrong_use("--method fh has no form with neighbours; use reml or ml")),
            Some(path) => {
                let neighbours =
                    Neighbours::new(&matrix(path, table.len())?).map_err(|error| wrong_use(format!("{}: {error}", path.display())))?;
                area::spatial(&given, &design, &neighbours, method, stop).map_err(fault)?
            }
        };
        let factor = self.benchmark.map(|total| self.bring_to(table, &mut model, total)).transpose()?;
        let names = (0..table.len()).map(|row| table.text(row, 0).to_owned()).collect();
        Ok(Fitted { model, names, direct, level: self.level, factor })
    }

    fn bring_to(&self, table: &Table, model: &mut AreaModel, total: f64) -> Result<f64> {
        let weights = match &self.size {
            Some(column) => table.numbers(column)?,
            None => vec![1.0; table.len()],
        };
        let whole = area::benchmark(&model.areas, &weights, total).map_err(|error| wrong_use(format!("--benchmark: {error}")))?;
        model.areas = whole.areas;
        Ok(whole.factor)
    }
}

impl From<Method> for area::Method {
    fn from(method: Method) -> area::Method {
        match method {
            Method::Reml => area::Method::Reml,
            Method::Ml => area::Method::Ml,
            Method::Fh => area::Method::Moments,
        }
    }
}

impl Fitted {
    /// The estimate of an area with its limits; the level was checked at the door.
    fn estimate(&self, area: &AreaEstimate) -> Option<Estimate> {
        area.at_level(self.level)
    }
}

/// `a,factor(b)` → covariates.
fn covariates(table: &Table, terms: &str) -> Result<Vec<Regression>> {
    let terms = terms.split(',').map(str::trim).filter(|term| !term.is_empty());
    terms.map(|term| covariate(table, term)).collect()
}

fn covariate(table: &Table, term: &str) -> Result<Regression> {
    let factor = term.strip_prefix("factor(").and_then(|rest| rest.strip_suffix(')'));
    let name = factor.unwrap_or(term).trim();
    let column = table.column(name)?;
    let is_text = || (0..table.len()).any(|row| table.number(row, column).is_err());
    if let Some(row) = (0..table.len()).find(|row| matches!(table.text(*row, column), "" | "NA")) {
        return Err(table.fault(row, column, "known; every region needs each covariate, or leave the covariate out"));
    }
    Ok(if factor.is_some() || is_text() {
        Regression::Factor { name: term.to_owned(), levels: (0..table.len()).map(|row| table.text(row, column).to_owned()).collect() }
    } else {
        Regression::Number { name: name.to_owned(), values: table.numbers(name)? }
    })
}

/// A square table of numbers, with or without a header and a first column of names.
fn matrix(path: &PathBuf, areas: usize) -> Result<Vec<Vec<f64>>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let separator = [';', '\t', ','].into_iter().find(|mark| text.contains(*mark)).unwrap_or(',');
    let rows: Vec<Vec<&str>> = text
        .trim_start_matches('\u{feff}')
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.split(separator).map(|field| field.trim().trim_matches('"')).collect())
        .collect();
    let has_header = rows.len() == areas + 1;
    let rows = &rows[usize::from(has_header)..];
    let read = |(at, row): (usize, &Vec<&str>)| {
        let named = row.len() == areas + 1;
        let fields = row[usize::from(named)..].iter().map(|field| field.parse::<f64>().ok());
        let fault = || wrong_use(format!("{}, line {}: a field is not a number", path.display(), at + 1 + usize::from(has_header)));
        fields.collect::<Option<Vec<f64>>>().ok_or_else(fault)
    };
    rows.iter().enumerate().map(read).collect()
}
