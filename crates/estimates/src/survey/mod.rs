//! Estimates from a sample of the population: what was drawn, how, and what that says of everyone.
//!
//! [`Design`] holds strata, clusters, population sizes and weights; it can be [calibrated](Design::calibrated) to known totals and
//! [trimmed](Design::trimmed). A [`Sample`] is a design whose uncertainty comes from influence values or from [`Replicates`];
//! [`estimate()`] answers a [`Question`] to it. The results are those of the package `survey` of R (Lumley 2010), to all digits
//! it prints; `docs/how-to/from-r.md` sets both side by side.
//!
//! Studies built on it: [`Plan`] (before a study), [`comparable`] (a short and a long form), [`informants()`] (sentinels).

mod association;
mod calibration;
mod comparability;
mod design;
mod distribution;
mod error;
mod estimate;
mod informants;
mod interval;
mod plan;
mod quantile;
mod replicates;
mod smooth;
mod spline;
mod spread;
mod trim;
mod variable;
mod variance;

pub use association::{Association, AssociationTest, TestVariant, association};
pub use calibration::{Bounds, Calibration, Distance, Margin};
pub use comparability::{Comparability, FormStudy, QuestionForm, StudyFigure, comparable};
pub use design::{Design, LonelyPsu, Numbering, StageColumns};
pub use error::SurveyError;
pub use estimate::{Question, Statistic, SurveyEstimate, SurveyResult, estimate};
pub use informants::{InformantFigure, InformantForm, InformantResult, informants};
pub use interval::IntervalKind;
pub use plan::{Plan, Prospect};
pub use replicates::{Replicates, Replication};
pub use spread::Sample;
pub use trim::Trimming;
pub use variable::{Factor, Variable};
