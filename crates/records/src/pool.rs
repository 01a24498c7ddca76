//! The pool and the private runtime that drives it.

use std::future::Future;
use std::path::Path;
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use tokio::runtime::{Builder, Runtime};

use crate::RecordsError;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
const CONNECTIONS: u32 = 4;

/// Seconds since 1 January 1970, UTC. Always handed in: this room reads no clock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Moment(pub i64);

/// The records: one database, open. It may be shared between threads; several programs may hold it open at once.
///
/// Calls block until done. From asynchronous code use a blocking thread (`tokio::task::spawn_blocking`).
#[derive(Debug)]
pub struct Records {
    pub(crate) pool: SqlitePool,
    runtime: Runtime,
}

impl Records {
    /// Opens the database at this path, makes it where there is none, and brings it up to date.
    ///
    /// Write-ahead log, full synchronisation (what was committed survives a power cut), foreign keys on, ten seconds
    /// of patience with another writer.
    ///
    /// # Errors
    /// Where the file cannot be opened, or was made by a later version of this program.
    pub fn open(path: &Path) -> Result<Records, RecordsError> {
        let runtime = Builder::new_current_thread().enable_time().build().map_err(RecordsError::Runtime)?;
        let pool = runtime.block_on(connect(path))?;
        Ok(Records { pool, runtime })
    }

    /// Runs one piece of work on the pool to its end.
    pub(crate) fn wait<T>(&self, work: impl Future<Output = Result<T, RecordsError>>) -> Result<T, RecordsError> {
        self.runtime.block_on(work)
    }
}

impl Drop for Records {
    fn drop(&mut self) {
        self.runtime.block_on(self.pool.close());
    }
}

async fn connect(path: &Path) -> Result<SqlitePool, RecordsError> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY_TIMEOUT)
        .foreign_keys(true);
    let pool = SqlitePoolOptions::new().max_connections(CONNECTIONS).connect_with(options).await;
    let pool = pool.map_err(|source| RecordsError::Open { path: path.to_owned(), source })?;
    MIGRATIONS.run(&pool).await?;
    Ok(pool)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opening_twice_finds_what_was_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("records.sqlite");
        let first = Records::open(&path).expect("new records");
        first.append("test", "subject", Moment(1), "detail").expect("an entry");
        let second = Records::open(&path).expect("the same records, beside the first");
        assert_eq!(second.entries().expect("entries").len(), 1);
    }

    #[test]
    fn a_file_that_is_no_database_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("records.sqlite");
        std::fs::write(&path, "this is no database, it is a text of more than a hundred bytes".repeat(4)).expect("a file");
        assert!(Records::open(&path).is_err());
    }
}
