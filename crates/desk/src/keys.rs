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

Daarna: geef sleutels/source.public aan de pseudoniemdienst en aan de hub. Houd source.secret zelf.")]
pub struct Keys {
    /// Folder to make the keys in.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Your supplier code, as in the names of your files.
    #[arg(long, value_name = "CODE")]
    supplier: String,
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
        let shared = match &self.reference_of {
            Some(path) => Some(*SourceKeys::parse(&key_files::read(path)?).map_err(wrong(path))?.reference_key()),
            None => None,
        };
        let mut chance = Chance::new().map_err(|error| CheckError::WrongUse(error.to_string()))?;
        let keys = SourceKeys::new(&self.supplier, shared, &mut chance).map_err(|error| CheckError::WrongUse(error.to_string()))?;
        std::fs::create_dir_all(&self.out).map_err(|source| CheckError::Io { act: "make", path: self.out.clone(), source })?;
        key_files::make_secret(&self.out.join("source.secret"), &keys.to_text())?;
        key_files::write(&self.out.join("source.public"), &keys.trusted().to_text())?;
        key_files::write(&self.out.join("chain.public"), &chain.to_text())?;
        let label = chain.label();
        let (text, note) = match format {
            Format::Json => (format!("{}\n", json!({ "supplier": self.supplier, "label": label.text() })), String::new()),
            Format::Text => (format!("{label}\n"), self.told()),
        };
        Ok(Checking { text, note, code: exit::DONE })
    }

    fn told(&self) -> String {
        let folder = self.out.display();
        format!(
            "sleutels gemaakt in {folder}. Geef {folder}/source.public aan elke pseudoniemdienst en aan de hub; \
             geef source.secret aan niemand en maak er een reservekopie van\n"
        )
    }
}
