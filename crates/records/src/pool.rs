//! The pool and the private runtime that drives it.

use std::future::Future;
use std::path::Path;
use std::sync::Once;

use sqlx::any::{Any, AnyConnectOptions, AnyPoolOptions, install_default_drivers};
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Connection, Executor, Transaction};
use tokio::runtime::{Builder, Runtime};

use crate::RecordsError;

static SQLITE: Migrator = sqlx::migrate!("./migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("./migrations/postgres");
static DRIVERS: Once = Once::new();
const CONNECTIONS: u32 = 4;

/// What was committed survives a power cut; another writer is given ten seconds.
const SQLITE_SETTINGS: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON";

/// Seconds since 1 January 1970, UTC. Always handed in: this room reads no clock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Moment(pub i64);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Sqlite,
    Postgres,
}

/// The records: one database, open. It may be shared between threads; several programs may hold it open at once.
///
/// Calls block until done. From asynchronous code use a blocking thread (`tokio::task::spawn_blocking`), and let go of the
/// last hold outside it.
#[derive(Debug)]
pub struct Records {
    pub(crate) pool: AnyPool,
    kind: Kind,
    runtime: Runtime,
}

impl Records {
    /// Opens the SQLite database at this path, makes it where there is none, and brings it up to date.
    ///
    /// Write-ahead log, full synchronisation (what was committed survives a power cut), foreign keys on, ten seconds
    /// of patience with another writer.
    ///
    /// # Errors
    /// Where the file cannot be opened, or was made by a later version of this program.
    pub fn open(path: &Path) -> Result<Records, RecordsError> {
        let address = SqliteConnectOptions::new().filename(path).create_if_missing(true).to_url_lossy();
        let unopened = |source| RecordsError::Open { path: path.to_owned(), source };
        Records::connected(AnyConnectOptions::from_url(&address).map_err(unopened)?, Kind::Sqlite, unopened)
    }

    /// Opens what an address names: a PostgreSQL database (`postgres://user@host/database`, or `postgresql://`), else the
    /// SQLite file at that path. A password may stand in `PGPASSWORD` or `~/.pgpass` instead of in the address.
    ///
    /// A server on another machine is spoken to over TLS, its certificate checked against the certificates of this machine or
    /// against `sslrootcert=FILE`; `sslmode` need not be said.
    ///
    /// # Errors
    /// As [`Records::open`]; where the server cannot be reached; where the address asks for less protection than that.
    ///
    /// ```
    /// let folder = tempfile::tempdir().unwrap();
    /// let path = folder.path().join("records.sqlite");
    /// let records = records::Records::open_at(path.to_str().unwrap()).unwrap();
    /// assert_eq!(records.verify().unwrap().entries, 0);
    /// ```
    pub fn open_at(address: &str) -> Result<Records, RecordsError> {
        if !Records::is_server(address) {
            return Records::open(Path::new(address));
        }
        Records::connected(protected(address.parse().map_err(RecordsError::Connect)?)?, Kind::Postgres, RecordsError::Connect)
    }

    /// Whether an address names a database server rather than a file.
    pub fn is_server(address: &str) -> bool {
        address.starts_with("postgres://") || address.starts_with("postgresql://")
    }

    fn connected(options: AnyConnectOptions, kind: Kind, unopened: impl Fn(sqlx::Error) -> RecordsError) -> Result<Records, RecordsError> {
        DRIVERS.call_once(install_default_drivers);
        let runtime = Builder::new_current_thread().enable_io().enable_time().build().map_err(RecordsError::Runtime)?;
        let pool = runtime.block_on(connect(options, kind)).map_err(unopened)?;
        let migrations = match kind {
            Kind::Sqlite => &SQLITE,
            Kind::Postgres => &POSTGRES,
        };
        runtime.block_on(migrations.run(&pool))?;
        Ok(Records { pool, kind, runtime })
    }

    /// Runs one piece of work on the pool to its end.
    pub(crate) fn wait<T>(&self, work: impl Future<Output = Result<T, RecordsError>>) -> Result<T, RecordsError> {
        self.runtime.block_on(work)
    }

