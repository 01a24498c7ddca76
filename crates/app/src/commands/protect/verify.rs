//! `inbeeld protect verify`: the published table and its certificates, or the folder of a release → whether every hidden cell is open.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use disclosure::verify::{self, Claim, Place, Proof, PublishedCell, VerifyError};
use serde::Serialize;

use super::{release, wire};
use crate::commands::table::Table;
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Checks with whole numbers only that every hidden cell has two tables that fit what is shown.
#[derive(Args)]
#[command(after_help = "Examples:
  inbeeld protect verify protected/cells.csv protected/certificates.json
  inbeeld protect verify protected/cells.csv protected/cells-2.csv earlier/cells.csv earlier/cells-2.csv protected/certificates.json
  inbeeld protect verify releases/2026-1

A folder is a release of the monitor: the certificates of all its indicators are checked.
Linked tables come in order, then those of earlier releases, the oldest first. Of linked tables the first is enough: the others are looked for
beside it.")]
pub(super) struct Verify {
    /// Every cell of each table: a column per dimension, `status` (shown, or anything else for hidden) and `value`; last the certificates.
    /// Or one folder: a release.
    #[arg(value_name = "CELLS.csv… CERTIFICATES.json | RELEASE", num_args = 1.., required = true)]
    files: Vec<PathBuf>,
}

#[derive(Serialize)]
struct Answer {
    holds: bool,
    cells: usize,
    hidden: usize,
    /// Hidden cells with a certificate that holds.
    open: usize,
    /// What readers are taken to know that a hidden cell counts at least.
    floor: u64,
    /// Dimensions of which one person may have several codes.
    overlapping: Vec<String>,
    fault: Option<String>,
}

impl Verify {
    pub(super) fn run(self, desk: &mut Desk) -> Result<Outcome> {
        if let [folder] = self.files.as_slice()
            && folder.is_dir()
        {
            return release::run(folder, desk);
        }
        let files = self.files.split_last().filter(|(_, files)| !files.is_empty());
        let Some((certificates, files)) = files else {
            return Err(wrong_use("name the cells and the certificates, or the folder of a release"));
        };
        let text = std::fs::read(certificates).with_context(|| format!("cannot read {}", certificates.display()))?;
        let claim: wire::Claim =
            serde_json::from_slice(&text).map_err(|error| wrong_use(format!("{}: {error}", certificates.display())))?;
        let tables = tables(files, &claim)?;
        let claim = ready(claim);
        let found = verify::check(&tables, &claim);
        let told = || tables.iter().map(Vec::len).sum();
        let hidden = || tables.iter().flatten().filter(|(_, count)| count.is_none()).count();
        let (cells, hidden, proven) =
            found.as_ref().map_or_else(|_| (told(), hidden(), 0), |found| (found.cells, found.hidden, found.proven));
        let fault = found.as_ref().err().map(VerifyError::to_string);
        let under_several = |name: &String| format!("one person may stand under several codes of {name}\n");
        let not_empty = if claim.floor > 0 { "also to who knows that no hidden cell is empty\n" } else { "" };
        let taken = || claim.overlapping.iter().map(under_several).chain([not_empty.to_owned()]).collect::<String>();
        match (desk.format, &fault) {
            (Format::Json, _) => output::json(&Answer {
                holds: found.is_ok(),
                cells,
                hidden,
                open: proven,
                floor: claim.floor,
                overlapping: claim.overlapping.clone(),
                fault: fault.clone(),
            })?,
            (Format::Text, None) if proven == hidden => {
                output::text(&format!("every one of {hidden} hidden cells is open ({cells} cells)\n{}", taken()))?;
            }
            (Format::Text, None) => {
                let without = hidden - proven;
                let line =
                    format!("{proven} of {hidden} hidden cells are open, {without} have no certificate ({cells} cells)\n{}", taken());
                output::text(&line)?;
            }
            (Format::Text, Some(fault)) => output::text(&format!("the proof does not hold: {fault}\n"))?,
        }
        Ok(if found.is_ok() { Outcome::Done } else { Outcome::Refused })
    }
}

/// Reads as many tables as the claim is about; those of linked tables that are not named stand beside the first.
fn tables(files: &[PathBuf], claim: &wire::Claim) -> Result<Vec<Vec<PublishedCell>>> {
    let dimensions: Vec<String> = claim.dimensions.iter().map(|dimension| dimension.name.clone()).collect();
    let columns = |number: usize| claim.tables.get(number).map_or(&dimensions, |place| &place.columns);
    let beside = |number: usize| files.first().map(|first| first.with_file_name(wire::file_name(number))).filter(|file| file.is_file());
    let all = files.iter().cloned().chain((files.len()..claim.tables.len()).filter_map(beside));
    all.enumerate().map(|(number, file)| cells(&Table::read(&file)?, columns(number))).collect()
}

fn cells(table: &Table, columns: &[String]) -> Result<Vec<PublishedCell>> {
    let columns = columns.iter().map(|name| table.column(name)).collect::<Result<Vec<_>>>()?;
    let (status, value) = (table.column("status")?, table.column("value")?);
    let cell = |row: usize| {
        let codes = columns.iter().map(|column| table.text(row, *column).to_owned()).collect();
        let count = match table.text(row, status) {
            "shown" => Some(table.count(row, value)?),
            _ => None,
        };
        Ok((codes, count))
    };
    (0..table.len()).map(cell).collect()
}

fn ready(claim: wire::Claim) -> Claim {
    let proofs = claim.certificates.into_iter().map(|own| Proof { cell: own.cell, also: own.also, low: own.low, high: own.high });
    let overlapping = claim.dimensions.iter().filter(|own| own.overlapping).map(|own| own.name.clone()).collect();
    let dimensions = claim.dimensions.into_iter().map(|own| (own.name, own.hierarchy));
    let tables = claim.tables.into_iter().map(|own| Place { columns: own.columns, at: own.at });
    Claim {
        dimensions: dimensions.collect(),
        overlapping,
        tables: tables.collect(),
        width: claim.width,
        floor: claim.floor,
        base: claim.base,
        proofs: proofs.collect(),
        without: claim.without,
    }
}
