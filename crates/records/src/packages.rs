//! Packages that passed a party, each once, and how many pseudonyms were evaluated for whom.

use sqlx::Row;

use crate::catalogue::{number, stored};
use crate::{Moment, Records, RecordsError, log};

/// Seconds over which a rate limit counts.
const DAY_SECONDS: i64 = 86_400;

/// A package at a party.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PackageRow {
    /// `hub`, or the name of a pseudonym service.
    pub party: String,
    /// Its id.
    pub id: String,
    /// Who sent it.
    pub supplier: String,
    /// Kind of the delivery in it.
    pub kind: String,
    /// Its period.
    pub period: String,
    /// Its version.
    pub version: u32,
    /// Label of the keys it was made for.
    pub label: String,
    /// Ciphertexts in it.
    pub evaluations: u64,
    /// When.
    pub at: Moment,
}

/// What became of a package.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PackageEntered {
    /// It may pass, and stands in the records now.
    New,
    /// It passed before: a replay.
    Replayed,
    /// Its supplier asks for more in a day than the party allows.
    TooMany {
        /// Evaluated in the last 24 hours.
        evaluated: u64,
    },
}

/// What a party did for a supplier.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Evaluations {
    /// For whom.
    pub supplier: String,
    /// In how many packages.
    pub packages: u64,
    /// How many ciphertexts.
    pub evaluations: u64,
}

impl Records {
    /// Enters a package and a log entry, unless it passed before or its supplier would exceed `limit` evaluations in 24 hours.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn enter_package(&self, package: &PackageRow, limit: Option<u64>) -> Result<PackageEntered, RecordsError> {
        self.enter_packages(std::slice::from_ref(package), limit).map(|(_, entered)| entered)
    }

    /// Enters all these packages or none of them, as [`Records::enter_package`] does one. The place of the last that was looked at, and
    /// what became of it: of the first that may not pass, else of the last one. Of a refusal only the log is written.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn enter_packages(&self, packages: &[PackageRow], limit: Option<u64>) -> Result<(usize, PackageEntered), RecordsError> {
        self.wait(async {
            let mut transaction = self.begin_writing().await?;
            for (place, package) in packages.iter().enumerate() {
                let entered = enter(&mut transaction, package, limit).await?;
                let refused = match entered {
                    PackageEntered::New => continue,
                    PackageEntered::Replayed => "package.replayed",
                    PackageEntered::TooMany { .. } => "package.too-many",
                };
                transaction.rollback().await?;
                let mut transaction = self.begin_writing().await?;
                log::append(&mut transaction, refused, &package.id, package.at, &detail(package)).await?;
                transaction.commit().await?;
                return Ok((place, entered));
            }
            transaction.commit().await?;
            Ok((packages.len().saturating_sub(1), PackageEntered::New))
        })
    }

    /// Every package that passed a party, in order of time.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn packages(&self, party: &str) -> Result<Vec<PackageRow>, RecordsError> {
        let query =
            "SELECT party, id, supplier, kind, period, version, label, evaluations, at FROM package WHERE party = $1 ORDER BY at, id";
        self.wait(async {
            let rows = sqlx::query(query).bind(party).fetch_all(&self.pool).await?;
            rows.iter().map(package_row).collect()
        })
    }

    /// Takes over packages that stand in the records of a party's earlier keys, so that limits and replays go on from there. What is
    /// known already is left as it is. How many were new, with one entry in the log.
    ///
    /// # Errors
    /// Where the database cannot be written; then none was taken over.
    pub fn take_over(&self, party: &str, packages: &[PackageRow], at: Moment) -> Result<u64, RecordsError> {
        self.wait(async {
            let mut transaction = self.begin_writing().await?;
            let mut new = 0;
            for package in packages {
                if !is_known(&mut transaction, package).await? {
                    insert(&mut transaction, package).await?;
                    new += 1;
                }
            }
            log::append(&mut transaction, "package.taken-over", party, at, &format!("{new} packages of earlier keys")).await?;
            transaction.commit().await?;
            Ok(new)
        })
    }

    /// Whether a package passed this party before.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn has_package(&self, party: &str, id: &str) -> Result<bool, RecordsError> {
        self.wait(async {
            let row =
                sqlx::query("SELECT 1 FROM package WHERE party = $1 AND id = $2").bind(party).bind(id).fetch_optional(&self.pool).await?;
            Ok(row.is_some())
        })
    }

    /// What a party evaluated, by supplier.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn evaluations(&self, party: &str) -> Result<Vec<Evaluations>, RecordsError> {
        let query = "SELECT supplier, COUNT(*) AS packages, CAST(SUM(evaluations) AS BIGINT) AS evaluations FROM package WHERE party = $1 \
                     GROUP BY supplier ORDER BY supplier";
        self.wait(async {
            let rows = sqlx::query(query).bind(party).fetch_all(&self.pool).await?;
            rows.iter()
                .map(|row| {
                    Ok(Evaluations {
                        supplier: row.try_get("supplier")?,
                        packages: number(row, "packages")?,
                        evaluations: number(row, "evaluations")?,
                    })
                })
                .collect()
        })
    }
}

