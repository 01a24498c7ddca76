//! `inbeeld keys`: makes keys, lets a service join a chain, and takes the public files of others.

pub mod folder;
mod guide;
pub mod label;
mod rotate;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use identity::keys::{Chain, HubKeys, ServiceKeys};
use identity::purpose::MADE_COUNTRY;
use identity::scheme::Chance;
use records::Records;
use serde_json::json;

use crate::commands::now;
use crate::failure::{Outcome, wrong_use};
use crate::service::certificates;
use crate::{Desk, Format, output};
use folder::{CHAIN, HUB, PURPOSE, SERVICE, SOURCE, make_secret, read_chain};

/// Makes keys, from the operating system's randomness, and shows how the parties exchange their public files.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  inbeeld keys guide\n  inbeeld keys hub --out hub --purpose made-country\n  inbeeld keys service --out service --name one --after hub/chain.public\n  inbeeld keys trust --keys service desk/source.public\n  inbeeld keys tls --keys service --host 127.0.0.1\n  inbeeld keys trust --keys service --of P0123 desk/tls.public\n  inbeeld keys hub --out hub-2 --renews hub\n  inbeeld keys rotate --from hub --to hub-2 --store store rotation.sealed\n  inbeeld keys pseudonym --out pseudonym.key"
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
        /// The purpose: its file, of which a copy is kept, or its name alone. The domain of its pseudonyms.
        #[arg(long, required_unless_present = "renews")]
        purpose: Option<String>,
        /// Version of the keys.
        #[arg(long, default_value_t = 1)]
        version: u32,
        /// Folder of earlier keys that these renew: same purpose, next version, same sources.
        #[arg(long, value_name = "DIR", conflicts_with_all = ["purpose", "version"])]
        renews: Option<PathBuf>,
    },
    /// Makes the keys of a pseudonym service, and joins a chain.
    Service {
        /// Folder to make them in.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Name of the service.
        #[arg(long, required_unless_present = "renews")]
        name: Option<String>,
        /// The chain it joins: the hub's, or that of the service before.
        #[arg(long, value_name = "chain.public")]
        after: PathBuf,
        /// Folder of earlier keys that these renew: also makes the rotation file for the hub.
        #[arg(long, value_name = "DIR", conflicts_with = "name")]
        renews: Option<PathBuf>,
    },
    /// Moves every pseudonym of a store to later keys; nothing is delivered again.
    Rotate {
        /// Folder of the hub's earlier keys.
        #[arg(long, value_name = "DIR")]
        from: PathBuf,
        /// Folder of its later keys, with the chain as it came out.
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
        /// Folder of the store.
        #[arg(long, default_value = "store")]
        store: PathBuf,
        /// The rotation file of every service.
        #[arg(required = true)]
        rotations: Vec<PathBuf>,
    },
    /// Makes a certificate for connections (`inbeeld transcrypt --serve`, `--through`), in a folder of keys.
    Tls {
        /// Folder of the keys of hub, service or source.
        #[arg(long, value_name = "DIR")]
        keys: PathBuf,
        /// Hosts it is valid for: names or addresses under which others connect.
        #[arg(long, value_name = "HOST", value_delimiter = ',', default_value = "localhost,127.0.0.1")]
        host: Vec<String>,
    },
    /// Takes the public file of a source, the chain as it came out, or, with --of, a certificate for connections.
    Trust {
        /// Folder of the keys of hub or service.
        #[arg(long, value_name = "DIR")]
        keys: PathBuf,
        /// Whose certificate the file is: a supplier code or the name of a service.
        #[arg(long, value_name = "NAME")]
        of: Option<String>,
        /// Files `source.public` and `chain.public`; with --of one file `tls.public`.
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
            What::Hub { out, renews: Some(earlier), .. } => renew_hub(&out, &earlier)?,
            What::Hub { out, purpose, version, renews: None } => hub(&out, &purpose.unwrap_or_default(), version)?,
            What::Service { out, after, renews: Some(earlier), .. } => renew_service(&out, &after, &earlier)?,
            What::Service { out, name, after, renews: None } => service(&out, &name.unwrap_or_default(), &after)?,
            What::Rotate { from, to, store, rotations } => rotate::Rotation { from, to, store, rotations }.run(desk)?,
            What::Tls { keys, host } => tls(&keys, host)?,
            What::Trust { keys, of: Some(name), files } => {
                for file in files {
                    eprintln!("{}", certificates::trust(&keys, &name, &file)?);
                }
            }
            What::Trust { keys, of: None, files } => {
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
pub fn hub(out: &Path, purpose: &str, version: u32) -> Result<()> {
    let keys = HubKeys::new(&mut Chance::new()?);
    let (name, text) = stated(purpose)?;
    write_hub(out, &keys, &name, version, text)
}

/// The name of a purpose and, where it is known, its text: of a file, or of the made country.
fn stated(purpose: &str) -> Result<(String, Option<String>)> {
    let path = Path::new(purpose);
    if path.extension().is_some_and(|end| end == "toml") {
        let name = crate::commands::purpose::read(path)?.name().to_owned();
        return Ok((name, Some(std::fs::read_to_string(path)?)));
    }
    let text = (purpose == "made-country").then(|| MADE_COUNTRY.to_owned());
    Ok((purpose.to_owned(), text))
}

fn write_hub(out: &Path, keys: &HubKeys, purpose: &str, version: u32, text: Option<String>) -> Result<()> {
    let chain = Chain::begin(keys, purpose, version).map_err(|error| wrong_use(error.to_string()))?;
    folder::make(out)?;
    make_secret(&out.join(HUB), &keys.to_text())?;
    output::file(&out.join(CHAIN), chain.to_text())?;
    match text {
        Some(text) => output::file(&out.join(PURPOSE), text)?,
        None => eprintln!("put the purpose in {}: packages are held against it", out.join(PURPOSE).display()),
    }
    eprintln!("made the hub's keys in {}; give {} to the first pseudonym service", out.display(), out.join(CHAIN).display());
    Ok(())
}

/// Makes the keys of a hub that renew earlier ones.
fn renew_hub(out: &Path, earlier: &Path) -> Result<()> {
    let (known, chain) = folder::hub(earlier)?;
    let keys = known.renewed(&mut Chance::new()?);
    let text = std::fs::read_to_string(earlier.join(PURPOSE)).ok();
    write_hub(out, &keys, chain.purpose(), chain.version() + 1, text)?;
    folder::copy_connections(earlier, out)
}

/// Makes the keys of a service that renew earlier ones, and the file by which the hub moves its pseudonyms.
fn renew_service(out: &Path, after: &Path, earlier: &Path) -> Result<()> {
    let (known, from) = folder::service(earlier)?;
    let (keys, to) = joined(known.name(), after)?;
    // Before anything is written: later keys without a rotation file would be of no use.
    let sealed = identity::keys::rotation((&known, &from), (&keys, &to)).map_err(|error| wrong_use(error.to_string()))?;
    write_service(out, &keys, &to)?;
    let path = out.join("rotation.sealed");
    output::file(&path, sealed)?;
    folder::copy_connections(earlier, out)?;
    take_over_counters(known.name(), earlier, out)?;
    eprintln!("give {} to the hub, and to nobody else (`inbeeld keys rotate`); then destroy it", path.display());
    Ok(())
}

/// What a service evaluated under its earlier keys counts on under the later ones: renewing is no way around a limit.
fn take_over_counters(service: &str, earlier: &Path, out: &Path) -> Result<()> {
    if !earlier.join(folder::RECORDS).exists() {
        return Ok(());
    }
    let packages = Records::open(&earlier.join(folder::RECORDS))?.packages(service)?;
    Records::open(&out.join(folder::RECORDS))?.take_over(service, &packages, now())?;
    Ok(())
}

fn tls(keys: &Path, hosts: Vec<String>) -> Result<()> {
    let name = folder::whose(keys)?;
    let public = certificates::make(keys, &name, hosts)?;
    eprintln!("made a certificate for {name}; who connects with it takes {} (`inbeeld keys trust --of {name}`)", public.display());
    Ok(())
}

/// Makes the keys of a service and joins a chain.
///
/// # Errors
/// As [`hub`], and when the chain is none.
pub fn service(out: &Path, name: &str, after: &Path) -> Result<()> {
    let (keys, chain) = joined(name, after)?;
    write_service(out, &keys, &chain)
}

/// New keys of a service, and the chain with it.
fn joined(name: &str, after: &Path) -> Result<(ServiceKeys, Chain)> {
    let keys = ServiceKeys::new(name, &mut Chance::new()?).map_err(|error| wrong_use(error.to_string()))?;
    let chain = read_chain(after)?.join(&keys).map_err(|error| wrong_use(error.to_string()))?;
    Ok((keys, chain))
}

fn write_service(out: &Path, keys: &ServiceKeys, chain: &Chain) -> Result<()> {
    let name = keys.name();
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

fn show(keys: &Path, desk: &Desk) -> Result<()> {
    let chain = read_chain(&keys.join(CHAIN))?;
    let trusted: Vec<String> = folder::trusted(keys)?.into_iter().map(|source| source.supplier).collect();
    let held: Vec<&str> = [HUB, SERVICE, SOURCE].into_iter().filter(|name| keys.join(name).exists()).collect();
    let services: Vec<&str> = chain.stations().iter().map(|station| station.name.as_str()).collect();
    let certificates = certificates::trusted(keys)?;
    let connections: Vec<&str> = certificates.names().collect();
    let label = chain.label();
    if desk.format == Format::Json {
        return output::json(
            &json!({ "label": label.text(), "secrets": held, "services": services, "trusted": trusted, "connections": connections }),
        );
    }
    output::text(&format!(
        "label {label}\nsecrets {}\nservices {}\ntrusted sources {}\ntrusted connections {}\n",
        held.join(", "),
        services.join(", "),
        if trusted.is_empty() { "none".to_owned() } else { trusted.join(", ") },
        if connections.is_empty() { "none".to_owned() } else { connections.join(", ") }
    ))
}

fn pseudonym(out: &Path) -> Result<()> {
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
