//! Clusters under the numbers they had, and the way back.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use linkage::{Change, Linked, Member, Renamed, Source};
use serde::Serialize;

use super::files;
use crate::commands::table::Table;
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Takes the changes of a run with `--previous` back: writes the clusters as they were before it.
#[derive(Args)]
#[command(after_help = "Example:\n  inbeeld link undo linked-2/clusters.csv --changes linked-2/changes.csv --out clusters-before.csv")]
pub struct Undo {
    /// clusters.csv of the run.
    #[arg(value_name = "CLUSTERS.csv")]
    clusters: PathBuf,
    /// changes.csv of the same run.
    #[arg(long, value_name = "CHANGES.csv")]
    changes: PathBuf,
    /// File for the clusters as they were.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Serialize)]
struct Undone {
    records: usize,
    changes: usize,
}

impl Undo {
    /// Reads, undoes, writes.
    ///
    /// # Errors
    /// When a file cannot be read or written, or the changes are not those of these clusters.
    pub fn run(self, desk: &Desk) -> Result<Outcome> {
        let changes = read_changes(&self.changes)?;
        let not_of = || wrong_use(format!("{} is not the log of {}", self.changes.display(), self.clusters.display()));
        let before = linkage::undo(&read(&self.clusters)?, &changes).ok_or_else(not_of)?;
        let rows = before.iter().map(|member| [member.source.clone(), member.id.clone(), member.cluster.to_string()]);
        files::table(&self.out, &["source", "id", "cluster"], rows)?;
        let undone = Undone { records: before.len(), changes: changes.len() };
        match desk.format {
            Format::Json => output::json(&undone)?,
            Format::Text => output::text(&format!("{} records, {} changes taken back\n", undone.records, undone.changes))?,
        }
        Ok(Outcome::Done)
    }
}

/// Reads clusters.csv.
///
/// # Errors
/// When it cannot be read, lacks a column, or a cluster is no number.
pub fn read(path: &Path) -> Result<Vec<Member>> {
    let table = Table::read(path)?;
    let (source, id, cluster) = (table.column("source")?, table.column("id")?, table.column("cluster")?);
    let member = |row: usize| {
        Ok(Member { source: table.text(row, source).to_owned(), id: table.text(row, id).to_owned(), cluster: table.count(row, cluster)? })
    };
    (0..table.len()).map(member).collect()
}

fn read_changes(path: &Path) -> Result<Vec<Change>> {
    let table = Table::read(path)?;
    let (source, id, before, now) = (table.column("source")?, table.column("id")?, table.column("before")?, table.column("now")?);
    let cluster = |row: usize, column: usize| {
        let empty = table.text(row, column).trim().is_empty();
        if empty { Ok(None) } else { table.count(row, column).map(Some) }
    };
    let change = |row: usize| {
        let (source, id) = (table.text(row, source).to_owned(), table.text(row, id).to_owned());
        Ok(Change { source, id, before: cluster(row, before)?, now: cluster(row, now)? })
    };
    (0..table.len()).map(change).collect()
}

/// The clusters of this run under the numbers they had.
pub fn renamed(previous: &[Member], sources: &[Source], linked: &Linked) -> Renamed {
    let records: Vec<(&str, &str)> = (0..linked.records.len()).map(|record| linked.name(sources, record as u32)).collect();
    linkage::keep_names(previous, &records, &linked.clusters)
}
