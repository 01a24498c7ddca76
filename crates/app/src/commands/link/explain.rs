//! `inbeeld link explain`: why pairs weigh what they weigh, which records nothing could link, what the result hangs on.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use charts::{Bar, Bars, Caption, Drawing, Language, Unit, WaterfallStep};
use clap::Args;
use domain::{Cell, Estimate, Interval};
use linkage::{Linking, Sensitivity, Source, Unlinkable, Waterfall, Wishes};
use serde::Serialize;

use super::{fault, files, labels, read_model};
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Explains pairs by the weight of each comparison, counts records that nothing could link, and tries the model with parts left out.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    inbeeld link explain clients.csv --model model.toml --pair 17,204 --out why\n  \
    inbeeld link explain clients.csv --model model.toml --out why          # ten pairs, spread over the probabilities\n  \
    inbeeld link explain clients.csv --model model.toml --sensitivity --out why\n\n\
    explain.json, pair-1.svg and on, unlinkables.svg and, with --sensitivity, sensitivity.csv are written to the folder of --out. None of\n\
    them holds a value of a record: only identifiers, levels and weights.")]
pub struct Explain {
    /// CSV file, and a second one to link it with; the first column is the identifier.
    #[arg(required = true, num_args = 1..=2, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The model: what is compared, and what pairs must agree on to be compared.
    #[arg(long, value_name = "MODEL.toml")]
    model: PathBuf,
    /// Folder for what is written.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Identifiers of a pair; with two files, the first of the first file and the second of the second. Ten pairs are drawn without it.
    #[arg(long, value_name = "ID,ID")]
    pair: Vec<String>,
    /// Pairs that a reviewer labelled.
    #[arg(long, value_name = "LABELS.csv")]
    labels: Vec<PathBuf>,
    /// Also link again with other thresholds, and without each rule and each comparison. Takes as long as linking, for each.
    #[arg(long)]
    sensitivity: bool,
    /// Seed of the pairs drawn.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// What is explained.
#[derive(Serialize)]
struct Explained {
    pairs: Vec<Waterfall>,
    unlinkables: Vec<Unlinkable>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sensitivity: Option<Vec<Sensitivity>>,
}

impl Explain {
    /// Links, explains, draws, writes.
    ///
    /// # Errors
    /// When a file cannot be read or written, the model does not fit the files, or a record is not there.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let model = read_model(&self.model)?;
        let sources = files::read(&self.files, desk)?;
        let wishes = Wishes { labels: labels::read(&self.labels, &sources, desk.quiet)?, imputations: 0, ..Wishes::default() };
        let stage = desk.timings.begin("linkage");
        let linking = Linking::new(&sources, &model, &wishes).map_err(fault)?;
        desk.timings.end("link explain", stage, linking.linked().records.len() as u64)?;
        let tried = || linkage::sensitivity(&sources, &model, &wishes, linking.linked()).map_err(fault);
        let explained = Explained {
            pairs: self.pairs(&sources, &linking)?,
            unlinkables: linking.unlinkables(),
            sensitivity: self.sensitivity.then(tried).transpose()?,
        };
        write(&self.out, &explained)?;
        match desk.format {
            Format::Json => output::json(&explained)?,
            Format::Text => output::text(&words(&explained))?,
        }
        Ok(Outcome::Done)
    }

    fn pairs(&self, sources: &[Source], linking: &Linking<'_>) -> Result<Vec<Waterfall>> {
        if self.pair.is_empty() {
            let given = &linking.linked().pairs;
            let drawn = linkage::draw(given, 10, self.seed);
            return Ok(drawn.iter().map(|drawn| linking.waterfall(given[drawn.pair].a, given[drawn.pair].b)).collect());
        }
        let (Some(first), Some(second)) = (sources.first(), sources.last()) else { return Ok(Vec::new()) };
        let explain = |(number, pair): (usize, &String)| {
            let ids = pair.split_once(',').ok_or_else(|| wrong_use("a pair is two identifiers with a comma between: --pair 17,204"))?;
            let told = linking.explain((first.name(), ids.0.trim()), (second.name(), ids.1.trim()));
            told.ok_or_else(|| wrong_use(format!("pair {}: one of its identifiers is not there, or both are one record", number + 1)))
        };
        self.pair.iter().enumerate().map(explain).collect()
    }
}

