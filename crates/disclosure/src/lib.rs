//! Counts → safe counts, with proof. The only maker of [`SafeTable`], and of [`SafeEstimate`] for what a model made of exact counts.
//!
//! [`protect`] reads as the flow: policy → family of tables → circle of those that hang together → rows and primary rule → shield (secondary
//! suppression with proofs) → published table → audit. There is no way around it and no flag that loosens it.

mod earlier;
mod policy;
mod question;
mod safe;

mod circle;
mod protect;
mod repeat;
mod shielded;

mod columns;
mod family;
mod frame;

mod curve;
mod rows;
mod rule;

mod chance;
mod insiders;
mod joint;
mod search;
mod shield;
mod system;
mod within;

mod audit;
mod proof;

mod certificates;
mod certify;
mod report;

mod crosstab;
mod error;
mod estimate;
mod overlap;

pub mod crossing;
pub mod modular;
pub mod verify;

#[cfg(test)]
mod attack;
#[cfg(test)]
mod made;
#[cfg(test)]
mod tests;

pub use audit::{AuditError, Opened, opened};
pub use certificates::{Around, Certificates, Numbering, Stretch, Told};
pub use certify::{Certified, certify};
pub use crosstab::{
    ALL_CODES, CertifiedCrosstabs, CheckedCrosstabs, CrosstabCell, CrosstabCertificates, CrosstabCounts, CrosstabDimension, CrosstabFault,
    CrosstabTask, CrosstabWithheld, KnownMargin, OUTCOME, SafeCrosstab, ToldCrosstab, certify_crosstabs, crosstabs, opened_crosstabs,
};
pub use earlier::Earlier;
pub use error::DisclosureError;
pub use estimate::{SafeEstimate, Withheld};
pub use overlap::{Children, Listed, OnLists, OverlapCell, OverlapTask, OverlapWithheld, SafeOverlap, overlap};
pub use policy::{AlmostAll, Alone, Policy, Thresholds};
pub use protect::{Conflict, Protected, protect, protect_beside};
pub use question::{Question, QuestionKind};
pub use repeat::Repeated;
pub use report::{Level, ProtectionReport, Share};
pub use safe::{SafeStep, SafeTable};
pub use within::Within;
