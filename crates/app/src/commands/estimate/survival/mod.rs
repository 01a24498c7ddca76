//! `inbeeld estimate survival`: waits in a CSV file → curves, medians, incidences, tests, regressions.

mod terms;
mod wire;
mod words;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use estimates::survival::{
    self, ChiSquared, CoxOptions, Design, Errors, HazardPoint, LogRank, Options, Proportionality, Quantile, Regression, RestrictedMean,
    Subject, SurvivalError, SurvivalResult,
};

use self::terms::Term;
use crate::commands::table::Table;
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Kaplan–Meier, and Aalen–Johansen where there is more than one cause; tests between groups; Cox and Fine–Gray regression.
#[derive(Args)]
#[command(after_help = "\
Examples:
  inbeeld estimate survival waits.csv --time days --status outcome --group region --at 91,183,365
  inbeeld estimate survival waits.csv --time days --status outcome --count children --rmean 365
  inbeeld estimate survival waits.csv --time days --status outcome --strata year --cox \"age,factor(sex)\" --zph
  inbeeld estimate survival waits.csv --time days --status outcome --fine-gray 1:\"age,factor(region, ref=VT13)\"

Rows with an empty field or NA in a column that is used are left out and counted. With several causes the log-rank test
and --cox look at an event of any cause, unless --cause says which.")]
pub struct Survival {
    /// CSV file with a header; `,` or `;` between fields.
    file: PathBuf,
    /// Column with the time.
    #[arg(long)]
    time: String,
    /// Column with the outcome: 0 censored, 1, 2, … the cause.
    #[arg(long)]
    status: String,
    /// Column with the time of coming under observation: at risk only after it.
    #[arg(long)]
    entry: Option<String>,
    /// Column that says how many subjects a row stands for.
    #[arg(long)]
    count: Option<String>,
    /// Column with the group: a curve each, and tests between them.
    #[arg(long)]
    group: Option<String>,
    /// Column with the stratum: tests compare within it, regressions give it its own hazard.
    #[arg(long)]
    strata: Option<String>,
    /// The cause that the log-rank test and --cox look at; the others count as censored there.
    #[arg(long)]
    cause: Option<u32>,
    /// Times at which values are wanted as well.
    #[arg(long, value_delimiter = ',')]
    at: Vec<f64>,
    /// Shares by which times are wanted as well, as 0.25,0.75.
    #[arg(long, value_delimiter = ',')]
    quantiles: Vec<f64>,
    /// Mean wait, counted up to this time.
    #[arg(long, value_name = "T")]
    rmean: Option<f64>,
    /// The cumulative hazard by Nelson and Aalen as well.
    #[arg(long)]
    nelson_aalen: bool,
    /// Weight S(t−)^rho of the log-rank test: 0 log-rank, 1 Peto and Peto.
    #[arg(long, default_value_t = 0.0, value_name = "RHO")]
    rho: f64,
    /// Cox regression on these columns; text columns are factors.
    #[arg(long, value_name = "TERMS")]
    cox: Option<String>,
    /// How Cox regression handles events of the same time.
    #[arg(long, value_enum, default_value_t = TiesWord::Efron)]
    ties: TiesWord,
    /// Standard errors of Cox regression that do not trust the model.
    #[arg(long)]
    robust: bool,
    /// Column with the cluster: rows of one cluster hang together (implies --robust).
    #[arg(long)]
    cluster: Option<String>,
    /// Test whether the hazards of Cox regression are proportional.
    #[arg(long, requires = "cox")]
    zph: bool,
    /// Fine–Gray regression of the incidence of one cause, as 1:"age,factor(sex)".
    #[arg(long, value_name = "CAUSE:TERMS")]
    fine_gray: Option<String>,
    /// Confidence level.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
}

#[derive(Clone, Copy, ValueEnum)]
enum TiesWord {
    /// Efron's approximation.
    Efron,
    /// Breslow's approximation.
    Breslow,
}

/// All that was asked for.
struct Answer {
    curves: SurvivalResult,
    extras: Vec<Extras>,
    tests: Option<Tests>,
    cox: Option<Model>,
    fine_gray: Option<(u32, Model)>,
    left_out: u64,
    notices: Vec<Notice>,
}

