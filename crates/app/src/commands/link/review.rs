//! `inbeeld link review`: a sample of pairs for a reviewer, on the analyst's own machine.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use linkage::{Drawn, Linked, Linking, Model, STRATA, Source, Wishes};
use serde::Serialize;

use super::{fault, files, labels, page, read_model, shown};
use crate::failure::Outcome;
use crate::{Desk, Format, output};

/// Draws pairs for a reviewer, doubtful ones as often as sure ones: a CSV to fill in, and a page that does the same with buttons.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    inbeeld link review clients.csv --model model.toml --out to-review --pairs 200\n  \
    # open to-review/review.html, or write 1 or 0 under 'same' in to-review/review.csv; then:\n  \
    inbeeld link clients.csv --model model.toml --labels to-review/review.csv --out linked\n\n\
    Both files hold the records themselves: they belong where the data belong. Nothing is sent anywhere. The probability of a pair is not\n\
    shown, so that it does not sway who looks.")]
pub struct Review {
    /// CSV file, and a second one to link it with; the first column is the identifier.
    #[arg(required = true, num_args = 1..=2, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The model: what is compared, and what pairs must agree on to be compared.
    #[arg(long, value_name = "MODEL.toml")]
    model: PathBuf,
    /// Folder for review.csv and review.html.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Pairs to draw.
    #[arg(long, default_value_t = 200)]
    pairs: usize,
    /// Pairs that were labelled before: they are learned from and not drawn again.
    #[arg(long, value_name = "LABELS.csv")]
    labels: Vec<PathBuf>,
    /// Language of the page.
    #[arg(long, value_enum, default_value_t = page::Language::Nl)]
    language: page::Language,
    /// Seed of the sample.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// What was drawn.
#[derive(Serialize)]
struct Sample {
    pairs_given: usize,
    drawn: usize,
    strata: Vec<Stratum>,
    files: [String; 2],
}

#[derive(Serialize)]
struct Stratum {
    from: f64,
    to: f64,
    pairs: usize,
    drawn: usize,
}

/// A drawn pair with both records side by side, as the files hold them.
pub struct Shown {
    /// Number in the sample, from 1.
    pub number: usize,
    /// Source and identifier of both.
    pub names: [String; 4],
    /// What both hold for each comparison.
    pub values: Vec<[String; 2]>,
    /// How many pairs it stands for; empty where pairs were labelled before.
    pub stands_for: String,
}

impl Review {
    /// Links, draws, writes.
    ///
    /// # Errors
    /// When a file cannot be read or written, or the model does not fit the files.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let model = read_model(&self.model)?;
        let sources = files::read(&self.files, desk)?;
        let known = labels::read(&self.labels, &sources, desk.quiet)?;
        let first = known.is_empty();
        let wishes = Wishes { labels: known, imputations: 0, ..Wishes::default() };
        let stage = desk.timings.begin("linkage");
        let linking = Linking::new(&sources, &model, &wishes).map_err(fault)?;
        desk.timings.end("link review", stage, linking.linked().records.len() as u64)?;
        let open: Vec<_> = linking.linked().pairs.iter().filter(|pair| !linking.is_labelled(pair)).copied().collect();
        let drawn = linkage::draw(&open, self.pairs, self.seed);
        let pairs: Vec<Shown> = drawn
            .iter()
            .enumerate()
            .map(|(place, drawn)| pair(place + 1, drawn, &open, &model, &sources, linking.linked(), first))
            .collect();
        let names = write(&self.out, &pairs, &model, self.language)?;
        let sample = Sample { pairs_given: open.len(), drawn: drawn.len(), strata: strata(&open, &drawn), files: names };
        match desk.format {
            Format::Json => output::json(&sample)?,
            Format::Text => output::text(&words(&sample))?,
        }
        Ok(Outcome::Done)
    }
}

fn pair(
    number: usize,
    drawn: &Drawn,
    open: &[linkage::LinkedPair],
    model: &Model,
    sources: &[Source],
    linked: &Linked,
    first: bool,
) -> Shown {
    let pair = &open[drawn.pair];
    let ((source_a, id_a), (source_b, id_b)) = (linked.name(sources, pair.a), linked.name(sources, pair.b));
    let rows = [pair.a, pair.b].map(|record| linked.records[record as usize]);
    Shown {
        number,
        names: [source_a, id_a, source_b, id_b].map(str::to_owned),
        values: model.comparisons.iter().map(|comparison| rows.map(|row| shown(comparison, sources, row))).collect(),
        stands_for: if first { format!("{:.4}", drawn.stands_for) } else { String::new() },
    }
}

fn strata(open: &[linkage::LinkedPair], drawn: &[Drawn]) -> Vec<Stratum> {
    let to = |place: usize| STRATA.get(place + 1).copied().unwrap_or(1.0);
    let within = |place: usize, probability: f64| {
        (place == 0 || probability >= STRATA[place]) && (place + 1 == STRATA.len() || probability < to(place))
    };
    let stratum = |place: usize| Stratum {
        from: STRATA[place],
        to: to(place),
        pairs: open.iter().filter(|pair| within(place, pair.probability)).count(),
        drawn: drawn.iter().filter(|drawn| drawn.stratum == place).count(),
    };
    (0..STRATA.len()).map(stratum).collect()
}

fn write(out: &Path, pairs: &[Shown], model: &Model, language: page::Language) -> Result<[String; 2]> {
    std::fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
    let (sheet, page) = (out.join("review.csv"), out.join("review.html"));
    let names: Vec<&str> = model.comparisons.iter().map(|comparison| comparison.name.as_str()).collect();
    let mut header: Vec<String> = ["pair", "source_a", "id_a", "source_b", "id_b", "same"].map(str::to_owned).to_vec();
    header.extend(names.iter().flat_map(|name| [format!("{name}_a"), format!("{name}_b")]));
    header.push("stands_for".to_owned());
    let rows = pairs.iter().map(|pair| {
        let mut row = vec![pair.number.to_string()];
        row.extend(pair.names.iter().cloned());
        row.push(String::new());
        row.extend(pair.values.iter().flatten().cloned());
        row.push(pair.stands_for.clone());
        row
    });
    files::table(&sheet, &header, rows)?;
    output::file(&page, page::html(pairs, &names, language))?;
    Ok([sheet, page].map(|path| path.display().to_string()))
}

fn words(sample: &Sample) -> String {
    let mut lines = vec![format!("{} of {} pairs drawn for review", sample.drawn, sample.pairs_given)];
    lines.extend(
        sample.strata.iter().map(|own| format!("  probability {:.2} to {:.2}: {} of {} pairs", own.from, own.to, own.drawn, own.pairs)),
    );
    let [sheet, page] = &sample.files;
    lines.push(format!("Open {page} and save the labels, or write 1 (one person) or 0 (two) under 'same' in {sheet};"));
    lines.push(format!("then link again with --labels {sheet} (or the file the page saved)."));
    lines.push("Both files hold the records themselves: keep them where the data are kept.".to_owned());
    lines.join("\n") + "\n"
}
