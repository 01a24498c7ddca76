//! Why a package is not taken.

/// A package that is not taken. Nothing of it has been kept or passed on.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// The bytes do not begin as a package does.
    #[error("this is no package of Inbeeld; `inbeeld-desk prepare` makes one")]
    NotAPackage,
    /// It begins as one and goes on as none.
    #[error("the package is damaged: {what}")]
    Damaged {
        /// What is wrong.
        what: &'static str,
    },
    /// It was made under other keys.
    #[error("the package carries pseudonyms of `{found}`, the keys here are of `{expected}`: they cannot be compared")]
    OtherLabel {
        /// The label of the package.
        found: String,
        /// The label of the keys here.
        expected: String,
    },
    /// It comes too early or too late.
    #[error("the package has been through {passed} of {services} services: {hint}")]
    WrongStage {
        /// Services it has been through.
        passed: usize,
        /// Services of the chain.
        services: usize,
        /// What to do.
        hint: &'static str,
    },
    /// It is sealed to somebody else.
    #[error("the package is sealed to another key than the one here")]
    NotForUs,
    /// Nobody said that this source may be trusted.
    #[error("the source {supplier} is not known here; `inbeeld keys trust` takes its public file")]
    UnknownSource {
        /// Its supplier code.
        supplier: String,
    },
    /// A signature is wrong.
    #[error("the signature of {whose} does not belong to this package")]
    Signature {
        /// Whose it should be.
        whose: String,
    },
    /// Purpose and package differ.
    #[error("the package is for purpose `{found}`, the chain for `{expected}`")]
    OtherPurpose {
        /// Of the package.
        found: String,
        /// Of the chain.
        expected: String,
    },
    /// A row is not as agreed. Its values are not shown.
    #[error("row {row} of the payload: `{column}` is not as agreed")]
    Row {
        /// Its place, from 1.
        row: u64,
        /// Which column.
        column: &'static str,
    },
    /// A row holds a field of the identity itself.
    #[error("row {row} would give away `{field}` in `{column}`: nothing was sealed")]
    GivesAway {
        /// Its place, from 1.
        row: u64,
        /// Which field of the identity.
        field: &'static str,
        /// In which column.
        column: &'static str,
    },
    /// Something a purpose does not keep stands in a row.
    #[error("row {row} holds more than the purpose keeps: nothing was sealed")]
    MoreThanKept {
        /// Its place, from 1.
        row: u64,
    },
    /// The purpose that the hub keeps does not allow it.
    #[error("the package does not fit the purpose kept here: {reason}")]
    NotInPurpose {
        /// Why not.
        reason: String,
    },
    /// A row came in with more than the hub's purpose keeps.
    #[error("row {row} of the payload holds more than the purpose kept here allows: nothing of the package was kept")]
    BeyondPurpose {
        /// Its place, from 1.
        row: u64,
    },
    /// Two identifiers came under one tag.
    #[error("two identifiers came under one tag, which hardly ever happens: prepare the delivery again")]
    OneTag,
    /// No randomness.
    #[error(transparent)]
    Chance(#[from] crate::scheme::NoChance),
    /// Reading or writing failed.
    #[error("the package cannot be read or written")]
    Io(#[from] std::io::Error),
    /// Sealing failed.
    #[error("the package cannot be sealed")]
    Seal(#[source] Box<age::EncryptError>),
}

impl From<age::EncryptError> for PackageError {
    fn from(error: age::EncryptError) -> PackageError {
        PackageError::Seal(Box::new(error))
    }
}

impl From<age::DecryptError> for PackageError {
    fn from(error: age::DecryptError) -> PackageError {
        match error {
            age::DecryptError::NoMatchingKeys => PackageError::NotForUs,
            age::DecryptError::Io(error) => PackageError::Io(error),
            _ => PackageError::Damaged { what: "the seal does not open" },
        }
    }
}
