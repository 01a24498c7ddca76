//! Figures of different sources beside one another: comparable where definitions allow, and saying where not.
//!
//! [`Source`] is one type for every source; [`compare`] says which measure the same; [`pool`] gives one range for those that do,
//! and only when it is asked for. Method page: `docs/methods/triangulation.md`.

use statrs::distribution::{ContinuousCDF, Normal};

use crate::normal;

/// A figure of one source, whatever it was made from.
#[derive(Clone, PartialEq, Debug)]
pub struct Source {
    /// What readers call it.
    pub label: String,
    /// Its figure, a number of people a year.
    pub estimate: f64,
    /// Its interval at the level of the comparison; `None` where the source gives none.
    pub interval: Option<(f64, f64)>,
    /// Whom it is about.
    pub population: String,
    /// First and last year, both included.
    pub period: (i32, i32),
    /// What it counts.
    pub definition: String,
    /// What it cannot see.
    pub cannot_see: String,
    /// Whether it counts everyone it is about, or is the least there can be.
    pub reach: Reach,
    /// People in the population, to make a rate.
    pub persons: Option<f64>,
    /// Where it was published; empty for a figure of one's own.
    pub published_in: String,
    /// When, as the publication has it.
    pub published_on: String,
}

/// Whether a figure is the number itself or a floor under it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Reach {
    /// An estimate of all.
    #[default]
    All,
    /// A floor: those who were seen.
    AtLeast,
}

/// Why two figures cannot be laid beside one another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Difference {
    /// They count different things.
    Definition,
    /// They are about different people.
    Population,
    /// Their years do not overlap.
    Period,
}

impl Difference {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Difference::Definition => "definition",
            Difference::Population => "population",
            Difference::Period => "period",
        }
    }

    /// In English, for readers.
    pub fn english(self) -> &'static str {
        match self {
            Difference::Definition => "they count different things",
            Difference::Population => "they are about different people",
            Difference::Period => "their years do not overlap",
        }
    }
}

/// Why figures cannot be compared at all.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum TriangulationError {
    /// There is nothing to compare.
    #[error("there are no sources")]
    Nothing,
    /// A figure that is no number of people, or lies outside its own interval.
    #[error("'{label}': the estimate must be a positive number within its interval, lower ≤ estimate ≤ upper")]
    Figure {
        /// The source.
        label: String,
    },
    /// A source without a name, or a name that stands twice.
    #[error("the label '{label}' is empty or stands twice")]
    Label {
        /// The label.
        label: String,
    },
    /// Years the wrong way round.
    #[error("'{label}': the period ends before it starts")]
    Period {
        /// The source.
        label: String,
    },
    /// A level that is no level.
    #[error("the level {level} does not lie between 0 and 1")]
    Level {
        /// The level asked for.
        level: f64,
    },
}

/// Two sources, and what keeps them apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pair {
    /// Place of one.
    pub one: usize,
    /// Place of the other.
    pub other: usize,
    /// Empty when they can be compared.
    pub differences: Vec<Difference>,
}

/// Sources beside one another.
#[derive(Clone, PartialEq, Debug)]
pub struct Comparison {
    /// The group of each source: sources of one group measure the same of the same people in years that overlap.
    pub groups: Vec<usize>,
    /// Every pair of sources, in order.
    pub pairs: Vec<Pair>,
}

