//! `corv`: messages of StUF-Jeugdzorg 1.0.9 between police, Veilig Thuis and the Child Protection Board, one in a file
//! or many in an archive. Four are read: `vtMeldingDi01` (a police report), `vtTerugkoppelingDi01` (what Veilig Thuis
//! made of it), `vtoDi01` (a request for investigation) and `notificatieDi01` (the Board's result). The others are
//! recognised and declined with the reason. Free text is passed over without being kept.
//!
//! Reading order: `letter` (what the elements say) → `facets` (what the schemas ask of them) → `reading` (one message,
//! and a delivery of them) → `record` (what they become).

mod facets;
mod letter;
mod moment;
mod party;
mod reading;
mod record;

pub(crate) use facets::{Facet, Flaw, LEVELS, RESULTS, STATUSES, STATUSES_OF_VEILIG_THUIS};
pub(crate) use letter::{Kind, Letter, OUTCOMES};
pub(crate) use moment::{Moment, stuf_day};
pub(crate) use party::Party;
pub(crate) use reading::Reader;
pub(crate) use record::is_apart;
