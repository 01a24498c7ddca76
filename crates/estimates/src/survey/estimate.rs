//! One question to a sample: a statistic of a variable, for all or by domain, with its uncertainty.

use super::distribution::two_sided_t;
use super::interval::{Ground, limits};
use super::quantile::Distribution;
use super::smooth::Smooth;
use super::{Design, Factor, IntervalKind, Sample, SurveyError, Variable};

/// What is asked.
#[derive(Clone, PartialEq, Debug)]
pub enum Statistic {
    /// Mean; the share of each level of a factor.
    Mean,
    /// Total; the number with each level of a factor.
    Total,
    /// Share of each level; of a variable of 0 and 1 the share of ones.
    Proportion,
    /// Total of the variable over the total of this one.
    Ratio(Vec<Option<f64>>),
    /// The value with this share, 0–1, at or below it.
    Quantile(f64),
}

/// A question to a sample.
#[derive(Clone, PartialEq, Debug)]
pub struct Question {
    /// The variable.
    pub variable: Variable,
    /// What is asked of it.
    pub statistic: Statistic,
    /// For whom: an answer per level. `None`: for all.
    pub domain: Option<Factor>,
    /// How limits are made.
    pub interval: IntervalKind,
    /// Confidence level, strictly between 0 and 1.
    pub level: f64,
}

/// The answers.
#[derive(Clone, PartialEq, Debug)]
pub struct SurveyResult {
    /// One per domain and level.
    pub rows: Vec<SurveyEstimate>,
    /// Rows of the sample that were used.
    pub used: u64,
    /// Rows left out because a value of the variable is missing.
    pub missing: u64,
    /// Rows left out because their domain is missing.
    pub without_domain: u64,
}

/// One answer.
#[derive(Clone, PartialEq, Debug)]
pub struct SurveyEstimate {
    /// The domain; `None` for all.
    pub domain: Option<String>,
    /// The level of a factor.
    pub level: Option<String>,
    /// Rows with a weight it rests on.
    pub rows: u64,
    /// The estimate; `None` where nobody with a weight has a value.
    pub estimate: Option<f64>,
    /// Its standard error.
    pub std_error: Option<f64>,
    /// Its variance over that of a simple sample of as many without replacement; `None` for quantiles and where a simple sample
    /// would have none.
    pub design_effect: Option<f64>,
    /// Degrees of freedom: of the design for Wald limits, of the domain (missing values included) for limits with a t quantile.
    pub degrees_of_freedom: f64,
    /// Lower limit.
    pub lower: Option<f64>,
    /// Upper limit.
    pub upper: Option<f64>,
}

/// The rows of one domain.
struct Domain {
    name: Option<String>,
    /// Those in it.
    member: Vec<bool>,
    /// Those of them with a value.
    holds: Vec<bool>,
}

/// A standard error smaller than this share of its estimate is rounding: the design leaves no error.
const ROUNDING: f64 = 1e-12;

/// Answers a question.
///
/// # Errors
///
/// When the question does not fit the sample, a stratum has one cluster and nothing was said about that, or too many replicates give
/// no answer.
///
/// ```
/// use estimates::survey::{Design, IntervalKind, LonelyPsu, Numbering, Question, Sample, Statistic, Variable, estimate};
/// let design = Design::new(Some(vec![10.0; 4]), vec![], Numbering::Throughout, LonelyPsu::Fail).unwrap();
/// let question = Question {
///     variable: Variable::Number(vec![Some(1.0), Some(2.0), Some(3.0), Some(6.0)]),
///     statistic: Statistic::Mean,
///     domain: None,
///     interval: IntervalKind::Wald,
///     level: 0.95,
/// };
/// let answer = &estimate(&Sample::Linearised(design), &question).unwrap().rows[0];
/// assert_eq!(answer.estimate, Some(3.0));
/// assert!((answer.std_error.unwrap() - (14.0f64 / 3.0 / 4.0).sqrt()).abs() < 1e-12);
/// ```
pub fn estimate(sample: &Sample, question: &Question) -> Result<SurveyResult, SurveyError> {
    question.check(sample.design())?;
    let variable = question.measured();
    let known = question.known(&variable);
    let (domains, without_domain) = domains(question.domain.as_ref(), &known);
    let rows = match &question.statistic {
        Statistic::Quantile(at) => quantiles(sample, question, &variable, &domains, *at)?,
        Statistic::Mean | Statistic::Total | Statistic::Proportion | Statistic::Ratio(_) => smooth(sample, question, &variable, &domains)?,
    };
    let used = domains.iter().flat_map(|domain| &domain.holds).filter(|holds| **holds).count() as u64;
    let missing = known.iter().filter(|known| !**known).count() as u64;
    Ok(SurveyResult { rows, used, missing, without_domain })
}

