//! The catalogue of deliveries: which immutable files there are, and for which municipalities.

use std::collections::BTreeMap;

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use crate::{Moment, Records, RecordsError, log};

/// Whether a delivery takes part. A later version replaces an earlier one by its number, not by its state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DeliveryState {
    /// It takes part.
    Accepted,
    /// It was taken back and takes no part.
    Withdrawn,
}

impl DeliveryState {
    fn word(self) -> &'static str {
        match self {
            DeliveryState::Accepted => "accepted",
            DeliveryState::Withdrawn => "withdrawn",
        }
    }

    fn from_word(text: &str) -> Option<DeliveryState> {
        [DeliveryState::Accepted, DeliveryState::Withdrawn].into_iter().find(|state| state.word() == text)
    }
}

/// One delivery in the catalogue. Words and codes are the caller's; this room does not read them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeliveryRow {
    /// Kind: `youth-policy`.
    pub kind: String,
    /// Code of the supplier.
    pub supplier: String,
    /// Kind of the supplier: `provider`.
    pub organisation_kind: String,
    /// Period: `2023HJ01`.
    pub period: String,
    /// Version, from 1.
    pub version: u32,
    /// Hash of the bytes as delivered.
    pub source_hash: String,
    /// Hash of the file at rest.
    pub file_hash: String,
    /// Where the file stands under the store's root.
    pub path: String,
    /// Events in the file.
    pub events: u64,
    /// Rows read from the delivered bytes.
    pub rows_read: u64,
    /// Rows accepted.
    pub rows_accepted: u64,
    /// Rows set aside.
    pub rows_set_aside: u64,
    /// When it was accepted.
    pub accepted_at: Moment,
    /// Whether it takes part.
    pub state: DeliveryState,
    /// Events by number of the municipality.
    pub municipalities: BTreeMap<u16, u64>,
}

/// What entering a delivery did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entered {
    /// It stands in the catalogue now.
    New,
    /// The same bytes stood there already; nothing changed.
    Known,
}

impl Records {
    /// Enters a delivery, its municipalities and a log entry in one transaction: all of it or nothing.
    ///
    /// # Errors
    /// [`RecordsError::VersionTaken`] where this version was delivered before, with other bytes or since withdrawn; or
    /// where the database cannot be written.
    pub fn enter_delivery(&self, delivery: &DeliveryRow) -> Result<Entered, RecordsError> {
        self.wait(async {
            let mut transaction = self.begin_writing().await?;
            if let Some((source_hash, state)) = standing(&mut transaction, delivery).await? {
                let known = source_hash == delivery.source_hash && state == DeliveryState::Accepted;
                return if known { Ok(Entered::Known) } else { Err(version_taken(delivery)) };
            }
            let id = insert(&mut transaction, delivery).await?;
            insert_municipalities(&mut transaction, id, delivery).await?;
            log::append(&mut transaction, "delivery.accepted", &delivery.path, delivery.accepted_at, &detail(delivery)).await?;
            transaction.commit().await?;
            Ok(Entered::New)
        })
    }

    /// Every delivery, by kind, supplier, period and version.
    ///
    /// # Errors
    /// Where the database cannot be read or holds what this program never writes.
    pub fn deliveries(&self) -> Result<Vec<DeliveryRow>, RecordsError> {
        self.wait(async {
            let mut connection = self.pool.begin().await?;
            let rows = sqlx::query("SELECT * FROM delivery ORDER BY kind, supplier, period, version").fetch_all(&mut *connection).await?;
            let places =
                sqlx::query("SELECT delivery_id, municipality, events FROM delivery_municipality").fetch_all(&mut *connection).await?;
            joined(&rows, &places)
        })
    }

    /// Every delivery of one kind from one supplier, by period and version.
    ///
    /// # Errors
    /// Where the database cannot be read or holds what this program never writes.
    pub fn deliveries_of(&self, kind: &str, supplier: &str) -> Result<Vec<DeliveryRow>, RecordsError> {
        let events = "SELECT delivery_id, municipality, delivery_municipality.events FROM delivery_municipality \
                      JOIN delivery ON delivery.id = delivery_id WHERE kind = $1 AND supplier = $2";
        self.wait(async {
            let mut connection = self.pool.begin().await?;
            let rows = sqlx::query("SELECT * FROM delivery WHERE kind = $1 AND supplier = $2 ORDER BY period, version");
            let rows = rows.bind(kind).bind(supplier).fetch_all(&mut *connection).await?;
            let places = sqlx::query(events).bind(kind).bind(supplier).fetch_all(&mut *connection).await?;
            joined(&rows, &places)
        })
    }

