//! DE-CONTROL: no field holds control characters.

use crate::rules::{Rule, Severity, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-CONTROL",
    severity: Severity::Error,
    message: Words { nl: "In de rij staat een stuurteken (zoals NUL).", en: "The row holds a control character (such as NUL)." },
    why: Words {
        nl: "Zo'n teken hoort in geen enkel veld; de rij is waarschijnlijk beschadigd.",
        en: "No field holds such a character; the row is probably damaged.",
    },
    fix: Words {
        nl: "Maak de uitvoer opnieuw, of haal het teken uit het veld.",
        en: "Make the export again, or take the character out of the field.",
    },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[broken(&[("kenmerk", "A\u{1}1")]), sound(&[]), missing_passes(&[("datum_einde", "")])],
};
