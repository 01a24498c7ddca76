//! The public reference data and the numbers of R, read in tests where they are at hand.

use std::collections::BTreeMap;

use super::{Design, Subject};

/// One row, by column name.
pub(super) type Row = BTreeMap<String, String>;

/// Rows of a reference file by column name; `None`, with a line saying so, where the folder is absent.
#[expect(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a test reads the public reference data")]
pub(super) fn reference(name: &str) -> Option<Vec<Row>> {
    let path = format!("{}/../../../shared/reference/survival/{name}", env!("CARGO_MANIFEST_DIR"));
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: the reference file {name} is not here");
        return None;
    };
    let fields = |line: &str| fields(line);
    let mut lines = text.lines();
    let header = fields(lines.next()?);
    Some(lines.map(|line| header.iter().cloned().zip(fields(line)).collect()).collect())
}

/// Fields between commas; quotes may hold commas.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            other => fields.last_mut().expect("a field").push(other),
        }
    }
    fields
}

/// A field as a number.
pub(super) fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().expect("a number")
}

/// Subjects of a reference file, grouped by one column, or all together.
pub(super) fn subjects<'a>(rows: &'a [Row], time: &str, status: &str, group: Option<&str>) -> Vec<Subject<'a>> {
    let subject = |row: &'a Row| Subject {
        group: group.map(|column| row[column].as_str()),
        ..Subject::new(number(row, time), number(row, status) as u32)
    };
    rows.iter().map(subject).collect()
}

/// Meets the printed number to nine digits.
pub(super) fn assert_close(found: f64, row: &Row, column: &str) {
    let expected = number(row, column);
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1e-3), "{column}: {found} is not {expected} in {row:?}");
}

/// A row of our own made data: time, status, entry, x, group, stratum, count, cluster.
type Made = (f64, u32, f64, f64, &'static str, &'static str, u64, u32);

/// 24 rows with ties, late entry and two causes; the numbers in the tests are those of R's survival 3.5-3 and cmprsk 2.2-11.
pub(super) const MADE: [Made; 24] = [
    (12.0, 0, 0.0, 4.0, "a", "p", 1, 11),
    (3.0, 0, 0.0, 6.0, "a", "p", 1, 3),
    (5.0, 0, 0.0, 3.0, "b", "p", 2, 9),
    (6.0, 0, 0.0, 6.0, "b", "q", 1, 3),
    (14.0, 1, 0.0, 1.0, "b", "p", 2, 5),
    (11.0, 1, 0.0, 7.0, "a", "q", 1, 8),
    (6.0, 1, 5.0, 3.0, "a", "p", 3, 3),
    (14.0, 1, 0.0, 3.0, "a", "q", 2, 7),
    (12.0, 1, 0.0, 5.0, "b", "p", 3, 4),
    (13.0, 0, 5.0, 2.0, "a", "p", 2, 6),
    (6.0, 1, 1.0, 0.0, "a", "p", 2, 6),
    (6.0, 0, 0.0, 9.0, "b", "p", 3, 7),
    (8.0, 2, 0.0, 4.0, "a", "p", 3, 8),
    (10.0, 1, 5.0, 6.0, "b", "q", 1, 2),
    (10.0, 2, 0.0, 0.0, "a", "p", 3, 2),
    (14.0, 2, 5.0, 1.0, "b", "q", 3, 7),
    (10.0, 1, 5.0, 0.0, "a", "q", 3, 5),
    (3.0, 1, 2.0, 2.0, "b", "p", 3, 11),
    (6.0, 1, 5.0, 1.0, "b", "p", 1, 5),
    (14.0, 1, 5.0, 8.0, "a", "q", 2, 0),
    (3.0, 1, 1.0, 3.0, "a", "p", 3, 1),
    (3.0, 2, 0.0, 8.0, "a", "p", 3, 7),
    (10.0, 1, 1.0, 8.0, "b", "p", 3, 11),
    (13.0, 1, 1.0, 6.0, "b", "q", 3, 7),
];

/// What of the made data a test uses.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Entry,
    Group,
    Stratum,
    Count,
}

/// The made data with the fields asked for.
pub(super) fn made(uses: &[Use]) -> Vec<Subject<'static>> {
    let used = |one: Use| uses.contains(&one);
    let subject = |(time, status, entry, _, group, stratum, count, _): &Made| Subject {
        entry: used(Use::Entry).then_some(*entry),
        group: used(Use::Group).then_some(*group),
        stratum: used(Use::Stratum).then_some(*stratum),
        count: if used(Use::Count) { *count } else { 1 },
        ..Subject::new(*time, *status)
    };
    MADE.iter().map(subject).collect()
}

/// x as a number and the group as a factor.
pub(super) fn made_design() -> Design {
    let mut design = Design::new();
    design.number("x", MADE.iter().map(|row| row.3).collect()).expect("numbers");
    let groups: Vec<usize> = MADE.iter().map(|row| usize::from(row.4 == "b")).collect();
    design.factor("g", &groups, &["a", "b"].map(str::to_owned)).expect("a factor");
    design
}

/// Meets numbers typed in with twelve digits.
pub(super) fn assert_all_close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() <= 1e-10 * expected.abs().max(0.1), "{found} is not {expected}");
    }
}

/// Remission in weeks under 6-MP and under placebo: Freireich et al. (1963), Blood 21, as in Cox (1972); negative is censored.
pub(super) const SIX_MP: [i32; 21] = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35];
pub(super) const PLACEBO: [i32; 21] = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];

/// Weeks as subjects.
pub(super) fn weeks(weeks: &[i32], group: Option<&'static str>) -> Vec<Subject<'static>> {
    weeks.iter().map(|week| Subject { group, ..Subject::new(f64::from(week.abs()), u32::from(*week > 0)) }).collect()
}
