//! The files of `inbeeld link`: read as they are, written row by row.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use linkage::{Linked, Renamed, Source};

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
         # street, city, email, phone, number, token, sex, category, text, pseudonym (different ones are never linked); and by distance\n\
         # only: exact, jaro-winkler, damerau-levenshtein, dice, numeric-distance, date-distance.\n\
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

/// Writes pairs.csv, clusters.csv and report.json; changes.csv where clusters keep their numbers, imputed.csv where clusterings
/// were kept.
///
/// # Errors
/// When one of them cannot be written.
pub fn write(out: &Path, sources: &[Source], linked: &Linked, renamed: Option<&Renamed>) -> Result<()> {
    std::fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
    let mut number = String::new();
    rows(
        &out.join("pairs.csv"),
        &["source_a", "id_a", "source_b", "id_b", "weight", "probability"],
        linked.pairs.len(),
        |place, writer| {
            let pair = &linked.pairs[place];
            let ((source_a, id_a), (source_b, id_b)) = (linked.name(sources, pair.a), linked.name(sources, pair.b));
            [source_a, id_a, source_b, id_b].into_iter().try_for_each(|field| writer.write_field(field))?;
            writer.write_field(millionths(pair.weight, &mut number))?;
            writer.write_field(millionths(pair.probability, &mut number))
        },
    )?;
    let name = |record: usize| renamed.map_or_else(|| u64::from(linked.clusters[record]), |renamed| renamed.clusters[record]);
    rows(&out.join("clusters.csv"), &["source", "id", "cluster"], linked.clusters.len(), |record, writer| {
        let (source, id) = linked.name(sources, record as u32);
        writer.write_field(source)?;
        writer.write_field(id)?;
        number.clear();
        let _ = write!(number, "{}", name(record));
        writer.write_field(&number)
    })?;
    if let Some(renamed) = renamed {
        changes(out, renamed)?;
    }
    if !linked.imputed.is_empty() {
        imputed(out, sources, linked)?;
    }
    output::file(&out.join("report.json"), serde_json::to_string_pretty(&linked.report)? + "\n")
}

fn changes(out: &Path, renamed: &Renamed) -> Result<()> {
    let cluster = |cluster: Option<u64>| cluster.map(|cluster| cluster.to_string()).unwrap_or_default();
    let change = |change: &linkage::Change| {
        let (source, id) = (change.source.clone(), change.id.clone());
        [source, id, change.what(&renamed.names).to_owned(), cluster(change.before), cluster(change.now)]
    };
    table(&out.join("changes.csv"), &["source", "id", "what", "before", "now"], renamed.changes.iter().map(change))
}

fn imputed(out: &Path, sources: &[Source], linked: &Linked) -> Result<()> {
    let mut header = vec!["source".to_owned(), "id".to_owned()];
    header.extend((1..=linked.imputed.len()).map(|draw| format!("cluster_{draw}")));
    let rows = (0..linked.records.len()).map(|record| {
        let (source, id) = linked.name(sources, record as u32);
        let names = [source.to_owned(), id.to_owned()];
        names.into_iter().chain(linked.imputed.iter().map(move |clusters| clusters[record].to_string())).collect::<Vec<_>>()
    });
    table(&out.join("imputed.csv"), &header, rows)
}

/// A number to six decimals, as `{:.6}` writes it but for ties.
fn millionths(number: f64, into: &mut String) -> &str {
    into.clear();
    let scaled = (number.abs() * 1e6).round();
    // Writing to a string does not fail.
    let _ = if scaled < 1e15 {
        let (sign, scaled) = (if number < 0.0 { "-" } else { "" }, scaled as u64);
        write!(into, "{sign}{}.{:06}", scaled / 1_000_000, scaled % 1_000_000)
    } else {
        write!(into, "{number:.6}")
    };
    into
}

/// Writes a CSV file of many rows, field by field.
fn rows(
    path: &Path,
    header: &[&str],
    count: usize,
    mut fields: impl FnMut(usize, &mut csv::Writer<&mut dyn Write>) -> csv::Result<()>,
) -> Result<()> {
    output::streamed(path, |file| {
        let file: &mut dyn Write = file;
        let mut writer = csv::WriterBuilder::new().buffer_capacity(1 << 16).from_writer(file);
        writer.write_record(header)?;
        for place in 0..count {
            fields(place, &mut writer)?;
            writer.write_record(None::<&[u8]>)?;
        }
        Ok(writer.flush()?)
    })
}

/// Writes a CSV file row by row.
///
/// # Errors
/// When it cannot be written.
pub fn table<R: IntoIterator<Item = String>>(path: &Path, header: &[impl AsRef<str>], rows: impl Iterator<Item = R>) -> Result<()> {
    output::streamed(path, |file| {
        let mut writer = csv::Writer::from_writer(file);
        writer.write_record(header.iter().map(|name| name.as_ref().as_bytes()))?;
        for row in rows {
            writer.write_record(row)?;
        }
        Ok(writer.flush()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_to_six_decimals_as_the_library_does() {
        let mut text = String::new();
        for number in [0.0, 1.0, -1.5, 0.999_999_6, -12.345_678_9, 57.707_801_6, 1e-9, 123_456_789.123_456_7, 1e300, f64::INFINITY] {
            assert_eq!(millionths(number, &mut text), format!("{number:.6}"));
        }
    }
}
