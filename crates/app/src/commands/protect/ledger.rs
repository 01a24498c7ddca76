//! The ledger of `protect`: what earlier releases counted and what of it they showed. It holds true counts: it stays inside.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use disclosure::crossing::{Before, Counts, Crossing, Release, Status};
use serde::{Deserialize, Serialize};

use super::wire::Hierarchy;
use crate::failure::wrong_use;
use crate::output;

/// One release in its file.
#[derive(Serialize, Deserialize)]
struct Entry {
    /// What this file is, for who opens it.
    warning: String,
    tables: Vec<Own>,
}

/// One table of a release.
#[derive(Serialize, Deserialize)]
struct Own {
    dimensions: Vec<Hierarchy>,
    /// True counts of every cell of the crossing, in its order.
    counts: Vec<u64>,
    /// Per cell whether it was shown.
    shown: Vec<bool>,
    /// Per cell what was published of it, where all of it was rounded; empty where counts were hidden.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rounded: Vec<u64>,
}

const WARNING: &str = "true counts of a protected release: keep inside";

/// Reads the releases of a folder, the oldest first; none where there is no such folder yet.
///
/// # Errors
/// When a file cannot be read or is not a release.
pub(super) fn read(folder: &Path) -> Result<Vec<Release>> {
    files(folder)?.iter().map(|file| release(file)).collect()
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let listed = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        listed => listed.with_context(|| format!("cannot read {}", folder.display()))?,
    };
    let paths = listed.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>();
    let mut files = paths.with_context(|| format!("cannot read {}", folder.display()))?;
    files.retain(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.starts_with("release-") && name.ends_with(".json")
    });
    files.sort();
    Ok(files)
}

fn entry(file: &Path) -> Result<Entry> {
    let text = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    serde_json::from_slice(&text).map_err(|error| wrong_use(format!("{}: {error}", file.display())))
}

/// The tables of the last release of a folder, where that was rounded; nothing where there is none yet.
///
/// # Errors
/// When a file cannot be read, or the last release is one of which counts were hidden.
pub(super) fn last_rounded(folder: &Path) -> Result<Option<Vec<Before>>> {
    let files = files(folder)?;
    let Some(file) = files.last() else { return Ok(None) };
    let tables = entry(file)?.tables;
    if tables.iter().any(|own| own.rounded.is_empty()) {
        bail!(wrong_use(format!(
            "{} is a release of which counts were hidden: rounding does not go with it in one ledger",
            file.display()
        )));
    }
    let before = |own: &Own| -> Result<Before> {
        Ok(Before { counts: summed(file, &own.dimensions, &own.counts)?, rounded: summed(file, &own.dimensions, &own.rounded)? })
    };
    tables.iter().map(before).collect::<Result<_>>().map(Some)
}

fn release(file: &Path) -> Result<Release> {
    let mut tables = Vec::new();
    for own in entry(file)?.tables {
        if !own.rounded.is_empty() {
            bail!(wrong_use(format!("{} was rounded: hiding does not go with it in one ledger", file.display())));
        }
        let counts = summed(file, &own.dimensions, &own.counts)?;
        if own.shown.len() != counts.values().len() {
            bail!(wrong_use(format!("{} does not tell every cell of its tables", file.display())));
        }
        tables.push((counts, own.shown));
    }
    Ok(Release { tables })
}

/// A whole table that adds up.
fn summed(file: &Path, dimensions: &[Hierarchy], values: &[u64]) -> Result<Counts> {
    let dimensions = dimensions.iter().map(Hierarchy::dimension).collect::<Result<Vec<_>, _>>();
    let fault = |error: disclosure::crossing::CrossingError| wrong_use(format!("{}: {error}", file.display()));
    let crossing = dimensions.and_then(Crossing::new).map_err(fault)?;
    if values.len() != crossing.cells() {
        bail!(wrong_use(format!("{} does not tell every cell of its tables", file.display())));
    }
    let inner = (0..crossing.cells()).filter(|cell| crossing.is_inner(*cell));
    let codes = |cell: usize| (0..crossing.dimensions().len()).map(|place| crossing.code(cell, place)).collect::<Vec<_>>();
    let inner: Vec<_> = inner.map(|cell| (codes(cell), values[cell])).collect();
    let counts = Counts::new(crossing, inner).map_err(fault)?;
    if counts.values() != values {
        bail!(wrong_use(format!("{} does not add up: it was changed", file.display())));
    }
    Ok(counts)
}
/// Adds a release to the folder.
///
/// # Errors
/// When it cannot be written.
pub(super) fn add(folder: &Path, tables: &[(&Counts, Vec<Status>)]) -> Result<()> {
    let own = |(counts, statuses): &(&Counts, Vec<Status>)| Own {
        dimensions: counts.crossing().dimensions().iter().map(Hierarchy::of).collect(),
        counts: counts.values().to_vec(),
        shown: statuses.iter().map(|status| *status == Status::Shown).collect(),
        rounded: Vec::new(),
    };
    write(folder, tables.iter().map(own).collect())
}

/// Adds a release that was rounded: tables with what was published of each.
///
/// # Errors
/// When it cannot be written.
pub(super) fn add_rounded(folder: &Path, tables: &[(&Counts, &Counts)]) -> Result<()> {
    let own = |(counts, rounded): &(&Counts, &Counts)| Own {
        dimensions: counts.crossing().dimensions().iter().map(Hierarchy::of).collect(),
        counts: counts.values().to_vec(),
        shown: vec![true; counts.values().len()],
        rounded: rounded.values().to_vec(),
    };
    write(folder, tables.iter().map(own).collect())
}

fn write(folder: &Path, tables: Vec<Own>) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let number = files(folder)?.len() + 1;
    let entry = Entry { warning: WARNING.to_owned(), tables };
    output::streamed(&folder.join(format!("release-{number:04}.json")), |file| Ok(serde_json::to_writer(file, &entry)?))
}
