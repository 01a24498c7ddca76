//! `inbeeld check`: findings of deliveries, offline, without keys or set-up.

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use intake::Report;
use rayon::prelude::*;

use crate::commands::intake::listed;
use crate::failure::Outcome;
use crate::{Desk, Format, output};

/// Checks deliveries before they are sent: what is wrong, why it matters, how to fix it. Nothing leaves this machine.
#[derive(Args)]
#[command(after_help = "Example:\n  inbeeld check youth-policy_P0123_2023HJ01_v1.csv\n  inbeeld check *.csv --format json")]
pub struct Check {
    /// The files, or folders whose files are checked.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Language of the findings.
    #[arg(long, value_enum, default_value_t = Language::Nl)]
    language: Language,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Language {
    /// Dutch.
    Nl,
    /// English.
    En,
}

impl Check {
    /// Checks each file and prints the findings by cause.
    ///
    /// # Errors
    /// When a file cannot be opened.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let reports: Vec<Report> = listed(&self.files)?.par_iter().map(check).collect::<Result<_>>()?;
        let language = match self.language {
            Language::Nl => intake::Language::Dutch,
            Language::En => intake::Language::English,
        };
        match desk.format {
            Format::Json => output::text(&format!("{}\n", intake::report::json(&reports, language)))?,
            Format::Text => output::text(&intake::report::text(&reports, language))?,
        }
        Ok(if reports.iter().any(Report::has_errors) { Outcome::Refused } else { Outcome::Done })
    }
}

fn check(path: &PathBuf) -> Result<Report> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(intake::check_file(&name, BufReader::with_capacity(1 << 16, file)))
}
