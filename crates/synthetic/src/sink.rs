//! Where the outputs go: a folder, or memory.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::config::SyntheticError;

/// Takes named outputs in pieces. Pieces of one name come in order; pieces of different names in any order.
pub trait Sink {
    /// Adds bytes to the end of an output, which begins empty. The name holds `/` between folders.
    ///
    /// # Errors
    /// [`SyntheticError::Write`] where the bytes cannot be kept.
    fn append(&mut self, name: &str, bytes: &[u8]) -> Result<(), SyntheticError>;

    /// Everything was appended: the outputs become visible.
    ///
    /// # Errors
    /// [`SyntheticError::Write`] where they cannot.
    fn finish(&mut self) -> Result<(), SyntheticError> {
        Ok(())
    }
}

/// Keeps the outputs in memory.
///
/// ```
/// use synthetic::{Memory, Sink};
/// let mut memory = Memory::default();
/// memory.append("a.csv", b"1;").unwrap();
/// memory.append("a.csv", b"2\n").unwrap();
/// assert_eq!(memory.files["a.csv"], b"1;2\n");
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Memory {
    /// The outputs by name.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Sink for Memory {
    fn append(&mut self, name: &str, bytes: &[u8]) -> Result<(), SyntheticError> {
        match self.files.get_mut(name) {
            Some(file) => file.extend_from_slice(bytes),
            None => drop(self.files.insert(name.to_owned(), bytes.to_vec())),
        }
        Ok(())
    }
}

/// Writes the outputs into a folder, under a temporary name until all is written.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    begun: BTreeMap<String, PathBuf>,
}

impl Folder {
    /// A folder to write in; it is made when needed. Files that stand there under the same names are replaced.
    pub fn new(root: impl AsRef<Path>) -> Folder {
        Folder { root: root.as_ref().to_owned(), begun: BTreeMap::new() }
    }

    fn begin(&mut self, name: &str) -> io::Result<File> {
        let path = self.root.join(format!("{name}.part"));
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let file = File::create(&path)?;
        self.begun.insert(name.to_owned(), path);
        Ok(file)
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut file = match self.begun.get(name) {
            Some(path) => OpenOptions::new().append(true).open(path)?,
            None => self.begin(name)?,
        };
        file.write_all(bytes)
    }
}

impl Sink for Folder {
    fn append(&mut self, name: &str, bytes: &[u8]) -> Result<(), SyntheticError> {
        self.write(name, bytes).map_err(|source| SyntheticError::Write { name: name.to_owned(), source })
    }

    fn finish(&mut self) -> Result<(), SyntheticError> {
        for (name, part) in std::mem::take(&mut self.begun) {
            fs::rename(&part, self.root.join(&name)).map_err(|source| SyntheticError::Write { name, source })?;
        }
        Ok(())
    }
}

impl Drop for Folder {
    /// What was begun and not finished is taken away again.
    fn drop(&mut self) {
        for part in self.begun.values() {
            let _ = fs::remove_file(part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_shows_its_files_when_all_is_written() {
        let root = tempfile::tempdir().expect("a folder");
        let mut folder = Folder::new(root.path());
        folder.append("truth/a.csv", b"x\n").expect("written");
        folder.append("truth/a.csv", b"y\n").expect("written");
        assert!(!root.path().join("truth/a.csv").exists());
        folder.finish().expect("finished");
        assert_eq!(fs::read(root.path().join("truth/a.csv")).expect("read"), b"x\ny\n");
    }

    #[test]
    fn what_is_not_finished_leaves_no_file() {
        let root = tempfile::tempdir().expect("a folder");
        let mut folder = Folder::new(root.path());
        folder.append("a.csv", b"x").expect("written");
        drop(folder);
        assert_eq!(fs::read_dir(root.path()).expect("read").count(), 0);
    }
}
