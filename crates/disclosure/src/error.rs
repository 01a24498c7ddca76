//! Why nothing is published.

use domain::Breakdown;

use crate::audit::AuditError;

/// Why a release could not be protected. Nothing leaves when one of these is returned.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DisclosureError {
    /// No threshold was agreed for a level.
    #[error("no threshold is agreed for level {level}: state it in the policy")]
    ThresholdMissing {
        /// Which level.
        level: &'static str,
    },
    /// A shown count could round to zero.
    #[error("threshold {threshold} of level {level} would let a shown count round down to zero at base {base}")]
    ThresholdBelowRounding {
        /// Which level.
        level: &'static str,
        /// Its threshold.
        threshold: u64,
        /// The rounding base.
        base: u64,
    },
    /// Another value of the policy is zero.
    #[error("the policy has no {what}")]
    PolicyValueMissing {
        /// Which value.
        what: &'static str,
    },
    /// A value of the policy is beyond a million.
    #[error("the policy's {what} is beyond a million")]
    PolicyValueTooLarge {
        /// Which value or level.
        what: &'static str,
    },
    /// The years run backwards.
    #[error("the policy's years run from {first} to {last}")]
    Years {
        /// First year.
        first: i16,
        /// Last year.
        last: i16,
    },
    /// A window of years overlaps another, or lies outside the published years.
    #[error("pool {first}-{last} overlaps another one or lies outside the published years")]
    Pool {
        /// First year.
        first: i16,
        /// Last year.
        last: i16,
    },
    /// The question contradicts itself.
    #[error("question {indicator}: {fault}")]
    Question {
        /// Which indicator.
        indicator: String,
        /// What is wrong.
        fault: &'static str,
    },
    /// There is no table to answer the question from.
    #[error("no count table for {indicator} without breakdown")]
    NoTable {
        /// Which indicator.
        indicator: String,
    },
    /// A table holds a cell that the question does not allow.
    #[error("count table {indicator} by {}: {fault}", .breakdown.word())]
    Table {
        /// Which indicator.
        indicator: String,
        /// Which table.
        breakdown: Breakdown,
        /// What is wrong.
        fault: &'static str,
    },
    /// A breakdown does not fit the table without breakdown.
    #[error("count table {indicator} by {} does not add up to all in {year}", .breakdown.word())]
    TablesDisagree {
        /// Which indicator.
        indicator: String,
        /// Which table.
        breakdown: Breakdown,
        /// First year where it goes wrong.
        year: i16,
    },
    /// A hidden cell stayed without proof, whatever else was hidden.
    #[error("a hidden cell of {indicator} stays without proof: raise the work limit of the policy")]
    Unproven {
        /// Which indicator.
        indicator: String,
    },
    /// The independent check of the proofs failed.
    #[error("the proofs of {indicator} do not hold")]
    Audit {
        /// Which indicator.
        indicator: String,
        /// What it found.
        #[source]
        source: AuditError,
    },
}
