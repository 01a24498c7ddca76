//! The purpose of a processing as a file: who, why, on which ground, what is kept and for how long.
//!
//! What the file does not allow cannot be prepared: the fields that can be kept are a closed list in which no name, number,
//! day of birth, whole postcode or own reference stands, and a kind of delivery without a ground and a recipient is refused.
//! Method: `docs/methods/pseudonymisation.md`.

mod explain;
mod kept;
mod templates;
mod wire;

use std::collections::BTreeSet;

pub use explain::{KindNames, PageLanguage};
pub use kept::{BirthKept, KeptField, PostcodeKept};
pub use templates::Paper;
pub use wire::PurposeError;

/// A purpose, as a file that was read and found complete.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatedPurpose {
    pub(crate) name: String,
    pub(crate) version: u32,
    pub(crate) sort: PurposeSort,
    pub(crate) title: [String; 2],
    pub(crate) aim: [String; 2],
    pub(crate) controllers: Vec<Controller>,
    pub(crate) processors: Vec<String>,
    pub(crate) contact: String,
    pub(crate) retention_months: u32,
    pub(crate) birth: BirthKept,
    pub(crate) postcode: PostcodeKept,
    pub(crate) kept: BTreeSet<KeptField>,
    pub(crate) tokens: bool,
    pub(crate) deliveries: Vec<KindAllowed>,
}

/// What kind of purpose it is. Police data has a kind of its own: the Police Data Act, not the AVG, says who may have it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PurposeSort {
    /// Statistics under the AVG: everything but police data.
    Statistics,
    /// Statistics on police data: these and nothing else.
    PoliceStatistics,
    /// A country that does not exist: everything, for nobody is in it.
    Synthetic,
}

/// Who decides why and how. More than one are joint controllers, with an arrangement between them (AVG 26).
#[derive(Clone, PartialEq, Eq, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Controller {
    /// Its name.
    pub name: String,
    /// What it answers for within the arrangement.
    pub task: String,
}

/// A kind of delivery, with what makes it lawful.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KindAllowed {
    /// The word of the kind.
    pub kind: String,
    /// The article it rests on.
    pub legal_basis: String,
    /// Who receives it, under that article.
    pub recipient: String,
    /// The exception of AVG 9 for data about health, where such are kept.
    pub health_ground: Option<String>,
    /// Codes of the suppliers who agreed; `*` for every one, in a made country only.
    pub suppliers: Vec<String>,
}

impl KindAllowed {
    /// Whether this supplier agreed.
    pub fn agreed(&self, supplier: &str) -> bool {
        self.suppliers.iter().any(|known| known == "*" || known == supplier)
    }
}

/// The purpose of the made country, built in.
pub const MADE_COUNTRY: &str = include_str!("made-country.toml");

impl StatedPurpose {
    /// Reads a purpose. `kinds` are the words of the kinds of delivery that exist.
    ///
    /// # Errors
    /// What is missing, unknown or not allowed, in words for who wrote the file.
    ///
    /// ```
    /// use identity::purpose::{MADE_COUNTRY, StatedPurpose};
    /// let purpose = StatedPurpose::parse(MADE_COUNTRY, |_| true).unwrap();
    /// assert_eq!(purpose.name(), "made-country");
    /// let without_ground = MADE_COUNTRY.replacen("legal_basis", "# legal_basis", 1);
    /// assert!(StatedPurpose::parse(&without_ground, |_| true).is_err());
    /// ```
    pub fn parse(text: &str, kinds: impl Fn(&str) -> bool) -> Result<StatedPurpose, PurposeError> {
        wire::read(text, &kinds)
    }

    /// Its name: the domain of its pseudonyms. Two purposes never share one.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its version.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// What kind of purpose it is.
    pub fn sort(&self) -> PurposeSort {
        self.sort
    }

    /// How long deliveries are kept, in months after the end of their period.
    pub fn retention_months(&self) -> u32 {
        self.retention_months
    }

    /// Whether linkage tokens are made.
    pub fn makes_tokens(&self) -> bool {
        self.tokens
    }

    /// Whether a field is kept.
    pub fn keeps(&self, field: KeptField) -> bool {
        self.kept.contains(&field)
    }

    /// How much of the date of birth is kept.
    pub fn birth(&self) -> BirthKept {
        self.birth
    }

    /// How much of the postcode is kept.
    pub fn postcode(&self) -> PostcodeKept {
        self.postcode
    }

    /// The kinds of delivery it allows.
    pub fn deliveries(&self) -> &[KindAllowed] {
        &self.deliveries
    }

    /// Whether a supplier may deliver this kind; otherwise why not.
    ///
    /// # Errors
    /// [`NotAllowed`].
    pub fn allows(&self, kind: &str, supplier: &str) -> Result<&KindAllowed, NotAllowed> {
        let refused = |reason| NotAllowed { purpose: self.name.clone(), kind: kind.to_owned(), supplier: supplier.to_owned(), reason };
        let allowed = self.deliveries.iter().find(|allowed| allowed.kind == kind).ok_or_else(|| refused(NotAllowedBecause::Kind))?;
        if allowed.agreed(supplier) { Ok(allowed) } else { Err(refused(NotAllowedBecause::Supplier)) }
    }
}

/// A delivery that the purpose does not allow.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("purpose `{purpose}` does not allow `{kind}` from {supplier}: {reason}")]
pub struct NotAllowed {
    /// Name of the purpose.
    pub purpose: String,
    /// The kind.
    pub kind: String,
    /// Who wanted to deliver it.
    pub supplier: String,
    /// Why not.
    pub reason: NotAllowedBecause,
}

/// Why a delivery is not allowed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotAllowedBecause {
    /// The kind stands nowhere in the file.
    #[error("no [[delivery]] names this kind with its legal basis and recipient")]
    Kind,
    /// The supplier is not among those who agreed.
    #[error("the supplier is not among those who agreed")]
    Supplier,
}

#[cfg(test)]
mod tests;
