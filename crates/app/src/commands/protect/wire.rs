//! The output of `protect`: the summary, `cells.csv` and `certificates.json`; and the certificates read back.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use disclosure::crossing::{Attacker, Certificates, Crossing, CrossingError, Dimension, Overlay, Rounded, Status};
use serde::{Deserialize, Serialize};

use super::ask::{Answer, Effort};
use super::method::{Method, nearest};
use super::read::Input;
use super::reasons::{ByRule, Reasons};
use super::refusal::Refusal;
use crate::output;

/// What is printed on standard output.
#[derive(Serialize)]
pub(super) struct Summary {
    cells: usize,
    primary: usize,
    /// Cells that each rule hides; one cell may be hidden by several.
    by_rule: Vec<ByRule>,
    secondary: usize,
    secondary_value: u64,
    audited: Audited,
    /// At most this share of what hidden cells cost (their weights, with the toll) could be shown; null where that was not worked out.
    gap: Option<f64>,
    /// Hidden cells with a certificate.
    certified: usize,
    /// Why nothing is written, where that is so.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    refusal: Option<Refusal>,
}

#[derive(Serialize)]
struct Audited {
    attacker: &'static str,
    exact: usize,
    narrow: usize,
}

/// The summary of what was protected.
pub(super) fn summary(tables: &[Input], answer: &Answer, reasons: &Reasons) -> Summary {
    let audited = answer.protection.audited;
    let (secondary, secondary_value) = answer.number(tables, Status::Secondary);
    Summary {
        cells: answer.cells().len(),
        primary: answer.number(tables, Status::Primary).0,
        by_rule: reasons.by_rule(tables),
        secondary,
        secondary_value,
        audited: Audited { attacker: word(audited.attacker), exact: audited.exact, narrow: audited.narrow },
        gap: audited.is_safe().then(|| answer.gap.share()),
        certified: answer.protection.certificates.as_ref().map_or(0, Certificates::proven),
        refusal: None,
    }
}

impl Summary {
    /// The same of a release that is refused.
    pub(super) fn refused(self, refusal: Refusal) -> Summary {
        Summary { refusal: Some(refusal), ..self }
    }
}

fn word(attacker: Attacker) -> &'static str {
    match attacker {
        Attacker::Outsider => "outsider",
        Attacker::Insider => "insider",
        Attacker::TwoInsiders => "two-insiders",
    }
}

/// `certificates.json`.
#[derive(Serialize, Deserialize)]
pub(super) struct Claim {
    /// In the order in which codes stand in the name of a cell.
    pub(super) dimensions: Vec<Hierarchy>,
    /// The tables the proof is about, in order: those of this release, then those of earlier ones. One table where this is absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) tables: Vec<Place>,
    pub(super) attacker: String,
    pub(super) width: u64,
    /// Least count of a hidden cell in all these tables.
    #[serde(default)]
    pub(super) floor: u64,
    /// Hidden cells of one table that fits; a table of a certificate has these where it names nothing else.
    #[serde(default)]
    pub(super) base: BTreeMap<String, u64>,
    pub(super) certificates: Vec<Certificate>,
    /// Hidden cells for which no two tables were found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) without: Vec<String>,
}

/// A dimension with its pairs (child, parent).
#[derive(Serialize, Deserialize)]
pub(super) struct Hierarchy {
    pub(super) name: String,
    pub(super) hierarchy: Vec<(String, String)>,
    /// Whether one person may have several codes: a total then counts at least what each part does, and at most what all do together.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) overlapping: bool,
}

impl Hierarchy {
    /// With its pairs in order.
    pub(super) fn of(dimension: &Dimension) -> Hierarchy {
        let codes = dimension.published();
        let pairs = (0..codes.len()).flat_map(|code| dimension.parents(code).iter().map(move |parent| (code, *parent)));
        let hierarchy = pairs.map(|(code, parent)| (codes[code].clone(), codes[parent].clone())).collect();
        Hierarchy { name: dimension.name().to_owned(), hierarchy, overlapping: dimension.overlaps() }
    }

    /// The dimension it was made of.
    ///
    /// # Errors
    /// When it is no hierarchy.
    pub(super) fn dimension(&self) -> Result<Dimension, CrossingError> {
        match self.overlapping {
            true => Dimension::overlapping(&self.name, &self.hierarchy),
            false => Dimension::new(&self.name, &self.hierarchy),
        }
    }
}

