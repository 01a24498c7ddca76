//! Why a delivery as a whole cannot be taken.

use crate::findings::Detail;
use crate::{BookFault, DeliveryKind, Language, Words};

/// A delivery is refused: nothing of it was read. The message says what was found and what to do; it never holds a
/// line of the file, for that may be a person's row.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// The bytes could not be read.
    #[error("{file}: reading failed; check the disk or the connection and try again")]
    Io {
        /// The file.
        file: String,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// There is nothing in it.
    #[error("{file}: the file is empty; make the export again")]
    Empty {
        /// The file.
        file: String,
    },
    /// Another kind of file: an old spreadsheet, a PDF.
    #[error("{file}: this is {}; save it as .xlsx, or as CSV in UTF-8 with ';' between the fields", found.en)]
    NotText {
        /// The file.
        file: String,
        /// What it is.
        found: Words,
    },
    /// The first line has no column we know.
    #[error("{file}: header: the first line is not the header of a delivery; put the agreed column names there (docs/how-to/deliver.md)")]
    UnknownHeader {
        /// The file.
        file: String,
    },
    /// Columns of the agreed header are missing.
    #[error("{file}: header: these columns are missing: {}; add them, empty where nothing is known", named(columns, Language::English))]
    MissingColumns {
        /// The file.
        file: String,
        /// Each with the place, from 1, of a column in the file whose name is almost the same.
        columns: Vec<(&'static str, Option<usize>)>,
    },
    /// A column stands twice in the header.
    #[error("{file}: header: column {column} stands there twice; keep one")]
    DoubledColumn {
        /// The file.
        file: String,
        /// Its name.
        column: &'static str,
    },
    /// The mapping names a column that the file does not have.
    #[error("{file}: header: the file has no column '{name}', which line {line} of mapping.toml names; write the name as in the file")]
    MappedColumn {
        /// The file.
        file: String,
        /// The line of the mapping.
        line: usize,
        /// The name it gives.
        name: String,
    },
    /// A spreadsheet that cannot be taken.
    #[error("{file}: {}", fault.words().en)]
    Workbook {
        /// The file.
        file: String,
        /// Why.
        fault: BookFault,
    },
    /// After reading stopped there is more than any row or message can be.
    #[error("{file}: the file goes on without an end; make the export again")]
    Endless {
        /// The file.
        file: String,
    },
    /// The content is not what the name says.
    #[error("{file}: the name says {named}, the content is {found}; give the file its right name")]
    OtherKind {
        /// The file.
        file: String,
        /// What the name says.
        named: DeliveryKind,
        /// What the content is.
        found: DeliveryKind,
    },
}

/// Columns by name, with the place of one that is perhaps meant. The name in the file is not shown: a file without a
/// header has a person's row there.
fn named(columns: &[(&'static str, Option<usize>)], language: Language) -> String {
    let told = |(name, alike): &(&str, Option<usize>)| match (alike, language) {
        (None, _) => (*name).to_owned(),
        (Some(place), Language::Dutch) => format!("{name} (kolom {place} heet bijna zo: is dat een schrijffout?)"),
        (Some(place), Language::English) => format!("{name} (the name of column {place} is almost the same: is it misspelt?)"),
    };
    columns.iter().map(told).collect::<Vec<_>>().join(", ")
}

impl IntakeError {
    /// The message in a language, without the file.
    pub fn told_in(&self, language: Language) -> String {
        let detail = self.detail();
        match language {
            Language::Dutch => detail.nl,
            Language::English => detail.en,
        }
    }

    pub(crate) fn detail(&self) -> Detail {
        let english = self.to_string();
        let en = english.split_once(": ").map_or(english.clone(), |(_, text)| text.to_owned());
        Detail { nl: self.in_dutch(), en }
    }

    fn in_dutch(&self) -> String {
        match self {
            IntakeError::Io { .. } => "lezen is mislukt; controleer de schijf of de verbinding en probeer het opnieuw".into(),
            IntakeError::Empty { .. } => "het bestand is leeg; maak de uitvoer opnieuw".into(),
            IntakeError::NotText { found, .. } => {
                format!("dit is {}; sla het op als .xlsx, of als CSV in UTF-8 met ';' tussen de velden", found.nl)
            }
            IntakeError::UnknownHeader { .. } => {
                "kop: de eerste regel is niet de kop van een aanlevering; zet daar de afgesproken kolomnamen (docs/how-to/aanleveren.md)"
                    .into()
            }
            IntakeError::MissingColumns { columns, .. } => {
                format!("kop: deze kolommen ontbreken: {}; voeg ze toe, leeg waar niets bekend is", named(columns, Language::Dutch))
            }
            IntakeError::DoubledColumn { column, .. } => format!("kop: kolom {column} staat er twee keer; houd er één"),
            IntakeError::MappedColumn { line, name, .. } => {
                format!(
                    "kop: het bestand heeft geen kolom '{name}', die regel {line} van mapping.toml noemt; schrijf de naam zoals in het bestand"
                )
            }
            IntakeError::Workbook { fault, .. } => fault.words().nl.into(),
            IntakeError::Endless { .. } => "er komt geen einde aan het bestand; maak de uitvoer opnieuw".into(),
            IntakeError::OtherKind { named, found, .. } => {
                format!("de naam zegt {named}, de inhoud is {found}; geef het bestand zijn juiste naam")
            }
        }
    }
}
