//! A door: an organisation that helps, and how to reach it.

use domain::Day;

use crate::Words;

/// How soon a door must be reached.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Urgency {
    /// Danger now.
    Danger,
    /// Within days.
    Acute,
    /// Any time.
    Help,
}

/// Ages a door is for, in completed years; both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ages {
    /// Youngest.
    pub from: u8,
    /// Oldest; `None` when there is no limit.
    pub through: Option<u8>,
}

impl Ages {
    /// For everyone.
    pub const ALL: Ages = Ages { from: 0, through: None };

    /// Whether someone of this age may come; whoever does not say their age may.
    pub fn admit(self, age: Option<u8>) -> bool {
        age.is_none_or(|age| age >= self.from && self.through.is_none_or(|through| age <= through))
    }
}

/// A door. Kept true by `valid_until`: by then someone must compare it with its source again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Door {
    /// Id in commands: `csg`.
    pub id: String,
    /// Name.
    pub name: Words,
    /// What one finds there.
    pub about: Words,
    /// How soon it must be reached.
    pub urgency: Urgency,
    /// Telephone number as people write it.
    pub telephone: Option<String>,
    /// Address of chat or site.
    pub chat: Option<String>,
    /// When it is open.
    pub hours: Words,
    /// Where it works: `NL`, or `VT` when a national number leads to the caller's own region.
    pub region: String,
    /// For which ages.
    pub ages: Ages,
    /// The ages in words; `None` when the door is for everyone.
    pub age_note: Option<Words>,
    /// Languages spoken there, as two-letter codes.
    pub languages: Vec<String>,
    /// Last day on which these facts may be shown without being compared again.
    pub valid_until: Day,
    /// Where the facts stand.
    pub source: String,
}

impl Door {
    /// The number as a telephone dials it: digits only.
    pub fn dialled(&self) -> Option<String> {
        let telephone = self.telephone.as_ref()?;
        Some(telephone.chars().filter(char::is_ascii_digit).collect())
    }
}
