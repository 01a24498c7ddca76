//! `inbeeld-desk keys`: the keys of a source. They are made here and never leave; only `source.public` does.

use std::path::PathBuf;

use check::{CheckError, Checking, Format, exit};
use clap::Args;
use identity::keys::{Chain, SourceKeys};
use identity::scheme::Chance;
use serde_json::json;

use crate::key_files;

/// Makes the keys of a source, from the randomness of this computer, and says what to do with them.
#[derive(Args)]
#[command(after_help = "Voorbeelden:
  inbeeld-desk keys --out sleutels --supplier P0123 --chain chain.public
  inbeeld-desk keys --out sleutels --supplier GM0363 --chain chain.public --reference-of P0123/source.secret
  inbeeld-desk keys --out sleutels --renew --chain chain.public

Daarna: geef sleutels/source.public aan de pseudoniemdienst en aan de hub. Houd source.secret zelf.")]
pub struct Keys {
    /// Folder to make the keys in.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Your supplier code, as in the names of your files.
    #[arg(long, value_name = "CODE", required_unless_present = "renew")]
    supplier: Option<String>,
    /// Only takes a later chain: the keys of services and hub were renewed, yours stay as they are.
    #[arg(long, conflicts_with_all = ["supplier", "reference_of"])]
    renew: bool,
    /// The chain file that the last pseudonym service made.
    #[arg(long, value_name = "chain.public")]
    chain: PathBuf,
    /// Takes the key of own references over from another source: only for suppliers of the same messages (iJw, CORV), whose
    /// files speak of each other's records.
    #[arg(long, value_name = "source.secret")]
    reference_of: Option<PathBuf>,
}

impl Keys {
    /// Makes the keys.
    ///
    /// # Errors
    /// When a file is no key file, keys stand there already, or the folder cannot be written.
    pub fn run(&self, format: Format) -> Result<Checking, CheckError> {
        let wrong = |path: &PathBuf| {
            let shown = path.display().to_string();
            move |error: identity::keys::KeyFileError| CheckError::WrongUse(format!("{shown}: {error}"))
        };
        let chain = Chain::parse(&key_files::read(&self.chain)?).map_err(wrong(&self.chain))?;
        let Some(supplier) = &self.supplier else { return self.take_later(&chain, format) };
        let shared = match &self.reference_of {
            Some(path) => Some(*SourceKeys::parse(&key_files::read(path)?).map_err(wrong(path))?.reference_key()),
            None => None,
        };
        let mut chance = Chance::new().map_err(|error| CheckError::WrongUse(error.to_string()))?;
        let keys = SourceKeys::new(supplier, shared, &mut chance).map_err(|error| CheckError::WrongUse(error.to_string()))?;
        std::fs::create_dir_all(&self.out).map_err(|source| CheckError::Io { act: "make", path: self.out.clone(), source })?;
        key_files::make_secret(&self.out.join("source.secret"), &keys.to_text())?;
        key_files::write(&self.out.join("source.public"), &keys.trusted().to_text())?;
        key_files::write(&self.out.join("chain.public"), &chain.to_text())?;
        let label = chain.label();
        let (text, note) = match format {
            Format::Json => (format!("{}\n", json!({ "supplier": supplier, "label": label.text() })), String::new()),
            Format::Text => (format!("{label}\n"), self.told()),
        };
        Ok(Checking { text, note, code: exit::DONE })
    }

    /// Replaces the chain by a later one of the same purpose.
    fn take_later(&self, chain: &Chain, format: Format) -> Result<Checking, CheckError> {
        let path = self.out.join("chain.public");
        let wrong = |text: String| CheckError::WrongUse(format!("{}: {text}", self.chain.display()));
        let known = Chain::parse(&key_files::read(&path)?).map_err(|error| wrong(error.to_string()))?;
        let keys = SourceKeys::parse(&key_files::read(&self.out.join("source.secret"))?).map_err(|error| wrong(error.to_string()))?;
        if chain.purpose() != known.purpose() || chain.version() <= known.version() {
            return Err(wrong(format!("{} does not renew {}", chain.label(), known.label())));
        }
        key_files::write(&path, &chain.to_text())?;
        let label = chain.label();
        Ok(match format {
            Format::Json => Checking {
                text: format!("{}\n", json!({ "supplier": keys.supplier(), "label": label.text() })),
                note: String::new(),
                code: exit::DONE,
            },
            Format::Text => Checking {
                text: format!("{label}\n"),
                note: format!("{} is nu {label}; uw eigen sleutels bleven zoals ze waren\n", known.label()),
                code: exit::DONE,
            },
        })
    }

    fn told(&self) -> String {
        let folder = self.out.display();
        format!(
            "sleutels gemaakt in {folder}. Geef {folder}/source.public aan elke pseudoniemdienst en aan de hub; \
             geef source.secret aan niemand en maak er een reservekopie van\n"
        )
    }
}
