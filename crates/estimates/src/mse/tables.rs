//! Tables with known answers, for tests.

use super::Overlap;

pub(super) fn table(names: &str, rows: impl IntoIterator<Item = (u32, u64)>) -> Overlap {
    Overlap::new(names.split(' ').map(str::to_owned).collect(), rows).expect("a table")
}

/// The Dutch table of 2010–2015: van Dijk, Cruyff, van der Heijden & Kragten-Heerdink (2017); Silverman (2020). Lists
/// in the order IO K P R Z; the first list is the lowest bit.
pub(super) fn dutch() -> Overlap {
    let rows = [
        ("1", 756),
        ("2", 1299),
        ("3", 4466),
        ("4", 650),
        ("5", 632),
        ("12", 1),
        ("13", 81),
        ("14", 5),
        ("15", 73),
        ("23", 44),
        ("25", 4),
        ("34", 82),
        ("35", 125),
        ("45", 2),
        ("134", 2),
        ("135", 11),
        ("345", 1),
    ];
    let bits = |lists: &str| lists.bytes().map(|list| 1u32 << (list - b'1')).sum();
    table("IO K P R Z", rows.map(|(lists, count)| (bits(lists), count)))
}

/// Reads a reference table; `None`, with a line saying so, where it is absent.
#[expect(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a test reads the public reference data")]
pub(super) fn reference(name: &str) -> Option<Overlap> {
    let path = format!("{}/../../../shared/reference/mse/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: the reference table {name} is not here");
        return None;
    };
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    let names = header[..header.len() - 1].join(" ");
    let history = |row: &[&str]| row.iter().enumerate().map(|(list, on)| u32::from(*on == "1") << list).sum();
    Some(table(&names, lines.map(|row| (history(&row[..row.len() - 1]), row[row.len() - 1].parse().expect("a count")))))
}
