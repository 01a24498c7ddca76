//! What travels: one prepared delivery, signed by its source, sealed to who comes next, and the payload in it to the hub.
//!
//! ```text
//! outside   "inbeeld package 1\n", services passed, label, length; then, sealed with age to who is next:
//!   header    who delivers what under which purpose, how many rows; signed by the source (Ed25519)
//!   table     tag, kind, label, ciphertext: 77 bytes each; signed by who made it, source or service
//!   payload   rows of kept fields with tags; sealed with age to the hub: no service reads it
//! ```
//!
//! A file may hold several packages, one after another. Tags are codes under a key of one package, forgotten with it; entries come in
//! the order of their tags and rows in one of chance: nothing of a package follows the order of the source's file.

mod error;
mod frame;
mod join;
mod laid_aside;
mod open;
mod prepare;
mod row;
mod sealing;
mod transit;

use serde::{Deserialize, Serialize};

pub use error::PackageError;
pub use frame::{Frame, frames};
pub use laid_aside::Scratch;
pub use open::{HubSide, OpenedPackage, OpenedRow, open};
pub use prepare::{DeliveryFacts, Preparer};
pub use row::{COLUMNS, PreparedRow, RowFault, Tag};
pub use transit::{Arrived, Passed, arrive};

/// The kind of a package that is no delivery: a request to erase who its rows stand for.
pub const ERASURE: &str = "erasure";

/// What a package says of itself. The source signs these bytes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Sixteen random bytes: the same package never passes twice.
    pub id: String,
    /// Name of the purpose.
    pub purpose: String,
    /// Version of the purpose.
    pub purpose_version: u32,
    /// Label of the chain its ciphertexts are for.
    pub label: String,
    /// Supplier code.
    pub supplier: String,
    /// Word of the kind of delivery.
    pub kind: String,
    /// Period.
    pub period: String,
    /// Version of the delivery.
    pub version: u32,
    /// Keyed hash of the delivered bytes.
    pub source: String,
    /// Rows read, accepted and set aside at the source, and left out because somebody objected.
    pub read: u64,
    /// Accepted.
    pub accepted: u64,
    /// Set aside.
    pub set_aside: u64,
    /// Left out: on the exclusion list.
    pub excluded: u64,
    /// Linkage tokens left out: more numbers of this delivery carry one than tells anything.
    #[serde(default)]
    pub common_tokens: u64,
    /// Ciphertexts in the table.
    pub entries: u64,
    /// Rows in the payload.
    pub rows: u64,
    /// BLAKE3 of the sealed payload.
    pub payload: String,
}

/// Bytes of an entry of the table: tag, kind, label, ciphertext.
pub(crate) const ENTRY_BYTES: usize = 8 + 1 + 4 + crate::scheme::Ciphertext::BYTES;
/// Entries that are worked on, shuffled and held in memory at a time.
pub(crate) const BATCH_ENTRIES: usize = 1 << 14;
/// A header longer than this is none.
pub(crate) const HEADER_BYTES_MAX: usize = 1 << 16;
/// More ciphertexts than this are refused before anything is read: a year of every child in the country, eight times.
pub(crate) const ENTRIES_MAX: u64 = 40_000_000;

/// What a signature of a header is over.
pub(crate) fn header_message(header: &[u8]) -> Vec<u8> {
    [b"inbeeld/package/header/1\0", header].concat()
}

/// What a signature of a table is over: the header it belongs to and the table.
pub(crate) fn table_message(header: &[u8], table: &blake3::Hash) -> Vec<u8> {
    [b"inbeeld/package/table/1\0".as_slice(), blake3::hash(header).as_bytes(), table.as_bytes()].concat()
}

#[cfg(test)]
mod tests;
