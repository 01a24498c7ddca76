//! Which records are one person. Deterministic: by the pseudonym of the citizen number, else by the fallback.
//!
//! Two passes over the deliveries: every record is first observed, in any order and on any thread; then each can be
//! asked who it is about. Pure: no names, no numbers, no IO. Method: `docs/methods/deterministic-linkage.md`.

mod linker;
mod links;

pub use linker::Linker;
pub use links::{LinkSummary, Links};
