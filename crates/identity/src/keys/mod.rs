//! The keys of the three parties, and their files as text. Reading and writing files is the caller's.
//!
//! The hub begins a chain; every pseudonym service joins it; the source gets the chain as it came out. What a source encrypts
//! can only be opened after every service of the chain has done its part: nobody ever holds the key that belongs to
//! [`Chain::key`].

mod chain;
mod rotation;
mod secrets;
mod text;

pub use chain::{Chain, Label, Station};
pub use rotation::{RotationError, factor, rotation};
pub use secrets::{HubKeys, ServiceKeys, SourceKeys, TrustedSource};
pub use text::KeyFileError;
