//! BO-ADVICE-EARLY: advice comes with the end.

use crate::formats::Window;
use crate::formats::board::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "BO-ADVICE-EARLY",
    severity: Severity::Warning,
    message: Words {
        nl: "Er is een advies, maar het onderzoek is niet geëindigd.",
        en: "There is advice, but the investigation has not ended.",
    },
    why: Words { nl: "Het advies wordt niet gebruikt zolang het einde ontbreekt.", en: "The advice is not used while the end is missing." },
    fix: Words {
        nl: "Vul datum_einde in, of laat advies leeg zolang het onderzoek loopt.",
        en: "Fill in datum_einde, or leave advies empty while the investigation runs.",
    },
    fields: &["advies", "datum_einde"],
    source: "our own reading",
    examples: &[
        broken(&[("datum_einde", ""), ("resultaat", "")]),
        sound(&[("datum_start", "2023-02-08"), ("datum_einde", "2023-04-01"), ("resultaat", "petition"), ("advies", "order")]),
        missing_passes(&[("advies", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("advies", row.advice.is_given() && row.end.is_absent())
}