impl Question {
    fn check(&self, design: &Design) -> Result<(), SurveyError> {
        let rows = design.len();
        let fits = |what: &'static str, found: usize| if found == rows { Ok(()) } else { Err(SurveyError::Length { what, found, rows }) };
        fits("the variable", self.variable.len())?;
        self.domain.as_ref().map_or(Ok(()), |domain| fits("the domain", domain.codes.len()))?;
        if !(self.level > 0.0 && self.level < 1.0) {
            return Err(SurveyError::Level { level: self.level });
        }
        let refuse = |what: &'static str| Err(SurveyError::Question { what });
        let number = matches!(self.variable, Variable::Number(_));
        match &self.statistic {
            Statistic::Ratio(_) | Statistic::Quantile(_) if !number => {
                refuse("ratios and quantiles are for numbers; this variable has levels")
            }
            Statistic::Ratio(below) => {
                fits("the variable below", below.len())?;
                if self.interval.is_for_proportions() { refuse("a ratio has wald or t limits") } else { Ok(()) }
            }
            Statistic::Quantile(at) if !(*at > 0.0 && *at < 1.0) => Err(SurveyError::Quantile { at: *at }),
            Statistic::Quantile(_) if self.interval == IntervalKind::Likelihood => {
                refuse("a quantile has wald, logit, beta or asin limits, of the share below it")
            }
            Statistic::Quantile(_) => Ok(()),
            Statistic::Total if self.interval.is_for_proportions() => refuse("a total has wald or t limits"),
            Statistic::Mean if self.interval.is_for_proportions() && !self.variable.is_share() => {
                refuse("these limits are for proportions; the variable is not 0 and 1 only: use wald or t")
            }
            Statistic::Total | Statistic::Mean | Statistic::Proportion => Ok(()),
        }
    }

    /// The variable; numbers of which the proportion of each is asked become levels.
    fn measured(&self) -> Variable {
        match (&self.statistic, &self.variable) {
            (Statistic::Proportion, Variable::Number(values)) if !self.variable.is_share() => {
                let text = |value: &Option<f64>| value.map_or_else(String::new, |value| value.to_string());
                Variable::Factor(Factor::of_texts(&values.iter().map(text).collect::<Vec<String>>()))
            }
            (_, variable) => variable.clone(),
        }
    }

    /// Whether each row has all values needed.
    fn known(&self, variable: &Variable) -> Vec<bool> {
        let below = |row: usize| match &self.statistic {
            Statistic::Ratio(below) => below[row].is_some(),
            Statistic::Mean | Statistic::Total | Statistic::Proportion | Statistic::Quantile(_) => true,
        };
        (0..variable.len()).map(|row| variable.is_known(row) && below(row)).collect()
    }
}

/// The domains, and how many rows with a value are in none.
fn domains(domain: Option<&Factor>, known: &[bool]) -> (Vec<Domain>, u64) {
    let Some(factor) = domain else {
        return (vec![Domain { name: None, member: vec![true; known.len()], holds: known.to_vec() }], 0);
    };
    let of = |(name, code): (&String, u32)| {
        let member: Vec<bool> = factor.codes.iter().map(|own| *own == Some(code)).collect();
        let holds = member.iter().zip(known).map(|(member, known)| *member && *known).collect();
        Domain { name: Some(name.clone()), member, holds }
    };
    let outside = factor.codes.iter().zip(known).filter(|(code, known)| **known && code.is_none()).count();
    (factor.levels.iter().zip(0u32..).map(of).collect(), outside as u64)
}

fn masked(column: &[f64], holds: &[bool]) -> Vec<f64> {
    column.iter().zip(holds).map(|(value, holds)| if *holds { *value } else { 0.0 }).collect()
}

/// Totals, means, proportions and ratios.
fn smooth(sample: &Sample, question: &Question, variable: &Variable, domains: &[Domain]) -> Result<Vec<SurveyEstimate>, SurveyError> {
    let columns = variable.columns();
    let statistic = |domain: &Domain| Smooth {
        above: columns.iter().map(|(_, column)| masked(column, &domain.holds)).collect(),
        below: match &question.statistic {
            Statistic::Total => None,
            Statistic::Ratio(below) => Some(masked(&below.iter().map(|value| value.unwrap_or(0.0)).collect::<Vec<f64>>(), &domain.holds)),
            Statistic::Mean | Statistic::Proportion | Statistic::Quantile(_) => Some(masked(&vec![1.0; domain.holds.len()], &domain.holds)),
        },
        rows: domain.holds.clone(),
    };
    let statistics: Vec<Smooth> = domains.iter().map(statistic).collect();
    let errors = sample.std_errors(&statistics)?;
    let mut rows = Vec::new();
    for ((domain, statistic), errors) in domains.iter().zip(&statistics).zip(errors) {
        let values = statistic.values(&statistic.sums(sample.design().weights()));
        for (place, (level, _)) in columns.iter().enumerate() {
            let error = errors[place].map(|error| if error <= ROUNDING * values[place].abs() { 0.0 } else { error });
            let estimate = Some(values[place]).filter(|value| value.is_finite());
            let effect = error.and_then(|error| design_effect(sample.design(), statistic, place, &domain.holds, error));
            rows.push(answer(sample, question, domain, (level.clone(), estimate, error, effect)));
        }
    }
    Ok(rows)
}

