//! `inbeeld estimate informants`: forms of sentinel professionals → children a year, by age and sector.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use estimates::survey::{self, InformantForm, InformantResult};
use serde::Serialize;

use super::survey::is_missing;
use crate::commands::table::Table;
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Sentinel professionals (layout `informant`): children a year, 0–11 and 12–17, each counted once.
#[derive(Args)]
#[command(after_help = "Examples:
  inbeeld estimate informants informant_ONDERZOEK1_2023JJ00_v1.csv
  inbeeld estimate informants forms.csv --aard sexual --certain --format json")]
pub struct Informants {
    /// A delivery of kind `informant`.
    file: PathBuf,
    /// Forms of violence to count; all by default.
    #[arg(long, value_delimiter = ',')]
    aard: Vec<String>,
    /// Count what informants are certain of only.
    #[arg(long)]
    certain: bool,
    /// Confidence level.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
}

/// The forms of one year.
struct Year {
    year: String,
    result: InformantResult,
}

impl Informants {
    /// Reads, estimates every year, prints.
    ///
    /// # Errors
    /// When the file cannot be read, a form has a wrong number, or no year can be estimated.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let table = Table::read(&self.file)?;
        let mut years: BTreeMap<String, Vec<InformantForm>> = BTreeMap::new();
        for row in 0..table.len() {
            if let Some((year, form)) = self.form(&table, row)? {
                years.entry(year).or_default().push(form);
            }
        }
        let fault = |error: survey::SurveyError| wrong_use(format!("{}: {error}", self.file.display()));
        let estimate = |(year, forms): (String, Vec<InformantForm>)| {
            survey::informants(&forms, self.level).map(|result| Year { year, result }).map_err(fault)
        };
        let years: Vec<Year> = years.into_iter().map(estimate).collect::<Result<_>>()?;
        if years.is_empty() {
            return Err(wrong_use(format!("{} holds no forms that count", self.file.display())));
        }
        match desk.format {
            Format::Json => output::json(&WireYears { years: years.iter().map(wire).collect() })?,
            Format::Text => output::text(&in_words(&years))?,
        }
        Ok(Outcome::Done)
    }

    /// One form with its year; none where it is not asked for.
    fn form(&self, table: &Table, row: usize) -> Result<Option<(String, InformantForm)>> {
        let text = |name: &str| -> Result<String> { Ok(table.text(row, table.column(name)?).to_owned()) };
        let number = |name: &str| -> Result<f64> { table.number(row, table.column(name)?) };
        let forms = text("aard")?;
        let asked = self.aard.is_empty() || forms.split('|').any(|form| self.aard.iter().any(|asked| asked == form));
        if !asked || (self.certain && text("zekerheid")? != "certain") {
            return Ok(None);
        }
        let age = table.column("leeftijd")?;
        let year = text("maand")?.split('-').next().unwrap_or_default().to_owned();
        let form = InformantForm {
            informant: text("informant")?,
            sector: text("sector")?,
            stratum: text("stratum")?,
            population: number("informanten_in_stratum")?,
            weight: number("gewicht")?,
            age: if is_missing(table.text(row, age)) { None } else { Some(table.count(row, age)?) },
            key: Some(text("sleutel")?).filter(|key| !is_missing(key)),
        };
        Ok(Some((year, form)))
    }
}

#[derive(Serialize)]
struct WireYears<'a> {
    years: Vec<WireYear<'a>>,
}

#[derive(Serialize)]
struct WireYear<'a> {
    year: &'a str,
    panel: u64,
    children_per_form: f64,
    without_key: u64,
    results: Vec<WireFigure<'a>>,
}

#[derive(Serialize)]
struct WireFigure<'a> {
    part: &'a str,
    forms: u64,
    estimate: f64,
    std_error: f64,
    interval: WireInterval,
}

#[derive(Serialize)]
struct WireInterval {
    lower: f64,
    upper: f64,
}

fn wire(Year { year, result }: &Year) -> WireYear<'_> {
    let results = result.figures.iter().map(|own| {
        let interval = WireInterval { lower: own.lower, upper: own.upper };
        WireFigure { part: &own.part, forms: own.forms, estimate: own.estimate, std_error: own.std_error, interval }
    });
    WireYear {
        year,
        panel: result.panel,
        children_per_form: result.children_per_form,
        without_key: result.without_key,
        results: results.collect(),
    }
}

/// The result for people. Writing to a String cannot fail.
fn in_words(years: &[Year]) -> String {
    let mut text = String::new();
    for Year { year, result } in years {
        let _ = writeln!(
            text,
            "{year}: a panel of {}; a form stands for {:.3} children; {} forms without a key",
            result.panel, result.children_per_form, result.without_key
        );
        for figure in &result.figures {
            let _ = writeln!(
                text,
                "  {:<14} {:>9.0} children [{:.0} – {:.0}], {} forms",
                figure.part, figure.estimate, figure.lower, figure.upper, figure.forms
            );
        }
    }
    text
}