/// Says which sources can be compared, and why others cannot.
///
/// Definitions and populations are the same when their words are, but for capitals and spaces: whether different words mean
/// the same is for people to decide. A group holds sources each of which can be compared with every other one of it.
///
/// # Errors
/// When there is no source, a label stands twice, a figure lies outside its interval, or years are the wrong way round.
pub fn compare(sources: &[Source]) -> Result<Comparison, TriangulationError> {
    if sources.is_empty() {
        return Err(TriangulationError::Nothing);
    }
    for (at, source) in sources.iter().enumerate() {
        check(source)?;
        if source.label.trim().is_empty() || sources[..at].iter().any(|other| other.label == source.label) {
            return Err(TriangulationError::Label { label: source.label.clone() });
        }
    }
    let places = 0..sources.len();
    let pairs = places.clone().flat_map(|one| (one + 1..sources.len()).map(move |other| (one, other)));
    let pairs = pairs.map(|(one, other)| Pair { one, other, differences: differences(&sources[one], &sources[other]) }).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut group_of = Vec::with_capacity(sources.len());
    for place in places {
        let fits = |group: &Vec<usize>| group.iter().all(|own| differences(&sources[*own], &sources[place]).is_empty());
        let at = groups.iter().position(fits).unwrap_or_else(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[at].push(place);
        group_of.push(at);
    }
    Ok(Comparison { groups: group_of, pairs })
}

fn check(source: &Source) -> Result<(), TriangulationError> {
    let is_number = |value: f64| value.is_finite() && value >= 0.0;
    let is_inside = source
        .interval
        .is_none_or(|(lower, upper)| is_number(lower) && is_number(upper) && lower <= source.estimate && source.estimate <= upper);
    if !(is_number(source.estimate) && source.estimate > 0.0 && is_inside) {
        return Err(TriangulationError::Figure { label: source.label.clone() });
    }
    if source.period.0 > source.period.1 {
        return Err(TriangulationError::Period { label: source.label.clone() });
    }
    Ok(())
}

fn differences(one: &Source, other: &Source) -> Vec<Difference> {
    let differ =
        |one: &str, other: &str| !one.split_whitespace().map(str::to_lowercase).eq(other.split_whitespace().map(str::to_lowercase));
    let apart = one.period.1 < other.period.0 || other.period.1 < one.period.0;
    let found = [
        (differ(&one.definition, &other.definition), Difference::Definition),
        (differ(&one.population, &other.population), Difference::Population),
        (apart, Difference::Period),
    ];
    found.into_iter().filter(|(differs, _)| *differs).map(|(_, difference)| difference).collect()
}

/// One range for sources that measure the same.
#[derive(Clone, PartialEq, Debug)]
pub struct Pooled {
    /// The group.
    pub group: usize,
    /// Places of the sources that entered.
    pub members: Vec<usize>,
    /// Median of the posterior of the number all sources speak of.
    pub estimate: f64,
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
    /// Median of the spread between sources beyond their own errors, on the logarithm.
    pub between: f64,
}

/// Scale of the half-normal prior of the spread between sources, on the logarithm: sources that differ by a factor of 2.7 are not
/// surprising.
const BETWEEN: f64 = 0.5;

/// Pools each group of two or more sources with intervals: Bayesian evidence synthesis on the logarithm, where sources differ by
/// more than their own errors (Spiegelhalter, Abrams & Myles 2004, section 8.2).
///
/// A source that is a floor says only that the number is not below it. The prior of the number is flat on the logarithm, that of
/// the spread half-normal; both are summed over a grid, so that the same sources give the same digits.
///
/// # Errors
/// When the level does not lie between 0 and 1.
pub fn pool(sources: &[Source], comparison: &Comparison, level: f64) -> Result<Vec<Pooled>, TriangulationError> {
    let z = normal::two_sided(level).ok_or(TriangulationError::Level { level })?;
    let groups = comparison.groups.iter().copied().max().map_or(0, |most| most + 1);
    let of = |group: usize| {
        let members: Vec<usize> =
            (0..sources.len()).filter(|at| comparison.groups[*at] == group).filter(|at| evidence(&sources[*at], z).is_some()).collect();
        let parts: Vec<(f64, f64, Reach)> = members.iter().filter_map(|at| evidence(&sources[*at], z)).collect();
        let can_pool = parts.iter().filter(|part| part.2 == Reach::All).count() >= 2;
        can_pool.then(|| synthesis(group, members, &parts, level))
    };
    Ok((0..groups).filter_map(of).collect())
}

/// Log figure, its standard error and reach; `None` without an interval above 0.
fn evidence(source: &Source, z: f64) -> Option<(f64, f64, Reach)> {
    let (lower, upper) = source.interval.filter(|(lower, upper)| *lower > 0.0 && upper > lower)?;
    Some((source.estimate.ln(), (upper / lower).ln() / (2.0 * z), source.reach))
}

fn synthesis(group: usize, members: Vec<usize>, parts: &[(f64, f64, Reach)], level: f64) -> Pooled {
    const STEPS: usize = 400;
    let law = Normal::standard();
    let furthest = parts.iter().map(|part| part.1).fold(0.0, f64::max) + BETWEEN;
    let low = parts.iter().map(|part| part.0).fold(f64::INFINITY, f64::min) - 5.0 * furthest;
    let high = parts.iter().map(|part| part.0).fold(f64::NEG_INFINITY, f64::max) + 5.0 * furthest;
    let centre = |at: usize| low + (high - low) * (at as f64 + 0.5) / (4 * STEPS) as f64;
    let spread = |at: usize| 4.0 * BETWEEN * (at as f64 + 0.5) / STEPS as f64;
    let log_weight = |middle: f64, between: f64| {
        let one = |(figure, error, reach): &(f64, f64, Reach)| {
            let all = error.hypot(between);
            let away = (figure - middle) / all;
            match reach {
                Reach::All => -0.5 * away * away - all.ln(),
                Reach::AtLeast => law.cdf(-away).max(f64::MIN_POSITIVE).ln(),
            }
        };
        parts.iter().map(one).sum::<f64>() - 0.5 * (between / BETWEEN).powi(2)
    };
    let logs: Vec<Vec<f64>> =
        (0..STEPS).map(|row| (0..4 * STEPS).map(|column| log_weight(centre(column), spread(row))).collect()).collect();
    let top = logs.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
    let by_spread: Vec<f64> = logs.iter().map(|row| row.iter().map(|log| (log - top).exp()).sum()).collect();
    let by_centre: Vec<f64> = (0..4 * STEPS).map(|column| logs.iter().map(|row| (row[column] - top).exp()).sum()).collect();
    let middle = |share: f64| quantile(&by_centre, share, centre).exp();
    Pooled {
        group,
        members,
        estimate: middle(0.5),
        lower: middle(0.5 - level / 2.0),
        upper: middle(0.5 + level / 2.0),
        between: quantile(&by_spread, 0.5, spread),
    }
}

/// The value below which this share of the weight lies, with a straight line between values.
fn quantile(weights: &[f64], share: f64, value: impl Fn(usize) -> f64) -> f64 {
    let target = share * weights.iter().sum::<f64>();
    let step = if weights.len() > 1 { value(1) - value(0) } else { 0.0 };
    let mut sum = 0.0;
    for (at, weight) in weights.iter().enumerate() {
        if sum + weight >= target {
            return value(at) + step * ((target - sum) / weight - 0.5);
        }
        sum += weight;
    }
    value(weights.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(label: &str, estimate: f64, interval: Option<(f64, f64)>) -> Source {
        Source {
            label: label.to_owned(),
            estimate,
            interval,
            population: "children 0–17, Netherlands".to_owned(),
            period: (2022, 2024),
            definition: "sexual violence in a year".to_owned(),
            cannot_see: "what nobody tells".to_owned(),
            reach: Reach::All,
            persons: None,
            published_in: String::new(),
            published_on: String::new(),
        }
    }

    #[test]
    fn sources_are_comparable_where_words_and_years_allow() {
        let other = Source { definition: "Sexual  violence in a YEAR".to_owned(), ..source("b", 10.0, None) };
        let older = Source { period: (2010, 2011), ..source("c", 10.0, None) };
        let pupils = Source { population: "pupils 12–17".to_owned(), definition: "ever".to_owned(), ..source("d", 10.0, None) };
        let comparison = compare(&[source("a", 10.0, None), other, older, pupils]).expect("a comparison");
        assert_eq!(comparison.groups, [0, 0, 1, 2]);
        assert!(comparison.pairs[0].differences.is_empty());
        assert_eq!(comparison.pairs[1].differences, [Difference::Period]);
        assert_eq!(comparison.pairs[2].differences, [Difference::Definition, Difference::Population]);
    }

    #[test]
    fn figures_that_make_no_sense_are_refused() {
        assert_eq!(compare(&[]), Err(TriangulationError::Nothing));
        for wrong in [source("a", -1.0, None), source("a", 0.0, None), source("a", 5.0, Some((6.0, 9.0))), source("a", f64::NAN, None)] {
            assert_eq!(compare(&[wrong]), Err(TriangulationError::Figure { label: "a".to_owned() }));
        }
        assert_eq!(compare(&[source("a", 1.0, None), source("a", 2.0, None)]), Err(TriangulationError::Label { label: "a".to_owned() }));
        let turned = Source { period: (2024, 2020), ..source("a", 1.0, None) };
        assert_eq!(compare(&[turned]), Err(TriangulationError::Period { label: "a".to_owned() }));
    }

    #[test]
    fn sources_that_agree_are_pooled_between_them() {
        let sources = [source("a", 1000.0, Some((800.0, 1250.0))), source("b", 1000.0, Some((800.0, 1250.0)))];
        let pooled = &pool(&sources, &compare(&sources).expect("a comparison"), 0.95).expect("a range")[0];
        assert!((pooled.estimate / 1000.0 - 1.0).abs() < 0.005, "{pooled:?}");
        // As wide as one source at least half: two that agree do not rule out that both are off together.
        assert!(pooled.lower < 870.0 && pooled.upper > 1150.0 && pooled.upper < 2500.0, "{pooled:?}");
    }

    #[test]
    fn sources_that_disagree_make_the_range_wide() {
        let range = |other: f64| {
            let sources = [source("a", 1000.0, Some((900.0, 1111.0))), source("b", other, Some((other * 0.9, other * 1.111)))];
            let pooled = pool(&sources, &compare(&sources).expect("a comparison"), 0.95).expect("a range").remove(0);
            (pooled.upper / pooled.lower, pooled.between)
        };
        assert!(range(4000.0).0 > 2.0 * range(1050.0).0);
        assert!(range(4000.0).1 > range(1050.0).1);
    }

    #[test]
    fn a_floor_pushes_the_range_up_only() {
        let floor = Source { reach: Reach::AtLeast, ..source("seen", 1100.0, Some((1080.0, 1120.0))) };
        let both = [source("a", 1000.0, Some((800.0, 1250.0))), source("b", 1000.0, Some((800.0, 1250.0)))];
        let with = [both[0].clone(), both[1].clone(), floor];
        let of = |sources: &[Source]| pool(sources, &compare(sources).expect("a comparison"), 0.95).expect("a range").remove(0);
        assert!(of(&with).estimate > of(&both).estimate && of(&with).upper > of(&both).upper);
    }

    #[test]
    fn without_two_intervals_there_is_nothing_to_pool() {
        let sources = [source("a", 1000.0, Some((800.0, 1250.0))), source("b", 1000.0, None)];
        assert_eq!(pool(&sources, &compare(&sources).expect("a comparison"), 0.95), Ok(Vec::new()));
    }
}
