//! Multiple systems estimation: how many children stand on no list, from the overlap of the lists they stand on.
//!
//! [`Overlap`] is the table of capture histories; [`independence`] the first method: lists independent of one another.
//! More methods answer the same question on the same table; their spread comes first, any one of them alone says little.
//! Method page: `docs/methods/multiple-systems-independence.md`.

mod average;
mod bayes;
mod bootstrap;
mod chance;
mod existence;
mod fit;
mod graphs;
mod heterogeneity;
mod honesty;
mod independence;
mod latent;
mod linkage_error;
mod log_linear;
mod methods;
mod model;
mod overlap;
mod posterior;
mod profile;
mod search;
mod strata;
#[cfg(test)]
mod tables;
mod texts;
mod threshold;

pub use average::{Grid, PopulationPrior, Prior};
pub use honesty::{ListCheck, Referral, Sensitivity, leave_one_list_out, sensitivity};
pub use independence::independence;
pub use linkage_error::{LinkageError, with_linkage_error};
pub use methods::{Method, Settings, estimate};
pub use model::Model;
pub use overlap::Overlap;
pub use posterior::Posterior;
pub use strata::{Stratum, added, borrowed};
pub use texts::Notice;

/// Why there is nothing to estimate from. Facts about the table, never about a person.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum MseError {
    /// Fewer than two lists, or more than can be handled.
    #[error("{lists} lists were given; between 2 and {most} are needed")]
    Lists {
        /// How many were given.
        lists: usize,
        /// How many are possible.
        most: usize,
    },
    /// Two lists with the same name, or a list without one.
    #[error("the list name '{name}' is empty or stands twice")]
    ListName {
        /// The name.
        name: String,
    },
    /// A history with a list that does not exist.
    #[error("a history speaks of list {list}, but there are {lists}")]
    UnknownList {
        /// Which list, counted from 1.
        list: u32,
        /// How many lists there are.
        lists: usize,
    },
    /// People on no list were given, who cannot have been observed.
    #[error("{count} were given who stand on no list; nobody can have observed them")]
    OnNoList {
        /// How many.
        count: u64,
    },
    /// Nobody was observed.
    #[error("the lists hold nobody")]
    Nobody,
    /// More people than can be counted.
    #[error("the counts add up to more than can be counted")]
    TooMany,
    /// A term of a model that is none.
    #[error("'{term}' is no term of a model: write the lists that depend on one another, as 12 or 1.10, counted from 1 to {lists}")]
    Term {
        /// The term.
        term: String,
        /// How many lists there are.
        lists: usize,
    },
    /// A path of referral that is none.
    #[error("'{text}' is no path of referral: write two lists by name or number, as 1>2 or police>help")]
    Referral {
        /// As it was written.
        text: String,
    },
    /// Strata that cannot borrow from one another.
    #[error("{strata} strata were given; at least 2 can borrow strength, with the same lists, and lists and strata together at most 31")]
    Strata {
        /// How many were given.
        strata: usize,
    },
    /// A level that is no level.
    #[error("the level {level} does not lie between 0 and 1")]
    Level {
        /// The level asked for.
        level: f64,
    },
}

/// Whether a model has an estimate on this table; the number is the code files hold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Existence {
    /// It has: 0.
    Exists = 0,
    /// The likelihood has no maximum: 1.
    NoMaximum = 1,
    /// Several populations fit equally well: 2.
    NotIdentifiable = 2,
}

impl Existence {
    /// The code used in files.
    pub fn code(self) -> u8 {
        self as u8
    }
}

/// How an interval was made.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum IntervalKind {
    /// Populations whose multinomial profile likelihood is not too far below the highest (Cormack 1992).
    Profile,
    /// Bias-corrected and accelerated bootstrap, the choice of the model inside (Efron 1987).
    Bca,
    /// Equal tails of the posterior.
    Posterior,
    /// Normal on the logarithm of the hidden number.
    Normal,
}

impl IntervalKind {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            IntervalKind::Profile => "profile",
            IntervalKind::Bca => "bca",
            IntervalKind::Posterior => "posterior",
            IntervalKind::Normal => "normal",
        }
    }
}

