//! `inbeeld synth`: a made country as delivery files, with its truth.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use synthetic::{Country, Faults, Folder};

use crate::Desk;
use crate::commands::keys::hexadecimal;
use crate::config::Config;
use crate::failure::{Outcome, wrong_use};

/// Makes a country that does not exist: delivery files in real formats, and what really happened in it.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  inbeeld synth --out country --scale 0.05 --years 2021-2025\n  inbeeld synth --out country --faults all\n\nWrites deliveries/, truth/, reference/postcodes.csv, and the key and region.toml that `intake` and `run` ask for."
)]
pub struct Synth {
    /// Folder to write to.
    #[arg(long)]
    pub out: PathBuf,
    /// Size: 1 is the Netherlands.
    #[arg(long, default_value_t = 0.05)]
    pub scale: f64,
    /// First and last year.
    #[arg(long, default_value = "2016-2025", value_parser = years)]
    pub years: (i16, i16),
    /// The same seed makes the same country.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Mistakes of the suppliers: `none`, `all`, or names with a comma between.
    #[arg(long, default_value = "none")]
    pub faults: String,
}

impl Synth {
    /// Makes the country and says where it is.
    ///
    /// # Errors
    /// When scale, years or faults are impossible, or the folder cannot be written.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let summary = self.make(desk)?;
        if !desk.quiet {
            eprintln!("{}: {} delivery files, {} rows; {} faults", self.out.display(), summary.files, summary.rows, summary.faults);
        }
        Ok(Outcome::Done)
    }

    /// Makes the country.
    ///
    /// # Errors
    /// As [`Synth::run`].
    pub fn make(&self, desk: &mut Desk) -> Result<synthetic::Summary> {
        if self.out.join("deliveries").exists() {
            return Err(wrong_use(format!("{} holds a country already; two would be mixed: choose another folder", self.out.display())));
        }
        let stage = desk.timings.begin("made country");
        let faults: Faults = self.faults.parse().map_err(|error: synthetic::SyntheticError| wrong_use(error.to_string()))?;
        let config = synthetic::Config { scale: self.scale, years: self.years, seed: self.seed, faults };
        let country = Country::new(config).map_err(|error| wrong_use(error.to_string()))?;
        let mut sink = Folder::new(&self.out);
        let bar = desk.progress.bar("made country", 0);
        let summary = country.deliver(&mut sink, &mut |progress| {
            bar.set_length(progress.total);
            bar.set_position(progress.done);
        })?;
        bar.finish_and_clear();
        self.write_settings()?;
        desk.timings.end("synth", stage, summary.rows)?;
        Ok(summary)
    }

    /// What the next commands ask for: a key that follows from the seed (it protects nobody: nobody exists) and a
    /// configuration.
    fn write_settings(&self) -> Result<()> {
        let key = blake3::derive_key("inbeeld 2026 pseudonym key of a made country", &self.seed.to_le_bytes());
        let write = |name: &str, text: &str| std::fs::write(self.out.join(name), text).with_context(|| format!("cannot write {name}"));
        write("key", &format!("{}\n", hexadecimal(&key)))?;
        write("region.toml", &Config::for_made_country(self.years, self.seed))
    }
}

/// Reads `2016-2025`.
pub fn years(text: &str) -> Result<(i16, i16), String> {
    let parsed = text.split_once('-').and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?)));
    parsed.ok_or_else(|| format!("'{text}' are no years; write them as 2016-2025"))
}
