//! Nouns about one person: who (wrapped), which record, what happened.
//!
//! No room on the public side may depend on this one; `cargo xtask tidy` checks it from `cargo metadata`.

mod combination;
mod event;
mod identity;
mod sensitive;

pub use combination::Combination;
pub use event::{CaseKey, Event, Organisation, RecordKey, RecordStatus};
pub use identity::{Bsn, Identity, LinkageTokens, PersonKey, Pseudonyms};
pub use sensitive::{Purpose, Sensitive};

/// What intake makes of one row: who it is about, and what happened. One row may hold a start and an end.
#[derive(Clone, Debug)]
pub struct Record {
    /// Place in the delivered file, counted from 1 without the header; for messages the place in the file.
    pub row: u64,
    /// The supplier's own reference: shown back to that supplier only.
    pub reference: Sensitive<String>,
    /// Who it is about; `None` for advice, which names no child.
    pub identity: Option<Sensitive<Identity>>,
    /// What happened; empty for records that are accepted and kept apart. `person` is not filled in yet.
    pub events: Vec<Event>,
}