/// An interval for the population.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PopulationInterval {
    /// How it was made.
    pub kind: IntervalKind,
    /// Its level, 0–1.
    pub level: f64,
    /// Lower limit; never below the number observed.
    pub lower: f64,
    /// Upper limit; `None` where the data set none.
    pub upper: Option<f64>,
}

/// What one method says.
#[derive(Clone, PartialEq, Debug)]
pub struct MethodResult {
    /// The method's word: `independence`.
    pub method: &'static str,
    /// The whole population, hidden included; `None` unless it exists.
    pub estimate: Option<f64>,
    /// Its intervals.
    pub intervals: Vec<PopulationInterval>,
    /// The highest interactions of its model, lists counted from 1: `["12", "3"]`.
    pub model: Vec<String>,
    /// Whether there is an estimate.
    pub existence: Existence,
    /// Parameters × log(observed) − 2 log-likelihood; `None` without an estimate.
    pub bic: Option<f64>,
    /// Its posterior, of a Bayesian method.
    pub posterior: Option<Posterior>,
    /// What a reader must know of it.
    pub warnings: Vec<Notice>,
}

/// What all methods asked for say of one table.
#[derive(Clone, PartialEq, Debug)]
pub struct MseResult {
    /// Different people observed.
    pub observed: u64,
    /// Names of the lists.
    pub lists: Vec<String>,
    /// One result per method.
    pub results: Vec<MethodResult>,
    /// Lowest and highest estimate over the methods; `None` while fewer than two estimate.
    pub spread: Option<(f64, f64)>,
    /// Each list as a population of known size, when the check was made.
    pub check: Vec<ListCheck>,
    /// What paths of referral do to the estimates, when paths were given.
    pub sensitivity: Vec<Sensitivity>,
    /// What must hold for any of it to be true.
    pub assumptions: Vec<Notice>,
    /// What a reader must know of the whole.
    pub warnings: Vec<Notice>,
}

impl MseResult {
    /// The result of a stratum in which nobody was observed: no estimate, and why.
    pub fn of_nobody(lists: Vec<String>) -> MseResult {
        MseResult {
            observed: 0,
            lists,
            results: Vec::new(),
            spread: None,
            check: Vec::new(),
            sensitivity: Vec::new(),
            assumptions: texts::assumptions(),
            warnings: vec![texts::nobody()],
        }
    }

    /// Says that no strength could be borrowed from other strata.
    #[must_use]
    pub fn with_nothing_borrowed(mut self) -> MseResult {
        self.warnings.insert(0, texts::no_borrowing());
        self
    }
}

/// What was tried besides the estimates, to judge them by.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Tried {
    /// Each list as a population of known size.
    pub check: Vec<ListCheck>,
    /// Which list refers people to which.
    pub referrals: Vec<Referral>,
    /// What these paths do to the estimates.
    pub sensitivity: Vec<Sensitivity>,
}

/// Puts the results of one table together: the spread over methods, the assumptions, and what a reader must know.
pub fn gather(overlap: &Overlap, results: Vec<MethodResult>, tried: Tried) -> MseResult {
    let estimates: Vec<f64> = results.iter().filter_map(|result| result.estimate).collect();
    let spread = (estimates.len() > 1).then(|| {
        let lowest = estimates.iter().copied().fold(f64::INFINITY, f64::min);
        let highest = estimates.iter().copied().fold(0.0, f64::max);
        (lowest, highest)
    });
    let mut warnings = vec![texts::models_disagree()];
    if spread.is_none() {
        warnings.insert(0, texts::no_spread());
    }
    warnings.extend(honesty::referral_notices(overlap, &tried.referrals, &results));
    let (held, all) = tried.check.iter().map(ListCheck::covered).fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
    warnings.extend((all > 0).then(|| texts::checked(held, all)));
    MseResult {
        observed: overlap.observed(),
        lists: overlap.lists().to_vec(),
        results,
        spread,
        check: tried.check,
        sensitivity: tried.sensitivity,
        assumptions: texts::assumptions(),
        warnings,
    }
}
