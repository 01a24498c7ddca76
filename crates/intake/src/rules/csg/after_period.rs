//! CS-AFTER-PERIOD: the contact does not lie after the period.

use crate::formats::Window;
use crate::formats::csg::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CS-AFTER-PERIOD",
    severity: Severity::Error,
    message: Words { nl: "Het contact ligt na de periode.", en: "The contact lies after the period." },
    why: Words {
        nl: "Wat nog niet is gebeurd, hoort niet in deze aanlevering.",
        en: "What has not happened yet does not belong in this delivery.",
    },
    fix: Words {
        nl: "Lever de rij in de periode waarin het gebeurt, of verbeter de datum.",
        en: "Deliver the row in the period in which it happens, or correct the date.",
    },
    fields: &["datum_contact"],
    source: "docs/how-to/deliver.md, csg",
    examples: &[
        broken(&[
            ("datum_contact", "2023-07-01"),
            ("datum_behandeling", ""),
            ("datum_sporenonderzoek", ""),
            ("sporenonderzoek_door", ""),
            ("verwezen_naar", ""),
            ("datum_verwijzing", ""),
        ]),
        sound(&[
            ("datum_contact", "2023-06-30"),
            ("datum_behandeling", ""),
            ("datum_sporenonderzoek", ""),
            ("sporenonderzoek_door", ""),
            ("verwezen_naar", ""),
            ("datum_verwijzing", ""),
        ]),
        missing_passes(&[("datum_contact", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let (first, window) = (row.day.value()?, window?);
    at_fault("datum_contact", first > window.last)
}
