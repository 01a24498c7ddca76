//! Which records are one person.
//!
//! Deterministic, for what arrives at the hub: by the pseudonym of the citizen number, else by linkage tokens, else by the
//! fallback. Two passes over the deliveries: every record is first observed, in any order and on any thread; then each can be
//! asked who it is about. No names, no numbers. Method: `docs/methods/deterministic-linkage.md`.
//!
//! Probabilistic, for an analyst's own files: [`link`], from names, dates and addresses with errors in them. Method:
//! `docs/methods/linkage.md`.

mod carriers;
mod link_error;
mod linker;
mod links;
mod probabilistic;
mod together;
mod trial;
mod waiting;
mod way;

pub use link_error::{LeastLinked, LinkError, Share};
pub use linker::{Linker, Referred, Wanted};
pub use links::{LinkSummary, Links};
pub use probabilistic::{
    Bin, Block, Blocking, Calibration, Change, ClusterReport, Comparison, ComparisonReport, Drawn, GroupQuality, Interval, Kind, Label,
    LabelReport, LevelReport, LinkageError, Linked, LinkedPair, Linking, Member, Model, Parameters, Quality, QualityReport, Renamed,
    Report, ReviewReport, RuleReport, RuleWithRecall, STRATA, Sensitivity, Settings, Source, SourceReport, Step, Unlinkable, Waterfall,
    Wishes, draw, keep_names, link, sensitivity, suggest, undo,
};
pub use trial::{Trial, is_tried};
