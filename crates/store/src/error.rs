//! What can go wrong with the store.

use std::path::{Path, PathBuf};

use records::RecordsError;

/// The store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A file or folder could not be read or written.
    #[error("{path} could not be read or written")]
    Files {
        /// Which.
        path: PathBuf,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// A file is no readable Parquet.
    #[error("{path} is no readable Parquet file")]
    Parquet {
        /// Which.
        path: PathBuf,
        /// Why not.
        #[source]
        source: parquet::errors::ParquetError,
    },
    /// A file is Parquet but not one of this store.
    #[error("column '{column}' of {path} is missing or holds something this program never writes")]
    Column {
        /// Which file.
        path: PathBuf,
        /// Which column.
        column: &'static str,
    },
    /// A file is not what the catalogue or the manifest says it is.
    #[error("{path} was changed or damaged after it was accepted; put back the file that was, from a backup")]
    Damaged {
        /// Which file.
        path: PathBuf,
    },
    /// A word of a delivery cannot be part of a path.
    #[error("the {part} of a delivery holds letters, digits and '-' only, 40 at most")]
    Name {
        /// Kind or supplier.
        part: &'static str,
    },
    /// The catalogue holds a word this program never writes.
    #[error("the catalogue holds an unknown {what} for {path}")]
    Catalogue {
        /// Period or organisation kind.
        what: &'static str,
        /// Of which delivery.
        path: String,
    },
    /// A snapshot has fewer partitions.
    #[error("there is no partition {asked}: the snapshot has {partitions}")]
    NoPartition {
        /// Which was asked for.
        asked: usize,
        /// How many there are.
        partitions: usize,
    },
    /// Something needs the store for itself.
    #[error("another program has the store open; close it first")]
    InUse,
    /// Keys cannot be renewed: pseudonyms came in before points were kept, or by another way.
    #[error("{pseudonyms} pseudonyms have nothing to be moved by; what they stand in must be delivered again")]
    WithoutPoint {
        /// How many.
        pseudonyms: usize,
    },
    /// After erasing, something of the person is still there.
    #[error("{path} still holds what was to be erased")]
    Remains {
        /// Where.
        path: PathBuf,
    },
    /// The threads could not be started.
    #[error("the threads for a snapshot could not be started")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    /// The records could not be read or written.
    #[error(transparent)]
    Records(#[from] RecordsError),
}

/// Says of which file an error is.
pub(crate) trait About<T> {
    /// With the path as a fact.
    fn about(self, path: &Path) -> Result<T, StoreError>;
}

impl<T> About<T> for Result<T, std::io::Error> {
    fn about(self, path: &Path) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::Files { path: path.to_owned(), source })
    }
}

impl<T> About<T> for Result<T, parquet::errors::ParquetError> {
    fn about(self, path: &Path) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::Parquet { path: path.to_owned(), source })
    }
}
