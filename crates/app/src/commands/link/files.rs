//! The files of `inbeeld link`: read as they are, written row by row.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use linkage::{Linked, Source};

use crate::commands::table::separator;
use crate::failure::wrong_use;
use crate::{Desk, output};

/// Reads a small text file whole.
pub fn text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// What stands above a suggested model.
pub fn heading(files: &[PathBuf]) -> String {
    let names: Vec<String> = files.iter().map(|file| name(file)).collect();
    format!(
        "# Suggested for {}. Every line may be changed. Kinds: given-name, surname, full-name, date, year, postcode, house-number,\n\
         # street, city, email, phone, number, sex, category, text, pseudonym (different ones are never linked).\n\
         # A pair is compared when it agrees on everything that one [[block]] names; `sound`, `start`, `year`, `month-day` and\n\
         # `area` are coarser forms of a value.\n\n",
        names.join(" and ")
    )
}

/// Reads every file; two files of one name are told apart by a number.
///
/// # Errors
/// When a file cannot be read, is not UTF-8 or has no column beside the identifier.
pub fn read(files: &[PathBuf], desk: &mut Desk) -> Result<Vec<Source>> {
    let stage = desk.timings.begin("reading");
    let mut sources: Vec<Source> = Vec::new();
    for file in files {
        let own = name(file);
        let shown = if sources.iter().any(|source| source.name() == own) { format!("{own} (2)") } else { own };
        sources.push(source(file, &shown, desk.quiet)?);
    }
    desk.timings.end("link", stage, sources.iter().map(|source| source.len() as u64).sum())?;
    Ok(sources)
}

fn name(file: &Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn source(path: &Path, name: &str, quiet: bool) -> Result<Source> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut bytes = BufReader::with_capacity(1 << 20, file);
    let ahead = bytes.fill_buf().with_context(|| format!("cannot read {}", path.display()))?;
    let (mark, separator) = (if ahead.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 }, separator(ahead));
    bytes.consume(mark);
    let fault = |error: csv::Error| wrong_use(format!("{}: {error}", path.display()));
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(bytes);
    let header: Vec<String> = reader.headers().map_err(fault)?.iter().map(str::to_owned).collect();
    if header.len() < 2 {
        return Err(wrong_use(format!("{} needs a header with an identifier and at least one more column", path.display())));
    }
    let mut source = Source::new(name, &header[1..]);
    let mut row = csv::StringRecord::new();
    let mut uneven = 0u64;
    while reader.read_record(&mut row).map_err(fault)? {
        uneven += u64::from(row.len() != header.len());
        source.push(row.get(0).unwrap_or_default(), row.iter().skip(1));
    }
    if uneven > 0 && !quiet {
        eprintln!("{}: {uneven} rows have another number of fields than the header; missing fields count as empty", path.display());
    }
    Ok(source.complete())
}

/// Writes pairs.csv, clusters.csv and report.json.
///
/// # Errors
/// When one of them cannot be written.
pub fn write(out: &Path, sources: &[Source], linked: &Linked) -> Result<()> {
    std::fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
    let pairs = linked.pairs.iter().map(|pair| {
        let ((source_a, id_a), (source_b, id_b)) = (linked.name(sources, pair.a), linked.name(sources, pair.b));
        [source_a.into(), id_a.into(), source_b.into(), id_b.into(), format!("{:.6}", pair.weight), format!("{:.6}", pair.probability)]
    });
    table(&out.join("pairs.csv"), ["source_a", "id_a", "source_b", "id_b", "weight", "probability"], pairs)?;
    let clusters = linked.clusters.iter().enumerate().map(|(record, cluster)| {
        let (source, id) = linked.name(sources, record as u32);
        [source.into(), id.into(), cluster.to_string()]
    });
    table(&out.join("clusters.csv"), ["source", "id", "cluster"], clusters)?;
    output::file(&out.join("report.json"), serde_json::to_string_pretty(&linked.report)? + "\n")
}

fn table<const N: usize>(path: &Path, header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> Result<()> {
    output::streamed(path, |file| {
        let mut writer = csv::Writer::from_writer(file);
        writer.write_record(header)?;
        for row in rows {
            writer.write_record(&row)?;
        }
        Ok(writer.flush()?)
    })
}
