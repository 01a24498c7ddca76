//! Accounts of those who keep the register: a name, hashes of what they know, and where they may do what.
//!
//! Which words there are for roles and states, and what they allow, is the caller's.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use crate::catalogue::number;
use crate::{Author, Moment, Records, RecordsError, log};

/// An account.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffRow {
    /// Name to log in with.
    pub name: String,
    /// Organisation the worker is of.
    pub organisation: String,
    /// Hash of the password, as the caller writes it.
    pub password: String,
    /// Secret of the second factor, hexadecimal; empty until it is set up.
    pub factor: String,
    /// `invited`, `active` or `closed`.
    pub state: String,
    /// When it was made.
    pub made_at: Moment,
}

impl std::fmt::Debug for StaffRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StaffRow").field("name", &self.name).field("state", &self.state).finish_non_exhaustive()
    }
}

/// What an account may do where.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct GrantRow {
    /// A role, a word of the caller.
    pub role: String,
    /// For which region: `NL`, `VT19`.
    pub region: String,
    /// For records of which owner; empty for every owner.
    pub organisation: String,
}

impl Records {
    /// Makes an account with its roles; `false` where the name is taken, and then nothing is written.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn add_staff(&self, account: &StaffRow, grants: &[GrantRow], author: &Author) -> Result<bool, RecordsError> {
        self.wait(async {
            let mut transaction = self.begin_writing().await?;
            let taken = sqlx::query("SELECT name FROM staff WHERE name = $1").bind(account.name.as_str());
            if taken.fetch_optional(&mut *transaction).await?.is_some() {
                return Ok(false);
            }
            let statement = "INSERT INTO staff (name, organisation, password, factor, factor_step, state, made_at) \
                             VALUES ($1, $2, $3, $4, 0, $5, $6)";
            sqlx::query(statement)
                .bind(account.name.as_str())
                .bind(account.organisation.as_str())
                .bind(account.password.as_str())
                .bind(account.factor.as_str())
                .bind(account.state.as_str())
                .bind(account.made_at.0)
                .execute(&mut *transaction)
                .await?;
            insert_grants(&mut transaction, &account.name, grants).await?;
            let detail = format!("{}: {} [{}; {}]", author.by, author.reason, account.organisation, told(grants));
            log::append(&mut transaction, "staff.added", &account.name, author.at, &detail).await?;
            transaction.commit().await?;
            Ok(true)
        })
    }

    /// One account.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn staff(&self, name: &str) -> Result<Option<StaffRow>, RecordsError> {
        self.wait(async {
            let row = sqlx::query("SELECT * FROM staff WHERE name = $1").bind(name).fetch_optional(&self.pool).await?;
            row.as_ref().map(account).transpose()
        })
    }

    /// Every account, by name.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn all_staff(&self) -> Result<Vec<StaffRow>, RecordsError> {
        self.wait(async {
            let rows = sqlx::query("SELECT * FROM staff ORDER BY name").fetch_all(&self.pool).await?;
            rows.iter().map(account).collect()
        })
    }

    /// Writes password, second factor, state and organisation of an account, with a log entry of this kind. A new second
    /// factor or password takes effect with it; sessions stay until they are ended.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn change_staff(&self, account: &StaffRow, kind: &str, author: &Author) -> Result<(), RecordsError> {
        self.wait(async {
            let mut transaction = self.begin_writing().await?;
            sqlx::query("UPDATE staff SET password = $1, factor = $2, state = $3, organisation = $4 WHERE name = $5")
                .bind(account.password.as_str())
                .bind(account.factor.as_str())
                .bind(account.state.as_str())
                .bind(account.organisation.as_str())
                .bind(account.name.as_str())
                .execute(&mut *transaction)
                .await?;
            log::append(&mut transaction, kind, &account.name, author.at, &format!("{}: {}", author.by, author.reason)).await?;
            transaction.commit().await?;
            Ok(())
        })
    }

    /// What an account may do where.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn grants(&self, name: &str) -> Result<Vec<GrantRow>, RecordsError> {
        self.wait(async {
            let query = sqlx::query("SELECT role, region, organisation FROM staff_grant WHERE name = $1").bind(name);
            let rows = query.fetch_all(&self.pool).await?;
            let grant = |row: &AnyRow| {
                Ok(GrantRow { role: row.try_get("role")?, region: row.try_get("region")?, organisation: row.try_get("organisation")? })
            };
            let mut grants = rows.iter().map(grant).collect::<Result<Vec<_>, RecordsError>>()?;
            grants.sort();
            Ok(grants)
        })
    }

    /// Replaces what an account may do.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn set_grants(&self, name: &str, grants: &[GrantRow], author: &Author) -> Result<(), RecordsError> {
        self.wait(async {
            let mut transaction = self.begin_writing().await?;
            sqlx::query("DELETE FROM staff_grant WHERE name = $1").bind(name).execute(&mut *transaction).await?;
            insert_grants(&mut transaction, name, grants).await?;
            let detail = format!("{}: {} [{}]", author.by, author.reason, told(grants));
            log::append(&mut transaction, "staff.granted", name, author.at, &detail).await?;
            transaction.commit().await?;
            Ok(())
        })
    }

    /// Uses the code of a time step; `false` where it, or a later one, was used before.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn use_factor_step(&self, name: &str, step: i64) -> Result<bool, RecordsError> {
        self.wait(async {
            let used =
                sqlx::query("UPDATE staff SET factor_step = $1 WHERE name = $2 AND factor_step < $3").bind(step).bind(name).bind(step);
            Ok(used.execute(&self.pool).await?.rows_affected() == 1)
        })
    }

    /// Replaces the recovery codes of an account; only their hashes are kept.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn set_recovery_codes(&self, name: &str, hashes: &[String]) -> Result<(), RecordsError> {
        self.wait(async {
            let mut transaction = self.begin_writing().await?;
            sqlx::query("DELETE FROM staff_recovery WHERE name = $1").bind(name).execute(&mut *transaction).await?;
            for hash in hashes {
                let insert = sqlx::query("INSERT INTO staff_recovery (name, code) VALUES ($1, $2)").bind(name).bind(hash.as_str());
                insert.execute(&mut *transaction).await?;
            }
            transaction.commit().await?;
            Ok(())
        })
    }

    /// Uses a recovery code once; `false` where there is no such code.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn use_recovery_code(&self, name: &str, hash: &str) -> Result<bool, RecordsError> {
        self.wait(async {
            let used = sqlx::query("DELETE FROM staff_recovery WHERE name = $1 AND code = $2").bind(name).bind(hash);
            Ok(used.execute(&self.pool).await?.rows_affected() == 1)
        })
    }

    /// How many recovery codes are left.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn recovery_codes_left(&self, name: &str) -> Result<u32, RecordsError> {
        self.wait(async {
            let query = sqlx::query("SELECT COUNT(*) AS left_over FROM staff_recovery WHERE name = $1").bind(name);
            number(&query.fetch_one(&self.pool).await?, "left_over")
        })
    }
}

async fn insert_grants(connection: &mut AnyConnection, name: &str, grants: &[GrantRow]) -> Result<(), RecordsError> {
    for grant in grants {
        sqlx::query("INSERT INTO staff_grant (name, role, region, organisation) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")
            .bind(name)
            .bind(grant.role.as_str())
            .bind(grant.region.as_str())
            .bind(grant.organisation.as_str())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Roles in words, for the log.
fn told(grants: &[GrantRow]) -> String {
    let one = |grant: &GrantRow| format!("{} {} {}", grant.role, grant.region, grant.organisation).trim_end().to_owned();
    grants.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn account(row: &AnyRow) -> Result<StaffRow, RecordsError> {
    Ok(StaffRow {
        name: row.try_get("name")?,
        organisation: row.try_get("organisation")?,
        password: row.try_get("password")?,
        factor: row.try_get("factor")?,
        state: row.try_get("state")?,
        made_at: Moment(row.try_get("made_at")?),
    })
}
