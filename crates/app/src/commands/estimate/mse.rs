//! `inbeeld estimate mse`: overlapping lists in a CSV file → how many stand on no list.

mod wire;
mod words;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use estimates::mse::{
    self, Grid, LinkageError, Method, Model, MseResult, Overlap, PopulationPrior, Prior, Referral, Settings, Stratum, Tried,
};

use crate::commands::table::Table;
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Name of the column that counts people.
const COUNT: &str = "count";

/// Multiple systems estimation: one column per list with 0 or 1, and a column `count`.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    inbeeld estimate mse lists.csv\n  \
    inbeeld estimate mse lists.csv --method stepwise --bootstrap 1000\n  \
    inbeeld estimate mse lists.csv --refers \"police>help\" --missed-links 0.05 --false-links 0.01\n  \
    inbeeld estimate mse lists.csv --by sex\n  \
    inbeeld estimate mse lists.csv --model \"12,23\" --format json")]
pub struct Mse {
    /// CSV file: a column of 0 and 1 per list, and `count`; histories that are absent count 0.
    file: PathBuf,
    /// Which method; without it several, for their spread says more than any one of them.
    #[arg(long, value_enum, default_value_t = Word::All)]
    method: Word,
    /// One model by its highest terms, lists counted from 1: `12,3`; in place of a method.
    #[arg(long)]
    model: Option<String>,
    /// Stepwise adds a pair of lists whose overlap is less likely than this.
    #[arg(long, default_value_t = 0.02)]
    threshold: f64,
    /// Most lists in a term of bic and downhill.
    #[arg(long, default_value_t = 2)]
    max_order: u32,
    /// Replicates of a bootstrap with the choice of the model inside it.
    #[arg(long, default_value_t = 0)]
    bootstrap: u32,
    /// Models of lowest BIC among which a replicate chooses.
    #[arg(long, default_value_t = 60)]
    top: usize,
    /// Starts of downhill; the first has no interactions, the others are drawn.
    #[arg(long, default_value_t = 1)]
    starts: u32,
    /// Largest hidden number that bayes-average tries, as a multiple of the people observed.
    #[arg(long, default_value_t = 30.0)]
    reach: f64,
    /// How many hidden numbers bayes-average tries up to there.
    #[arg(long, default_value_t = 1000)]
    grid: usize,
    /// People each history counts for beforehand in bayes-average; 1 over the number of histories unless given.
    #[arg(long, value_name = "N")]
    prior_history: Option<f64>,
    /// Population expected beforehand in bayes-average: a Poisson number whose mean is gamma with this shape and scale; any number,
    /// in proportion to one over it, unless given.
    #[arg(long, value_name = "SHAPE,SCALE", value_delimiter = ',', num_args = 2)]
    prior_population: Option<Vec<f64>>,
    /// Chains of bayes-threshold and latent-class, pooled.
    #[arg(long, default_value_t = 20)]
    chains: u32,
    /// Steps of each chain.
    #[arg(long, default_value_t = 12_000)]
    steps: u32,
    /// A list that refers people to another, by name or number: `police>help` or `1>2`; can be given more than once.
    #[arg(long, value_name = "FROM>TO")]
    refers: Vec<String>,
    /// Share of true links between records that the linkage missed.
    #[arg(long, value_name = "R")]
    missed_links: Option<f64>,
    /// Share of the links made that are false.
    #[arg(long, value_name = "R")]
    false_links: Option<f64>,
    /// Tables drawn to carry errors of the linkage in.
    #[arg(long, default_value_t = 20)]
    imputations: u32,
    /// Column that tells strata apart: a result for each, and one with strength borrowed from the others.
    #[arg(long, value_name = "COLUMN")]
    by: Option<String>,
    /// Confidence level.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
    /// Seed of chance.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Word {
    /// Lists independent of one another: main effects only.
    Independence,
    /// Forward selection of pairs by Poisson tails.
    Stepwise,
    /// The lowest BIC of all models up to --max-order.
    Bic,
    /// Downhill in BIC from model to neighbouring model.
    Downhill,
    /// Bayesian averaging over decomposable graphs.
    BayesAverage,
    /// Bayesian thresholding of pairs.
    BayesThreshold,
    /// Latent classes in unknown number.
    LatentClass,
    /// Chao's lower bound.
    Chao,
    /// Darroch's heterogeneity.
    Darroch,
    /// All of these.
    All,
}

impl Word {
    fn methods(self) -> Vec<Method> {
        match self {
            Word::Independence => vec![Method::Independence],
            Word::Stepwise => vec![Method::Stepwise],
            Word::Bic => vec![Method::Bic],
            Word::Downhill => vec![Method::Downhill],
            Word::BayesAverage => vec![Method::BayesAverage],
            Word::BayesThreshold => vec![Method::BayesThreshold],
            Word::LatentClass => vec![Method::LatentClass],
            Word::Chao => vec![Method::Chao],
            Word::Darroch => vec![Method::Darroch],
            Word::All => Method::every(),
        }
    }
}

