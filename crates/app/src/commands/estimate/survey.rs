//! `inbeeld estimate survey`: a sample in a CSV file → estimates for everyone, with the design taken into account.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use estimates::survey::{
    self, Design, Distance, Factor, IntervalKind, LonelyPsu, Numbering, Question, Replicates, Replication, Sample, StageColumns, Statistic,
    SurveyError, Trimming, Variable,
};

use super::survey_margins::{self, BoundsText};
use super::survey_print as print;
use crate::commands::table::Table;
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Design-based estimates: means, totals, proportions, ratios and quantiles of a stratified, clustered, weighted sample.
#[derive(Args)]
#[command(after_help = "Examples:
  inbeeld estimate survey pupils.csv --variable sg_jaar --statistic proportion --interval logit --weights gewicht --strata stratum --cluster school
  inbeeld estimate survey pupils.csv --variable sg_ooit --statistic total --domain geslacht --weights gewicht --cluster school,kenmerk --fpc scholen_in_stratum,leerlingen_in_school
  inbeeld estimate survey pupils.csv --variable sg_jaar --statistic mean --weights gewicht --calibrate margins.csv --distance raking --replicates bootstrap:1000 --format json
  inbeeld estimate survey pupils.csv --variable sg_ooit --statistic proportion --weights gewicht --cluster school --with schools.csv --domain regio --out direct.csv
  inbeeld estimate survey pupils.csv --variable setting --association geslacht --weights gewicht --cluster school")]
pub struct Survey {
    /// CSV file with a header; `,` or `;` between fields; an empty field or NA is missing.
    file: PathBuf,
    /// CSV file with more columns, matched on its first column, which the sample has as well: the region of each school, for one.
    #[arg(long, value_name = "SCHOOLS.csv")]
    with: Option<PathBuf>,
    /// Writes the answers to this CSV file as well: domain, level, rows, estimate, std_error, lower, upper.
    #[arg(long, value_name = "ANSWERS.csv", conflicts_with = "association")]
    out: Option<PathBuf>,
    /// Column measured; text is a factor with levels, and `factor(COLUMN)` makes levels of numbers.
    #[arg(long)]
    variable: String,
    /// `mean`, `total`, `proportion`, `ratio:COLUMN` or `quantile:0.5`.
    #[arg(long, default_value = "mean")]
    statistic: String,
    /// Column with the domain: an answer per level, the rest of the sample kept in the design. Several, separated by a comma, are crossed.
    #[arg(long)]
    domain: Option<String>,
    /// Column with the weights; without it they follow from --fpc.
    #[arg(long)]
    weights: Option<String>,
    /// Column with the strata; one per stage.
    #[arg(long, value_delimiter = ',')]
    strata: Vec<String>,
    /// Column with the clusters; one per stage.
    #[arg(long, value_delimiter = ',')]
    cluster: Vec<String>,
    /// Column with how many clusters the stratum has, or which fraction was drawn; one per stage.
    #[arg(long, value_delimiter = ',')]
    fpc: Vec<String>,
    /// Clusters are numbered anew in every stratum.
    #[arg(long)]
    nest: bool,
    /// What a stratum with one cluster says of the variance.
    #[arg(long, value_enum, default_value_t = Lonely::Fail)]
    lonely_psu: Lonely,
    /// Known totals: CSV `variable,level,total`; `(Intercept)` is the size of the population, a number has no level.
    #[arg(long, value_name = "MARGINS.csv")]
    calibrate: Option<PathBuf>,
    /// What calibration does to a weight.
    #[arg(long, value_enum, default_value_t = Way::Linear)]
    distance: Way,
    /// Smallest and largest multiple of a weight.
    #[arg(long, value_name = "LOWER,UPPER")]
    bounds: Option<BoundsText>,
    /// Smallest and largest weight, after calibration; what is cut off goes to the others.
    #[arg(long, value_name = "LOWER,UPPER")]
    trim: Option<BoundsText>,
    /// Trim again until every weight lies within the limits.
    #[arg(long, requires = "trim")]
    trim_strict: bool,
    /// `jk1`, `jkn` or `bootstrap:1000`: uncertainty from replicates instead of linearisation.
    #[arg(long)]
    replicates: Option<String>,
    /// Seed of the bootstrap.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How limits are made.
    #[arg(long, value_enum, default_value_t = Limits::Wald)]
    interval: Limits,
    /// Confidence level.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
    /// Second column: tests whether it is associated with the variable (Rao & Scott) instead of estimating.
    #[arg(long, value_name = "COLUMN", conflicts_with_all = ["statistic", "domain", "interval"])]
    association: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Lonely {
    /// No answer.
    Fail,
    /// It adds nothing.
    Remove,
    /// Compared with the whole sample.
    Adjust,
    /// As the other strata on average.
    Average,
    /// It was certain to be drawn.
    Certainty,
}

#[derive(Clone, Copy, ValueEnum)]
enum Way {
    /// Adds (the regression estimator).
    Linear,
    /// Multiplies.
    Raking,
    /// Multiplies, between bounds.
    Logit,
}

#[derive(Clone, Copy, ValueEnum)]
enum Limits {
    /// Estimate ± normal quantile × standard error.
    Wald,
    /// Estimate ± t quantile × standard error (`mean` in R's svyciprop).
    #[value(alias = "mean")]
    T,
    /// On the scale of log odds, from a logistic model.
    Logit,
    /// Exact limits for the effective sample size.
    Beta,
    /// From the likelihood, corrected for the design.
    Likelihood,
    /// On the scale of the arcsine.
    Asin,
    /// On the scale of log odds, transformed; the same limits as logit.
    Xlogit,
}

impl Survey {
    /// Reads, estimates, prints.
    ///
    /// # Errors
    /// When the file or a value in it cannot be read, or the question cannot be answered.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let mut table = Table::read(&self.file)?;
        if let Some(more) = &self.with {
            table = table.with(more)?;
        }
        let sample = match self.sample(&table) {
            Err(error) if error.is::<SurveyError>() => return Err(self.refused(&error)),
            other => other?,
        };
        if let Some(other) = &self.association {
            return self.test(&table, &sample, other, desk);
        }
        let question = self.question(&table)?;
        let result = survey::estimate(&sample, &question).map_err(|error| self.refused(&error))?;
        if let Some(path) = &self.out {
            output::streamed(path, |file| print::csv(&result, self.domain.as_deref(), file))?;
        }
        let notices = print::notices(&result, self.interval.kind());
        match desk.format {
            Format::Json => output::json(&print::wire(&result, &notices))?,
            Format::Text => output::text(&print::in_words(&result, &sample, &notices, self.level))?,
        }
        Ok(Outcome::Done)
    }