    /// Puts a file that was written anew in the place of the one it replaces, with a log entry that names the tombstone.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn rewrite_delivery(&self, before: &str, after: &DeliveryRow, tombstone: &str, at: Moment) -> Result<(), RecordsError> {
        self.wait(async {
            let mut transaction = self.begin_writing().await?;
            let row = sqlx::query("UPDATE delivery SET path = $1, file_hash = $2, events = $3 WHERE path = $4 RETURNING id")
                .bind(after.path.as_str())
                .bind(after.file_hash.as_str())
                .bind(stored(after.events))
                .bind(before)
                .fetch_one(&mut *transaction)
                .await?;
            let id: i64 = row.try_get("id")?;
            sqlx::query("DELETE FROM delivery_municipality WHERE delivery_id = $1").bind(id).execute(&mut *transaction).await?;
            insert_municipalities(&mut transaction, id, after).await?;
            let detail = format!("was {before}; {tombstone}; file {}", after.file_hash);
            log::append(&mut transaction, "delivery.rewritten", &after.path, at, &detail).await?;
            transaction.commit().await?;
            Ok(())
        })
    }

    /// Takes a delivery back: its file may stay, it takes part in nothing. `false` where there is no such path or it
    /// was taken back before.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn withdraw_delivery(&self, path: &str, at: Moment, reason: &str) -> Result<bool, RecordsError> {
        self.wait(async {
            let mut transaction = self.begin_writing().await?;
            let changed = sqlx::query("UPDATE delivery SET state = 'withdrawn' WHERE path = $1 AND state = 'accepted'")
                .bind(path)
                .execute(&mut *transaction)
                .await?
                .rows_affected();
            if changed > 0 {
                log::append(&mut transaction, "delivery.withdrawn", path, at, reason).await?;
            }
            transaction.commit().await?;
            Ok(changed > 0)
        })
    }
}

/// Source and state of what stands in the catalogue as this version.
async fn standing(connection: &mut AnyConnection, delivery: &DeliveryRow) -> Result<Option<(String, DeliveryState)>, RecordsError> {
    let row = sqlx::query("SELECT source_hash, state FROM delivery WHERE kind = $1 AND supplier = $2 AND period = $3 AND version = $4")
        .bind(delivery.kind.as_str())
        .bind(delivery.supplier.as_str())
        .bind(delivery.period.as_str())
        .bind(i64::from(delivery.version))
        .fetch_optional(connection)
        .await?;
    row.map(|row| Ok((row.try_get("source_hash")?, state(&row)?))).transpose()
}

fn version_taken(delivery: &DeliveryRow) -> RecordsError {
    RecordsError::VersionTaken {
        kind: delivery.kind.clone(),
        supplier: delivery.supplier.clone(),
        period: delivery.period.clone(),
        version: delivery.version,
    }
}

async fn insert(connection: &mut AnyConnection, delivery: &DeliveryRow) -> Result<i64, RecordsError> {
    let statement = "INSERT INTO delivery (kind, supplier, organisation_kind, period, version, source_hash, file_hash, path, \
                     events, rows_read, rows_accepted, rows_set_aside, accepted_at, state) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id";
    let row = sqlx::query(statement)
        .bind(delivery.kind.as_str())
        .bind(delivery.supplier.as_str())
        .bind(delivery.organisation_kind.as_str())
        .bind(delivery.period.as_str())
        .bind(i64::from(delivery.version))
        .bind(delivery.source_hash.as_str())
        .bind(delivery.file_hash.as_str())
        .bind(delivery.path.as_str())
        .bind(stored(delivery.events))
        .bind(stored(delivery.rows_read))
        .bind(stored(delivery.rows_accepted))
        .bind(stored(delivery.rows_set_aside))
        .bind(delivery.accepted_at.0)
        .bind(delivery.state.word())
        .fetch_one(connection)
        .await?;
    Ok(row.try_get("id")?)
}

