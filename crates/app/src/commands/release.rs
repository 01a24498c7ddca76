//! `inbeeld release propose|review|publish|withdraw|verify|list`: the ledger of releases.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Args, Subcommand};
use domain::Day;
use publication::Ledger;

use crate::commands::serve::versions;
use crate::commands::today;
use crate::failure::Outcome;
use crate::{Desk, output};

/// Releases from draft to public: proposed by one, approved by two others, published, withdrawn with a reason.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  inbeeld release propose 2026-1 --by analist-1 --releases releases\n  inbeeld release review 2026-1 --by toetser-1 --releases releases\n  inbeeld release verify --releases releases"
)]
pub struct Release {
    #[command(subcommand)]
    act: Act,
    /// The folder of releases.
    #[arg(long, global = true, default_value = "releases")]
    releases: PathBuf,
}

#[derive(Args)]
struct Who {
    /// Version of the release, for example 2026-1.
    version: String,
    /// Who does it.
    #[arg(long)]
    by: String,
    /// On which day; today by default.
    #[arg(long, value_parser = day)]
    on: Option<Day>,
}

#[derive(Subcommand)]
enum Act {
    /// Proposes a release that `run` made.
    Propose(Who),
    /// Approves it; takes two reviewers who did not propose it.
    Review(Who),
    /// Makes an approved release public.
    Publish(Who),
    /// Takes a release back; it stays readable with the reason.
    Withdraw {
        #[command(flatten)]
        who: Who,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Checks the chain of hashes and every file of every release.
    Verify,
    /// Lists the entries.
    List,
}

impl Release {
    /// Runs one act on the ledger.
    ///
    /// # Errors
    /// When the act is not allowed in the release's state, or a hash does not fit.
    pub fn run(self, _desk: &mut Desk) -> Result<Outcome> {
        let mut ledger = Ledger::open(&self.releases)?;
        let on = |who: &Who| who.on.unwrap_or_else(today);
        let (version, state) = match &self.act {
            Act::Propose(who) => (&who.version, ledger.propose(&who.version, &who.by, on(who))?),
            Act::Review(who) => (&who.version, ledger.review(&who.version, &who.by, on(who))?),
            Act::Publish(who) => (&who.version, ledger.publish(&who.version, &who.by, on(who))?),
            Act::Withdraw { who, reason } => (&who.version, ledger.withdraw(&who.version, &who.by, reason, on(who))?),
            Act::Verify => return verify(&ledger, &self.releases),
            Act::List => return list(&ledger),
        };
        eprintln!("release {version} is now {}", state.word());
        Ok(Outcome::Done)
    }
}

/// The chain, every release in it, and every draft beside it.
fn verify(ledger: &Ledger, folder: &Path) -> Result<Outcome> {
    ledger.verify()?;
    let versions = versions(folder)?;
    for version in &versions {
        publication::Release::read(&folder.join(version))?;
    }
    eprintln!("{} releases and the ledger of {} entries are as they were written", versions.len(), ledger.entries().len());
    Ok(Outcome::Done)
}

fn list(ledger: &Ledger) -> Result<Outcome> {
    let line = |entry: &publication::Entry| {
        format!("{}  {:<9}  {:<9}  {:<16}  {}\n", entry.on, entry.version, entry.act.word(), entry.by, entry.reason)
    };
    output::text(&ledger.entries().iter().map(line).collect::<String>())?;
    Ok(Outcome::Done)
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse_iso(text).ok_or_else(|| format!("'{text}' is no day; write it as 2026-01-31"))
}