    fn refused(&self, error: &dyn std::fmt::Display) -> anyhow::Error {
        wrong_use(format!("{}: {error}", self.file.display()))
    }

    fn test(&self, table: &Table, sample: &Sample, other: &str, desk: &Desk) -> Result<Outcome> {
        let (rows, columns) = (factor(table, plain(&self.variable))?, factor(table, plain(other))?);
        let result = survey::association(sample, &rows, &columns).map_err(|error| self.refused(&error))?;
        match desk.format {
            Format::Json => output::json(&print::wire_test(&result))?,
            Format::Text => output::text(&print::test_in_words(&result))?,
        }
        Ok(Outcome::Done)
    }

    fn sample(&self, table: &Table) -> Result<Sample> {
        let weights = self.weights.as_deref().map(|name| table.numbers(name)).transpose()?;
        let numbering = if self.nest { Numbering::PerStratum } else { Numbering::Throughout };
        let stages = self.stages(table)?;
        let weights = match (weights, stages.is_empty()) {
            (None, true) => Some(vec![1.0; table.len()]),
            (weights, _) => weights,
        };
        let mut design = Design::new(weights, stages, numbering, self.lonely_psu.policy())?;
        let calibration = match &self.calibrate {
            Some(path) => Some(survey_margins::calibration(path, table, self.distance.distance(), self.bounds)?),
            None => None,
        };
        let replication = self.replicates.as_deref().map(|text| replication(text, self.seed)).transpose()?;
        if replication.is_none()
            && let Some(calibration) = &calibration
        {
            design = design.calibrated(calibration)?;
        }
        if let Some(BoundsText { lower, upper }) = self.trim {
            if replication.is_some() && calibration.is_some() {
                return Err(wrong_use(
                    "--calibrate, --trim and --replicates do not go together: bound the weights in calibration with --bounds",
                ));
            }
            design = design.trimmed(lower, upper, if self.trim_strict { Trimming::Strict } else { Trimming::Once })?;
        }
        Ok(match replication {
            Some(replication) => Sample::Replicated(Replicates::new(design, replication, calibration)?),
            None => Sample::Linearised(design),
        })
    }

    fn stages(&self, table: &Table) -> Result<Vec<StageColumns>> {
        let count = self.cluster.len().max(self.strata.len());
        if self.fpc.len() > count.max(1) {
            return Err(SurveyError::Stages { given: self.fpc.len(), stages: count.max(1) }.into());
        }
        let stage = |place: usize| -> Result<StageColumns> {
            Ok(StageColumns {
                strata: self.strata.get(place).map(|name| factor(table, name)).transpose()?,
                clusters: self.cluster.get(place).filter(|name| *name != "1").map(|name| factor(table, name)).transpose()?,
                population: self.fpc.get(place).map(|name| table.numbers(name)).transpose()?,
            })
        };
        (0..count.max(self.fpc.len())).map(stage).collect()
    }

    fn question(&self, table: &Table) -> Result<Question> {
        let variable = variable(table, &self.variable)?;
        let statistic = statistic(table, &self.statistic)?;
        let domain = self.domain.as_deref().map(|names| domain(table, names)).transpose()?;
        Ok(Question { variable, statistic, domain, interval: self.interval.kind(), level: self.level })
    }
}

