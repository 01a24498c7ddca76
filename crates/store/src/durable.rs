//! Files that are there whole or not at all, also after a power cut.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::error::{About, StoreError};

/// Ends the name of everything that is not finished; such leftovers are swept when the store is opened.
pub(crate) const UNFINISHED: &str = ".tmp";

/// Makes a folder under the root, each step of it on disk before the next.
pub(crate) fn make_folder(root: &Path, under: &str) -> Result<(), StoreError> {
    let mut folder = root.to_owned();
    for step in under.split('/') {
        let parent = folder.clone();
        folder.push(step);
        match fs::create_dir(&folder) {
            Ok(()) => sync_folder(&parent)?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error).about(&folder),
        }
    }
    Ok(())
}

/// A new unfinished file in this folder; it disappears when dropped before it is placed.
pub(crate) fn unfinished_file(folder: &Path, prefix: &str) -> Result<NamedTempFile, StoreError> {
    tempfile::Builder::new().prefix(prefix).suffix(UNFINISHED).tempfile_in(folder).about(folder)
}

/// Puts a file that was written whole under its name: data on disk, renamed, the name on disk.
pub(crate) fn place(file: NamedTempFile, path: &Path) -> Result<(), StoreError> {
    file.as_file().sync_all().about(path)?;
    file.persist(path).map_err(|error| error.error).about(path)?;
    sync_folder(path.parent().unwrap_or(path))
}

/// Brings the names in a folder to disk.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    File::open(folder).and_then(|opened| opened.sync_all()).about(folder)
}

/// BLAKE3 of a file, in hexadecimal.
pub(crate) fn hash_of_file(path: &Path) -> Result<String, StoreError> {
    let mut hasher = blake3::Hasher::new();
    File::open(path).and_then(|file| hasher.update_reader(file).map(drop)).about(path)?;
    Ok(hasher.finalize().to_hex().to_string())
}

/// A writer that knows the hash of what went through it.
pub(crate) struct Hashed<W> {
    inner: W,
    hasher: blake3::Hasher,
    bytes: u64,
}

impl<W: Write> Hashed<W> {
    pub(crate) fn new(inner: W) -> Hashed<W> {
        Hashed { inner, hasher: blake3::Hasher::new(), bytes: 0 }
    }

    /// The writer, the hash in hexadecimal and the number of bytes.
    pub(crate) fn into_parts(self) -> (W, String, u64) {
        (self.inner, self.hasher.finalize().to_hex().to_string(), self.bytes)
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(buffer)?;
        self.hasher.update(&buffer[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
