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

/// What goes along with a change of an account.
#[derive(Clone, Copy, Default, Debug)]
pub struct Along<'a> {
    /// Ends its sessions, but for the one of this id; an empty id ends all.
    pub sessions_but: Option<&'a str>,
    /// Hashes of the recovery codes that take the place of the ones it has.
    pub recovery_codes: Option<&'a [String]>,
    /// The last time step whose code was used, with a new second factor.
    pub factor_step: Option<i64>,
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

    /// Writes password, second factor, state and organisation of an account that was read as `before`, what goes along with
    /// that, and a log entry of this kind; all of it or nothing. `false`, and nothing is written, where somebody else changed
    /// the account since it was read.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn change_staff(
        &self,
        (before, after): (&StaffRow, &StaffRow),
        kind: &str,
        along: Along,
        author: &Author,
    ) -> Result<bool, RecordsError> {
        self.wait(async {
            let mut transaction = self.begin_writing().await?;
            let statement = "UPDATE staff SET password = $1, factor = $2, state = $3, organisation = $4 \
                             WHERE name = $5 AND password = $6 AND factor = $7 AND state = $8 AND organisation = $9";
            let changed = sqlx::query(statement)
                .bind(after.password.as_str())
                .bind(after.factor.as_str())
                .bind(after.state.as_str())
                .bind(after.organisation.as_str())
                .bind(before.name.as_str())
                .bind(before.password.as_str())
                .bind(before.factor.as_str())
                .bind(before.state.as_str())
                .bind(before.organisation.as_str())
                .execute(&mut *transaction)
                .await?;
            if changed.rows_affected() != 1 {
                return Ok(false);
            }
            take_along(&mut transaction, &before.name, along).await?;
            log::append(&mut transaction, kind, &before.name, author.at, &format!("{}: {}", author.by, author.reason)).await?;
            transaction.commit().await?;
            Ok(true)
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

    /// Gives an account one role more.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn add_grant(&self, name: &str, grant: &GrantRow, author: &Author) -> Result<(), RecordsError> {
        self.wait(async {
            let mut transaction = self.begin_writing().await?;
            insert_grants(&mut transaction, name, std::slice::from_ref(grant)).await?;
            let detail = format!("{}: {} [{}]", author.by, author.reason, told(std::slice::from_ref(grant)));
            log::append(&mut transaction, "staff.granted", name, author.at, &detail).await?;
            transaction.commit().await?;
            Ok(())
        })
    }

    /// Takes one role of an account away; `false` where it did not have it.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn remove_grant(&self, name: &str, grant: &GrantRow, author: &Author) -> Result<bool, RecordsError> {
        self.wait(async {
            let mut transaction = self.begin_writing().await?;
            let removed = sqlx::query("DELETE FROM staff_grant WHERE name = $1 AND role = $2 AND region = $3 AND organisation = $4")
                .bind(name)
                .bind(grant.role.as_str())
                .bind(grant.region.as_str())
                .bind(grant.organisation.as_str())
                .execute(&mut *transaction)
                .await?;
            if removed.rows_affected() != 1 {
                return Ok(false);
            }
            let detail = format!("{}: {} [{}]", author.by, author.reason, told(std::slice::from_ref(grant)));
            log::append(&mut transaction, "staff.ungranted", name, author.at, &detail).await?;
            transaction.commit().await?;
            Ok(true)
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
            replace_recovery_codes(&mut transaction, name, hashes).await?;
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

async fn take_along(connection: &mut AnyConnection, name: &str, along: Along<'_>) -> Result<(), RecordsError> {
    if let Some(stays) = along.sessions_but {
        let ended = sqlx::query("DELETE FROM staff_session WHERE name = $1 AND id <> $2").bind(name).bind(stays);
        ended.execute(&mut *connection).await?;
    }
    if let Some(hashes) = along.recovery_codes {
        replace_recovery_codes(connection, name, hashes).await?;
    }
    if let Some(step) = along.factor_step {
        sqlx::query("UPDATE staff SET factor_step = $1 WHERE name = $2").bind(step).bind(name).execute(&mut *connection).await?;
    }
    Ok(())
}

async fn replace_recovery_codes(connection: &mut AnyConnection, name: &str, hashes: &[String]) -> Result<(), RecordsError> {
    sqlx::query("DELETE FROM staff_recovery WHERE name = $1").bind(name).execute(&mut *connection).await?;
    for hash in hashes {
        let insert = sqlx::query("INSERT INTO staff_recovery (name, code) VALUES ($1, $2)").bind(name).bind(hash.as_str());
        insert.execute(&mut *connection).await?;
    }
    Ok(())
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
