//! Papers: small texts that people keep together, each with every version it had, who wrote it, when and why.
//!
//! A writer names the version it read. When someone else wrote meanwhile nothing is written and the writer is told.

use sqlx::{AnyConnection, Row};

use crate::catalogue::number;
use crate::{Moment, Records, RecordsError, log};

/// A paper as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Paper {
    /// Kind, a word of the caller.
    pub kind: String,
    /// Id within its kind.
    pub id: String,
    /// Version, from 1.
    pub version: u32,
    /// The text. This room does not read it.
    pub body: String,
}

/// A paper as it should become.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaperChange {
    /// Kind.
    pub kind: String,
    /// Id.
    pub id: String,
    /// The version that was read; 0 for a new paper.
    pub expected: u32,
    /// The new text.
    pub body: String,
}

/// Who writes, why and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Author {
    /// Who.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Moment,
}

/// One version of a paper.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaperVersion {
    /// Version, from 1.
    pub version: u32,
    /// Who wrote it, why and when.
    pub author: Author,
    /// The text.
    pub body: String,
}

/// A paper that someone else wrote meanwhile.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conflict {
    /// Kind.
    pub kind: String,
    /// Id.
    pub id: String,
    /// The version the writer had read.
    pub expected: u32,
    /// The version that stands; 0 when there is none.
    pub standing: u32,
}

/// What writing did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Written {
    /// Everything was written.
    All,
    /// Nothing was written, because of these.
    Nothing(Vec<Conflict>),
}

impl Records {
    /// Every paper as it stands, by kind and id.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn papers(&self) -> Result<Vec<Paper>, RecordsError> {
        self.wait(async {
            let rows = sqlx::query("SELECT kind, id, version, body FROM paper ORDER BY kind, id").fetch_all(&self.pool).await?;
            rows.iter()
                .map(|row| {
                    Ok(Paper {
                        kind: row.try_get("kind")?,
                        id: row.try_get("id")?,
                        version: number(row, "version")?,
                        body: row.try_get("body")?,
                    })
                })
                .collect()
        })
    }

    /// Every version of one paper, oldest first; empty when there is no such paper.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn paper_versions(&self, kind: &str, id: &str) -> Result<Vec<PaperVersion>, RecordsError> {
        let query = "SELECT version, at, by_whom, reason, body FROM paper_version WHERE kind = $1 AND id = $2 ORDER BY version";
        self.wait(async {
            let rows = sqlx::query(query).bind(kind.to_owned()).bind(id.to_owned()).fetch_all(&self.pool).await?;
            rows.iter()
                .map(|row| {
                    let author = Author { by: row.try_get("by_whom")?, reason: row.try_get("reason")?, at: Moment(row.try_get("at")?) };
                    Ok(PaperVersion { version: number(row, "version")?, author, body: row.try_get("body")? })
                })
                .collect()
        })
    }

    /// Writes all changes and one entry of the log in one transaction, or nothing when any paper has another version
    /// than its writer read.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn write_papers(&self, changes: &[PaperChange], author: &Author) -> Result<Written, RecordsError> {
        self.wait(async {
            let mut transaction = self.begin_writing().await?;
            let mut conflicts = Vec::new();
            for change in changes {
                let standing = standing(&mut transaction, change).await?;
                if standing == change.expected {
                    write(&mut transaction, change, author).await?;
                } else {
                    conflicts.push(Conflict { kind: change.kind.clone(), id: change.id.clone(), expected: change.expected, standing });
                }
            }
            if !conflicts.is_empty() {
                return Ok(Written::Nothing(conflicts));
            }
            log::append(&mut transaction, log::PAPERS_WRITTEN, &subject(changes), author.at, &detail(changes, author)).await?;
            transaction.commit().await?;
            Ok(Written::All)
        })
    }
}

async fn standing(connection: &mut AnyConnection, change: &PaperChange) -> Result<u32, RecordsError> {
    let query = sqlx::query("SELECT version FROM paper WHERE kind = $1 AND id = $2").bind(change.kind.clone()).bind(change.id.clone());
    let row = query.fetch_optional(connection).await?;
    Ok(row.map(|row| number(&row, "version")).transpose()?.unwrap_or(0))
}

