//! Deliveries and events at rest: immutable Parquet files, their catalogue, and snapshots sorted by linked person.
//!
//! A delivery is the atom: one file, written whole or not at all, replaced only by a later version. A snapshot is a
//! list of deliveries; its partitions are derived from them and can always be made again, byte for byte. Every file is
//! plain Parquet that other programs read too. Method: `docs/methods/store.md`.
//!
//! Reading order: `delivery` (what is kept) → `store` (open, sweep, accept) → `columns`, `row`, `file` (the format) →
//! `observe` and `snapshot` (link, scatter, sort) → `coverage` (who delivered through when) → `steps` (what never came to be counted) → `erase` (who may not stay) →
//! `points` and `renew` (later keys).

mod columns;
mod coverage;
mod delivery;
mod durable;
mod erase;
mod error;
mod file;
mod observe;
mod points;
mod renew;
mod row;
mod snapshot;
mod steps;
mod store;
mod writer;

#[cfg(test)]
mod examples;

pub use delivery::{Accepted, Delivery, DeliveryMeta, RowCounts, SourceHash};
pub use erase::Erased;
pub use error::StoreError;
pub use linkage::{LinkError, LinkSummary, Share as LinkShare, Trial};
pub use points::{PointWriter, StoredPoint};
pub use records::{Entered, Evaluations, Moment, PackageEntered, PackageRow};
pub use renew::{Renewal, RenewalStep, Renewed};
pub use row::StoredEvent;
pub use snapshot::{Progress, Snapshot, Step};
pub use steps::StepsCounted;
pub use store::Store;
pub use writer::DeliveryWriter;
