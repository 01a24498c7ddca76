//! The append-only log: who did what to what, each entry sealed by the hash of all before it.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use crate::{Moment, Records, RecordsError};

/// Kind of the entries that say papers were written.
pub(crate) const PAPERS_WRITTEN: &str = "papers.written";

const NOTHING_BEFORE: [u8; 32] = [0; 32];

/// One entry of the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogEntry {
    /// Place in the log, from 1.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// What was done: `delivery.accepted`.
    pub kind: String,
    /// To what. Never a person.
    pub subject: String,
    /// Facts worth keeping.
    pub detail: String,
    /// Hash of the entry before; zeros for the first.
    pub previous: [u8; 32],
    /// Hash of `previous` and everything above.
    pub hash: [u8; 32],
}

/// What following the chain from its first entry found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verified {
    /// How many entries there are.
    pub entries: u64,
    /// Place of the first entry that does not follow from the one before; `None` when all do.
    pub first_broken: Option<i64>,
    /// Hash of the last entry. Keep it elsewhere: a log that was cut short still follows from its start.
    pub head: [u8; 32],
}

impl Records {
    /// Appends one entry and returns its hash.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn append(&self, kind: &str, subject: &str, at: Moment, detail: &str) -> Result<[u8; 32], RecordsError> {
        self.wait(async {
            let mut transaction = self.begin_writing().await?;
            let hash = append(&mut transaction, kind, subject, at, detail).await?;
            transaction.commit().await?;
            Ok(hash)
        })
    }

    /// Every entry, oldest first.
    ///
    /// # Errors
    /// Where the database cannot be read, or a hash has not 32 bytes.
    pub fn entries(&self) -> Result<Vec<LogEntry>, RecordsError> {
        self.wait(async {
            let rows =
                sqlx::query("SELECT seq, at, kind, subject, detail, previous, hash FROM log ORDER BY seq").fetch_all(&self.pool).await?;
            rows.iter().map(entry).collect()
        })
    }

    /// The newest entries, newest first, at most so many.
    ///
    /// # Errors
    /// As [`Records::entries`].
    pub fn newest_entries(&self, most: u32) -> Result<Vec<LogEntry>, RecordsError> {
        self.wait(async {
            let query = "SELECT seq, at, kind, subject, detail, previous, hash FROM log ORDER BY seq DESC LIMIT $1";
            let rows = sqlx::query(query).bind(i64::from(most)).fetch_all(&self.pool).await?;
            rows.iter().map(entry).collect()
        })
    }

    /// Place in the log where papers were last written; 0 when they never were. Papers are as they were read until it changes.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn papers_stamp(&self) -> Result<i64, RecordsError> {
        self.wait(async {
            let query = "SELECT COALESCE(MAX(seq), 0) AS last_seq FROM log WHERE kind = $1";
            let row = sqlx::query(query).bind(PAPERS_WRITTEN).fetch_one(&self.pool).await?;
            Ok(row.try_get("last_seq")?)
        })
    }

    /// Follows the chain: every entry must stand in its place, name the hash before it and have its own.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn verify(&self) -> Result<Verified, RecordsError> {
        let entries = self.entries()?;
        let mut previous = NOTHING_BEFORE;
        let mut first_broken = None;
        for (place, entry) in (1..).zip(&entries) {
            if first_broken.is_none() && (entry.seq != place || entry.previous != previous || entry.hash != sealed(entry)) {
                first_broken = Some(entry.seq);
            }
            previous = entry.hash;
        }
        Ok(Verified { entries: entries.len() as u64, first_broken, head: previous })
    }

    /// Whether an entry of this hash stands in the log: one that was kept elsewhere, and is gone when the log was cut short. The head of a log
    /// without entries stands at the start of every log.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn has_entry(&self, hash: &[u8; 32]) -> Result<bool, RecordsError> {
        if *hash == NOTHING_BEFORE {
            return Ok(true);
        }
        self.wait(async {
            let query = sqlx::query("SELECT seq FROM log WHERE hash = $1").bind(hash.as_slice());
            Ok(query.fetch_optional(&self.pool).await?.is_some())
        })
    }
}

/// Appends inside a transaction that already holds the write lock, so that no two entries follow the same one.
pub(crate) async fn append(
    connection: &mut AnyConnection,
    kind: &str,
    subject: &str,
    at: Moment,
    detail: &str,
) -> Result<[u8; 32], RecordsError> {
    let last = sqlx::query("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetch_optional(&mut *connection).await?;
    let (seq, previous) = match last {
        Some(row) => (row.try_get::<i64, _>("seq")? + 1, hash(&row, "hash")?),
        None => (1, NOTHING_BEFORE),
    };
    let (kind, subject, detail) = (kind.to_owned(), subject.to_owned(), detail.to_owned());
    let mut entry = LogEntry { seq, at, kind, subject, detail, previous, hash: NOTHING_BEFORE };
    entry.hash = sealed(&entry);
    sqlx::query("INSERT INTO log (seq, at, kind, subject, detail, previous, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(entry.seq)
        .bind(entry.at.0)
        .bind(entry.kind)
        .bind(entry.subject)
        .bind(entry.detail)
        .bind(entry.previous.as_slice())
        .bind(entry.hash.as_slice())
        .execute(connection)
        .await?;
    Ok(entry.hash)
}

/// BLAKE3 of the hash before, the place, the time and the three texts, each text after its length.
fn sealed(entry: &LogEntry) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&entry.previous).update(&entry.seq.to_le_bytes()).update(&entry.at.0.to_le_bytes());
    for text in [&entry.kind, &entry.subject, &entry.detail] {
        hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
    }
    *hasher.finalize().as_bytes()
}