/// What was asked for beside the curve of a group.
struct Extras {
    quantiles: Vec<(f64, Quantile)>,
    mean: Option<RestrictedMean>,
    hazard: Option<Vec<HazardPoint>>,
}

struct Tests {
    log_rank: LogRank,
    rho: f64,
    gray: Vec<(u32, ChiSquared)>,
}

struct Model {
    regression: Regression,
    proportionality: Option<Proportionality>,
    left_out: u64,
}

/// Something the reader must know.
struct Notice {
    code: &'static str,
    text: String,
}

impl Survival {
    /// Reads, estimates, prints.
    ///
    /// # Errors
    /// When the file or a value in it cannot be read, or no estimate can be made.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let table = Table::read(&self.file)?;
        let answer = self.answer(&table)?;
        match desk.format {
            Format::Json => output::json(&wire::document(&answer, !self.at.is_empty()))?,
            Format::Text => output::text(&words::text(&answer))?,
        }
        Ok(Outcome::Done)
    }

    fn answer(&self, table: &Table) -> Result<Answer> {
        let columns = self.columns(table)?;
        let mut notices = Vec::new();
        let all = Rows::read(table, &Columns { stratum: None, ..columns }, &[])?;
        let options = Options { level: self.level, at: self.at.clone(), ..Options::default() };
        let curves = survival::survival(&all.subjects, &options).map_err(|error| all.refuse(error))?;
        let extras = curves.groups.iter().map(|group| self.extras(group)).collect::<Result<_>>()?;
        let tests = self.tests(table, &columns, &mut notices)?;
        let cox = self.cox.as_deref().map(|terms| self.cox(table, &columns, terms)).transpose()?;
        let fine_gray = self.fine_gray.as_deref().map(|asked| self.fine_gray(table, &columns, asked)).transpose()?;
        notices.extend(self.doubts(&all.subjects));
        Ok(Answer { curves, extras, tests, cox, fine_gray, left_out: all.left_out, notices })
    }
}

impl Survival {
    fn columns(&self, table: &Table) -> Result<Columns> {
        let named = |name: &Option<String>| name.as_deref().map(|name| table.column(name)).transpose();
        Ok(Columns {
            time: table.column(&self.time)?,
            status: table.column(&self.status)?,
            entry: named(&self.entry)?,
            count: named(&self.count)?,
            group: named(&self.group)?,
            stratum: named(&self.strata)?,
        })
    }

    fn extras(&self, group: &survival::GroupResult) -> Result<Extras> {
        if let Some(p) = self.quantiles.iter().find(|p| !(**p > 0.0 && **p < 1.0)) {
            return Err(wrong_use(format!("--quantiles: {p} does not lie between 0 and 1")));
        }
        let refuse = |error: SurvivalError| wrong_use(format!("--rmean: {error}"));
        Ok(Extras {
            quantiles: self.quantiles.iter().map(|p| (*p, group.quantile(*p))).collect(),
            mean: self.rmean.map(|until| group.restricted_mean(until)).transpose().map_err(refuse)?,
            hazard: self.nelson_aalen.then(|| group.nelson_aalen(self.level)).transpose().map_err(refuse)?,
        })
    }

