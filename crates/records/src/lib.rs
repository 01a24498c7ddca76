//! The mutable state that is about no child: one SQL pool, its migrations, and the one append-only log.
//!
//! Synchronous to its callers: a small private runtime drives the pool. Every time is an argument; nothing here
//! reads a clock. Embedded it is one SQLite file; the statements keep to what PostgreSQL understands too.

mod catalogue;
mod error;
mod log;
mod packages;
mod papers;
mod pool;

pub use catalogue::{DeliveryRow, DeliveryState, Entered};
pub use error::RecordsError;
pub use log::{LogEntry, Verified};
pub use packages::{Evaluations, PackageEntered, PackageRow};
pub use papers::{Author, Conflict, Paper, PaperChange, PaperVersion, Written};
pub use pool::{Moment, Records};