fn entry(row: &AnyRow) -> Result<LogEntry, RecordsError> {
    Ok(LogEntry {
        seq: row.try_get("seq")?,
        at: Moment(row.try_get("at")?),
        kind: row.try_get("kind")?,
        subject: row.try_get("subject")?,
        detail: row.try_get("detail")?,
        previous: hash(row, "previous")?,
        hash: hash(row, "hash")?,
    })
}

fn hash(row: &AnyRow, column: &'static str) -> Result<[u8; 32], RecordsError> {
    let bytes: Vec<u8> = row.try_get(column)?;
    bytes.try_into().map_err(|_| RecordsError::Unreadable { column })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log_of_three(folder: &tempfile::TempDir) -> Records {
        let records = Records::open(&folder.path().join("records.sqlite")).expect("records");
        for place in 1..=3 {
            records.append("test.done", &format!("subject {place}"), Moment(place), "detail").expect("an entry");
        }
        records
    }

    fn tamper(records: &Records, statements: &'static str) {
        let run = records.wait(async { Ok(sqlx::raw_sql(statements).execute(&records.pool).await?) });
        run.expect("the statements run");
    }

    #[test]
    fn an_untouched_log_follows_from_its_start() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = log_of_three(&folder);
        let verified = records.verify().expect("a verdict");
        assert_eq!((verified.entries, verified.first_broken), (3, None));
        assert_eq!(records.entries().expect("entries").last().map(|entry| entry.hash), Some(verified.head));
        assert!(records.has_entry(&verified.head).expect("a verdict") && !records.has_entry(&[7; 32]).expect("a verdict"));
        assert!(records.has_entry(&NOTHING_BEFORE).expect("a verdict"), "the head of the log when it was empty");
    }

    #[test]
    fn the_database_itself_refuses_to_change_or_shorten_the_log() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = log_of_three(&folder);
        for statement in ["UPDATE log SET detail = 'other' WHERE seq = 2", "DELETE FROM log WHERE seq = 3"] {
            let run = records.wait(async { Ok(sqlx::raw_sql(statement).execute(&records.pool).await?) });
            assert!(run.is_err(), "{statement}");
        }
        assert_eq!(records.verify().expect("a verdict").first_broken, None);
    }

    #[test]
    fn whoever_gets_past_that_breaks_the_chain_where_it_was_changed() {
        for (statements, broken) in [
            ("DROP TRIGGER log_is_not_changed; UPDATE log SET detail = 'other' WHERE seq = 2", 2),
            ("DROP TRIGGER log_is_not_changed; UPDATE log SET at = 99 WHERE seq = 1", 1),
            ("DROP TRIGGER log_is_not_changed; UPDATE log SET kind = 'test.don', subject = 'esubject 3' WHERE seq = 3", 3),
            ("DROP TRIGGER log_is_not_shortened; DELETE FROM log WHERE seq = 2", 3),
            ("DROP TRIGGER log_is_not_shortened; DELETE FROM log WHERE seq = 1", 2),
        ] {
            let folder = tempfile::tempdir().expect("a folder");
            let records = log_of_three(&folder);
            tamper(&records, statements);
            assert_eq!(records.verify().expect("a verdict").first_broken, Some(broken), "{statements}");
        }
    }

    #[test]
    fn a_log_cut_short_shows_in_its_head() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = log_of_three(&folder);
        let whole = records.verify().expect("a verdict");
        tamper(&records, "DROP TRIGGER log_is_not_shortened; DELETE FROM log WHERE seq = 3");
        let cut = records.verify().expect("a verdict");
        assert_eq!(cut.first_broken, None);
        assert_ne!(cut.head, whole.head);
    }

    #[test]
    fn threads_that_append_at_once_make_one_chain() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = log_of_three(&folder);
        std::thread::scope(|scope| {
            for worker in 0..4 {
                let records = &records;
                scope.spawn(move || (0..5).try_for_each(|at| records.append("test", &format!("{worker}"), Moment(at), "").map(drop)));
            }
        });
        let verified = records.verify().expect("a verdict");
        assert_eq!((verified.entries, verified.first_broken), (23, None));
    }
}