async fn insert_municipalities(connection: &mut AnyConnection, id: i64, delivery: &DeliveryRow) -> Result<(), RecordsError> {
    for (municipality, events) in &delivery.municipalities {
        sqlx::query("INSERT INTO delivery_municipality (delivery_id, municipality, events) VALUES ($1, $2, $3)")
            .bind(id)
            .bind(i64::from(*municipality))
            .bind(stored(*events))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

fn detail(delivery: &DeliveryRow) -> String {
    let DeliveryRow { rows_read, rows_accepted, rows_set_aside, file_hash, .. } = delivery;
    format!("file {file_hash}, rows read {rows_read}, accepted {rows_accepted}, set aside {rows_set_aside}")
}

fn joined(rows: &[AnyRow], places: &[AnyRow]) -> Result<Vec<DeliveryRow>, RecordsError> {
    let mut municipalities: BTreeMap<i64, BTreeMap<u16, u64>> = BTreeMap::new();
    for row in places {
        municipalities.entry(row.try_get("delivery_id")?).or_default().insert(number(row, "municipality")?, number(row, "events")?);
    }
    rows.iter().map(|row| delivery(row, &municipalities)).collect()
}

fn delivery(row: &AnyRow, municipalities: &BTreeMap<i64, BTreeMap<u16, u64>>) -> Result<DeliveryRow, RecordsError> {
    Ok(DeliveryRow {
        kind: row.try_get("kind")?,
        supplier: row.try_get("supplier")?,
        organisation_kind: row.try_get("organisation_kind")?,
        period: row.try_get("period")?,
        version: number(row, "version")?,
        source_hash: row.try_get("source_hash")?,
        file_hash: row.try_get("file_hash")?,
        path: row.try_get("path")?,
        events: number(row, "events")?,
        rows_read: number(row, "rows_read")?,
        rows_accepted: number(row, "rows_accepted")?,
        rows_set_aside: number(row, "rows_set_aside")?,
        accepted_at: Moment(row.try_get("accepted_at")?),
        state: state(row)?,
        municipalities: municipalities.get(&row.try_get("id")?).cloned().unwrap_or_default(),
    })
}

fn state(row: &AnyRow) -> Result<DeliveryState, RecordsError> {
    DeliveryState::from_word(row.try_get("state")?).ok_or(RecordsError::Unreadable { column: "state" })
}

/// SQL integers are signed; no count of ours comes near their end.
pub(crate) fn stored(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

pub(crate) fn number<T: TryFrom<i64>>(row: &AnyRow, column: &'static str) -> Result<T, RecordsError> {
    T::try_from(row.try_get::<i64, _>(column)?).map_err(|_| RecordsError::Unreadable { column })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(version: u32, source_hash: &str) -> DeliveryRow {
        DeliveryRow {
            kind: "board".into(),
            supplier: "RVDK".into(),
            organisation_kind: "board".into(),
            period: "2023HJ01".into(),
            version,
            source_hash: source_hash.into(),
            file_hash: format!("file of {source_hash}"),
            path: format!("deliveries/board/RVDK/2023HJ01/v{version}.parquet"),
            events: 5,
            rows_read: 4,
            rows_accepted: 3,
            rows_set_aside: 1,
            accepted_at: Moment(1_700_000_000),
            state: DeliveryState::Accepted,
            municipalities: BTreeMap::from([(14, 2), (363, 3)]),
        }
    }

    fn records(folder: &tempfile::TempDir) -> Records {
        Records::open(&folder.path().join("records.sqlite")).expect("records")
    }

    #[test]
    fn a_delivery_reads_back_as_it_was_entered() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = records(&folder);
        assert_eq!(records.enter_delivery(&row(1, "a")).expect("entered"), Entered::New);
        assert_eq!(records.deliveries().expect("deliveries"), [row(1, "a")]);
        assert_eq!(records.deliveries_of("board", "RVDK").expect("deliveries"), [row(1, "a")]);
        assert_eq!(records.deliveries_of("board", "P1").expect("deliveries"), []);
        assert_eq!(records.entries().expect("entries")[0].kind, "delivery.accepted");
    }

    #[test]
    fn the_same_bytes_change_nothing_and_other_bytes_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = records(&folder);
        records.enter_delivery(&row(1, "a")).expect("entered");
        assert_eq!(records.enter_delivery(&row(1, "a")).expect("known"), Entered::Known);
        let refused = records.enter_delivery(&row(1, "b"));
        assert!(matches!(refused, Err(RecordsError::VersionTaken { version: 1, .. })));
        assert_eq!((records.deliveries().expect("deliveries").len(), records.entries().expect("entries").len()), (1, 1));
    }

    #[test]
    fn nothing_is_left_of_a_delivery_that_could_not_be_entered_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = records(&folder);
        let wrong = DeliveryRow { municipalities: BTreeMap::from([(14, 1), (0, 1)]), ..row(1, "a") };
        assert!(records.enter_delivery(&wrong).is_err());
        assert_eq!((records.deliveries().expect("deliveries").len(), records.entries().expect("entries").len()), (0, 0));
    }

    #[test]
    fn a_delivery_is_taken_back_once_and_logged() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = records(&folder);
        records.enter_delivery(&row(1, "a")).expect("entered");
        let path = row(1, "a").path;
        assert!(records.withdraw_delivery(&path, Moment(2), "wrong period").expect("withdrawn"));
        assert!(!records.withdraw_delivery(&path, Moment(3), "again").expect("nothing to do"));
        assert_eq!(records.deliveries().expect("deliveries")[0].state, DeliveryState::Withdrawn);
        assert!(records.enter_delivery(&row(1, "a")).is_err(), "what was taken back comes back as a new version only");
        assert_eq!(records.entries().expect("entries").len(), 2);
    }
}
