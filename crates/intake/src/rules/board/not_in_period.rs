//! BO-NOT-IN-PERIOD: something of the row lies within the period.

use crate::formats::Window;
use crate::formats::board::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "BO-NOT-IN-PERIOD",
    severity: Severity::Warning,
    message: Words { nl: "Het onderzoek was al vóór de periode geëindigd.", en: "The investigation had ended before the period." },
    why: Words {
        nl: "Een aanlevering bevat wat in de periode speelde; deze rij hoort in een eerdere.",
        en: "A delivery holds what went on in the period; this row belongs in an earlier one.",
    },
    fix: Words {
        nl: "Laat de rij weg; lever een verbetering als nieuwe versie van de eerdere periode.",
        en: "Leave the row out; deliver a correction as a new version of the earlier period.",
    },
    fields: &["datum_einde"],
    source: "docs/how-to/deliver.md, board",
    examples: &[
        broken(&[
            ("datum_verzoek", "2022-10-01"),
            ("datum_start", "2022-10-05"),
            ("datum_einde", "2022-12-31"),
            ("resultaat", "petition"),
            ("advies", "order"),
        ]),
        sound(&[
            ("datum_verzoek", "2022-10-01"),
            ("datum_start", "2022-10-05"),
            ("datum_einde", "2023-01-01"),
            ("resultaat", "petition"),
            ("advies", "order"),
        ]),
        missing_passes(&[("datum_einde", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let (last, window) = (row.end.value()?, window?);
    at_fault("datum_einde", last < window.first)
}
