//! Keys of records: numbers that look like chance, the same for the same record under the same secret.

use std::path::Path;

use anyhow::{Context, Result};
use disclosure::crossing::Counts;

use crate::failure::wrong_use;

/// Shortest secret.
const SHORTEST: usize = 16;

/// What keys are made with.
pub(super) struct Secret([u8; 32]);

impl Secret {
    /// From a file; or from the seed, which anyone can guess.
    ///
    /// # Errors
    /// When the file cannot be read or is too short to be secret.
    pub(super) fn read(file: Option<&Path>, seed: u64) -> Result<Secret> {
        let bytes = match file {
            None => seed.to_le_bytes().to_vec(),
            Some(file) => {
                let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
                if bytes.len() < SHORTEST {
                    return Err(wrong_use(format!("{} holds fewer than {SHORTEST} bytes: no secret", file.display())));
                }
                bytes
            }
        };
        Ok(Secret(blake3::derive_key("Inbeeld 2026 cell keys of inbeeld protect", &bytes)))
    }

    /// The key of a record.
    pub(super) fn key(&self, record: &str) -> u64 {
        let hash = blake3::keyed_hash(&self.0, record.as_bytes());
        let mut first = [0; 8];
        first.copy_from_slice(&hash.as_bytes()[..8]);
        u64::from_le_bytes(first)
    }
}

/// Per cell the sum of the keys of its records, for a table without records: those of an inner cell are numbered.
pub(super) fn numbered(secret: &Secret, counts: &Counts) -> Vec<u64> {
    let crossing = counts.crossing();
    let keys = |cell: usize| {
        let name = crossing.name(cell);
        (0..counts.values()[cell]).fold(0_u64, |sum, number| sum.wrapping_add(secret.key(&format!("{name};{number}"))))
    };
    (0..crossing.cells()).map(|cell| if crossing.is_inner(cell) { keys(cell) } else { 0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_depends_on_secret_and_record_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("secret");
        std::fs::write(&file, "sixteen bytes or more").expect("written");
        let secret = |file: Option<&Path>, seed| Secret::read(file, seed).expect("a secret");
        assert_eq!(secret(Some(&file), 1).key("a"), secret(Some(&file), 2).key("a"));
        assert_ne!(secret(Some(&file), 1).key("a"), secret(Some(&file), 1).key("b"));
        assert_ne!(secret(None, 1).key("a"), secret(None, 2).key("a"));
        std::fs::write(&file, "short").expect("written");
        assert!(Secret::read(Some(&file), 1).is_err());
    }
}