    /// Tests between groups: log-rank on an event of any cause or of `--cause`, Gray's where there are several causes.
    fn tests(&self, table: &Table, columns: &Columns, notices: &mut Vec<Notice>) -> Result<Option<Tests>> {
        if columns.group.is_none() {
            return Ok(None);
        }
        let rows = Rows::read(table, columns, &[])?;
        let mut groups: Vec<_> = rows.subjects.iter().filter(|subject| subject.count > 0).map(|subject| subject.group).collect();
        groups.sort_unstable();
        groups.dedup();
        if groups.len() < 2 {
            notices.push(Notice::new("one-group", "there is one group only: nothing to test it against"));
            return Ok(None);
        }
        let log_rank = match survival::log_rank(&self.of_cause(&rows.subjects), self.rho) {
            Err(SurvivalError::Groups { groups, most }) => {
                notices
                    .push(Notice::new("many-groups", &format!("no tests: there are {groups} groups, and at most {most} can be compared")));
                return Ok(None);
            }
            other => other.map_err(|error| rows.refuse(error))?,
        };
        if log_rank.test.degrees_of_freedom == 0 {
            notices.push(Notice::new("nothing-compared", "no log-rank test: no two groups were at risk together at the time of an event"));
        }
        let several = rows.subjects.iter().any(|subject| subject.status > 1);
        let gray = match several.then(|| survival::gray(&rows.subjects, self.rho)).transpose() {
            Err(error @ (SurvivalError::Groups { .. } | SurvivalError::LateEntry { .. })) => {
                notices.push(Notice::new("no-gray", &format!("no test of Gray: {error}")));
                Vec::new()
            }
            other => other.map_err(|error| rows.refuse(error))?.unwrap_or_default(),
        };
        let gray = if gray.len() > 1 { gray } else { Vec::new() };
        Ok(Some(Tests { log_rank, rho: self.rho, gray }))
    }

    fn cox(&self, table: &Table, columns: &Columns, terms: &str) -> Result<Model> {
        let terms = terms::parse(terms)?;
        let cluster = self.cluster.as_deref().map(|name| table.column(name)).transpose()?;
        let (rows, design) = Rows::with_terms(table, columns, &terms, cluster)?;
        let clusters = cluster.map(|column| numbered(rows.kept.iter().map(|row| table.text(*row, column))));
        let errors = match &clusters {
            Some(clusters) => Errors::Clustered(clusters),
            None if self.robust => Errors::Robust,
            None => Errors::Model,
        };
        let ties = match self.ties {
            TiesWord::Efron => survival::Ties::Efron,
            TiesWord::Breslow => survival::Ties::Breslow,
        };
        let options = CoxOptions { ties, errors, level: self.level };
        let subjects = self.of_cause(&rows.subjects);
        let (regression, proportionality) = if self.zph {
            let both = survival::cox_with_proportionality(&subjects, &design, &options).map_err(|error| rows.refuse(error))?;
            (both.0, Some(both.1))
        } else {
            (survival::cox(&subjects, &design, &options).map_err(|error| rows.refuse(error))?, None)
        };
        Ok(Model { regression, proportionality, left_out: rows.left_out })
    }

    fn fine_gray(&self, table: &Table, columns: &Columns, asked: &str) -> Result<(u32, Model)> {
        let unclear = || wrong_use(format!("--fine-gray '{asked}': write the cause before the terms, as 1:\"age,factor(sex)\""));
        let (cause, terms) = asked.split_once(':').ok_or_else(unclear)?;
        let cause: u32 = cause.trim().parse().map_err(|_| unclear())?;
        let terms = terms::parse(terms.trim().trim_matches('"'))?;
        let (rows, design) = Rows::with_terms(table, columns, &terms, None)?;
        let regression = survival::fine_gray(&rows.subjects, &design, cause, self.level).map_err(|error| rows.refuse(error))?;
        Ok((cause, Model { regression, proportionality: None, left_out: rows.left_out }))
    }

    /// The same subjects with every cause but `--cause` taken as censored.
    fn of_cause<'a>(&self, subjects: &[Subject<'a>]) -> Vec<Subject<'a>> {
        let status = |own| match self.cause {
            None => own,
            Some(cause) => u32::from(own == cause && own > 0),
        };
        subjects.iter().map(|subject| Subject { status: status(subject.status), ..*subject }).collect()
    }

    /// What looks like a misunderstanding.
    fn doubts(&self, subjects: &[Subject<'_>]) -> Vec<Notice> {
        let all = |holds: fn(u32) -> bool| subjects.iter().all(|subject| holds(subject.status));
        let mut doubts = Vec::new();
        if all(|status| status == 0) {
            doubts.push(Notice::new("no-events", "no row has an event: every row is censored"));
        } else if all(|status| status == 1 || status == 2) && !all(|status| status == 1) && !all(|status| status == 2) {
            let text = "every status is 1 or 2, so both are causes and nobody is censored; if one of them means censored, write 0 for it";
            doubts.push(Notice::new("one-and-two", text));
        }
        doubts
    }
}

