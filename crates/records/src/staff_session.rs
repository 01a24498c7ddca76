//! Sessions, failed log-ins and files that wait for their sender's yes. All of them pass.

use sqlx::Row;

use crate::catalogue::number;
use crate::{Moment, Records, RecordsError};

/// A session.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Hash of what the cookie holds.
    pub id: String,
    /// Whose.
    pub name: String,
    /// How far its owner came, a word of the caller.
    pub stage: String,
    /// What every form of the session carries.
    pub form_key: String,
    /// When it began.
    pub began_at: Moment,
    /// When it was last used.
    pub seen_at: Moment,
}

/// Attempts under one key since a moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Failures {
    /// How many, this one included.
    pub count: u32,
    /// The first of them.
    pub first: Moment,
}

/// A file that was sent and not yet taken in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Upload {
    /// Its id, a secret.
    pub id: String,
    /// Who sent it.
    pub name: String,
    /// Name of the file.
    pub file: String,
    /// Its bytes.
    pub body: Vec<u8>,
    /// When.
    pub at: Moment,
}

impl Records {
    /// Opens a session.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn open_session(&self, session: &SessionRow) -> Result<(), RecordsError> {
        self.wait(async {
            sqlx::query("INSERT INTO staff_session (id, name, stage, form_key, began_at, seen_at) VALUES ($1, $2, $3, $4, $5, $6)")
                .bind(session.id.as_str())
                .bind(session.name.as_str())
                .bind(session.stage.as_str())
                .bind(session.form_key.as_str())
                .bind(session.began_at.0)
                .bind(session.seen_at.0)
                .execute(&self.pool)
                .await?;
            Ok(())
        })
    }

    /// The session of an id.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn session(&self, id: &str) -> Result<Option<SessionRow>, RecordsError> {
        self.wait(async {
            let row = sqlx::query("SELECT * FROM staff_session WHERE id = $1").bind(id).fetch_optional(&self.pool).await?;
            row.map(|row| {
                Ok(SessionRow {
                    id: row.try_get("id")?,
                    name: row.try_get("name")?,
                    stage: row.try_get("stage")?,
                    form_key: row.try_get("form_key")?,
                    began_at: Moment(row.try_get("began_at")?),
                    seen_at: Moment(row.try_get("seen_at")?),
                })
            })
            .transpose()
        })
    }

    /// Marks a session as used.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn touch_session(&self, id: &str, at: Moment) -> Result<(), RecordsError> {
        self.wait(async {
            sqlx::query("UPDATE staff_session SET seen_at = $1 WHERE id = $2").bind(at.0).bind(id).execute(&self.pool).await?;
            Ok(())
        })
    }

    /// Ends one session.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn end_session(&self, id: &str) -> Result<(), RecordsError> {
        self.wait(async {
            sqlx::query("DELETE FROM staff_session WHERE id = $1").bind(id).execute(&self.pool).await?;
            Ok(())
        })
    }

    /// Ends every session of an account, but for one that may stay.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn end_sessions_of(&self, name: &str, but: &str) -> Result<(), RecordsError> {
        self.wait(async {
            let ended = sqlx::query("DELETE FROM staff_session WHERE name = $1 AND id <> $2").bind(name).bind(but);
            ended.execute(&self.pool).await?;
            Ok(())
        })
    }

    /// Removes sessions, failures and uploads that were last touched before a moment.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn sweep_sessions(&self, before: Moment) -> Result<(), RecordsError> {
        self.wait(async {
            for statement in [
                "DELETE FROM staff_session WHERE seen_at < $1",
                "DELETE FROM staff_failure WHERE at < $1",
                "DELETE FROM staff_upload WHERE at < $1",
            ] {
                sqlx::query(statement).bind(before.0).execute(&self.pool).await?;
            }
            Ok(())
        })
    }

    /// Counts an attempt under a key of the caller as failed before it is looked at, so that attempts at once are not more than
    /// attempts one by one. Where there were `most` since a moment already it is not counted, and `count` is more than `most`.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn begin_attempt(&self, key: &str, at: Moment, since: Moment, most: u32) -> Result<Failures, RecordsError> {
        self.wait(async {
            let mut transaction = self.begin_writing().await?;
            let query = "SELECT COUNT(*) AS failed, COALESCE(MIN(at), 0) AS first_at FROM staff_failure WHERE name = $1 AND at >= $2";
            let row = sqlx::query(query).bind(key).bind(since.0).fetch_one(&mut *transaction).await?;
            let count: u32 = number(&row, "failed")?;
            let first = if count == 0 { at } else { Moment(row.try_get("first_at")?) };
            if count < most {
                let insert = sqlx::query("INSERT INTO staff_failure (name, at) VALUES ($1, $2)").bind(key).bind(at.0);
                insert.execute(&mut *transaction).await?;
                transaction.commit().await?;
            }
            Ok(Failures { count: count.saturating_add(1), first })
        })
    }

    /// Takes one attempt of a moment back: it was right.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn forgive_attempt(&self, key: &str, at: Moment) -> Result<(), RecordsError> {
        self.wait(async {
            let mut transaction = self.begin_writing().await?;
            let removed = sqlx::query("DELETE FROM staff_failure WHERE name = $1 AND at = $2").bind(key).bind(at.0);
            for _ in 1..removed.execute(&mut *transaction).await?.rows_affected() {
                let insert = sqlx::query("INSERT INTO staff_failure (name, at) VALUES ($1, $2)").bind(key).bind(at.0);
                insert.execute(&mut *transaction).await?;
            }
            transaction.commit().await?;
            Ok(())
        })
    }

    /// Forgets the failures under a key.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn clear_failures(&self, key: &str) -> Result<(), RecordsError> {
        self.wait(async {
            sqlx::query("DELETE FROM staff_failure WHERE name = $1").bind(key).execute(&self.pool).await?;
            Ok(())
        })
    }

    /// Keeps a file until its sender says yes or it is swept; an earlier one of the same sender goes.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn keep_upload(&self, upload: &Upload) -> Result<(), RecordsError> {
        self.wait(async {
            let mut transaction = self.begin_writing().await?;
            let earlier = sqlx::query("DELETE FROM staff_upload WHERE name = $1").bind(upload.name.as_str());
            earlier.execute(&mut *transaction).await?;
            sqlx::query("INSERT INTO staff_upload (id, name, file, body, at) VALUES ($1, $2, $3, $4, $5)")
                .bind(upload.id.as_str())
                .bind(upload.name.as_str())
                .bind(upload.file.as_str())
                .bind(upload.body.as_slice())
                .bind(upload.at.0)
                .execute(&mut *transaction)
                .await?;
            transaction.commit().await?;
            Ok(())
        })
    }

    /// The file of this id, if this account sent it.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn upload(&self, id: &str, name: &str) -> Result<Option<Upload>, RecordsError> {
        self.wait(async {
            let query = sqlx::query("SELECT * FROM staff_upload WHERE id = $1 AND name = $2").bind(id).bind(name);
            let row = query.fetch_optional(&self.pool).await?;
            row.map(|row| {
                Ok(Upload {
                    id: row.try_get("id")?,
                    name: row.try_get("name")?,
                    file: row.try_get("file")?,
                    body: row.try_get("body")?,
                    at: Moment(row.try_get("at")?),
                })
            })
            .transpose()
        })
    }

    /// Removes a file that was taken in or turned away.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn drop_upload(&self, id: &str) -> Result<(), RecordsError> {
        self.wait(async {
            sqlx::query("DELETE FROM staff_upload WHERE id = $1").bind(id).execute(&self.pool).await?;
            Ok(())
        })
    }
}
