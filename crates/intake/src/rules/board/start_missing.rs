//! BO-START-MISSING: an investigation that ended had begun.

use crate::formats::Window;
use crate::formats::board::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "BO-START-MISSING",
    severity: Severity::Warning,
    message: Words {
        nl: "Het onderzoek is geëindigd, maar de start ontbreekt.", en: "The investigation ended, but its start is missing."
    },
    why: Words {
        nl: "Hoe lang het onderzoek duurde, is dan niet te meten.",
        en: "How long the investigation took cannot be measured then.",
    },
    fix: Words { nl: "Vul datum_start in; de dag van het verzoek mag ook.", en: "Fill in datum_start; the day of the request is allowed." },
    fields: &["datum_start", "datum_einde"],
    source: "docs/how-to/deliver.md, board",
    examples: &[
        broken(&[("datum_start", "")]),
        sound(&[("datum_start", "2023-02-08"), ("datum_einde", "2023-04-01"), ("resultaat", "petition"), ("advies", "order")]),
        sound(&[("datum_start", ""), ("datum_einde", ""), ("resultaat", ""), ("advies", "")]),
        missing_is_found(&[("datum_start", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_start", row.end.is_given() && row.start.is_absent())
}