impl Lonely {
    fn policy(self) -> LonelyPsu {
        match self {
            Lonely::Fail => LonelyPsu::Fail,
            Lonely::Remove => LonelyPsu::Remove,
            Lonely::Adjust => LonelyPsu::Adjust,
            Lonely::Average => LonelyPsu::Average,
            Lonely::Certainty => LonelyPsu::Certainty,
        }
    }
}

impl Way {
    fn distance(self) -> Distance {
        match self {
            Way::Linear => Distance::Linear,
            Way::Raking => Distance::Raking,
            Way::Logit => Distance::Logit,
        }
    }
}

impl Limits {
    fn kind(self) -> IntervalKind {
        match self {
            Limits::Wald => IntervalKind::Wald,
            Limits::T => IntervalKind::T,
            Limits::Logit | Limits::Xlogit => IntervalKind::Logit,
            Limits::Beta => IntervalKind::Beta,
            Limits::Likelihood => IntervalKind::Likelihood,
            Limits::Asin => IntervalKind::Asin,
        }
    }
}

/// The name without `factor(…)`.
fn plain(name: &str) -> &str {
    name.strip_prefix("factor(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(name)
}

/// What stands for a missing value.
pub(super) fn is_missing(text: &str) -> bool {
    matches!(text, "" | "NA" | "NaN")
}

/// A column as levels.
pub(super) fn factor(table: &Table, name: &str) -> Result<Factor> {
    let column = table.column(name)?;
    let text = |row| Some(table.text(row, column)).filter(|text| !is_missing(text)).unwrap_or_default();
    Ok(Factor::of_texts(&(0..table.len()).map(text).collect::<Vec<&str>>()))
}

/// A column of numbers that may miss values.
pub(super) fn numbers_or_missing(table: &Table, name: &str) -> Result<Vec<Option<f64>>> {
    let column = table.column(name)?;
    let value = |row| if is_missing(table.text(row, column)) { Ok(None) } else { table.number(row, column).map(Some) };
    (0..table.len()).map(value).collect()
}

/// A column as numbers where they are, else as levels. A column that is mostly numbers must be numbers.
pub(super) fn variable(table: &Table, name: &str) -> Result<Variable> {
    if plain(name) != name {
        return Ok(Variable::Factor(factor(table, plain(name))?));
    }
    let column = table.column(name)?;
    let known: Vec<&str> = (0..table.len()).map(|row| table.text(row, column)).filter(|text| !is_missing(text)).collect();
    let written_as_numbers = known.iter().filter(|text| text.parse::<f64>().is_ok()).count();
    if 2 * written_as_numbers > known.len() {
        numbers_or_missing(table, name).map(Variable::Number)
    } else {
        factor(table, name).map(Variable::Factor)
    }
}

fn domain(table: &Table, names: &str) -> Result<Factor> {
    let mut factors = names.split(',').map(|name| factor(table, plain(name.trim())));
    let first = factors.next().unwrap_or_else(|| Err(wrong_use("--domain needs a column")))?;
    factors.try_fold(first, |crossed, next| Ok(crossed.crossed(&next?)))
}

fn statistic(table: &Table, text: &str) -> Result<Statistic> {
    match text.split_once(':').unwrap_or((text, "")) {
        ("mean", "") => Ok(Statistic::Mean),
        ("total", "") => Ok(Statistic::Total),
        ("proportion", "") => Ok(Statistic::Proportion),
        ("ratio", below) if !below.is_empty() => numbers_or_missing(table, below).map(Statistic::Ratio),
        ("quantile", at) => at
            .parse()
            .map(Statistic::Quantile)
            .map_err(|_| wrong_use("a quantile is asked for as quantile:0.5, with a number between 0 and 1")),
        _ => Err(wrong_use(format!("'{text}' is no statistic; use mean, total, proportion, ratio:COLUMN or quantile:0.5"))),
    }
}

fn replication(text: &str, seed: u64) -> Result<Replication> {
    match text.split_once(':').unwrap_or((text, "")) {
        ("jk1", "") => Ok(Replication::Jk1),
        ("jkn", "") => Ok(Replication::Jkn),
        ("bootstrap", count) => {
            let replicates =
                count.parse().map_err(|_| wrong_use("a bootstrap is asked for as bootstrap:1000, with the number of replicates"))?;
            Ok(Replication::Bootstrap { replicates, seed })
        }
        _ => Err(wrong_use(format!("'{text}' is no way to replicate; use jk1, jkn or bootstrap:1000"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_replicate_are_read_and_others_refused() {
        assert_eq!(replication("jkn", 1).expect("a way"), Replication::Jkn);
        assert_eq!(replication("bootstrap:250", 7).expect("a way"), Replication::Bootstrap { replicates: 250, seed: 7 });
        for wrong in ["", "jk1:5", "bootstrap", "bootstrap:many", "bootstrap:-1", "brr"] {
            assert!(replication(wrong, 1).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_factor_is_asked_for_by_name() {
        assert_eq!((plain("factor(age)"), plain("age"), plain("factor(age")), ("age", "age", "factor(age"));
    }
}