impl Notice {
    fn new(code: &'static str, text: &str) -> Notice {
        Notice { code, text: text.to_owned() }
    }
}

/// Places of the columns of subjects.
#[derive(Clone, Copy)]
struct Columns {
    time: usize,
    status: usize,
    entry: Option<usize>,
    count: Option<usize>,
    group: Option<usize>,
    stratum: Option<usize>,
}

/// The rows that hold all that is needed.
struct Rows<'a> {
    table: &'a Table,
    columns: Columns,
    subjects: Vec<Subject<'a>>,
    /// Where each subject stands in the file.
    kept: Vec<usize>,
    left_out: u64,
}

impl<'a> Rows<'a> {
    fn read(table: &'a Table, columns: &Columns, also: &[usize]) -> Result<Rows<'a>> {
        let Columns { time, status, entry, count, group, stratum } = *columns;
        let needed: Vec<usize> =
            [Some(time), Some(status), entry, count, group, stratum].into_iter().flatten().chain(also.iter().copied()).collect();
        let kept = table.complete(&needed);
        let subject = |row: &usize| {
            Ok(Subject {
                entry: entry.map(|column| table.number(*row, column)).transpose()?,
                time: table.number(*row, time)?,
                status: whole(table, *row, status)?,
                group: group.map(|column| table.text(*row, column)),
                stratum: stratum.map(|column| table.text(*row, column)),
                count: count.map_or(Ok(1), |column| whole(table, *row, column))?,
            })
        };
        let subjects = kept.iter().map(subject).collect::<Result<_>>()?;
        let left_out = (table.len() - kept.len()) as u64;
        Ok(Rows { table, columns: *columns, subjects, kept, left_out })
    }

    /// Rows and columns of a regression: groups play no part in it.
    fn with_terms(table: &'a Table, columns: &Columns, terms: &[Term], also: Option<usize>) -> Result<(Rows<'a>, Design)> {
        let needed: Vec<usize> = terms.iter().map(|term| table.column(&term.column)).chain(also.map(Ok)).collect::<Result<_>>()?;
        let rows = Rows::read(table, &Columns { group: None, ..*columns }, &needed)?;
        let design = terms::design(terms, table, &rows.kept)?;
        Ok((rows, design))
    }

    /// An error as the reader of the file sees it: by line and column.
    fn refuse(&self, error: SurvivalError) -> anyhow::Error {
        let line = |row: usize| self.kept.get(row).copied().unwrap_or_default();
        match (&error, self.columns.entry) {
            (SurvivalError::Time { row }, _) => self.table.fault(line(*row), self.columns.time, "a number of 0 or more"),
            (SurvivalError::Entry { row }, Some(entry)) => self.table.fault(line(*row), entry, "a number of 0 or more"),
            (SurvivalError::EntryNotBeforeTime { row }, Some(entry)) => {
                self.table.fault(line(*row), entry, "before the time of the same row")
            }
            (SurvivalError::Empty, _) if self.left_out > 0 => {
                wrong_use(format!("{}: every one of its {} rows misses something that is needed", self.table.name(), self.left_out))
            }
            _ => wrong_use(format!("{}: {error}", self.table.name())),
        }
    }
}

/// A whole number of 0 or more, also as other programs write it: `1.0`.
fn whole<T: TryFrom<u64>>(table: &Table, row: usize, column: usize) -> Result<T> {
    let text = table.text(row, column);
    let digits = text.split_once('.').filter(|(_, rest)| rest.bytes().all(|byte| byte == b'0')).map_or(text, |(digits, _)| digits);
    let number = digits.parse::<u64>().ok().and_then(|number| T::try_from(number).ok());
    number.ok_or_else(|| table.fault(row, column, "a whole number of 0 or more"))
}

/// Names as numbers from 0, in order of the names.
fn numbered<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Vec<u32> {
    let mut numbers: std::collections::BTreeMap<&str, u32> = names.clone().map(|name| (name, 0)).collect();
    (0..).zip(numbers.values_mut()).for_each(|(number, place)| *place = number);
    names.map(|name| numbers.get(name).copied().unwrap_or_default()).collect()
}