    /// A transaction that holds the one write lock from its start: writers wait for one another, readers do not.
    pub(crate) async fn begin_writing(&self) -> Result<Transaction<'static, Any>, RecordsError> {
        match self.kind {
            Kind::Sqlite => Ok(self.pool.begin_with("BEGIN IMMEDIATE").await?),
            Kind::Postgres => {
                let mut transaction = self.pool.begin().await?;
                transaction.execute("LOCK TABLE log IN SHARE ROW EXCLUSIVE MODE").await?;
                Ok(transaction)
            }
        }
    }
}

impl Drop for Records {
    fn drop(&mut self) {
        self.runtime.block_on(self.pool.close());
    }
}

/// The options for a server: one on another machine must show a certificate for its name.
fn protected(mut options: AnyConnectOptions) -> Result<AnyConnectOptions, RecordsError> {
    let said = |name: &str| options.database_url.query_pairs().find(|(own, _)| own == name).map(|(_, value)| value.into_owned());
    let host = said("hostaddr").or_else(|| said("host")).or_else(|| options.database_url.host_str().map(str::to_owned));
    let host = host.or_else(|| std::env::var("PGHOSTADDR").or_else(|_| std::env::var("PGHOST")).ok()).unwrap_or_default();
    if is_here(&host) {
        return Ok(options);
    }
    match said("sslmode").or_else(|| said("ssl-mode")).as_deref() {
        Some("verify-full" | "verify-ca") => Ok(options),
        Some(weaker) => Err(RecordsError::Unprotected(weaker.to_owned())),
        None => {
            options.database_url.query_pairs_mut().append_pair("sslmode", "verify-full");
            Ok(options)
        }
    }
}

/// Whether a host is this machine itself: a socket in a folder, or the loopback address.
fn is_here(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let is_loopback = host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
    host.is_empty() || host.starts_with('/') || host.starts_with('@') || host.eq_ignore_ascii_case("localhost") || is_loopback
}

/// A pool; the first connection is made apart, because a pool would try again for half a minute what cannot work.
async fn connect(options: AnyConnectOptions, kind: Kind) -> Result<AnyPool, sqlx::Error> {
    let mut first = options.connect().await?;
    settle(&mut first, kind).await?;
    first.close().await?;
    let pool = AnyPoolOptions::new().max_connections(CONNECTIONS);
    pool.after_connect(move |connection, _| Box::pin(settle(connection, kind))).connect_with(options).await
}

async fn settle(connection: &mut AnyConnection, kind: Kind) -> Result<(), sqlx::Error> {
    match kind {
        Kind::Sqlite => connection.execute(sqlx::raw_sql(SQLITE_SETTINGS)).await.map(drop),
        Kind::Postgres => Ok(()),
    }
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
    fn a_server_on_another_machine_must_show_its_certificate() {
        let mode = |address: &str| {
            let options = protected(address.parse().expect("an address")).map_err(|error| error.to_string())?;
            Ok(options.database_url.query_pairs().find(|(name, _)| name == "sslmode").map(|(_, value)| value.into_owned()))
        };
        for here in
            ["postgres://u@localhost/d", "postgres://u@127.0.0.1:5433/d", "postgres://u@[::1]/d", "postgres:///d?host=/run/postgresql"]
        {
            assert_eq!(mode(here), Ok::<_, String>(None), "{here}");
        }
        for away in [
            "postgres://u@db.example/d",
            "postgres://u@10.0.0.7/d",
            "postgres:///d?host=db.example",
            "postgres://u@localhost/d?hostaddr=10.0.0.7",
        ] {
            assert_eq!(mode(away), Ok(Some("verify-full".to_owned())), "{away}");
        }
        assert_eq!(mode("postgres://u@db.example/d?sslmode=verify-ca"), Ok(Some("verify-ca".to_owned())));
        for weaker in ["disable", "allow", "prefer", "require"] {
            let refused = mode(&format!("postgres://u:secret@db.example/d?sslmode={weaker}")).expect_err("refused");
            assert!(refused.contains("verify-full") && !refused.contains("secret"), "{refused}");
        }
    }

    #[test]
    fn a_file_that_is_no_database_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("records.sqlite");
        std::fs::write(&path, "this is no database, it is a text of more than a hundred bytes".repeat(4)).expect("a file");
        assert!(Records::open(&path).is_err());
    }
}
