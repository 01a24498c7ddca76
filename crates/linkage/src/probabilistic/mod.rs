//! Probabilistic linkage: which records are probably one person, from names, dates and addresses that hold errors.
//!
//! Reading order: [`link`] is the flow; [`suggest`] writes the model it starts from. Method: `docs/methods/linkage.md`.

mod blocking;
mod chance;
mod cluster;
mod date;
mod error;
mod field;
mod fit;
mod kind;
mod level;
mod link;
mod model;
mod pairs;
mod report;
mod score;
mod similarity;
mod suggest;
mod table;
mod text;
mod value;

pub use blocking::RuleReport;
pub use error::LinkageError;
pub use kind::Kind;
pub use link::{Linked, LinkedPair, link};
pub use model::{Block, Comparison, Model, Settings};
pub use report::{
    Bin, Blocking, Calibration, ClusterReport, ComparisonReport, LevelReport, Parameters, Report, RuleWithRecall, SourceReport,
};
pub use suggest::suggest;
pub use table::Source;