/// Enters one with its log entry, or leaves it and says why.
async fn enter(connection: &mut sqlx::AnyConnection, package: &PackageRow, limit: Option<u64>) -> Result<PackageEntered, RecordsError> {
    if is_known(connection, package).await? {
        return Ok(PackageEntered::Replayed);
    }
    let sum = "SELECT CAST(COALESCE(SUM(evaluations), 0) AS BIGINT) AS sum FROM package WHERE party = $1 AND supplier = $2 AND at > $3";
    let row = sqlx::query(sum)
        .bind(package.party.as_str())
        .bind(package.supplier.as_str())
        .bind(package.at.0.saturating_sub(DAY_SECONDS))
        .fetch_one(&mut *connection)
        .await?;
    let evaluated: u64 = number(&row, "sum")?;
    if limit.is_some_and(|limit| evaluated.saturating_add(package.evaluations) > limit) {
        return Ok(PackageEntered::TooMany { evaluated });
    }
    insert(connection, package).await?;
    log::append(connection, "package.passed", &package.id, package.at, &detail(package)).await?;
    Ok(PackageEntered::New)
}

async fn is_known(connection: &mut sqlx::AnyConnection, package: &PackageRow) -> Result<bool, RecordsError> {
    let known = sqlx::query("SELECT 1 FROM package WHERE party = $1 AND id = $2")
        .bind(package.party.as_str())
        .bind(package.id.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(known.is_some())
}

fn package_row(row: &sqlx::any::AnyRow) -> Result<PackageRow, RecordsError> {
    Ok(PackageRow {
        party: row.try_get("party")?,
        id: row.try_get("id")?,
        supplier: row.try_get("supplier")?,
        kind: row.try_get("kind")?,
        period: row.try_get("period")?,
        version: number(row, "version")?,
        label: row.try_get("label")?,
        evaluations: number(row, "evaluations")?,
        at: Moment(row.try_get("at")?),
    })
}

async fn insert(connection: &mut sqlx::AnyConnection, package: &PackageRow) -> Result<(), RecordsError> {
    let statement = "INSERT INTO package (party, id, supplier, kind, period, version, label, evaluations, at) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    sqlx::query(statement)
        .bind(package.party.as_str())
        .bind(package.id.as_str())
        .bind(package.supplier.as_str())
        .bind(package.kind.as_str())
        .bind(package.period.as_str())
        .bind(i64::from(package.version))
        .bind(package.label.as_str())
        .bind(stored(package.evaluations))
        .bind(package.at.0)
        .execute(connection)
        .await?;
    Ok(())
}

fn detail(package: &PackageRow) -> String {
    let PackageRow { party, supplier, kind, period, version, label, evaluations, .. } = package;
    format!("{party}: {kind} {supplier} {period} v{version}, {evaluations} evaluations under {label}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(id: &str, at: i64) -> PackageRow {
        PackageRow {
            party: "one".into(),
            id: id.into(),
            supplier: "P1".into(),
            kind: "board".into(),
            period: "2023HJ01".into(),
            version: 1,
            label: "made-country/1/0badcafe".into(),
            evaluations: 100,
            at: Moment(at),
        }
    }

    #[test]
    fn a_package_passes_a_party_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = Records::open(&folder.path().join("records.sqlite")).expect("records");
        assert_eq!(records.enter_package(&package("a", 1), None).expect("entered"), PackageEntered::New);
        assert_eq!(records.enter_package(&package("a", 2), None).expect("known"), PackageEntered::Replayed);
        let other_party = PackageRow { party: "hub".into(), ..package("a", 3) };
        assert_eq!(records.enter_package(&other_party, None).expect("entered"), PackageEntered::New);
        assert!(records.has_package("one", "a").expect("read") && !records.has_package("two", "a").expect("read"));
        assert_eq!(records.entries().expect("entries").iter().filter(|entry| entry.kind == "package.replayed").count(), 1);
    }

    #[test]
    fn one_that_may_not_pass_costs_the_others_of_its_file_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = Records::open(&folder.path().join("records.sqlite")).expect("records");
        assert_eq!(records.enter_package(&package("c", 1), None).expect("entered"), PackageEntered::New);
        let file = ["a", "b", "c"].map(|id| package(id, 2));
        assert_eq!(records.enter_packages(&file, None).expect("refused"), (2, PackageEntered::Replayed));
        let refused = records.enter_packages(&file[..2], Some(250)).expect("refused");
        assert_eq!(refused, (1, PackageEntered::TooMany { evaluated: 200 }), "those of one file count together");
        assert!(!records.has_package("one", "a").expect("read"));
        assert_eq!(records.enter_packages(&file[..2], None).expect("entered"), (1, PackageEntered::New));
        assert!(records.has_package("one", "a").expect("read") && records.has_package("one", "b").expect("read"));
        let kinds: Vec<_> = records.entries().expect("entries").into_iter().map(|entry| entry.kind).collect();
        let said = ["package.passed", "package.replayed", "package.too-many", "package.passed", "package.passed"];
        assert!(kinds.ends_with(&said.map(String::from)), "{kinds:?}");
    }

    #[test]
    fn what_passed_under_earlier_keys_counts_on_and_is_no_second_time_new() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = |name: &str| Records::open(&folder.path().join(name)).expect("records");
        let (earlier, later) = (open("earlier.sqlite"), open("later.sqlite"));
        for id in ["a", "b"] {
            assert_eq!(earlier.enter_package(&package(id, 5), None).expect("entered"), PackageEntered::New);
        }
        let packages = earlier.packages("one").expect("packages");
        assert_eq!(packages, [package("a", 5), package("b", 5)]);
        assert_eq!(later.take_over("one", &packages, Moment(6)).expect("taken over"), 2);
        assert_eq!(later.take_over("one", &packages, Moment(7)).expect("known"), 0);
        let too_many = later.enter_package(&package("c", 8), Some(250)).expect("refused");
        assert_eq!(too_many, PackageEntered::TooMany { evaluated: 200 });
        assert_eq!(later.enter_package(&package("a", 8), None).expect("known"), PackageEntered::Replayed);
        assert_eq!(later.evaluations("one").expect("counters")[0].packages, 2);
        let taken = later.entries().expect("entries").into_iter().filter(|entry| entry.kind == "package.taken-over").count();
        assert_eq!(taken, 2);
    }

    #[test]
    fn more_than_the_limit_in_a_day_is_refused_and_the_next_day_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = Records::open(&folder.path().join("records.sqlite")).expect("records");
        assert_eq!(records.enter_package(&package("a", 0), Some(150)).expect("entered"), PackageEntered::New);
        let refused = records.enter_package(&package("b", 10), Some(150)).expect("refused");
        assert_eq!(refused, PackageEntered::TooMany { evaluated: 100 });
        assert_eq!(records.enter_package(&package("b", 86_401), Some(150)).expect("entered"), PackageEntered::New);
        let told = records.evaluations("one").expect("counters");
        assert_eq!(told, [Evaluations { supplier: "P1".into(), packages: 2, evaluations: 200 }]);
    }
}
