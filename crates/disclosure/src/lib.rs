//! Counts → safe counts, with proof. The only maker of [`SafeTable`].

mod safe;

pub use safe::{SafeStep, SafeTable};