type Found = (Option<String>, Option<f64>, Option<f64>, Option<f64>);

fn answer(sample: &Sample, question: &Question, domain: &Domain, (level, estimate, std_error, design_effect): Found) -> SurveyEstimate {
    let rows = rows_with_weight(sample.design(), &domain.holds);
    let degrees = match question.interval {
        IntervalKind::Wald => sample.degrees_of_freedom(),
        IntervalKind::T | IntervalKind::Logit | IntervalKind::Beta | IntervalKind::Likelihood | IntervalKind::Asin => {
            sample.degrees_within(|row| domain.member[row])
        }
    };
    let interval = estimate.zip(std_error).filter(|_| rows > 0).and_then(|(estimate, std_error)| {
        let drawn = rows_with_weight(sample.design(), &domain.member);
        limits(question.interval, Ground { estimate, std_error, rows, drawn, degrees, level: question.level })
    });
    SurveyEstimate {
        domain: domain.name.clone(),
        level,
        rows,
        estimate,
        std_error,
        design_effect,
        degrees_of_freedom: degrees,
        lower: interval.map(|interval| interval.0),
        upper: interval.map(|interval| interval.1),
    }
}

fn rows_with_weight(design: &Design, holds: &[bool]) -> u64 {
    design.weights().iter().zip(holds).filter(|(weight, holds)| **holds && **weight > 0.0).count() as u64
}

/// The variance over that of a simple random sample without replacement with as many rows (Kish 1965).
fn design_effect(design: &Design, statistic: &Smooth, place: usize, holds: &[bool], std_error: f64) -> Option<f64> {
    let n = rows_with_weight(design, holds) as f64;
    let values = statistic.residual(place, design.weights());
    let rows = || values.iter().zip(design.weights()).zip(holds).filter(|(_, holds)| **holds).map(|(row, _)| row);
    let population: f64 = rows().map(|(_, weight)| weight).sum();
    let mean = rows().map(|(value, weight)| value * weight).sum::<f64>() / population;
    let squares: f64 = rows().map(|(value, weight)| weight * (value - mean) * (value - mean)).sum();
    let simple = squares / population * n / (n - 1.0) * population * population / n * (1.0 - n / population);
    Some(std_error * std_error / simple).filter(|effect| effect.is_finite() && simple > 0.0)
}

/// Quantiles with the limits of Woodruff.
fn quantiles(
    sample: &Sample,
    question: &Question,
    variable: &Variable,
    domains: &[Domain],
    at: f64,
) -> Result<Vec<SurveyEstimate>, SurveyError> {
    let Variable::Number(values) = variable else { return Ok(Vec::new()) };
    let found = domains.iter().map(|domain| {
        let distribution = Distribution::new(values, &domain.holds, sample.design());
        let quantile = distribution.as_ref().and_then(|distribution| distribution.quantile(at));
        (domain, distribution, quantile)
    });
    let found: Vec<_> = found.collect();
    let at_or_below = |(domain, _, quantile): &(&Domain, Option<Distribution>, Option<f64>)| {
        let below = |value: &Option<f64>| f64::from(u8::from(value.zip(*quantile).is_some_and(|(value, quantile)| value <= quantile)));
        let ones = vec![1.0; domain.holds.len()];
        let column: Vec<f64> = values.iter().map(below).collect();
        Smooth { above: vec![masked(&column, &domain.holds)], below: Some(masked(&ones, &domain.holds)), rows: domain.holds.clone() }
    };
    let shares: Vec<Smooth> = found.iter().map(at_or_below).collect();
    let errors = sample.std_errors(&shares)?;
    let rows = found.iter().zip(errors).map(|((domain, distribution, quantile), errors)| {
        let degrees = sample.degrees_within(|row| domain.member[row]);
        let rows = rows_with_weight(sample.design(), &domain.holds);
        let kind = if question.interval == IntervalKind::Wald { IntervalKind::T } else { question.interval };
        let drawn = rows_with_weight(sample.design(), &domain.member);
        let reached = distribution.as_ref().zip(*quantile).map(|(distribution, quantile)| distribution.share(quantile));
        let ground = |std_error: f64| Ground { estimate: reached.unwrap_or(at), std_error, rows, drawn, degrees, level: question.level };
        let shares = errors[0].and_then(|error| limits(kind, ground(error)));
        let read = |share: Option<f64>| share.zip(distribution.as_ref()).and_then(|(share, distribution)| distribution.quantile(share));
        let (lower, upper) = (read(shares.map(|shares| shares.0)), read(shares.map(|shares| shares.1)));
        let width = two_sided_t(question.level, degrees).map(|quantile| 2.0 * quantile);
        SurveyEstimate {
            domain: domain.name.clone(),
            level: None,
            rows,
            estimate: *quantile,
            std_error: lower.zip(upper).zip(width).map(|((lower, upper), width)| (upper - lower) / width),
            design_effect: None,
            degrees_of_freedom: degrees,
            lower,
            upper,
        }
    });
    Ok(rows.collect())
}
