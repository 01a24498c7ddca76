//! The rules for what may not be told by itself: thresholds, and shares of who contributes most or of who is alike.

use super::{Contributions, Counts, CrossingError, Threshold};

/// A reason to hide a cell.
///
/// ```
/// use disclosure::crossing::Rule;
/// assert!(matches!("dominance:1:0.85".parse()?, Rule::Dominance { largest: 1, .. }));
/// assert!(matches!("p-percent:10".parse()?, Rule::PPercent { .. }));
/// # Ok::<(), disclosure::crossing::CrossingError>(())
/// ```
#[derive(Clone, PartialEq, Debug)]
pub enum Rule {
    /// The cell counts too little; of a magnitude: too few contribute.
    Threshold(Threshold),
    /// The largest contributors make up more than a share of the cell.
    Dominance {
        /// How many of the largest.
        largest: usize,
        /// The share, above 0 and at most 1.
        share: f64,
    },
    /// The second largest contributor can estimate the largest to within this many percent.
    PPercent {
        /// Percent of the largest contribution, above 0.
        percent: f64,
    },
    /// Fewer than so many contribute to the cell, of some kind: households, suppliers. Several of these rules can go together.
    Contributors {
        /// The column that names them.
        of: String,
        /// The smallest number that may be told.
        least: u64,
    },
    /// The cell is empty and might not have been: that nobody there is counted may not be told either.
    Zeros,
    /// The cell is so large a share of a total it is part of that nearly everyone in that total is known to be in it.
    Group {
        /// The share, above 0 and at most 1.
        share: f64,
    },
}

impl Rule {
    /// Whether the rule asks who contributed how much.
    pub fn asks_contributions(&self) -> bool {
        matches!(self, Rule::Dominance { .. } | Rule::PPercent { .. } | Rule::Contributors { .. })
    }

    /// The column that names the contributors it is about, if it says so itself.
    pub fn column(&self) -> Option<&str> {
        match self {
            Rule::Contributors { of, .. } => Some(of),
            Rule::Threshold(_) | Rule::Dominance { .. } | Rule::PPercent { .. } | Rule::Group { .. } | Rule::Zeros => None,
        }
    }

    /// Whether each cell is hidden by itself. With contributions a threshold is about contributors.
    ///
    /// # Errors
    /// When the rule asks for contributions and there are none.
    pub fn hides(&self, counts: &Counts, contributions: Option<&Contributions>) -> Result<Vec<bool>, CrossingError> {
        let values = counts.values();
        let lacks = || CrossingError::NoContributions;
        Ok(match self {
            Rule::Threshold(threshold) => match contributions {
                None => threshold.hides(counts),
                Some(own) => {
                    let is_small = |cell: usize| own.number(cell) < threshold.of(counts.crossing().texts(cell));
                    (0..values.len()).map(|cell| values[cell] > 0 && is_small(cell)).collect()
                }
            },
            Rule::Dominance { largest, share } => {
                let own = contributions.ok_or_else(lacks)?;
                let is_held = |cell: usize| own.largest(cell).iter().take(*largest).sum::<u64>() as f64 > share * values[cell] as f64;
                (0..values.len()).map(|cell| values[cell] > 0 && is_held(cell)).collect()
            }
            Rule::PPercent { percent } => {
                let own = contributions.ok_or_else(lacks)?;
                let is_near = |cell: usize| {
                    let (first, second) = own.two(cell);
                    (values[cell].saturating_sub(first + second) as f64) < percent / 100.0 * first as f64
                };
                (0..values.len()).map(|cell| values[cell] > 0 && is_near(cell)).collect()
            }
            Rule::Contributors { of, least } => {
                let numbers = contributions.and_then(|own| own.of(of)).ok_or_else(lacks)?;
                (0..values.len()).map(|cell| values[cell] > 0 && numbers[cell] < *least).collect()
            }
            Rule::Zeros => counts.empty(),
            Rule::Group { share } => (0..values.len()).map(|cell| values[cell] > 0 && is_nearly_all(counts, cell, *share)).collect(),
        })
    }

