//! DE-COLUMN: the header holds the agreed columns and no other.

use crate::rules::{Rule, Sample, Severity, Shows, example, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-COLUMN",
    severity: Severity::Warning,
    message: Words {
        nl: "Het bestand heeft kolommen die niet zijn afgesproken; zij zijn niet gelezen.",
        en: "The file has columns that were not agreed; they were not read.",
    },
    why: Words { nl: "Gegevens die niet nodig zijn, mogen niet worden aangeleverd.", en: "Data that are not needed may not be delivered." },
    fix: Words { nl: "Haal de extra kolommen uit de uitvoer.", en: "Take the extra columns out of the export." },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[example(Shows::Broken, Sample::Row(&[("roepnaam", "")]), true), sound(&[]), missing_passes(&[("type_informant", "")])],
};