fn write(out: &Path, explained: &Explained) -> Result<()> {
    std::fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
    output::file(&out.join("explain.json"), serde_json::to_string_pretty(explained)? + "\n")?;
    for (place, pair) in explained.pairs.iter().enumerate() {
        output::file(&out.join(format!("pair-{}.svg", place + 1)), waterfall(place + 1, pair).wide)?;
    }
    output::file(&out.join("unlinkables.svg"), unlinkables(&explained.unlinkables).wide)?;
    let Some(rows) = &explained.sensitivity else { return Ok(()) };
    let header = ["change", "clusters", "largest", "expected_precision", "expected_recall", "pairs_gained", "pairs_lost"];
    let row = |row: &Sensitivity| {
        let (precision, recall) = (format!("{:.6}", row.expected_precision), format!("{:.6}", row.expected_recall));
        let (gained, lost) = (row.pairs_gained.to_string(), row.pairs_lost.to_string());
        [row.change.clone(), row.clusters.to_string(), row.largest.to_string(), precision, recall, gained, lost]
    };
    files::table(&out.join("sensitivity.csv"), &header, rows.iter().map(row))
}

/// The weights of one pair; identifiers stay in the data, so that a drawing can be shown.
fn waterfall(number: usize, pair: &Waterfall) -> Drawing {
    let mut steps = vec![WaterfallStep { name: "any two records".to_owned(), change: pair.prior }];
    steps.extend(pair.steps.iter().flat_map(|step| {
        let own = WaterfallStep { name: format!("{}: {}", step.comparison, step.level), change: step.weight };
        let often = WaterfallStep { name: format!("{}: how often it occurs", step.comparison), change: step.frequency };
        std::iter::once(own).chain((step.frequency.abs() > 0.005).then_some(often))
    }));
    for (name, change) in [("crowding where keys agree", pair.crowding), ("labels", pair.labels)] {
        steps.extend((change.abs() > 0.005).then(|| WaterfallStep { name: name.to_owned(), change }));
    }
    charts::Waterfall {
        caption: Caption {
            id: format!("pair-{number}"),
            title: format!("Pair {number}: why it weighs {:.1}", pair.weight),
            description: format!(
                "What each comparison adds to the weight, beginning with any two records. The sum stands for a probability of {:.3}.",
                pair.probability
            ),
        },
        language: Language::English,
        unit: "weight (base-2 logarithm of the odds)".to_owned(),
        steps,
        total: "weight".to_owned(),
    }
    .draw()
}

fn unlinkables(rows: &[Unlinkable]) -> Drawing {
    let bar = |row: &Unlinkable| {
        let value = Estimate { value: row.share, interval: Interval::ninety_five(row.share, row.share) };
        Bar { name: format!("below {:.2}", row.probability), value: Cell::Shown(value) }
    };
    Bars {
        caption: Caption {
            id: "unlinkables".to_owned(),
            title: "Records that nothing could link".to_owned(),
            description: "Share of records that would stay below a probability even beside an equal of themselves: they say too little."
                .to_owned(),
        },
        language: Language::English,
        unit: Unit::Share,
        bars: rows.iter().map(bar).collect(),
        comparison: None,
    }
    .draw()
}

fn words(explained: &Explained) -> String {
    let mut lines = Vec::new();
    for (place, pair) in explained.pairs.iter().enumerate() {
        let why = match (pair.decided_by, pair.made) {
            (Some(what), _) => format!(", decided by a {what}"),
            (None, false) => ", not compared: no rule makes it".to_owned(),
            (None, true) => String::new(),
        };
        lines.push(format!(
            "pair {}: {} {} and {} {}: weight {:.2}, probability {:.4}{why}",
            place + 1,
            pair.first[0],
            pair.first[1],
            pair.second[0],
            pair.second[1],
            pair.weight,
            pair.probability
        ));
        lines.push(format!("  {:+8.2}  any two records", pair.prior));
        let step = |step: &linkage::Step| format!("  {:+8.2}  {}: {}", step.weight + step.frequency, step.comparison, step.level);
        lines.extend(pair.steps.iter().map(step));
    }
    let row =
        |row: &Unlinkable| format!("{} records ({:.1} %) cannot reach probability {:.2}", row.records, row.share * 100.0, row.probability);
    lines.extend(explained.unlinkables.iter().map(row));
    for row in explained.sensitivity.iter().flatten() {
        lines.push(format!(
            "{}: {} clusters, the largest of {}; {} pairs gained, {} lost",
            row.change, row.clusters, row.largest, row.pairs_gained, row.pairs_lost
        ));
    }
    lines.join("\n") + "\n"
}
