//! Why a survey gives no answer, and what can be done about it.

/// Why there is no estimate. Facts about the design, never about a person.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum SurveyError {
    /// No rows.
    #[error("the sample has no rows")]
    Empty,
    /// Columns of different length, or a place that does not exist.
    #[error("{what} has {found} rows where the sample has {rows}")]
    Length {
        /// Which column.
        what: &'static str,
        /// Its rows.
        found: usize,
        /// Rows of the sample.
        rows: usize,
    },
    /// A weight that is no weight.
    #[error("row {row}: a weight must be a number of 0 or more")]
    Weight {
        /// Row, counted from 1.
        row: usize,
    },
    /// All weights are 0.
    #[error("all weights are 0, so the sample stands for nobody")]
    NoWeight,
    /// A row without stratum, cluster or population size.
    #[error("row {row} has no {what}; every row needs its place in the design, also where its answers are missing")]
    NoPlace {
        /// Row, counted from 1.
        row: usize,
        /// `stratum`, `cluster` or `population size`.
        what: &'static str,
    },
    /// A cluster in more than one stratum.
    #[error(
        "cluster '{cluster}' stands in more than one stratum at stage {stage}; where clusters are numbered anew in every stratum, say so (--nest)"
    )]
    NotNested {
        /// Name of the cluster.
        cluster: String,
        /// Stage, counted from 1.
        stage: usize,
    },
    /// Population sizes that differ within a stratum.
    #[error("the population size of stage {stage} differs within stratum '{stratum}'; it must be one number per stratum")]
    PopulationVaries {
        /// Name of the stratum.
        stratum: String,
        /// Stage, counted from 1.
        stage: usize,
    },
    /// A population size that is no size.
    #[error("row {row}: the population size of stage {stage} must be above 0; give sizes (1 or more) or fractions (at most 1), not both")]
    Population {
        /// Row, counted from 1.
        row: usize,
        /// Stage, counted from 1.
        stage: usize,
    },
    /// More sampled than there are.
    #[error(
        "stratum '{stratum}' at stage {stage}: {sampled} were sampled of a population of {population}; check the column of population sizes"
    )]
    MoreThanAll {
        /// Name of the stratum.
        stratum: String,
        /// Stage, counted from 1.
        stage: usize,
        /// Units sampled.
        sampled: u32,
        /// Units there are.
        population: f64,
    },
    /// Fewer stages of clusters than of population sizes.
    #[error("population sizes are given for {given} stages, but there are clusters for {stages}")]
    Stages {
        /// Stages with population sizes.
        given: usize,
        /// Stages with clusters.
        stages: usize,
    },
    /// A stratum with one unit has no variance of its own.
    #[error(
        "stratum '{stratum}' has only one unit at stage {stage}, so its variance cannot be seen; join it to another stratum, or choose --lonely-psu adjust, average, remove or certainty"
    )]
    LonelyPsu {
        /// Name of the stratum.
        stratum: String,
        /// Stage, counted from 1.
        stage: usize,
    },
    /// A level that is no level.
    #[error("the level {level} does not lie between 0 and 1")]
    Level {
        /// The level asked for.
        level: f64,
    },
    /// A quantile outside 0–1.
    #[error("the quantile {at} does not lie between 0 and 1")]
    Quantile {
        /// The quantile asked for.
        at: f64,
    },
    /// A question that does not fit the variable.
    #[error("{what}")]
    Question {
        /// What does not fit and what would.
        what: &'static str,
    },
    /// Bounds that are no bounds.
    #[error("the bounds {lower} and {upper} must lie on both sides of 1, the lower one at least 0")]
    Bounds {
        /// Lower bound.
        lower: f64,
        /// Upper bound.
        upper: f64,
    },
    /// Logit calibration needs both bounds.
    #[error("logit calibration needs bounds, for example --bounds 0.5,2")]
    NoBounds,
    /// A margin that nobody in the sample can meet.
    #[error("margin '{margin}' asks for a total of {wanted}, but no row with a weight belongs to it; join it to another class")]
    EmptyMargin {
        /// Name of the margin.
        margin: String,
        /// Its total.
        wanted: f64,
    },
    /// A margin with a missing value.
    #[error("row {row} has no value for margin '{margin}'; calibration needs one on every row: fill it in or make it a class of its own")]
    MarginMissing {
        /// Name of the margin.
        margin: String,
        /// Row, counted from 1.
        row: usize,
    },
    /// A margin out of reach of the bounds.
    #[error(
        "margin '{margin}' asks for {wanted}, but within the bounds it can only lie between {lowest} and {highest}; widen the bounds or join classes"
    )]
    MarginOutOfReach {
        /// Name of the margin.
        margin: String,
        /// Its total.
        wanted: f64,
        /// Lowest total possible.
        lowest: f64,
        /// Highest total possible.
        highest: f64,
    },
    /// Margins that cannot be met together.
    #[error(
        "the margins cannot be met together: '{margin}' should be {wanted} and comes no nearer than {reached}; check that margins add up to the same population, widen the bounds or join classes"
    )]
    NoConvergence {
        /// The margin missed by most.
        margin: String,
        /// Its total.
        wanted: f64,
        /// The total the best weights give.
        reached: f64,
    },
    /// A sample is calibrated once.
    #[error("the sample is calibrated already; give all margins at once")]
    AlreadyCalibrated,
    /// Weights cannot be brought within the limits.
    #[error("weights cannot be brought between {lower} and {upper}: nothing between them can take up what is cut off")]
    Trim {
        /// Lower limit.
        lower: f64,
        /// Upper limit.
        upper: f64,
    },
    /// A way of replicating that does not fit the design.
    #[error("{what}")]
    Replicates {
        /// What does not fit and what would.
        what: &'static str,
    },
    /// Too many replicates without an answer.
    #[error("{failed} of {replicates} replicates gave no answer; the sample is too thin for them: use linearisation or join classes")]
    ReplicatesFailed {
        /// Without an answer.
        failed: usize,
        /// All.
        replicates: usize,
    },
    /// A table of two variables that has no two levels on both sides.
    #[error("a test of association needs two levels of both variables; '{side}' has {levels}")]
    Table {
        /// `row` or `column`.
        side: &'static str,
        /// Levels with weight.
        levels: usize,
    },
}