async fn write(connection: &mut AnyConnection, change: &PaperChange, author: &Author) -> Result<(), RecordsError> {
    let version = change.expected + 1;
    let upsert = "INSERT INTO paper (kind, id, version, body) VALUES ($1, $2, $3, $4) \
                  ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, body = excluded.body";
    sqlx::query(upsert)
        .bind(change.kind.clone())
        .bind(change.id.clone())
        .bind(i64::from(version))
        .bind(change.body.clone())
        .execute(&mut *connection)
        .await?;
    sqlx::query("INSERT INTO paper_version (kind, id, version, at, by_whom, reason, body) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(change.kind.clone())
        .bind(change.id.clone())
        .bind(i64::from(version))
        .bind(author.at.0)
        .bind(author.by.clone())
        .bind(author.reason.clone())
        .bind(change.body.clone())
        .execute(connection)
        .await?;
    Ok(())
}

fn subject(changes: &[PaperChange]) -> String {
    match changes {
        [one] => format!("{} {}", one.kind, one.id),
        more => format!("{} papers", more.len()),
    }
}

/// Who and why, and a hash over what was written, so that the log seals the versions too.
fn detail(changes: &[PaperChange], author: &Author) -> String {
    let mut hasher = blake3::Hasher::new();
    for change in changes {
        for text in [&change.kind, &change.id, &change.body] {
            hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
        }
        hasher.update(&change.expected.to_le_bytes());
    }
    format!("{}: {} [{}]", author.by, author.reason, hasher.finalize().to_hex())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn author(by: &str, at: i64) -> Author {
        Author { by: by.to_owned(), reason: "a test".to_owned(), at: Moment(at) }
    }

    fn change(id: &str, expected: u32, body: &str) -> PaperChange {
        PaperChange { kind: "measure".to_owned(), id: id.to_owned(), expected, body: body.to_owned() }
    }

    #[test]
    fn a_paper_keeps_every_version_with_who_when_and_why() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = Records::open(&folder.path().join("records.sqlite")).expect("records");
        assert_eq!(records.write_papers(&[change("M-1", 0, "one")], &author("adviser", 1)).expect("written"), Written::All);
        assert_eq!(records.write_papers(&[change("M-1", 1, "two")], &author("second", 2)).expect("written"), Written::All);
        let versions = records.paper_versions("measure", "M-1").expect("versions");
        let told: Vec<_> = versions.iter().map(|one| (one.version, one.author.by.as_str(), one.body.as_str())).collect();
        assert_eq!(told, [(1, "adviser", "one"), (2, "second", "two")]);
        assert_eq!(records.papers().expect("papers")[0].body, "two");
        assert_eq!(records.verify().expect("a verdict").entries, 2);
    }

    #[test]
    fn two_editors_collide_without_loss() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = Records::open(&folder.path().join("records.sqlite")).expect("records");
        records.write_papers(&[change("M-1", 0, "one"), change("M-2", 0, "one")], &author("adviser", 1)).expect("written");
        records.write_papers(&[change("M-1", 1, "hers")], &author("first", 2)).expect("written");
        let late = records.write_papers(&[change("M-2", 1, "his"), change("M-1", 1, "his")], &author("second", 3)).expect("an answer");
        let conflict = Conflict { kind: "measure".to_owned(), id: "M-1".to_owned(), expected: 1, standing: 2 };
        assert_eq!(late, Written::Nothing(vec![conflict]));
        let bodies: Vec<String> = records.papers().expect("papers").into_iter().map(|paper| paper.body).collect();
        assert_eq!(bodies, ["hers", "one"], "hers stands, and of his nothing was written, M-2 neither");
        assert_eq!(records.verify().expect("a verdict").entries, 2);
    }

    #[test]
    fn the_database_itself_refuses_to_change_or_remove_a_version() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = Records::open(&folder.path().join("records.sqlite")).expect("records");
        records.write_papers(&[change("M-1", 0, "one")], &author("adviser", 1)).expect("written");
        for statement in ["UPDATE paper_version SET body = 'other'", "DELETE FROM paper_version"] {
            let run = records.wait(async { Ok(sqlx::raw_sql(statement).execute(&records.pool).await?) });
            assert!(run.is_err(), "{statement}");
        }
    }
}
