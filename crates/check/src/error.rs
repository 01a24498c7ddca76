//! Why a check could not be done at all. A file that cannot be read is no such reason: it is a refused delivery.

use std::io;
use std::path::PathBuf;

use crate::exit;

/// The check as such failed.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The arguments cannot work; the message says what to do instead.
    #[error("{0}")]
    WrongUse(String),
    /// A file or folder that the check itself needs cannot be read or written.
    #[error("cannot {act} {}", path.display())]
    Io {
        /// Read, list, write.
        act: &'static str,
        /// What.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl CheckError {
    pub(crate) fn io(act: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> CheckError {
        let path = path.into();
        move |source| CheckError::Io { act, path, source }
    }

    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            CheckError::WrongUse(_) => exit::WRONG_USE,
            CheckError::Io { source, .. } if source.kind() == io::ErrorKind::PermissionDenied => exit::NO_PERMISSION,
            CheckError::Io { .. } => exit::MACHINE,
        }
    }
}