    /// Least difference each cell needs between two tables, where the rule asks for more than that there are two: by as much
    /// as a contributor's estimate would be too good.
    pub fn widths(&self, counts: &Counts, contributions: Option<&Contributions>) -> Vec<u64> {
        let Some(own) = contributions else { return Vec::new() };
        let values = counts.values();
        let width = |needed: f64| needed.ceil().max(1.0) as u64;
        match self {
            Rule::Threshold(_) | Rule::Group { .. } | Rule::Contributors { .. } | Rule::Zeros => Vec::new(),
            Rule::Dominance { largest, share } => {
                let missing = |cell: usize| own.largest(cell).iter().take(*largest).sum::<u64>() as f64 / share - values[cell] as f64;
                (0..values.len()).map(|cell| width(missing(cell))).collect()
            }
            Rule::PPercent { percent } => {
                let missing = |cell: usize| {
                    let (first, second) = own.two(cell);
                    percent / 100.0 * first as f64 - values[cell].saturating_sub(first + second) as f64
                };
                (0..values.len()).map(|cell| width(missing(cell))).collect()
            }
        }
    }
}

/// Whether a cell makes up a share of a total of which it is one part among others.
fn is_nearly_all(counts: &Counts, cell: usize, share: f64) -> bool {
    let (crossing, values) = (counts.crossing(), counts.values());
    crossing.dimensions().iter().enumerate().any(|(place, dimension)| {
        let parents = dimension.parents(crossing.code(cell, place)).iter();
        let has_others = |parent: &&usize| dimension.leaves(**parent).len() > dimension.leaves(crossing.code(cell, place)).len();
        parents.filter(has_others).any(|parent| values[cell] as f64 >= share * values[crossing.moved(cell, place, *parent)] as f64)
    })
}

/// As it is asked for.
impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Rule::Threshold(threshold) => threshold.fmt(f),
            Rule::Dominance { largest, share } => write!(f, "dominance:{largest}:{share}"),
            Rule::PPercent { percent } => write!(f, "p-percent:{percent}"),
            Rule::Group { share } => write!(f, "group:{share}"),
            Rule::Contributors { of, least } => write!(f, "contributors:{of}:{least}"),
            Rule::Zeros => f.write_str("zeros"),
        }
    }
}

impl std::str::FromStr for Rule {
    type Err = CrossingError;

    fn from_str(text: &str) -> Result<Rule, CrossingError> {
        let fault = |fault| CrossingError::Rule { text: text.to_owned(), fault };
        let share = |part: &str| match part.parse() {
            Ok(share) if share > 0.0 && share <= 1.0 => Ok(share),
            _ => Err(fault("a share lies above 0 and is at most 1, as in group:0.9")),
        };
        match text.split_once(':') {
            Some(("threshold", _)) => text.parse().map(Rule::Threshold),
            Some(("dominance", rest)) => {
                let (largest, part) = rest.split_once(':').ok_or(fault("it is written as dominance:1:0.85"))?;
                let largest = largest.parse().ok().filter(|number| (1..=CONTRIBUTORS).contains(number));
                Ok(Rule::Dominance {
                    largest: largest.ok_or(fault("1 to 10 of the largest contributors are looked at"))?,
                    share: share(part)?,
                })
            }
            Some(("p-percent", rest)) => match rest.parse() {
                Ok(percent) if percent > 0.0 && percent <= 1000.0 => Ok(Rule::PPercent { percent }),
                _ => Err(fault("a percentage lies above 0, as in p-percent:10")),
            },
            Some(("group", rest)) => Ok(Rule::Group { share: share(rest)? }),
            Some(("contributors", rest)) => {
                let (of, least) =
                    rest.rsplit_once(':').filter(|(of, _)| !of.is_empty()).ok_or(fault("it is written as contributors:household:3"))?;
                let least = least.parse().ok().filter(|least| *least >= 2);
                let least = least.ok_or(fault("how many is a whole number of 2 or more, as in contributors:household:3"))?;
                Ok(Rule::Contributors { of: of.to_owned(), least })
            }
            None if text == "zeros" => Ok(Rule::Zeros),
            _ => Err(fault("say threshold:5, dominance:1:0.85, p-percent:10, group:0.9, contributors:household:3 or zeros")),
        }
    }
}

/// Most contributors of a cell that are kept.
pub(super) const CONTRIBUTORS: usize = 10;
