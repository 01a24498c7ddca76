//! PO-NOT-IN-PERIOD: something of the row lies within the period.

use crate::formats::Window;
use crate::formats::police::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PO-NOT-IN-PERIOD",
    severity: Severity::Warning,
    message: Words { nl: "Alle dagen liggen vóór de periode.", en: "All days lie before the period." },
    why: Words {
        nl: "Een aanlevering bevat wat in de periode speelde; deze rij hoort in een eerdere.",
        en: "A delivery holds what went on in the period; this row belongs in an earlier one.",
    },
    fix: Words {
        nl: "Laat de rij weg; lever een verbetering als nieuwe versie van de eerdere periode.",
        en: "Leave the row out; deliver a correction as a new version of the earlier period.",
    },
    fields: &["datum_melding", "datum_informatief_gesprek", "datum_aangifte"],
    source: "docs/how-to/deliver.md, police",
    examples: &[
        broken_at(
            "datum_aangifte",
            &[("datum_melding", "2022-12-01"), ("datum_informatief_gesprek", "2022-12-08"), ("datum_aangifte", "2022-12-31")],
        ),
        sound(&[("datum_melding", "2022-12-01"), ("datum_informatief_gesprek", "2022-12-08"), ("datum_aangifte", "2023-01-01")]),
        missing_passes(&[("datum_melding", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let (last, window) = (row.last_day()?, window?);
    at_fault("datum_aangifte", last < window.first)
}
