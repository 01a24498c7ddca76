//! Files of the source: read whole, made once, never overwritten.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use check::CheckError;

/// The text of a file.
///
/// # Errors
/// When it cannot be read.
pub fn read(path: &Path) -> Result<String, CheckError> {
    std::fs::read_to_string(path).map_err(|source| match source.kind() {
        ErrorKind::NotFound => CheckError::WrongUse(format!("{} is missing: without it nothing starts", path.display())),
        _ => CheckError::Io { act: "read", path: path.to_owned(), source },
    })
}

/// Makes a file that only its owner can read.
///
/// # Errors
/// When it exists already, or cannot be written.
pub fn make_secret(path: &Path, text: &str) -> Result<(), CheckError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|source| match source.kind() {
        ErrorKind::AlreadyExists => CheckError::WrongUse(format!("{} exists; a key is never overwritten", path.display())),
        _ => CheckError::Io { act: "make", path: path.to_owned(), source },
    })?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    written.map_err(|source| CheckError::Io { act: "write", path: path.to_owned(), source })
}

/// Writes a file that everybody may read.
///
/// # Errors
/// When it cannot be written.
pub fn write(path: &Path, text: &str) -> Result<(), CheckError> {
    std::fs::write(path, text).map_err(|source| CheckError::Io { act: "write", path: path.to_owned(), source })
}
