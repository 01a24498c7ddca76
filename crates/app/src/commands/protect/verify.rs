//! `inbeeld protect verify`: the published table and its certificates → whether every hidden cell is open.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use disclosure::verify::{self, Claim, Proof, PublishedCell, VerifyError};
use serde::Serialize;

use super::wire;
use crate::commands::table::Table;
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Checks with whole numbers only that every hidden cell has two tables that fit what is shown.
#[derive(Args)]
#[command(after_help = "Example:\n  inbeeld protect verify protected/cells.csv protected/certificates.json")]
pub(super) struct Verify {
    /// Every cell of the crossing: a column per dimension, `status` (shown, or anything else for hidden) and `value`.
    cells: PathBuf,
    /// The certificates.
    certificates: PathBuf,
}

#[derive(Serialize)]
struct Answer {
    holds: bool,
    cells: usize,
    hidden: usize,
    fault: Option<String>,
}

impl Verify {
    pub(super) fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let text = std::fs::read(&self.certificates).with_context(|| format!("cannot read {}", self.certificates.display()))?;
        let claim: wire::Claim =
            serde_json::from_slice(&text).map_err(|error| wrong_use(format!("{}: {error}", self.certificates.display())))?;
        let cells = cells(&Table::read(&self.cells)?, &claim)?;
        let hidden = cells.iter().filter(|(_, count)| count.is_none()).count();
        let found = verify::check(&cells, &ready(claim));
        let fault = found.as_ref().err().map(VerifyError::to_string);
        match (desk.format, &fault) {
            (Format::Json, _) => output::json(&Answer { holds: found.is_ok(), cells: cells.len(), hidden, fault: fault.clone() })?,
            (Format::Text, None) => output::text(&format!("every one of {hidden} hidden cells is open ({} cells)\n", cells.len()))?,
            (Format::Text, Some(fault)) => output::text(&format!("the proof does not hold: {fault}\n"))?,
        }
        Ok(if found.is_ok() { Outcome::Done } else { Outcome::Refused })
    }
}

fn cells(table: &Table, claim: &wire::Claim) -> Result<Vec<PublishedCell>> {
    let columns = claim.dimensions.iter().map(|dimension| table.column(&dimension.name)).collect::<Result<Vec<_>>>()?;
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
    let proofs = claim.certificates.into_iter().map(|own| Proof { cell: own.cell, low: own.low, high: own.high });
    let dimensions = claim.dimensions.into_iter().map(|own| (own.name, own.hierarchy));
    Claim { dimensions: dimensions.collect(), width: claim.width, base: claim.base, proofs: proofs.collect() }
}
