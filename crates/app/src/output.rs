//! Results on standard output. A reader that has seen enough (`| head`) is no error.

use std::fs::File;
use std::io::{BufWriter, Write};
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

/// Writes a file whole or not at all: see [`streamed`].
///
/// # Errors
/// When it cannot be written; what stood there before is then still there.
pub fn file(path: &Path, bytes: impl AsRef<[u8]>) -> Result<()> {
    streamed(path, |file| Ok(file.write_all(bytes.as_ref())?))
}

/// Writes a file piece by piece under a temporary name beside it, syncs it, and only then gives it its own. A link leads to what
/// it points at; what is no file (`/dev/stdout`, a pipe) takes the pieces as they come.
///
/// # Errors
/// When it cannot be written; what stood there before is then still there, and the unfinished file is gone.
pub fn streamed(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> Result<()>) -> Result<()> {
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if target.metadata().is_ok_and(|known| !known.is_file()) {
        let through = || -> Result<()> {
            let mut file = BufWriter::new(File::options().write(true).open(&target)?);
            write(&mut file)?;
            Ok(file.flush()?)
        };
        return through().with_context(|| format!("cannot write {}", path.display()));
    }
    let name = target.file_name().with_context(|| format!("{} names no file", path.display()))?;
    let draft = target.with_file_name(format!(".{}.{}", name.to_string_lossy(), std::process::id()));
    let finish = || -> Result<()> {
        let mut file = BufWriter::with_capacity(1 << 20, File::create(&draft)?);
        write(&mut file)?;
        file.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
        Ok(std::fs::rename(&draft, &target)?)
    };
    let finished = finish();
    if finished.is_err() {
        std::fs::remove_file(&draft).ok();
    }
    finished.with_context(|| format!("cannot write {}", path.display()))
}

/// Writes one JSON document and nothing else.
///
/// # Errors
/// As [`text`].
pub fn json(document: &impl Serialize) -> Result<()> {
    text(&format!("{}\n", serde_json::to_string(document)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_finished_leaves_what_stood_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.csv");
        file(&path, "before").expect("a file");
        let failed = streamed(&path, |file| {
            file.write_all(b"half")?;
            anyhow::bail!("no more rows")
        });
        assert!(failed.is_err());
        assert_eq!(std::fs::read(&path).expect("the file"), b"before");
        assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1);
        file(&path, "after").expect("a file");
        assert_eq!(std::fs::read(&path).expect("the file"), b"after");
    }
}
