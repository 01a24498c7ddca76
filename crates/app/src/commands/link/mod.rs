//! `inbeeld link`: which records of an analyst's own files are one person.

mod files;

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use linkage::{Linked, Model, Source};

use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Probabilistic record linkage: finds the records of one file, or of two, that are probably one person.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    inbeeld link clients.csv --suggest > model.toml\n  \
    inbeeld link clients.csv --model model.toml --out linked\n  \
    inbeeld link school.csv clinic.csv --suggest > model.toml\n  \
    inbeeld link school.csv clinic.csv --model model.toml --out linked --format json\n\n\
    The first column of a file is the identifier of a record. pairs.csv, clusters.csv and report.json are written to the folder of --out.")]
pub struct Link {
    /// CSV file, and a second one to link it with; the first column is the identifier.
    #[arg(required = true, num_args = 1..=2, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print a model for these columns (TOML) and do nothing else.
    #[arg(long, conflicts_with_all = ["model", "out"])]
    suggest: bool,
    /// The model: what is compared, and what pairs must agree on to be compared.
    #[arg(long, required_unless_present = "suggest", requires = "out", value_name = "MODEL.toml")]
    model: Option<PathBuf>,
    /// Folder for pairs.csv, clusters.csv and report.json.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Link {
    /// Reads, links, writes.
    ///
    /// # Errors
    /// When a file cannot be read or written, or the model does not fit the files.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        if self.suggest {
            let sources = files::read(&self.files, desk)?;
            let model = linkage::suggest(&sources).map_err(fault)?;
            output::text(&format!("{}{}", files::heading(&self.files), model.to_toml().map_err(fault)?))?;
            return Ok(Outcome::Done);
        }
        let (Some(model), Some(out)) = (&self.model, &self.out) else {
            return Err(wrong_use("say --suggest, or --model MODEL.toml and --out DIR"));
        };
        let model = Model::parse(&files::text(model)?).map_err(|error| wrong_use(format!("{}: {error}", model.display())))?;
        let sources = files::read(&self.files, desk)?;
        let stage = desk.timings.begin("linkage");
        let linked = linkage::link(&sources, &model).map_err(fault)?;
        desk.timings.end("link", stage, linked.records.len() as u64)?;
        files::write(out, &sources, &linked)?;
        match desk.format {
            Format::Json => output::json(&linked.report)?,
            Format::Text => output::text(&in_words(&sources, &linked))?,
        }
        Ok(Outcome::Done)
    }
}

fn fault(error: linkage::LinkageError) -> anyhow::Error {
    wrong_use(error.to_string())
}

fn in_words(sources: &[Source], linked: &Linked) -> String {
    let records: usize = sources.iter().map(Source::len).sum();
    let (report, clusters) = (&linked.report, &linked.report.clusters);
    let mut lines = vec![
        format!("{records} records, {} pairs compared, {} given (probability 0.01 and up)", report.blocking.pairs_made, linked.pairs.len()),
        format!(
            "{} clusters, the largest of {} records; pairs join from probability {:.3}",
            clusters.clusters, clusters.largest, report.threshold
        ),
        format!(
            "expected of the clusters: precision {:.3}, recall {:.3}; the rules find an estimated {:.1} % of the pairs of one person",
            clusters.expected_precision,
            clusters.expected_recall,
            report.blocking.recall_estimated * 100.0
        ),
    ];
    lines.extend(report.sources.iter().filter(|source| source.repeated_ids > 0).map(|source| {
        format!("{}: {} records share their identifier with another; each stands in the results under it", source.name, source.repeated_ids)
    }));
    lines.extend(report.blocking.statements.iter().cloned());
    lines.join("\n") + "\n"
}
