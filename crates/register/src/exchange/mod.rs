//! Files in and out: CSV, XLSX and JSON, each with the same columns. A bad row is a finding and takes no other with it.

mod csv_file;
mod json_file;
mod xlsx_file;

use std::collections::{BTreeMap, BTreeSet};

use crate::register::Admitted;
use crate::{Finding, Kind, Problem, Record};

/// Why a whole file was not read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ExchangeError {
    /// The name does not end in `.csv`, `.xlsx` or `.json`.
    #[error("{0} is no CSV, XLSX or JSON file by its name")]
    Format(String),
    /// The bytes are not such a file.
    #[error("{name} cannot be read: {why}")]
    Unreadable {
        /// Name of the file.
        name: String,
        /// Why not.
        why: String,
    },
    /// The file could not be made.
    #[error("the file cannot be made: {0}")]
    Unwritable(String),
}

/// One row before it is a record.
struct Row {
    /// Row in the file or sheet; the header is 1.
    row: usize,
    /// Its kind in words, from a column, the sheet or the file.
    kind: String,
    cells: BTreeMap<String, String>,
}

/// Reads a file of records. The kind of a row stands in its column `kind`, else in the name of the sheet or file.
///
/// # Errors
/// When the file as a whole cannot be read; bad rows are findings.
///
/// ```
/// let text = "id;source;title;status\nM-9;own;A measure;running\nM-9;own;Again;running\n;own;No id;soon\n";
/// let read = register::exchange::read("measures.csv", text.as_bytes()).unwrap();
/// assert_eq!((read.rows, read.records.len(), read.findings.len()), (3, 1, 3));
/// ```
pub fn read(name: &str, bytes: &[u8]) -> Result<Admitted, ExchangeError> {
    let rows = match extension(name) {
        "csv" => csv_file::rows(name, bytes)?,
        "xlsx" => xlsx_file::rows(name, bytes)?,
        "json" => json_file::rows(name, bytes)?,
        _ => return Err(ExchangeError::Format(name.to_owned())),
    };
    Ok(admit(rows))
}

/// Writes records as a file; the extension of the name chooses the format. XLSX has a sheet per kind.
///
/// # Errors
/// When the name has another extension, or the file cannot be made.
pub fn write(name: &str, records: &[&Record]) -> Result<Vec<u8>, ExchangeError> {
    match extension(name) {
        "csv" => csv_file::bytes(records),
        "xlsx" => xlsx_file::bytes(records),
        "json" => json_file::bytes(records),
        _ => Err(ExchangeError::Format(name.to_owned())),
    }
}

fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// The name of a file without folder and extension.
fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.split_once('.').map_or(file, |(stem, _)| stem)
}

fn admit(rows: Vec<Row>) -> Admitted {
    let mut admitted = Admitted { rows: rows.len(), ..Admitted::default() };
    let mut seen: BTreeSet<(Kind, String)> = BTreeSet::new();
    for row in rows {
        let id = row.cells.get("id").cloned().unwrap_or_default();
        let Some(kind) = Kind::from_word(row.kind.trim()) else {
            admitted.findings.push(Finding { row: row.row, id, field: "kind".to_owned(), problem: Problem::NotAKind });
            continue;
        };
        let (record, findings) = Record::read(kind, &row.cells, row.row);
        admitted.findings.extend(findings);
        let Some(record) = record else { continue };
        if seen.insert((kind, record.id().to_owned())) {
            admitted.records.push(record);
        } else {
            admitted.findings.push(Finding { row: row.row, id, field: "id".to_owned(), problem: Problem::Twice });
        }
    }
    admitted
}

/// The columns of some records: `kind`, `id`, then every field of their kinds, each once, in order.
fn columns(records: &[&Record]) -> Vec<&'static str> {
    let kinds: BTreeSet<Kind> = records.iter().map(|record| record.kind()).collect();
    let mut columns = vec!["kind", "id"];
    for field in kinds.into_iter().flat_map(Kind::fields) {
        if !columns.contains(&field.name) {
            columns.push(field.name);
        }
    }
    columns
}

/// The text of one column of a record.
fn cell<'a>(record: &'a Record, column: &str) -> &'a str {
    match column {
        "kind" => record.kind().word(),
        "id" => record.id(),
        field => record.get(field),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Register;

    #[test]
    fn every_format_gives_back_what_it_was_given() {
        let register = Register::of_texts();
        let records: Vec<&Record> = register.all().collect();
        for name in ["all.csv", "all.xlsx", "all.json"] {
            let bytes = write(name, &records).expect("a file");
            let read = read(name, &bytes).expect("rows");
            assert_eq!(read.findings, [], "{name}");
            let back = Register::of(read.records.into_iter().map(|record| (record, 0)));
            assert!(back == register, "{name}");
        }
    }

    #[test]
    fn each_bad_row_is_a_finding_with_its_fix_and_takes_no_other_with_it() {
        let text = "kind,id,source,title,status,start,end,forms,regions,colour,promised_by,state\n\
                    measure,M-1,own,Good,running,2024-01-01,2025-01-01,sexual|physical,NL|VT19,,,\n\
                    measure,M-2,own,Bad day,running,1 mei 2024,,,,,,\n\
                    measure,M-3,own,Bad word,running,,,sexual|zexual,,,,\n\
                    measure,M-4,own,Bad region,running,,,,Utrecht,,,\n\
                    measure,M-5,own,End first,running,2024-01-01,2023-01-01,,,,,\n\
                    measure,M-6,own,Extra,running,,,,,blue,,\n\
                    maatregel,M-7,own,No kind,running,,,,,,,\n\
                    commitment,C-1,own,Done alone,,,,,,,someone,done\n\
                    measure,M 8,,,soon,,,,,,,\n";
        let read = read("mixed.csv", text.as_bytes()).expect("rows");
        let told: Vec<String> =
            read.findings.iter().map(|finding| format!("{} {} {}", finding.row, finding.field, finding.problem)).collect();
        assert_eq!(
            told,
            [
                "3 start is not a day",
                "4 forms is not a word of this field",
                "5 regions is not a region",
                "6 end lies before the start",
                "7 colour is not a field of this kind",
                "8 kind is not a kind of record",
                "9 state says done, but not by two persons with evidence",
                "10 id is not an id",
                "10 source is missing",
                "10 title is missing",
                "10 status is not a word of this field",
            ]
        );
        let kept: Vec<&str> = read.records.iter().map(Record::id).collect();
        assert_eq!((kept, read.set_aside()), (vec!["M-1", "M-6"], 7));
        assert!(read.findings.iter().all(|finding| !finding.problem.fix().is_empty()));
    }

    #[test]
    fn files_that_are_none_are_refused_and_do_not_panic() {
        for name in ["a.csv", "a.xlsx", "a.json"] {
            for bytes in [&b"\xff\xfe\x00"[..], b"PK\x03\x04", b"[1, 2", b"{\"records\": 3}", b"[3]"] {
                if let Ok(read) = read(name, bytes) {
                    assert!(read.records.is_empty(), "{name}");
                }
            }
        }
        assert!(matches!(read("a.txt", b""), Err(ExchangeError::Format(_))));
    }
}
