//! From identity to pseudonym: a keyed, one-way replacement, one per purpose.
//!
//! This room has no storage and no network. It takes an identity out of its wrapper's hands, and what it gives back
//! cannot be turned into a number without the key. Method: `docs/methods/pseudonyms.md`.

mod key;
mod never_link;
mod pseudonym;

pub use key::{KeyError, PseudonymKey};
pub use never_link::{NeverLink, NeverLinkError};
pub use pseudonym::{pseudonyms, record_pseudonym};
