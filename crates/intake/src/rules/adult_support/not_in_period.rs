//! AD-NOT-IN-PERIOD: something of the row lies within the period.

use crate::formats::Window;
use crate::formats::adult_support::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AD-NOT-IN-PERIOD",
    severity: Severity::Warning,
    message: Words { nl: "Dit was al vóór de periode geëindigd.", en: "This had ended before the period." },
    why: Words {
        nl: "Een aanlevering bevat wat in de periode speelde; deze rij hoort in een eerdere.",
        en: "A delivery holds what went on in the period; this row belongs in an earlier one.",
    },
    fix: Words {
        nl: "Laat de rij weg; lever een verbetering als nieuwe versie van de eerdere periode.",
        en: "Leave the row out; deliver a correction as a new version of the earlier period.",
    },
    fields: &["datum_einde"],
    source: "docs/how-to/deliver.md, adult-support",
    examples: &[
        broken(&[("datum_aanvang", "2022-10-01"), ("datum_einde", "2022-12-31"), ("reden_einde", "completed")]),
        sound(&[("datum_aanvang", "2022-10-01"), ("datum_einde", "2023-01-01"), ("reden_einde", "completed")]),
        missing_passes(&[("datum_einde", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let (last, window) = (row.end.value()?, window?);
    at_fault("datum_einde", last < window.first)
}
