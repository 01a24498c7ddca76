//! Waits that are not all over yet: Kaplan–Meier, Nelson–Aalen and Aalen–Johansen.
//!
//! Two doors lead to one core: [`rows`] takes subjects (one line each, exact times), [`steps`] takes counts (time × how it
//! ended). Both fill an [`EventTable`]; curves, incidences and quantiles are one pass over its distinct times.
//! Method pages: `docs/methods/kaplan-meier.md`, `docs/methods/aalen-johansen.md`.

pub mod rows;
pub mod steps;

mod alike;
mod chi_squared;
mod concordance;
mod cox;
mod curve;
mod design;
mod factorisation;
mod fine_gray;
mod gray;
mod jackknife;
mod limits;
mod log_rank;
mod quantile;
#[cfg(test)]
mod reference;
mod restricted_mean;
mod table;
mod timeline;

pub use chi_squared::ChiSquared;
pub use cox::{Coefficient, CoxOptions, Errors, Proportionality, Regression, RegressionWarning, Ties, cox, cox_with_proportionality};
pub use curve::{HazardPoint, Point, Reading};
pub use design::Design;
pub use fine_gray::fine_gray;
pub use gray::gray;
pub use limits::Limits;
pub use log_rank::{GroupEvents, LogRank, log_rank};
pub use quantile::Quantile;
pub use restricted_mean::RestrictedMean;
pub use rows::{CauseResult, GroupResult, Options, Subject, SurvivalResult, survival};
pub use steps::{Fate, Step, share_by};
pub use table::{EventTable, Line};

/// Why no survival estimate can be made. `row` counts from 0.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum SurvivalError {
    /// No subjects at all.
    #[error("there are no rows to estimate from")]
    Empty,
    /// A time that is no number, infinite or negative.
    #[error("the time in row {row} is not a number of 0 or more")]
    Time {
        /// Which row.
        row: usize,
    },
    /// An entry that is no number, infinite or negative.
    #[error("the entry time in row {row} is not a number of 0 or more")]
    Entry {
        /// Which row.
        row: usize,
    },
    /// A subject that enters when it has left.
    #[error("the entry time in row {row} does not lie before its time")]
    EntryNotBeforeTime {
        /// Which row.
        row: usize,
    },
    /// A level that is no level.
    #[error("the level {level} does not lie between 0 and 1")]
    Level {
        /// The level asked for.
        level: f64,
    },
    /// More subjects than can be counted exactly.
    #[error("there are more subjects than can be counted")]
    TooMany,
    /// A restricted mean up to what is no time.
    #[error("the time up to which the mean counts is not a number of 0 or more")]
    Until,
    /// A weight of the log-rank family that is none.
    #[error("rho is {rho}; it must be a number of 0 or more")]
    Rho {
        /// What was asked for.
        rho: f64,
    },
    /// More groups than a test can compare.
    #[error("there are {groups} groups; a test compares at most {most}")]
    Groups {
        /// How many there are.
        groups: usize,
        /// How many a test compares.
        most: usize,
    },
    /// A value of a column that is no finite number, or a level that does not exist.
    #[error("the value of {name} in row {row} cannot be used")]
    Covariate {
        /// Which column.
        name: String,
        /// Which row.
        row: usize,
    },
    /// More columns than a regression takes.
    #[error("{name} would bring the regression past {most} columns; is it really a factor?")]
    Columns {
        /// The column that was too much.
        name: String,
        /// How many there may be.
        most: usize,
    },
    /// A column of another length.
    #[error("{name} has {rows} rows where {expected} were expected")]
    Rows {
        /// Which column.
        name: String,
        /// How many rows it has.
        rows: usize,
        /// How many there are.
        expected: usize,
    },
    /// A regression on nothing.
    #[error("no term has more than one value: there is nothing to explain waits with")]
    NoColumns,
    /// A regression on rows without an event.
    #[error("no row has an event: there is nothing to explain")]
    NoEvents,
    /// More events than Efron's ties can go through one at a time.
    #[error("{events} events are too many for Efron's ties; use Breslow's")]
    ManyEvents {
        /// How many there are.
        events: u64,
    },
    /// A regression on the incidence of a cause that does not occur.
    #[error("no row has an event of cause {cause}")]
    NoEventsOf {
        /// Which cause.
        cause: u32,
    },
    /// A method that has no agreed form for late entry.
    #[error("{method} cannot handle subjects that come under observation late")]
    LateEntry {
        /// Which method.
        method: &'static str,
    },
    /// A method that has no agreed form for strata.
    #[error("{method} cannot handle strata; give the stratum as a factor instead")]
    Strata {
        /// Which method.
        method: &'static str,
    },
    /// A cluster number past the number of rows.
    #[error("a cluster has a number of {clusters} or more; number them from 0")]
    Cluster {
        /// One more than the highest there may be.
        clusters: usize,
    },
    /// A time asked for that is no number.
    #[error("a time asked for is not a number of 0 or more")]
    At,
    /// Steps that do not go forward.
    #[error("step {step} does not end after the one before it")]
    Step {
        /// Which step, counted from 0.
        step: usize,
    },
}
