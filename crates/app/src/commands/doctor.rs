//! `inbeeld doctor`: whether the hub's files are as they were written.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;

use crate::commands::existing;
use crate::failure::Outcome;
use crate::{Desk, Format, output};

/// Reads every delivery in the catalogue back, compares its hash, and checks the chain of the log.
#[derive(Args)]
#[command(after_help = "Example:\n  inbeeld doctor --store store")]
pub struct Doctor {
    /// Folder of the store.
    #[arg(long, default_value = "store")]
    store: PathBuf,
}

impl Doctor {
    /// Looks at everything and says what is wrong.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let store = existing(&self.store)?;
        let deliveries = store.deliveries()?;
        let bar = desk.progress.bar("deliveries", deliveries.len() as u64);
        let mut wrong = Vec::new();
        for delivery in &deliveries {
            let path = store.root().join(&delivery.path);
            let found = std::fs::read(&path).map(|bytes| blake3::hash(&bytes).to_hex().to_string());
            match found {
                Ok(hash) if hash == delivery.hash => {}
                Ok(_) => wrong.push(format!("{} is not what was accepted", delivery.path)),
                Err(error) => wrong.push(format!("{}: {error}", delivery.path)),
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        let log = store.verify_log().context("the log cannot be read")?;
        if let Some(broken) = log.first_broken {
            wrong.push(format!("the log is broken at entry {broken}"));
        }
        for line in &wrong {
            eprintln!("doctor: {line}");
        }
        if desk.format == Format::Json {
            let paths: Vec<&str> = deliveries.iter().map(|delivery| delivery.path.as_str()).collect();
            output::json(&serde_json::json!({ "deliveries": paths, "log_entries": log.entries, "faults": wrong }))?;
        } else if !desk.quiet {
            eprintln!("doctor: {} deliveries and {} log entries read back, {} faults", deliveries.len(), log.entries, wrong.len());
        }
        Ok(if wrong.is_empty() { Outcome::Done } else { Outcome::Refused })
    }
}
