//! From identity to pseudonym: a keyed, one-way replacement, one per purpose.
//!
//! This room has no storage and no network. It takes an identity out of its wrapper's hands, and what it gives back
//! cannot be turned into a number without the key. Methods: `docs/methods/pseudonyms.md` (one key, for analysts and tests)
//! and `docs/methods/pseudonymisation.md` (three parties, none with both).
//!
//! Reading order: [`purpose`] (what may leave) → [`scheme`] (three parties) → [`keys`] (their files) → [`tokens`] (records
//! without a number) → [`package`] (what travels).

mod key;
pub mod keys;
mod never_link;
pub mod package;
mod pseudonym;
pub mod purpose;
pub mod scheme;
pub mod tokens;

pub use key::{KeyError, PseudonymKey};
pub use never_link::{NeverLink, NeverLinkError};
pub use pseudonym::{identifiers, linkage_tokens, pseudonyms, record_pseudonym};
