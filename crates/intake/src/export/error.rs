//! What is wrong in a `mapping.toml` or `layout.toml`, and on which line.

use crate::{DeliveryKind, Language};

/// A description of an export is not as agreed.
///
/// ```
/// let error = intake::Mapping::parse("kind = \"board\"\n[columns]\nkenmrk = \"Nr\"\n").unwrap_err();
/// assert_eq!(error.line, 3);
/// assert!(error.to_string().contains("kenmerk"), "{error}");
/// ```
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {line}: {}", fault.told_in(Language::English))]
pub struct ExportError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: ExportFault,
}

impl ExportError {
    /// The message in a language.
    pub fn told_in(&self, language: Language) -> String {
        let line = match language {
            Language::Dutch => "regel",
            Language::English => "line",
        };
        format!("{line} {}: {}", self.line, self.fault.told_in(language))
    }
}

/// What is wrong on a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ExportFault {
    /// Not TOML; what the parser says.
    NotToml(String),
    /// A word that means nothing here; the words that do.
    Unknown {
        /// The word.
        word: String,
        /// What may stand here.
        known: Vec<String>,
    },
    /// Something must be said and is not.
    Missing(&'static str),
    /// The value of this key is not what the key asks.
    Wrong {
        /// The key.
        key: &'static str,
        /// What it asks, in both languages: Dutch, English.
        asks: (&'static str, &'static str),
    },
    /// Not a column of this kind; the nearest one.
    NoColumn {
        /// The name that was given.
        name: String,
        /// The kind.
        kind: DeliveryKind,
        /// The agreed column whose name is nearest.
        nearest: &'static str,
    },
    /// A name stands twice.
    Twice(String),
    /// A column lies over another one.
    Overlaps {
        /// The column.
        name: String,
        /// The one it lies over.
        other: String,
    },
}

impl ExportFault {
    /// The message in a language.
    pub fn told_in(&self, language: Language) -> String {
        match language {
            Language::Dutch => self.in_dutch(),
            Language::English => self.in_english(),
        }
    }

    fn in_english(&self) -> String {
        match self {
            ExportFault::NotToml(said) => format!("this is not TOML: {said}"),
            ExportFault::Unknown { word, known } => format!("'{word}' means nothing here; write one of: {}", known.join(", ")),
            ExportFault::Missing(key) => format!("'{key}' is missing; add it"),
            ExportFault::Wrong { key, asks } => format!("'{key}' asks {}", asks.1),
            ExportFault::NoColumn { name, kind, nearest } => format!("{kind} has no column '{name}'; did you mean '{nearest}'?"),
            ExportFault::Twice(name) => format!("'{name}' stands there twice; keep one"),
            ExportFault::Overlaps { name, other } => format!("column '{name}' lies over column '{other}'; check first and width"),
        }
    }

    fn in_dutch(&self) -> String {
        match self {
            ExportFault::NotToml(said) => format!("dit is geen TOML: {said}"),
            ExportFault::Unknown { word, known } => format!("'{word}' betekent hier niets; schrijf een van: {}", known.join(", ")),
            ExportFault::Missing(key) => format!("'{key}' ontbreekt; voeg het toe"),
            ExportFault::Wrong { key, asks } => format!("'{key}' vraagt {}", asks.0),
            ExportFault::NoColumn { name, kind, nearest } => format!("{kind} heeft geen kolom '{name}'; bedoelt u '{nearest}'?"),
            ExportFault::Twice(name) => format!("'{name}' staat er twee keer; houd er één"),
            ExportFault::Overlaps { name, other } => format!("kolom '{name}' ligt over kolom '{other}'; kijk naar first en width"),
        }
    }
}
