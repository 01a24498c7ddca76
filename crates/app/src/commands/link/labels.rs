//! Labels of a reviewer, read from CSV.

use std::path::{Path, PathBuf};

use anyhow::Result;
use linkage::{Label, Source};

use crate::commands::table::Table;
use crate::failure::wrong_use;

/// Reads every file of labels; rows without a decision are left out and counted on standard error.
///
/// # Errors
/// When a file cannot be read, lacks a column, or holds no decision at all.
pub fn read(files: &[PathBuf], sources: &[Source], quiet: bool) -> Result<Vec<Label>> {
    let mut labels = Vec::new();
    for file in files {
        labels.extend(one(file, sources, quiet)?);
    }
    Ok(labels)
}

fn one(path: &Path, sources: &[Source], quiet: bool) -> Result<Vec<Label>> {
    let table = Table::read(path)?;
    let (id_a, id_b, same) = (table.column("id_a")?, table.column("id_b")?, table.column("same")?);
    let optional = |name: &str| table.header().iter().any(|own| own == name).then(|| table.column(name)).transpose();
    let (source_a, source_b, stands_for) = (optional("source_a")?, optional("source_b")?, optional("stands_for")?);
    let source = |row: usize, column: Option<usize>, which: usize| {
        let own = column.map(|column| table.text(row, column)).filter(|own| !own.is_empty());
        own.unwrap_or_else(|| sources.get(which).or(sources.first()).map_or("", Source::name)).to_owned()
    };
    let mut labels = Vec::new();
    let (mut unsure, mut unread) = (0, Vec::new());
    for row in 0..table.len() {
        match decision(table.text(row, same)) {
            Decision::Same | Decision::Different => labels.push(Label {
                source_a: source(row, source_a, 0),
                id_a: table.text(row, id_a).to_owned(),
                source_b: source(row, source_b, 1),
                id_b: table.text(row, id_b).to_owned(),
                same: decision(table.text(row, same)) == Decision::Same,
                stands_for: stands_for.and_then(|column| table.text(row, column).parse().ok()).filter(|weight| *weight > 0.0),
            }),
            Decision::Unsure => unsure += 1,
            Decision::Unread => unread.push(row + 2),
        }
    }
    if labels.is_empty() {
        return Err(wrong_use(format!("{} holds no decision: write 1 or 0, yes or no, ja or nee under 'same'", path.display())));
    }
    if !quiet && unsure > 0 {
        eprintln!("{}: {unsure} pairs without a decision are left out", path.display());
    }
    if let (Some(first), false) = (unread.first(), quiet) {
        eprintln!(
            "{}: {} rows hold neither yes nor no under 'same' (the first is row {first}) and are left out",
            path.display(),
            unread.len()
        );
    }
    Ok(labels)
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Decision {
    Same,
    Different,
    Unsure,
    Unread,
}

fn decision(text: &str) -> Decision {
    match text.trim().to_lowercase().as_str() {
        "1" | "y" | "yes" | "j" | "ja" | "true" | "waar" | "same" => Decision::Same,
        "0" | "n" | "no" | "nee" | "false" | "onwaar" | "different" => Decision::Different,
        "" | "?" | "unsure" | "na" | "twijfel" => Decision::Unsure,
        _ => Decision::Unread,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<Vec<Label>> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("labels.csv");
        std::fs::write(&path, text).expect("a file");
        one(&path, &[Source::new("a.csv", &["x"]), Source::new("b.csv", &["x"])], true)
    }

    #[test]
    fn decisions_are_read_in_both_languages_and_doubt_is_left_out() {
        let labels = check("id_a;id_b;same;stands_for\n1;2;ja;4,5\n3;4;No;2\n5;6;?;1\n7;8;perhaps;1\n").expect("labels");
        let told: Vec<(&str, &str, &str, bool)> =
            labels.iter().map(|label| (label.source_a.as_str(), label.id_a.as_str(), label.source_b.as_str(), label.same)).collect();
        assert_eq!(told, [("a.csv", "1", "b.csv", true), ("a.csv", "3", "b.csv", false)]);
        assert_eq!(labels.iter().map(|label| label.stands_for).collect::<Vec<_>>(), [None, Some(2.0)]);
    }

    #[test]
    fn a_file_without_decisions_or_columns_says_what_is_missing() {
        let empty = check("id_a,id_b,same\n1,2,\n").expect_err("refused").to_string();
        assert!(empty.contains("holds no decision"), "{empty}");
        let column = check("id_a,id_b\n1,2\n").expect_err("refused").to_string();
        assert!(column.contains("same"), "{column}");
    }
}
