//! Safe tables and estimates → releases: a folder of plain files with a manifest, and the ledger that chains them.
//!
//! Reading order: what comes in ([`Manuscript`]) → what is written ([`compose`]) → what is read back ([`Release`]) →
//! who approved it ([`Ledger`]). Nothing here adds, divides or rounds a count: cells pass through as they were handed in.

mod breaks;
mod certificates;
mod compose;
mod crosstab;
mod crosstab_certificates;
mod error;
mod extent;
mod ledger;
mod manuscript;
mod overlap;
mod release;
mod wire;
mod words;

pub use disclosure::{ALL_CODES, CrosstabCell, OnLists, OverlapCell};
pub use estimates::crosstab::{ContrastOf, CrosstabShare, taken_together};
pub use estimates::decomposition::Decomposition;

pub use breaks::{BreakKind, SeriesBreak};
pub use certificates::{Checkable, Proofs, checkable};
pub use compose::{Composed, ReleaseHash, compose};
pub use crosstab::{Crosstab, CrosstabAxis, CrosstabCode, CrosstabNumbers, CrosstabTable, CrosstabYear};
pub use crosstab_certificates::{CheckableCrosstabs, CrosstabProof, checkable_crosstabs};
pub use error::PublicationError;
pub use extent::{Extent, ExtentPart, Modelled, Notice, Outside, Reading};
pub use ledger::{Act, Entry, Ledger, State};
pub use manuscript::{Approval, Bilingual, Chapter, Completeness, Counted, Definition, Explained, Manuscript, MethodPage, Norm};
pub use overlap::{OverlapCounts, OverlapTable, OverlapYear};
pub use release::{IndicatorData, Release};
pub use wire::{Beside, RepeatedYears, Rules};
pub use words::{class_word, parse_breakdown, parse_class, parse_measure, parse_statistic};
