//! CS-NOT-IN-PERIOD: something of the row lies within the period.

use crate::formats::Window;
use crate::formats::csg::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CS-NOT-IN-PERIOD",
    severity: Severity::Warning,
    message: Words { nl: "Alles in deze rij ligt vóór de periode.", en: "All of this row lies before the period." },
    why: Words {
        nl: "Een aanlevering bevat wat in de periode speelde; deze rij hoort in een eerdere.",
        en: "A delivery holds what went on in the period; this row belongs in an earlier one.",
    },
    fix: Words {
        nl: "Laat de rij weg; lever een verbetering als nieuwe versie van de eerdere periode.",
        en: "Leave the row out; deliver a correction as a new version of the earlier period.",
    },
    fields: &["datum_contact", "datum_behandeling", "datum_sporenonderzoek", "datum_verwijzing"],
    source: "docs/how-to/deliver.md, csg",
    examples: &[
        broken(&[
            ("datum_contact", "2022-12-31"),
            ("datum_incident", "2022-12-30"),
            ("datum_behandeling", ""),
            ("datum_sporenonderzoek", ""),
            ("sporenonderzoek_door", ""),
            ("verwezen_naar", ""),
            ("datum_verwijzing", ""),
        ]),
        sound(&[
            ("datum_contact", "2023-01-01"),
            ("datum_incident", "2022-12-30"),
            ("datum_behandeling", ""),
            ("datum_sporenonderzoek", ""),
            ("sporenonderzoek_door", ""),
            ("verwezen_naar", ""),
            ("datum_verwijzing", ""),
        ]),
        sound(&[
            ("datum_contact", "2022-12-31"),
            ("datum_incident", "2022-12-30"),
            ("datum_behandeling", "2023-01-01"),
            ("datum_sporenonderzoek", ""),
            ("sporenonderzoek_door", ""),
            ("verwezen_naar", ""),
            ("datum_verwijzing", ""),
        ]),
        missing_passes(&[("datum_contact", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let (last, window) = (row.last_day()?, window?);
    at_fault("datum_contact", last < window.first)
}
