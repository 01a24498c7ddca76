//! The ledger of `protect`: what earlier releases counted and what of it they showed. It holds true counts: it stays inside.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use disclosure::crossing::{Counts, Crossing, Dimension, Release, Status};
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

fn release(file: &Path) -> Result<Release> {
    let text = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let entry: Entry = serde_json::from_slice(&text).map_err(|error| wrong_use(format!("{}: {error}", file.display())))?;
    let mut tables = Vec::new();
    for own in entry.tables {
        let dimensions = own.dimensions.iter().map(|own| Dimension::new(&own.name, &own.hierarchy)).collect::<Result<Vec<_>, _>>();
        let crossing = dimensions.and_then(Crossing::new).map_err(|error| wrong_use(format!("{}: {error}", file.display())))?;
        if own.counts.len() != crossing.cells() || own.shown.len() != crossing.cells() {
            bail!(wrong_use(format!("{} does not tell every cell of its tables", file.display())));
        }
        let inner = (0..crossing.cells()).filter(|cell| crossing.is_inner(*cell));
        let codes = |cell: usize| (0..crossing.dimensions().len()).map(|place| crossing.code(cell, place)).collect::<Vec<_>>();
        let inner: Vec<_> = inner.map(|cell| (codes(cell), own.counts[cell])).collect();
        let counts = Counts::new(crossing, inner).map_err(|error| wrong_use(format!("{}: {error}", file.display())))?;
        if counts.values() != own.counts {
            bail!(wrong_use(format!("{} does not add up: it was changed", file.display())));
        }
        tables.push((counts, own.shown));
    }
    Ok(Release { tables })
}

/// Adds a release to the folder.
///
/// # Errors
/// When it cannot be written.
pub(super) fn add(folder: &Path, tables: &[(&Counts, Vec<Status>)]) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let own = |(counts, statuses): &(&Counts, Vec<Status>)| Own {
        dimensions: counts.crossing().dimensions().iter().map(Hierarchy::of).collect(),
        counts: counts.values().to_vec(),
        shown: statuses.iter().map(|status| *status == Status::Shown).collect(),
    };
    let entry = Entry { warning: WARNING.to_owned(), tables: tables.iter().map(own).collect() };
    let number = files(folder)?.len() + 1;
    output::streamed(&folder.join(format!("release-{number:04}.json")), |file| Ok(serde_json::to_writer(file, &entry)?))
}
