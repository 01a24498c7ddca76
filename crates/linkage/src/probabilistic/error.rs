//! Why a model or its sources cannot be used.

use thiserror::Error;

/// What stands in the way of linking. Facts only; never a value of a record.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum LinkageError {
    /// The text of the model cannot be read.
    #[error("the model cannot be read: {reason}")]
    Model {
        /// What the reader of TOML said.
        reason: String,
    },
    /// A comparison names a column that a source does not have.
    #[error("comparison '{comparison}' names column '{column}', which {source_name} does not have; it has {present}")]
    UnknownColumn {
        /// Name of the comparison.
        comparison: String,
        /// The column asked for.
        column: String,
        /// The source without it.
        source_name: String,
        /// The columns it does have.
        present: String,
    },
    /// Two comparisons have the same name.
    #[error("two comparisons are called '{comparison}'")]
    SameName {
        /// The name.
        comparison: String,
    },
    /// A comparison without columns, or with more than its kind can take.
    #[error("comparison '{comparison}' must name one column, or for a date one, two or three")]
    ColumnCount {
        /// Name of the comparison.
        comparison: String,
    },
    /// A blocking rule names what is not there.
    #[error("blocking rule {rule} names '{part}', which is not a comparison, or does not have that form")]
    UnknownKey {
        /// Number of the rule, from 1.
        rule: usize,
        /// What it names.
        part: String,
    },
    /// There is nothing to compare or nothing to block on.
    #[error("the model has no {what}")]
    Nothing {
        /// Comparisons or blocking rules.
        what: &'static str,
    },
    /// More than fits in the pattern of a pair.
    #[error("the model has {count} {what}; at most {most} can be used")]
    TooMany {
        /// Comparisons, keys or rules.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many there may be.
        most: usize,
    },
    /// A number outside its range.
    #[error("'{name}' is {value}; it must be {expected}")]
    OutOfRange {
        /// Name of the setting.
        name: &'static str,
        /// What it is, as text.
        value: String,
        /// What it may be.
        expected: &'static str,
    },
    /// No column of which it can be told what it holds.
    #[error("no column could be told apart as a name, a date, an address or a number; write the model by hand")]
    NothingToSuggest,
    /// More records than fit.
    #[error("there are {records} records; at most {most} can be linked at once")]
    TooManyRecords {
        /// How many there are.
        records: usize,
        /// How many there may be.
        most: usize,
    },
}
