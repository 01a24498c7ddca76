//! `inbeeld keys`: makes keys, lets a service join a chain, and takes the public files of others.

pub mod folder;
mod guide;

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use identity::keys::{Chain, HubKeys, ServiceKeys};
use identity::scheme::Chance;
use serde_json::json;

use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};
use folder::{CHAIN, HUB, SERVICE, make_secret, read_chain};

/// Makes keys, from the operating system's randomness, and shows how the parties exchange their public files.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  inbeeld keys guide\n  inbeeld keys hub --out hub --purpose made-country\n  inbeeld keys service --out service --name one --after hub/chain.public\n  inbeeld keys trust --keys service desk/source.public\n  inbeeld keys pseudonym --out pseudonym.key"
)]
pub struct Keys {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Says, step by step, who does what to make the keys of a chain together.
    Guide {
        /// Number of pseudonym services.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=2))]
        services: u8,
    },
    /// Makes the keys of a hub, and begins a chain.
    Hub {
        /// Folder to make them in.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Name of the purpose: the domain of its pseudonyms.
        #[arg(long)]
        purpose: String,
        /// Version of the keys.
        #[arg(long, default_value_t = 1)]
        version: u32,
    },
    /// Makes the keys of a pseudonym service, and joins a chain.
    Service {
        /// Folder to make them in.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Name of the service.
        #[arg(long)]
        name: String,
        /// The chain it joins: the hub's, or that of the service before.
        #[arg(long, value_name = "chain.public")]
        after: PathBuf,
    },
    /// Takes the public file of a source, or the chain as it came out.
    Trust {
        /// Folder of the keys of hub or service.
        #[arg(long, value_name = "DIR")]
        keys: PathBuf,
        /// Files `source.public` and `chain.public`.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Says which keys stand in a folder, under which label, and who is trusted. No key is shown.
    Show {
        /// The folder.
        #[arg(long, value_name = "DIR")]
        keys: PathBuf,
    },
    /// A key of 32 bytes for keyed pseudonyms (HMAC-SHA-256), as 64 hexadecimal digits.
    Pseudonym {
        /// The file to make; an existing file is never overwritten.
        #[arg(long)]
        out: PathBuf,
    },
}

impl Keys {
    /// Makes, takes or shows keys.
    ///
    /// # Errors
    /// When a key stands there already, a file is no key file, or cannot be written.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        match self.what {
            What::Guide { services } => output::text(&guide::text(services))?,
            What::Hub { out, purpose, version } => hub(&out, &purpose, version)?,
            What::Service { out, name, after } => service(&out, &name, &after)?,
            What::Trust { keys, files } => {
                for file in files {
                    eprintln!("{}", folder::trust(&keys, &file)?);
                }
            }
            What::Show { keys } => show(&keys, desk)?,
            What::Pseudonym { out } => pseudonym(&out)?,
        }
        Ok(Outcome::Done)
    }
}

/// Makes the keys of a hub.
///
/// # Errors
/// When keys stand there already, or the folder cannot be written.
pub fn hub(out: &std::path::Path, purpose: &str, version: u32) -> Result<()> {
    let keys = HubKeys::new(&mut Chance::new()?);
    let chain = Chain::begin(&keys, purpose, version).map_err(|error| wrong_use(error.to_string()))?;
    folder::make(out)?;
    make_secret(&out.join(HUB), &keys.to_text())?;
    output::file(&out.join(CHAIN), chain.to_text())?;
    eprintln!("made the hub's keys in {}; give {} to the first pseudonym service", out.display(), out.join(CHAIN).display());
    Ok(())
}

/// Makes the keys of a service and joins a chain.
///
/// # Errors
/// As [`hub`], and when the chain is none.
pub fn service(out: &std::path::Path, name: &str, after: &std::path::Path) -> Result<()> {
    let keys = ServiceKeys::new(name, &mut Chance::new()?).map_err(|error| wrong_use(error.to_string()))?;
    let chain = read_chain(after)?.join(&keys).map_err(|error| wrong_use(error.to_string()))?;
    folder::make(out)?;
    make_secret(&out.join(SERVICE), &keys.to_text())?;
    output::file(&out.join(CHAIN), chain.to_text())?;
    eprintln!(
        "{name} joined the chain, now {}; give {} to every source, to the other services and to the hub (`inbeeld keys trust`)",
        chain.label(),
        out.join(CHAIN).display()
    );
    Ok(())
}

fn show(keys: &std::path::Path, desk: &Desk) -> Result<()> {
    let chain = read_chain(&keys.join(CHAIN))?;
    let trusted: Vec<String> = folder::trusted(keys)?.into_iter().map(|source| source.supplier).collect();
    let held: Vec<&str> = [HUB, SERVICE].into_iter().filter(|name| keys.join(name).exists()).collect();
    let services: Vec<&str> = chain.stations().iter().map(|station| station.name.as_str()).collect();
    let label = chain.label();
    if desk.format == Format::Json {
        return output::json(&json!({ "label": label.text(), "secrets": held, "services": services, "trusted": trusted }));
    }
    output::text(&format!(
        "label {label}\nsecrets {}\nservices {}\ntrusted sources {}\n",
        held.join(", "),
        services.join(", "),
        if trusted.is_empty() { "none".to_owned() } else { trusted.join(", ") }
    ))
}

fn pseudonym(out: &std::path::Path) -> Result<()> {
    let mut key = [0u8; 32];
    getrandom::fill(&mut key).map_err(|error| anyhow::anyhow!("the system gives no randomness: {error}"))?;
    make_secret(out, &format!("{}\n", hexadecimal(&key))).context("no key was made")?;
    eprintln!("made {}; whoever holds it can make pseudonyms: keep it where only the hub can read it", out.display());
    Ok(())
}

/// Bytes as hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
