//! The mutable state that is about no child: one SQL pool, its migrations, and the one append-only log.
//!
//! Synchronous to its callers: a small private runtime drives the pool. Every time is an argument; nothing here
//! reads a clock. Embedded it is one SQLite file, grown a PostgreSQL database: the same statements, a folder of migrations each.

mod catalogue;
mod error;
mod log;
mod packages;
mod papers;
mod pool;
mod staff;
mod staff_session;

pub use catalogue::{DeliveryRow, DeliveryState, Entered};
pub use error::RecordsError;
pub use log::{LogEntry, Verified};
pub use packages::{Evaluations, PackageEntered, PackageRow};
pub use papers::{Author, Conflict, Paper, PaperChange, PaperVersion, Written};
pub use pool::{Moment, Records};
pub use staff::{Along, GrantRow, StaffRow};
pub use staff_session::{Failures, SessionRow, Upload};