impl Mse {
    /// Reads, estimates, prints.
    ///
    /// # Errors
    /// When the file or a value in it cannot be read, or there is nothing to estimate from.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let table = Table::read(&self.file)?;
        let settings = self.settings()?;
        match &self.by {
            Some(column) => self.by_stratum(&table, column, &settings, desk),
            None => self.whole(&table, &settings, desk),
        }
    }

    fn whole(&self, table: &Table, settings: &Settings, desk: &mut Desk) -> Result<Outcome> {
        let overlap = self.judged(Columns::of(table, None)?.overlap(table, |_| true))?;
        let result = self.estimate(&overlap, settings, Vec::new())?;
        match desk.format {
            Format::Json => output::json(&wire::wire(&result))?,
            Format::Text => output::text(&words::in_words(&result))?,
        }
        Ok(outcome([&result]))
    }

    /// A result per stratum, with one of the model in which strata borrow from one another.
    fn by_stratum(&self, table: &Table, column: &str, settings: &Settings, desk: &mut Desk) -> Result<Outcome> {
        let by = table.column(column)?;
        let columns = Columns::of(table, Some(by))?;
        let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        (0..table.len()).for_each(|row| rows.entry(table.text(row, by)).or_default().push(row));
        let values: Vec<&str> = rows.keys().copied().collect();
        let mut strata = Vec::with_capacity(rows.len());
        for (value, own) in &rows {
            match columns.overlap(table, |row| own.binary_search(&row).is_ok())? {
                Ok(overlap) => strata.push(Stratum { value: (*value).to_owned(), overlap }),
                Err(mse::MseError::Nobody) => {}
                Err(error) => return self.judged(Ok(Err(error))),
            }
        }
        if strata.is_empty() {
            return self.judged(Ok(Err(mse::MseError::Nobody)));
        }
        let results = self.strata(&values, strata, &columns.names(table), settings)?;
        let named = || values.iter().copied().zip(&results);
        match desk.format {
            Format::Json => {
                let strata = named().map(|(stratum, result)| wire::WireStratum { stratum, result: wire::wire(result) }).collect();
                output::json(&wire::WireStrata { by: column, strata })?;
            }
            Format::Text => {
                let parts: Vec<String> = named().map(|(value, result)| format!("{column} {value}\n{}", words::in_words(result))).collect();
                output::text(&parts.join("\n"))?;
            }
        }
        Ok(outcome(&results))
    }

    /// A result for every value, in order; those that hold nobody say so, and nothing is borrowed where it cannot be.
    fn strata(&self, values: &[&str], strata: Vec<Stratum>, lists: &[String], settings: &Settings) -> Result<Vec<MseResult>> {
        let shared = match mse::borrowed(&strata, settings.level) {
            Ok(shared) => Some(shared),
            Err(mse::MseError::Strata { .. }) => None,
            Err(error) => return self.judged(Ok(Err(error))),
        };
        let mut estimated = BTreeMap::new();
        for (at, stratum) in strata.iter().enumerate() {
            let borrowed = shared.as_ref().map(|shared| shared[at].clone());
            let result = self.estimate(&stratum.overlap, settings, borrowed.into_iter().collect())?;
            estimated.insert(stratum.value.clone(), if shared.is_some() { result } else { result.with_nothing_borrowed() });
        }
        let of = |value: &str| estimated.remove(value).unwrap_or_else(|| MseResult::of_nobody(lists.to_vec()));
        Ok(values.iter().copied().map(of).collect())
    }

    /// Every method asked for on one table, with what was tried to judge them by.
    fn estimate(&self, overlap: &Overlap, settings: &Settings, also: Vec<mse::MethodResult>) -> Result<MseResult> {
        let methods = self.methods(overlap)?;
        let referrals = self.refers.iter().map(|path| self.judged(Ok(Referral::parse(path, overlap.lists()))));
        let referrals = referrals.collect::<Result<Vec<_>>>()?;
        let judges = if self.model.is_none() && self.method == Word::All { Method::quick() } else { methods.clone() };
        let results = match self.linkage_error()? {
            Some(error) => methods.iter().map(|method| mse::with_linkage_error(overlap, method, settings, error)).collect(),
            None => methods.iter().map(|method| mse::estimate(overlap, method, settings)).collect(),
        };
        let mut results: Vec<mse::MethodResult> = self.judged(Ok(results))?;
        results.extend(also);
        let tried = Tried {
            check: self.judged(Ok(mse::leave_one_list_out(overlap, &judges, settings)))?,
            sensitivity: self.judged(Ok(mse::sensitivity(overlap, &referrals, &judges, settings)))?,
            referrals,
        };
        Ok(mse::gather(overlap, results, tried))
    }

    /// The methods asked for. Drawing tables for linkage errors asks each method many times over: then `all` is the quick ones.
    fn methods(&self, overlap: &Overlap) -> Result<Vec<Method>> {
        match &self.model {
            Some(model) => Ok(vec![Method::Given(self.judged(Ok(Model::parse(model, overlap.lists().len())))?)]),
            None if self.method == Word::All && self.linkage_error()?.is_some() => Ok(Method::quick()),
            None => Ok(self.method.methods()),
        }
    }

    fn linkage_error(&self) -> Result<Option<LinkageError>> {
        if self.missed_links.is_none() && self.false_links.is_none() {
            return Ok(None);
        }
        let (missed, false_links) = (self.missed_links.unwrap_or(0.0), self.false_links.unwrap_or(0.0));
        let error = LinkageError::new(missed, false_links, self.imputations);
        let fault = || wrong_use("--missed-links and --false-links are shares from 0 to 0.9, for example 0.05; --imputations is 2 or more");
        error.map(Some).ok_or_else(fault)
    }

    /// A fault of the table or the question is named with the file.
    fn judged<T>(&self, result: Result<Result<T, mse::MseError>>) -> Result<T> {
        result?.map_err(|error| wrong_use(format!("{}: {error}", self.file.display())))
    }

    fn prior(&self) -> Result<Prior> {
        let given = self.prior_history.iter().chain(self.prior_population.iter().flatten());
        if !given.clone().all(|value| *value > 0.0 && *value <= 1e9) {
            return Err(wrong_use("--prior-history and both numbers of --prior-population lie above 0, for example 1 and 13.14,55.17"));
        }
        let population = match self.prior_population.as_deref() {
            Some([shape, scale]) => PopulationPrior::PoissonGamma { shape: *shape, scale: *scale },
            Some(_) => return Err(wrong_use("--prior-population is a shape and a scale, for example 13.14,55.17")),
            None => PopulationPrior::Reciprocal,
        };
        Ok(Prior { history: self.prior_history, population })
    }

    fn settings(&self) -> Result<Settings> {
        if !(self.threshold > 0.0 && self.threshold < 1.0) {
            return Err(wrong_use("--threshold lies between 0 and 1, for example 0.02"));
        }
        if self.max_order < 2 {
            return Err(wrong_use("--max-order is 2 or more: the most lists that may depend on one another in one term"));
        }
        if !(self.reach > 0.0 && self.reach <= 1e6 && (2..=1_000_000).contains(&self.grid)) {
            return Err(wrong_use("--reach is a positive multiple, for example 30, and --grid at least 2 numbers, for example 1000"));
        }
        if !((2..=1000).contains(&self.chains) && (1000..=10_000_000).contains(&self.steps)) {
            return Err(wrong_use("--chains is 2 or more (one chain says nothing of itself) and --steps 1000 or more"));
        }
        Ok(Settings {
            level: self.level,
            threshold: self.threshold,
            order: self.max_order,
            replicates: self.bootstrap,
            top: self.top,
            starts: self.starts,
            grid: Grid { reach: self.reach, points: self.grid },
            prior: self.prior()?,
            chains: self.chains,
            steps: self.steps,
            seed: self.seed,
        })
    }
}

