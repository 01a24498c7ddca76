//! What can go wrong between safe cells and a published folder, in words an operator can act on.

use std::path::PathBuf;

use crate::ledger::State;

/// Why a release could not be written, read or moved to its next state.
#[derive(Debug, thiserror::Error)]
pub enum PublicationError {
    /// A file or folder could not be read or written.
    #[error("cannot use {}", path.display())]
    Io {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is no JSON of the expected shape.
    #[error("{} is not written as this program writes it", path.display())]
    Json {
        /// Which file.
        path: PathBuf,
        /// Where it went wrong.
        source: serde_json::Error,
    },
    /// A file is no CSV of the expected shape.
    #[error("{} is not written as this program writes it", path.display())]
    Csv {
        /// Which file.
        path: PathBuf,
        /// Where it went wrong.
        source: csv::Error,
    },
    /// A word in a release file has no meaning.
    #[error("'{text}' is no {what}, in {}", path.display())]
    Word {
        /// Which file.
        path: PathBuf,
        /// What was expected.
        what: &'static str,
        /// What stood there.
        text: String,
    },
    /// A name that becomes a file name holds other signs than small letters, digits and hyphens.
    #[error("'{name}' cannot be a file name; use small letters, digits and hyphens")]
    Name {
        /// The name.
        name: String,
    },
    /// Two indicators or methods have the same name.
    #[error("the name '{name}' is used twice")]
    Twice {
        /// The name.
        name: String,
    },
    /// A chapter has no definition, so nobody could read its figures.
    #[error("indicator '{indicator}' has figures but no definition")]
    Undefined {
        /// Id of the indicator.
        indicator: String,
    },
    /// An estimate is infinite or no number.
    #[error("indicator '{indicator}' has an estimate that is no finite number")]
    NotFinite {
        /// Id of the indicator.
        indicator: String,
    },
    /// The release folder exists and holds something else.
    #[error("{} exists and holds another release; choose a new version", path.display())]
    Exists {
        /// The folder.
        path: PathBuf,
    },
    /// A file is not what the manifest says, or is missing from one of the two.
    #[error("{} is not the file of the manifest", path.display())]
    Changed {
        /// Which file.
        path: PathBuf,
    },
    /// A line of the ledger does not follow from the line before it.
    #[error("line {line} of the ledger does not follow from the line before it")]
    Chain {
        /// Line, counted from 1.
        line: usize,
    },
    /// The ledger has no such release.
    #[error("the ledger has no release {version}")]
    NoRelease {
        /// Its version.
        version: String,
    },
    /// The act is not possible in this state.
    #[error("release {version} is {}; it cannot become {}", from.word(), to.word())]
    State {
        /// Version of the release.
        version: String,
        /// State it is in.
        from: State,
        /// State asked for.
        to: State,
    },
    /// The author reviewed, or one reviewer reviewed twice.
    #[error("'{name}' cannot approve release {version}: a reviewer is not its author and approves once")]
    NotIndependent {
        /// Version of the release.
        version: String,
        /// Who tried.
        name: String,
    },
    /// The release was not protected beside one that the ledger holds already.
    #[error(
        "release {version} was not protected beside {earlier}, which the ledger holds: together they could tell what each hides; run it again"
    )]
    NotBeside {
        /// Version of the release.
        version: String,
        /// Version of the other.
        earlier: String,
    },
    /// A name or reason is empty.
    #[error("{what} must be filled in")]
    Empty {
        /// What was empty.
        what: &'static str,
    },
}

impl PublicationError {
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> PublicationError {
        let path = path.into();
        move |source| PublicationError::Io { path, source }
    }
}
