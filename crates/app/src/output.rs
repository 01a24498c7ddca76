//! Results on standard output. A reader that has seen enough (`| head`) is no error.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;

/// Writes a text as it is.
///
/// # Errors
/// When standard output cannot be written; [`crate::failure::exit`] takes a closed pipe for done.
pub fn text(text: &str) -> Result<()> {
    let mut output = std::io::stdout().lock();
    output.write_all(text.as_bytes()).and_then(|()| output.flush()).context("cannot write the result")
}

/// Writes a file whole: under a temporary name first, then renamed.
///
/// # Errors
/// When it cannot be written; what stood there before is then still there.
pub fn file(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let draft = folder.join(format!(".{name}.{}", std::process::id()));
    let write = || {
        let mut file = std::fs::File::create(&draft)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&draft, path)
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

/// Writes one JSON document and nothing else.
///
/// # Errors
/// As [`text`].
pub fn json(document: &impl Serialize) -> Result<()> {
    text(&format!("{}\n", serde_json::to_string(document)?))
}
