//! Waits that are not all over yet: Kaplan–Meier, Nelson–Aalen and Aalen–Johansen.
//!
//! Two doors lead to one core: [`rows`] takes subjects (one line each, exact times), [`steps`] takes counts (time × how it
//! ended). Both fill an [`EventTable`]; curves, incidences and quantiles are one pass over its distinct times.
//! Method pages: `docs/methods/kaplan-meier.md`, `docs/methods/aalen-johansen.md`.

pub mod rows;
pub mod steps;

mod curve;
mod limits;
mod quantile;
mod table;

pub use curve::{Point, Reading};
pub use limits::Limits;
pub use quantile::Quantile;
pub use rows::{CauseResult, GroupResult, Options, Subject, SurvivalResult, survival};
pub use steps::{Fate, Step, share_by};
pub use table::{EventTable, Line};

/// Why no survival estimate can be made. `row` counts from 0.
#[derive(Clone, Copy, PartialEq, Debug, thiserror::Error)]
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
