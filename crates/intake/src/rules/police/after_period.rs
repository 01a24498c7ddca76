//! PO-AFTER-PERIOD: the first day does not lie after the period.

use crate::formats::Window;
use crate::formats::police::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PO-AFTER-PERIOD",
    severity: Severity::Error,
    message: Words { nl: "De eerste dag ligt na de periode.", en: "The first day lies after the period." },
    why: Words {
        nl: "Wat nog niet is gebeurd, hoort niet in deze aanlevering.",
        en: "What has not happened yet does not belong in this delivery.",
    },
    fix: Words {
        nl: "Lever de rij in de periode waarin het gebeurt, of verbeter de datum.",
        en: "Deliver the row in the period in which it happens, or correct the date.",
    },
    fields: &["datum_melding", "datum_informatief_gesprek", "datum_aangifte"],
    source: "docs/how-to/deliver.md, police",
    examples: &[
        broken(&[("datum_melding", "2023-07-01"), ("datum_informatief_gesprek", ""), ("datum_aangifte", "")]),
        sound(&[("datum_melding", "2023-06-30"), ("datum_informatief_gesprek", ""), ("datum_aangifte", "")]),
        missing_passes(&[("datum_melding", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let (first, window) = (row.first_day()?, window?);
    at_fault("datum_melding", first > window.last)
}
