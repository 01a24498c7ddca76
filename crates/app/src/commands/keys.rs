//! `inbeeld keys pseudonym`: makes the key that pseudonyms hang on.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, Subcommand};

use crate::Desk;
use crate::failure::{Outcome, wrong_use};

/// Makes keys, from the operating system's randomness.
#[derive(Args)]
#[command(after_help = "Example:\n  inbeeld keys pseudonym --out pseudonym.key")]
pub struct Keys {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// A key of 32 bytes for keyed pseudonyms (HMAC-SHA-256), as 64 hexadecimal digits.
    Pseudonym {
        /// The file to make; an existing file is never overwritten.
        #[arg(long)]
        out: PathBuf,
    },
}

impl Keys {
    /// Makes the key.
    ///
    /// # Errors
    /// When the file exists, or cannot be written.
    pub fn run(self, _desk: &mut Desk) -> Result<Outcome> {
        let What::Pseudonym { out } = self.what;
        let mut key = [0u8; 32];
        getrandom::fill(&mut key).map_err(|error| anyhow::anyhow!("the system gives no randomness: {error}"))?;
        write_new(&out, &hexadecimal(&key))?;
        eprintln!("made {}; whoever holds it can make pseudonyms: keep it where only the hub can read it", out.display());
        Ok(Outcome::Done)
    }
}

fn write_new(path: &PathBuf, text: &str) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = match options.open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(wrong_use(format!("{} exists; a key is never overwritten", path.display())));
        }
        Err(error) => return Err(error).with_context(|| format!("cannot make {}", path.display())),
    };
    writeln!(file, "{text}").and_then(|()| file.sync_all()).with_context(|| format!("cannot write {}", path.display()))
}

/// Bytes as hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