/// Where one of several tables stands.
#[derive(Serialize, Deserialize)]
pub(super) struct Place {
    /// Its columns, in order.
    pub(super) columns: Vec<String>,
    /// Its code in every other dimension.
    pub(super) at: BTreeMap<String, String>,
}

/// One hidden cell with its two tables.
#[derive(Serialize, Deserialize)]
pub(super) struct Certificate {
    pub(super) cell: String,
    /// Other hidden cells in which these tables differ by as much.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) also: Vec<String>,
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
    /// The cells that moved by the base or more.
    beyond_cells: Vec<Beyond>,
}

/// A cell that moved by the base or more.
#[derive(Serialize)]
pub(super) struct Beyond {
    /// Which table, from 1.
    table: usize,
    cell: String,
    by: u64,
}

/// The summary of rounded tables. A cell that two tables tell counts in both.
pub(super) fn rounding(inputs: &[Input], rounded: &[Rounded]) -> Rounding {
    let cells: usize = rounded.iter().map(|own| own.counts.values().len()).sum();
    let beyond = |(table, (input, own)): (usize, (&Input, &Rounded))| -> Vec<Beyond> {
        let by = |cell: usize| own.counts.values()[cell].abs_diff(input.counts.values()[cell]);
        own.beyond.iter().map(|cell| Beyond { table: table + 1, cell: input.counts.crossing().name(*cell), by: by(*cell) }).collect()
    };
    let beyond_cells: Vec<Beyond> = inputs.iter().zip(rounded).enumerate().flat_map(beyond).collect();
    Rounding {
        cells,
        base: rounded.iter().map(|own| own.base).max().unwrap_or(0),
        largest_inner: rounded.iter().map(|own| own.largest_inner).max().unwrap_or(0),
        largest_margin: rounded.iter().map(|own| own.largest_margin).max().unwrap_or(0),
        mean: rounded.iter().map(|own| own.deviation).sum::<u64>() as f64 / cells.max(1) as f64,
        beyond: beyond_cells.len(),
        beyond_cells,
    }
}

impl Rounding {
    /// The same in a line.
    pub(super) fn words(&self) -> String {
        let Rounding { base, largest_inner, largest_margin, mean, beyond, .. } = self;
        format!(
            "moved at most {largest_inner} inside and {largest_margin} in margins, {mean:.2} on average; {beyond} cells by {base} or more"
        )
    }

    /// A line for each cell that moved by the base or more.
    pub(super) fn beyond_cells(&self) -> Vec<String> {
        self.beyond_cells.iter().map(|own| format!("{} of table {} by {}", own.cell, own.table, own.by)).collect()
    }
}

/// Writes `cells.csv`, and `cells-2.csv` and on for linked tables; and `certificates.json` where the proof fits what is shown.
///
/// # Errors
/// When the folder cannot be written.
pub(super) fn write(folder: &Path, inputs: &[Input], answer: &Answer, effort: &Effort, method: Method) -> Result<()> {
    without_certificates(folder)?;
    for (number, (input, statuses)) in inputs.iter().zip(&answer.statuses).enumerate() {
        let shown = |cell: usize| match method {
            Method::Suppress | Method::Round(_) | Method::CellKey => input.counts.values()[cell],
            Method::SuppressAndRound(base) => nearest(input.counts.values()[cell], base),
        };
        cells(folder, number, input, |cell| match statuses[cell] {
            Status::Shown => ("shown", shown(cell).to_string()),
            Status::Primary => ("primary", String::new()),
            Status::Secondary | Status::Unpublished => ("secondary", String::new()),
        })?;
    }
    match claim(inputs, answer, effort) {
        None => Ok(()),
        Some(claim) => output::streamed(&folder.join("certificates.json"), |file| Ok(serde_json::to_writer(file, &claim)?)),
    }
}

/// What is printed of a table moved by cell keys.
#[derive(Serialize)]
pub(super) struct Moved {
    cells: usize,
    moved: usize,
    largest: u64,
    mean: f64,
}

