//! What can go wrong with the records.

use std::path::PathBuf;

/// The records could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum RecordsError {
    /// The database file could not be opened or made.
    #[error("the records at {path} could not be opened")]
    Open {
        /// Where they should be.
        path: PathBuf,
        /// Why not.
        #[source]
        source: sqlx::Error,
    },
    /// The database server could not be reached, or did not let us in. The address may hold a password and is not repeated.
    #[error("the database could not be reached")]
    Connect(#[source] sqlx::Error),
    /// The server is on another machine and the address asks for a connection that others can read or answer in its place.
    #[error(
        "the database is on another machine: use sslmode=verify-full (or verify-ca), perhaps with sslrootcert=FILE; '{0}' is not enough"
    )]
    Unprotected(String),
    /// The database was made by another version of this program, or a migration failed.
    #[error("the records could not be brought up to this version of the program")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A statement failed.
    #[error("the records could not be read or written")]
    Statement(#[from] sqlx::Error),
    /// The runtime that drives the pool could not be started.
    #[error("the runtime of the records could not be started")]
    Runtime(#[source] std::io::Error),
    /// A column holds something this program never writes.
    #[error("the records hold something unreadable in {column}")]
    Unreadable {
        /// Which column.
        column: &'static str,
    },
    /// This version of this period was delivered before, with other bytes or since withdrawn.
    #[error(
        "version {version} of {kind} from {supplier} for {period} was delivered before, with other bytes or since \
         withdrawn; deliver it as a later version"
    )]
    VersionTaken {
        /// Kind of the delivery.
        kind: String,
        /// Its supplier.
        supplier: String,
        /// Its period.
        period: String,
        /// The version that is taken.
        version: u32,
    },
}
