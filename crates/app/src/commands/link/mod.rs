//! `inbeeld link`: which records of an analyst's own files are one person.

mod clusters;
mod explain;
mod files;
mod labels;
mod page;
mod review;
mod words;

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Args, Subcommand};
use linkage::{Linking, Model, Source, Wishes};

use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Probabilistic record linkage: finds the records of one file, or of two, that are probably one person.
#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "Examples:\n  \
    inbeeld link clients.csv --out linked\n  \
    inbeeld link clients.csv --suggest > model.toml\n  \
    inbeeld link clients.csv --model model.toml --out linked\n  \
    inbeeld link school.csv clinic.csv --suggest > model.toml\n  \
    inbeeld link school.csv clinic.csv --model model.toml --out linked --format json\n  \
    inbeeld link review clients.csv --model model.toml --out to-review\n  \
    inbeeld link explain clients.csv --model model.toml --out why\n  \
    inbeeld link clients.csv --model model.toml --labels labels.csv --out linked\n  \
    inbeeld link clients.csv --model model.toml --previous linked/clusters.csv --out linked-2\n\n\
    The first column of a file is the identifier of a record. pairs.csv, clusters.csv and report.json are written to the folder of --out."
)]
pub struct Link {
    #[command(subcommand)]
    part: Option<Part>,
    #[command(flatten)]
    own: Own,
}

/// What else there is to linking.
#[derive(Subcommand)]
enum Part {
    Review(review::Review),
    Explain(explain::Explain),
    Undo(clusters::Undo),
}

/// What linking itself takes.
#[derive(Args)]
struct Own {
    /// CSV file, and a second one to link it with; the first column is the identifier.
    #[arg(required = true, num_args = 1..=2, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print a model for these columns (TOML) and do nothing else.
    #[arg(long, conflicts_with_all = ["model", "out"])]
    suggest: bool,
    /// The model: what is compared, and what pairs must agree on to be compared; without it the suggested one, kept as model.toml.
    #[arg(long, requires = "out", value_name = "MODEL.toml")]
    model: Option<PathBuf>,
    /// Folder for pairs.csv, clusters.csv and report.json.
    #[arg(long, required_unless_present = "suggest", value_name = "DIR")]
    out: Option<PathBuf>,
    /// Pairs that a reviewer labelled (made by `link review`): they are kept to, and the probabilities learn from them.
    #[arg(long, value_name = "LABELS.csv", conflicts_with = "suggest")]
    labels: Vec<PathBuf>,
    /// clusters.csv of an earlier run: clusters keep their numbers, and changes.csv tells who came, left, merged or split.
    #[arg(long, value_name = "CLUSTERS.csv", conflicts_with = "suggest")]
    previous: Option<PathBuf>,
    /// Clusterings drawn to tell how sure the clusters are: 0, or 5 to 200.
    #[arg(long, default_value_t = 20, value_name = "M")]
    imputations: usize,
    /// Also write the drawn clusterings, one column each (imputed.csv): to carry the error of linking into a figure.
    #[arg(long)]
    imputed: bool,
    /// Column by whose values precision and recall are told apart as well; at most 50 values.
    #[arg(long, value_name = "COLUMN")]
    by: Option<String>,
    /// Seed of the drawn clusterings.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl Link {
    /// Reads, links, writes.
    ///
    /// # Errors
    /// When a file cannot be read or written, or the model does not fit the files.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        match self.part {
            Some(Part::Review(review)) => review.run(desk),
            Some(Part::Explain(explain)) => explain.run(desk),
            Some(Part::Undo(undo)) => undo.run(desk),
            None => self.own.run(desk),
        }
    }
}

impl Own {
    fn run(self, desk: &mut Desk) -> Result<Outcome> {
        if self.suggest {
            return suggest(&self.files, desk);
        }
        let Some(out) = &self.out else {
            return Err(wrong_use("say --suggest, or --out DIR"));
        };
        let model = self.model.as_deref().map(read_model).transpose()?;
        let previous = self.previous.as_deref().map(clusters::read).transpose()?;
        let sources = files::read(&self.files, desk)?;
        let labels = labels::read(&self.labels, &sources, desk.quiet)?;
        let wishes = Wishes { labels, imputations: self.imputations, keep_imputed: self.imputed, seed: self.seed, by: self.by };
        let stage = desk.timings.begin("linkage");
        let (linked, suggested) = match model {
            Some(model) => (Linking::new(&sources, &model, &wishes).map_err(fault)?.into_linked(), None),
            None => {
                let (linking, model) = Linking::suggested(&sources, &wishes).map_err(fault)?;
                let text = written(&self.files, &model)?;
                refuse_another(&out.join("model.toml"), &text)?;
                (linking.into_linked(), Some(text))
            }
        };
        desk.timings.end("link", stage, linked.records.len() as u64)?;
        let renamed = previous.map(|previous| clusters::renamed(&previous, &sources, &linked));
        files::write(out, &sources, &linked, renamed.as_ref())?;
        if let Some(model) = suggested {
            output::file(&out.join("model.toml"), model)?;
        }
        match desk.format {
            Format::Json => output::json(&linked.report)?,
            Format::Text => output::text(&words::result(&sources, &linked, renamed.as_ref()))?,
        }
        Ok(Outcome::Done)
    }
}

/// A model that someone changed is not written over.
fn refuse_another(path: &Path, suggested: &str) -> Result<()> {
    match std::fs::read_to_string(path) {
        Ok(standing) if standing != suggested => Err(wrong_use(format!(
            "{0} is not the model suggested for these files: say --model {0} to link with it, or take another --out",
            path.display()
        ))),
        Ok(_) | Err(_) => Ok(()),
    }
}

fn suggest(files: &[PathBuf], desk: &mut Desk) -> Result<Outcome> {
    let sources = files::read(files, desk)?;
    let model = linkage::suggest(&sources).map_err(fault)?;
    output::text(&written(files, &model)?)?;
    Ok(Outcome::Done)
}

/// A suggested model as its file holds it.
fn written(files: &[PathBuf], model: &Model) -> Result<String> {
    Ok(format!("{}{}", files::heading(files), model.to_toml().map_err(fault)?))
}

/// Reads a model.
fn read_model(path: &Path) -> Result<Model> {
    Model::parse(&files::text(path)?).map_err(|error| wrong_use(format!("{}: {error}", path.display())))
}

/// The columns of a comparison in a source.
fn columns(comparison: &linkage::Comparison, source: usize) -> &[String] {
    comparison.columns_b.as_deref().filter(|_| source > 0).unwrap_or(&comparison.columns)
}

/// What a record holds for a comparison, as it stands in the file.
fn shown(comparison: &linkage::Comparison, sources: &[Source], (source, row): (u32, u32)) -> String {
    let values = columns(comparison, source as usize).iter().filter_map(|column| sources[source as usize].value(row as usize, column));
    values.collect::<Vec<_>>().join(" ")
}

fn fault(error: linkage::LinkageError) -> anyhow::Error {
    wrong_use(error.to_string())
}
