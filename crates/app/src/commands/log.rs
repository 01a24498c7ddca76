//! `inbeeld log verify`: whether a log is whole, from its first entry to its last.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, Subcommand};

use super::existing;
use super::register::opened_to_read;
use crate::failure::Outcome;
use crate::{Desk, Format, output};

/// Logs that can only grow: each entry is sealed by the hash of all before it.
#[derive(Args)]
pub struct Log {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Follows a log from its first entry, and prints the hash of its last one.
    ///
    /// Keep that hash elsewhere: a log that was cut short still follows from its start, and only a kept hash shows it.
    #[command(
        after_help = "Examples:\n  inbeeld log verify --store store\n  inbeeld log verify --register register.sqlite\n  inbeeld log verify --store store --head 5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"
    )]
    Verify(Verify),
}

#[derive(Args)]
struct Verify {
    /// Folder of the store whose log it is.
    #[arg(long, default_value = "store", conflicts_with = "register")]
    store: PathBuf,
    /// The book of the register whose log it is: a SQLite file, or postgres://user@host/database.
    #[arg(long, value_name = "BOOK")]
    register: Option<PathBuf>,
    /// A hash that this command printed before: it must still stand in the log.
    #[arg(long, value_name = "HASH", value_parser = hash)]
    head: Option<blake3::Hash>,
}

fn hash(text: &str) -> Result<blake3::Hash, String> {
    blake3::Hash::from_hex(text).map_err(|_| "a hash is 64 characters 0-9 and a-f, as `inbeeld log verify` prints it".to_owned())
}

/// What was found in a log.
struct Found {
    entries: u64,
    head: blake3::Hash,
    faults: Vec<String>,
}

impl Log {
    /// Verifies the log.
    ///
    /// # Errors
    /// When there is no such log, or it cannot be read.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let What::Verify(verify) = self.what;
        let found = verify.found()?;
        for fault in &found.faults {
            eprintln!("log: {fault}");
        }
        let head = found.head.to_hex();
        if desk.format == Format::Json {
            output::json(&serde_json::json!({ "entries": found.entries, "head": head.as_str(), "faults": found.faults }))?;
        } else if found.faults.is_empty() {
            output::text(&format!("{} entries, the last {head}\n", found.entries))?;
        }
        Ok(if found.faults.is_empty() { Outcome::Done } else { Outcome::Refused })
    }
}

impl Verify {
    fn found(&self) -> Result<Found> {
        let kept = self.head.as_ref();
        let (verified, is_kept) = match &self.register {
            Some(register) => {
                let book = opened_to_read(register)?;
                let records = book.records();
                let is_kept = kept.map(|hash| records.has_entry(hash.as_bytes())).transpose();
                (records.verify().context("the log cannot be read")?, is_kept.context("the log cannot be read")?)
            }
            None => {
                let store = existing(&self.store)?;
                let is_kept = kept.map(|hash| store.has_log_entry(hash.as_bytes())).transpose();
                (store.verify_log().context("the log cannot be read")?, is_kept.context("the log cannot be read")?)
            }
        };
        let mut faults = Vec::new();
        if let Some(broken) = verified.first_broken {
            faults.push(format!(
                "entry {broken} does not follow from what stands before it: the log was changed there; put back the last backup"
            ));
        }
        if is_kept == Some(false) {
            faults.push("the kept hash is not in this log: it was cut short, or it is another log".to_owned());
        }
        Ok(Found { entries: verified.entries, head: blake3::Hash::from_bytes(verified.head), faults })
    }
}
