//! Delivered bytes become records and findings: the door through which all data comes in.
//!
//! A delivery is read as a stream: a row (for messages: a product) is taken apart, judged by every rule of its
//! layout, and either handed on as a [`person::Record`] or set aside. Nothing is repaired by guess: what a field
//! does not say stays unknown, and the supplier is told. Findings are grouped by cause while reading; they hold the
//! place of a row, the supplier's own reference and the name of a field, never a value of a person.
//!
//! Reading order: [`name`] (what is this file?) → `bytes` (a bounded, hashed stream) → `formats` (one file a
//! layout) → [`rules`] (one file a rule) → [`findings`] (what was found) → [`report`] (for people and programs).
//!
//! ```
//! let delivery = b"\xEF\xBB\xBFkenmerk;bsn\r\n";
//! let report = intake::check_file("youth-policy_P0123_2023HJ01_v1.csv", &delivery[..]);
//! assert!(report.has_errors());
//! assert_eq!(report.causes[0].rule.code, "DE-REFUSED");
//! ```

pub mod across;
mod bytes;
mod coded;
pub mod deviations;
mod dialect;
pub mod doors;
pub mod error;
pub mod export;
mod field;
pub mod findings;
mod findings_about;
mod formats;
pub mod key;
mod ledger;
pub mod name;
pub mod postcodes;
pub mod protocol;
pub mod report;
mod rows;
pub mod rules;
mod tells;
pub mod verdict;
pub mod words;

use std::io::Read;

use domain::Atlas;
use person::Record;

pub use deviations::Deviation;
pub use error::IntakeError;
pub use export::{Export, ExportError, ExportFault, Layout, Mapping, suggest_mapping};
pub use findings::{Case, Cause, Report};
pub use findings_about::{findings_about, findings_about_the_child};
pub use ledger::Ledger;
pub use name::{DeliveryKind, DeliveryName, FileFormat, NameError};
pub use postcodes::{PostcodeError, Postcodes};
pub use rows::BookFault;
pub use rules::{FAMILIES, Family, Rule, Severity, catalogue};
pub use tells::told_by;
pub use verdict::{Receipt, Verdict};
pub use words::{Language, Words};

/// What is needed to read beside the bytes.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The places of the house.
    pub atlas: &'a Atlas,
    /// Which municipality a postcode lies in; without it only rows that give a `GM` code have a place.
    pub postcodes: Option<&'a Postcodes>,
}

/// Reads one delivery: every sound row goes to `sink` as a record, in the order of the file; the report says what
/// was found. Memory does not grow with the rows, save what is kept of each to find doubled ones and to hold a child's
/// rows, or a report and its assessment, beside each other: hashes, days and codes, under a hundred bytes a row.
///
/// # Errors
///
/// When the file as a whole cannot be taken: it does not hold what its name says, its header is not the agreed one,
/// or reading fails. A file that breaks half-way is no error: the rows before count and the report names the place.
pub fn read(name: &DeliveryName, bytes: impl Read, context: &Context<'_>, sink: &mut dyn FnMut(Record)) -> Result<Report, IntakeError> {
    formats::read(name, bytes, context, Export::default(), sink)
}

/// As [`read`], for an export that differs from the agreed form as `export` says.
///
/// # Errors
///
/// As [`read`], and when the mapping names a column that the file does not have.
pub fn read_export(
    name: &DeliveryName,
    bytes: impl Read,
    context: &Context<'_>,
    export: Export<'_>,
    sink: &mut dyn FnMut(Record),
) -> Result<Report, IntakeError> {
    formats::read(name, bytes, context, export, sink)
}

/// Checks one delivery without keys, postcode table or hub. The file name may say nothing: the kind is then told
/// from the header or the root element, the rules about the period are left out, and the report says so. A file that
/// is refused gives a report too, with one cause.
pub fn check_file(file_name: &str, bytes: impl Read) -> Report {
    check_with(file_name, bytes, &CheckOptions::default()).report
}

/// What a check keeps beside the first cases of every cause, and how the file differs from the agreed form.
#[derive(Clone, Copy, Debug)]
pub struct CheckOptions<'a> {
    /// How many cases of a cause are kept; memory grows with it, never with the rows.
    pub cases: usize,
    /// Whether the rows are kept for comparison with another delivery, about 300 bytes each.
    pub keeps_ledger: bool,
    /// A mapping and a layout, where the file is an export that differs from the agreed form.
    pub export: Export<'a>,
}

impl Default for CheckOptions<'_> {
    fn default() -> Self {
        CheckOptions { cases: findings::FIRST_CASES, keeps_ledger: false, export: Export::default() }
    }
}

/// A delivery that was checked.
#[derive(Debug)]
pub struct Checked {
    /// What was found.
    pub report: Report,
    /// Its rows, where [`CheckOptions::keeps_ledger`] asked for them and the file was not refused.
    pub ledger: Option<Box<Ledger>>,
}

/// As [`check_file`], with more kept: every case for lists per colleague, the rows for comparison.
///
/// ```
/// let options = intake::CheckOptions { cases: 10_000, ..Default::default() };
/// let checked = intake::check_with("board_RVDK_2023HJ01_v1.csv", &b""[..], &options);
/// assert_eq!(checked.report.causes[0].rule.code, "DE-REFUSED");
/// assert!(checked.ledger.is_none());
/// ```
pub fn check_with(file_name: &str, bytes: impl Read, options: &CheckOptions<'_>) -> Checked {
    formats::check(file_name, bytes, options)
}
