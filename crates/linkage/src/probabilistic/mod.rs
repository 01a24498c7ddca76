//! Probabilistic linkage: which records are probably one person, from names, dates and addresses that hold errors.
//!
//! Reading order: [`link`] is the flow; [`suggest`] writes the model it starts from. Method: `docs/methods/linkage.md`.

mod blocking;
mod calibrate;
mod chance;
mod cluster;
mod column_words;
mod date;
mod detect;
mod distance;
mod edges;
mod error;
mod expected;
mod explain;
mod field;
mod fit;
mod form;
mod impute;
mod kind;
mod labels;
mod level;
mod link;
mod mixture;
mod model;
mod pairs;
mod quality;
mod report;
mod review;
mod score;
mod similarity;
mod stable;
mod suggest;
mod table;
mod text;
mod value;

pub use blocking::RuleReport;
pub use error::LinkageError;
pub use explain::{Sensitivity, Step, Unlinkable, Waterfall, sensitivity};
pub use kind::Kind;
pub use labels::{Label, LabelReport};
pub use link::{Linked, LinkedPair, Linking, Wishes, link};
pub use model::{Block, Comparison, Model, Settings};
pub use quality::{GroupQuality, Interval, Quality, QualityReport};
pub use report::{
    Bin, Blocking, Calibration, ClusterReport, ComparisonReport, LevelReport, Parameters, Report, ReviewReport, RuleWithRecall,
    SourceReport,
};
pub use review::{Drawn, STRATA, draw};
pub use stable::{Change, Member, Renamed, keep_names, undo};
pub use suggest::suggest;
pub use table::Source;
