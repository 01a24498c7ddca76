//! `inbeeld estimate school`: a study among pupils in the layout `survey`, short and long form made comparable.

use std::fmt::Write;
use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use estimates::survey::{self, Comparability, Design, FormStudy, LonelyPsu, Numbering, QuestionForm, Sample, StageColumns, StudyFigure};
use serde::Serialize;

use super::survey::{factor, numbers_or_missing};
use crate::commands::table::Table;
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// A study among pupils (layout `survey`): prevalence with the short form made comparable to the long one.
#[derive(Args)]
#[command(after_help = "Example:
  inbeeld estimate school survey_ONDERZOEK1_2023JJ00_v1.csv --answer sg_ooit --younger-through 11")]
pub struct School {
    /// A delivery of kind `survey`.
    file: PathBuf,
    /// Which answer.
    #[arg(long, value_enum, default_value_t = Answer::Ever)]
    answer: Answer,
    /// Pupils through this age had the short form only; the forms are compared among the older.
    #[arg(long, default_value_t = 11)]
    younger_through: u32,
    /// Confidence level.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
}

#[derive(Clone, Copy, ValueEnum)]
enum Answer {
    /// Sexual violence ever.
    #[value(name = "sg_ooit", alias = "ever")]
    Ever,
    /// Sexual violence in the last twelve months.
    #[value(name = "sg_jaar", alias = "year")]
    Year,
}

impl Answer {
    fn column(self) -> &'static str {
        match self {
            Answer::Ever => "sg_ooit",
            Answer::Year => "sg_jaar",
        }
    }
}

impl School {
    /// Reads, makes comparable, prints.
    ///
    /// # Errors
    /// When the file cannot be read, is no study of this layout, or one of its parts is empty.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let table = Table::read(&self.file)?;
        let fault = |error: survey::SurveyError| wrong_use(format!("{}: {error}", self.file.display()));
        let sample = Sample::Linearised(design(&table)?.map_err(fault)?);
        let result = survey::comparable(&sample, &self.study(&table)?, self.level).map_err(fault)?;
        match desk.format {
            Format::Json => output::json(&wire(&result))?,
            Format::Text => output::text(&in_words(&result, self.younger_through))?,
        }
        Ok(Outcome::Done)
    }

    fn study(&self, table: &Table) -> Result<FormStudy> {
        let (age, form) = (table.column("leeftijd")?, table.column("formulier")?);
        let younger = (0..table.len()).map(|row| Ok(table.count::<u32>(row, age)? <= self.younger_through));
        let form = |row| match table.text(row, form) {
            "short" => Ok(QuestionForm::Short),
            "long" => Ok(QuestionForm::Long),
            _ => Err(table.fault(row, form, "short or long")),
        };
        Ok(FormStudy {
            answers: numbers_or_missing(table, self.answer.column())?,
            forms: (0..table.len()).map(form).collect::<Result<_>>()?,
            younger: younger.collect::<Result<_>>()?,
        })
    }
}

/// Schools drawn in strata; of their pupils few enough not to matter, so that the second stage adds nothing.
fn design(table: &Table) -> Result<std::result::Result<Design, survey::SurveyError>> {
    let number = |name: &str| -> Result<Vec<f64>> {
        let column = table.column(name)?;
        (0..table.len()).map(|row| table.number(row, column)).collect()
    };
    let stage = StageColumns { strata: Some(factor(table, "stratum")?), clusters: Some(factor(table, "school")?), population: None };
    Ok(Design::new(Some(number("gewicht")?), vec![stage], Numbering::PerStratum, LonelyPsu::Adjust))
}

#[derive(Serialize)]
struct WireStudy {
    everyone: WireFigure,
    younger: WireFigure,
    younger_short: WireFigure,
    older_short: WireFigure,
    older_long: WireFigure,
    odds_ratio: WireFigure,
}

#[derive(Serialize)]
struct WireFigure {
    estimate: f64,
    std_error: f64,
    interval: WireInterval,
}

#[derive(Serialize)]
struct WireInterval {
    lower: f64,
    upper: f64,
}

fn wire(result: &Comparability) -> WireStudy {
    let figure = |figure: StudyFigure| WireFigure {
        estimate: figure.estimate,
        std_error: figure.std_error,
        interval: WireInterval { lower: figure.lower, upper: figure.upper },
    };
    WireStudy {
        everyone: figure(result.everyone),
        younger: figure(result.younger),
        younger_short: figure(result.younger_short),
        older_short: figure(result.older_short),
        older_long: figure(result.older_long),
        odds_ratio: figure(result.odds_ratio),
    }
}

/// The result for people. Writing to a String cannot fail.
fn in_words(result: &Comparability, through: u32) -> String {
    let mut text = String::new();
    let mut line = |name: String, figure: StudyFigure| {
        let percent = |share: f64| format!("{:.2} %", 100.0 * share);
        let _ = writeln!(text, "{name:<44} {:>8} [{} – {}]", percent(figure.estimate), percent(figure.lower), percent(figure.upper));
    };
    line("everyone, on the long form's scale".to_owned(), result.everyone);
    line(format!("through {through}, on the long form's scale"), result.younger);
    line(format!("through {through}, as asked (short form)"), result.younger_short);
    line("older, long form".to_owned(), result.older_long);
    line("older, short form (the overlap)".to_owned(), result.older_short);
    let StudyFigure { estimate, lower, upper, .. } = result.odds_ratio;
    let _ = writeln!(text, "odds on the long form over odds on the short form: {estimate:.3} [{lower:.3} – {upper:.3}]");
    text.push_str("assumed: the forms differ as much for the younger as for the older; see docs/methods/school-study.md\n");
    text
}