/// The summary of tables moved by cell keys.
pub(super) fn moved(tables: &[(&Input, Vec<u64>)]) -> Moved {
    let own = |(input, values): &(&Input, Vec<u64>)| -> Vec<u64> {
        input.published().map(|cell| input.counts.values()[cell].abs_diff(values[cell])).collect()
    };
    let deviations: Vec<u64> = tables.iter().flat_map(own).collect();
    Moved {
        cells: deviations.len(),
        moved: deviations.iter().filter(|deviation| **deviation > 0).count(),
        largest: deviations.iter().copied().max().unwrap_or(0),
        mean: deviations.iter().sum::<u64>() as f64 / deviations.len().max(1) as f64,
    }
}

/// Writes the file of a table of which every cell is shown, with these counts.
///
/// # Errors
/// When the folder cannot be written.
pub(super) fn write_all(folder: &Path, number: usize, input: &Input, values: &[u64]) -> Result<()> {
    without_certificates(folder)?;
    cells(folder, number, input, |cell| ("shown", values[cell].to_string()))
}

/// The file of a table: `cells.csv`, `cells-2.csv` and on.
pub(super) fn file_name(number: usize) -> String {
    numbered("cells", number)
}

/// The first file of a name has no number.
pub(super) fn numbered(name: &str, number: usize) -> String {
    if number == 0 { format!("{name}.csv") } else { format!("{name}-{}.csv", number + 1) }
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

fn cells(folder: &Path, number: usize, input: &Input, told: impl Fn(usize) -> (&'static str, String)) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let crossing = input.counts.crossing();
    output::streamed(&folder.join(file_name(number)), |file| {
        let mut writer = csv::WriterBuilder::new().delimiter(input.separator).from_writer(file);
        let header: Vec<&str> = crossing.dimensions().iter().map(|dimension| dimension.name()).chain(["status", "value"]).collect();
        writer.write_record(header)?;
        for cell in input.published() {
            let (status, value) = told(cell);
            writer.write_record(crossing.texts(cell).chain([status, value.as_str()]))?;
        }
        Ok(writer.flush()?)
    })
}

fn claim(tables: &[Input], answer: &Answer, effort: &Effort) -> Option<Claim> {
    let crossing = answer.counts(tables).crossing();
    let proofs = answer.protection.certificates.as_ref()?;
    let certificates = proofs.certificates.iter().map(|proof| Certificate {
        cell: crossing.name(proof.cell),
        also: proof.also.iter().map(|cell| crossing.name(*cell)).collect(),
        low: named(crossing, &proof.low),
        high: named(crossing, &proof.high),
    });
    Some(Claim {
        dimensions: crossing.dimensions().iter().map(Hierarchy::of).collect(),
        tables: places(tables, answer),
        attacker: word(answer.protection.audited.attacker).to_owned(),
        width: effort.width,
        floor: effort.floor,
        base: named(crossing, &proofs.base),
        certificates: certificates.collect(),
        without: proofs.without.iter().map(|cell| crossing.name(*cell)).collect(),
    })
}

/// Where each table stands, earlier releases last; nothing for a table by itself.
fn places(tables: &[Input], answer: &Answer) -> Vec<Place> {
    let Some(together) = answer.together else { return Vec::new() };
    let whole = together.counts().crossing();
    let place = |cells: &[usize], columns: Vec<String>| {
        // The first cell of a table is its total: the code in all other dimensions is that of every cell.
        let others = whole.dimensions().iter().enumerate().filter(|(_, dimension)| !columns.iter().any(|own| own == dimension.name()));
        let code = |place: usize| whole.dimensions()[place].codes()[whole.code(cells[0], place)].clone();
        Place { at: others.map(|(place, dimension)| (dimension.name().to_owned(), code(place))).collect(), columns }
    };
    let names = |crossing: &Crossing| crossing.dimensions().iter().map(|dimension| dimension.name().to_owned()).collect::<Vec<_>>();
    let own = tables.iter().enumerate().map(|(part, input)| place(together.cells(part), names(input.counts.crossing())));
    let earlier = together.earlier().iter().map(|(cells, columns)| place(cells, columns.clone()));
    own.chain(earlier).collect()
}

fn named(crossing: &Crossing, overlay: &Overlay) -> BTreeMap<String, u64> {
    overlay.iter().map(|(cell, count)| (crossing.name(*cell), *count)).collect()
}