/// Done when any method estimates in any table; else the result is refused.
fn outcome<'a>(results: impl IntoIterator<Item = &'a MseResult>) -> Outcome {
    let estimates = |result: &MseResult| result.results.iter().any(|method| method.estimate.is_some());
    if results.into_iter().any(estimates) { Outcome::Done } else { Outcome::Refused }
}

/// Which columns are lists, and which counts.
struct Columns {
    count: usize,
    lists: Vec<usize>,
}

impl Columns {
    fn of(table: &Table, by: Option<usize>) -> Result<Columns> {
        let count = table.column(COUNT)?;
        let lists = (0..table.header().len()).filter(|column| *column != count && Some(*column) != by).collect();
        Ok(Columns { count, lists })
    }

    /// The overlap of some of the rows.
    fn overlap(&self, table: &Table, is_in: impl Fn(usize) -> bool) -> Result<Result<Overlap, mse::MseError>> {
        let mut rows = Vec::with_capacity(table.len());
        for row in (0..table.len()).filter(|row| is_in(*row)) {
            let mut history = 0u32;
            for (bit, column) in self.lists.iter().enumerate().take(u32::BITS as usize) {
                match table.text(row, *column) {
                    "0" => {}
                    "1" => history |= 1 << bit,
                    _ => return Err(table.fault(row, *column, "0 or 1")),
                }
            }
            rows.push((history, table.count(row, self.count)?));
        }
        Ok(Overlap::new(self.names(table), rows))
    }

    /// Names of the lists.
    fn names(&self, table: &Table) -> Vec<String> {
        self.lists.iter().map(|column| table.header()[*column].clone()).collect()
    }
}
