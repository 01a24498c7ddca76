//! Exact counts as a file: for analysts inside the house, never for publication.

use std::fmt::Write;

use domain::CountTable;

/// Header of the file; the truth of a made country has the same.
const HEADER: &str = "indicator,breakdown,class,municipality,year,outcome,days,count\n";

/// All tables as CSV, sorted as text, so that it can be compared line by line with another.
pub fn csv(tables: &[CountTable]) -> String {
    let mut lines: Vec<String> = tables.iter().flat_map(lines).collect();
    lines.sort_unstable();
    let mut text = String::from(HEADER);
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

fn lines(table: &CountTable) -> Vec<String> {
    table.cells.iter().map(|(key, count)| line(table, key, *count)).collect()
}

fn line(table: &CountTable, key: &domain::CountKey, count: u64) -> String {
    let mut line = format!("{},{},{},", table.indicator, table.breakdown.word(), key.class);
    if key.municipality.is_known() {
        // Writing to a String cannot fail.
        let _ = write!(line, "{}", key.municipality.region());
    }
    let _ = write!(line, ",{},{},{},{count}", key.year, key.outcome.word(), key.days);
    line
}
