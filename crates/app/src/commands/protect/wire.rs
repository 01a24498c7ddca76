//! The output of `protect`: the summary, `cells.csv` and `certificates.json`; and the certificates read back.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use disclosure::crossing::{Attacker, Counts, Crossing, Overlay, Protection, Rounded, Status};
use serde::{Deserialize, Serialize};

use super::method::Method;
use super::read::Input;
use crate::output;

/// What is printed on standard output.
#[derive(Serialize)]
pub(super) struct Summary {
    cells: usize,
    primary: usize,
    secondary: usize,
    secondary_value: u64,
    audited: Audited,
    /// How far the value is from the least possible, as a share; null where that was not worked out.
    gap: Option<f64>,
}

#[derive(Serialize)]
struct Audited {
    attacker: &'static str,
    exact: usize,
    narrow: usize,
}

/// The summary of a protected table.
pub(super) fn summary(counts: &Counts, protection: &Protection) -> Summary {
    let audited = protection.audited;
    let secondary = protection.number(Status::Secondary);
    Summary {
        cells: protection.statuses.len(),
        primary: protection.number(Status::Primary),
        secondary,
        secondary_value: protection.value(Status::Secondary, counts),
        audited: Audited { attacker: word(audited.attacker), exact: audited.exact, narrow: audited.narrow },
        gap: (secondary == 0).then_some(0.0),
    }
}

fn word(attacker: Attacker) -> &'static str {
    match attacker {
        Attacker::Outsider => "outsider",
        Attacker::Insider => "insider",
    }
}

/// `certificates.json`.
#[derive(Serialize, Deserialize)]
pub(super) struct Claim {
    /// In the order in which codes stand in the name of a cell.
    pub(super) dimensions: Vec<Hierarchy>,
    pub(super) attacker: String,
    pub(super) width: u64,
    /// Hidden cells of one table that fits; a table of a certificate has these where it names nothing else.
    #[serde(default)]
    pub(super) base: BTreeMap<String, u64>,
    pub(super) certificates: Vec<Certificate>,
}

/// A dimension with its pairs (child, parent).
#[derive(Serialize, Deserialize)]
pub(super) struct Hierarchy {
    pub(super) name: String,
    pub(super) hierarchy: Vec<(String, String)>,
}

/// One hidden cell with its two tables.
#[derive(Serialize, Deserialize)]
pub(super) struct Certificate {
    pub(super) cell: String,
    pub(super) low: BTreeMap<String, u64>,
    pub(super) high: BTreeMap<String, u64>,
}

/// What is printed of controlled rounding.
#[derive(Serialize)]
pub(super) struct Rounding {
    cells: usize,
    base: u64,
    largest_inner: u64,
    largest_margin: u64,
    mean: f64,
    beyond: usize,
}

/// The summary of a rounded table.
pub(super) fn rounding(rounded: &Rounded) -> Rounding {
    let (largest_inner, largest_margin) = (rounded.largest_inner, rounded.largest_margin);
    let cells = rounded.counts.values().len();
    Rounding { cells, base: rounded.base, largest_inner, largest_margin, mean: rounded.mean(), beyond: rounded.beyond.len() }
}

/// Writes `cells.csv` and, where the proof fits what is shown, `certificates.json`.
///
/// # Errors
/// When the folder cannot be written.
pub(super) fn write(folder: &Path, input: &Input, protection: &Protection, attacker: Attacker, width: u64, method: Method) -> Result<()> {
    let shown = |cell: usize| match method {
        Method::Suppress | Method::Round(_) => input.counts.values()[cell],
        Method::SuppressAndRound(base) => nearest(input.counts.values()[cell], base),
    };
    without_certificates(folder)?;
    cells(folder, input, |cell| match protection.statuses[cell] {
        Status::Shown => ("shown", shown(cell).to_string()),
        Status::Primary => ("primary", String::new()),
        Status::Secondary => ("secondary", String::new()),
    })?;
    match claim(input, protection, attacker, width) {
        None => Ok(()),
        Some(claim) => output::streamed(&folder.join("certificates.json"), |file| Ok(serde_json::to_writer(file, &claim)?)),
    }
}

/// Writes `cells.csv` of a rounded table: every cell is shown.
///
/// # Errors
/// When the folder cannot be written.
pub(super) fn write_rounded(folder: &Path, input: &Input, rounded: &Rounded) -> Result<()> {
    without_certificates(folder)?;
    cells(folder, input, |cell| ("shown", rounded.counts.values()[cell].to_string()))
}

fn nearest(count: u64, base: u64) -> u64 {
    (count + base / 2) / base * base
}

/// A proof of an earlier table must not stand beside this one, not for a moment: it goes first.
fn without_certificates(folder: &Path) -> Result<()> {
    let file = folder.join("certificates.json");
    match std::fs::remove_file(&file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", file.display()))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

fn cells(folder: &Path, input: &Input, told: impl Fn(usize) -> (&'static str, String)) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let crossing = input.counts.crossing();
    output::streamed(&folder.join("cells.csv"), |file| {
        let mut writer = csv::WriterBuilder::new().delimiter(input.separator).from_writer(file);
        let header: Vec<&str> = crossing.dimensions().iter().map(|dimension| dimension.name()).chain(["status", "value"]).collect();
        writer.write_record(header)?;
        for cell in 0..crossing.cells() {
            let (status, value) = told(cell);
            writer.write_record(crossing.texts(cell).chain([status, value.as_str()]))?;
        }
        Ok(writer.flush()?)
    })
}

fn claim(input: &Input, protection: &Protection, attacker: Attacker, width: u64) -> Option<Claim> {
    let crossing = input.counts.crossing();
    let proofs = protection.certificates.as_ref()?;
    let hierarchy = |(place, pairs): (usize, &Vec<(String, String)>)| Hierarchy {
        name: crossing.dimensions()[place].name().to_owned(),
        hierarchy: pairs.clone(),
    };
    let certificates = proofs.certificates.iter().map(|proof| Certificate {
        cell: crossing.name(proof.cell),
        low: named(crossing, &proof.low),
        high: named(crossing, &proof.high),
    });
    Some(Claim {
        dimensions: input.hierarchies.iter().enumerate().map(hierarchy).collect(),
        attacker: word(attacker).to_owned(),
        width,
        base: named(crossing, &proofs.base),
        certificates: certificates.collect(),
    })
}

fn named(crossing: &Crossing, overlay: &Overlay) -> BTreeMap<String, u64> {
    overlay.iter().map(|(cell, count)| (crossing.name(*cell), *count)).collect()
}
