//! AD-AFTER-PERIOD: the start does not lie after the period.

use crate::formats::Window;
use crate::formats::adult_support::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AD-AFTER-PERIOD",
    severity: Severity::Error,
    message: Words { nl: "De aanvang ligt na de periode.", en: "The start lies after the period." },
    why: Words {
        nl: "Wat nog niet is gebeurd, hoort niet in deze aanlevering.",
        en: "What has not happened yet does not belong in this delivery.",
    },
    fix: Words {
        nl: "Lever de rij in de periode waarin het gebeurt, of verbeter de datum.",
        en: "Deliver the row in the period in which it happens, or correct the date.",
    },
    fields: &["datum_aanvang"],
    source: "docs/how-to/deliver.md, adult-support",
    examples: &[
        broken(&[("datum_aanvang", "2023-07-01")]),
        sound(&[("datum_aanvang", "2023-06-30")]),
        missing_passes(&[("datum_aanvang", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let (first, window) = (row.start.value()?, window?);
    at_fault("datum_aanvang", first > window.last)
}
