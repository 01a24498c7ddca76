//! CO-AFTER-PERIOD: the petition does not lie after the period.

use crate::formats::Window;
use crate::formats::court::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CO-AFTER-PERIOD",
    severity: Severity::Error,
    message: Words { nl: "Het verzoek ligt na de periode.", en: "The petition lies after the period." },
    why: Words {
        nl: "Wat nog niet is gebeurd, hoort niet in deze aanlevering.",
        en: "What has not happened yet does not belong in this delivery.",
    },
    fix: Words {
        nl: "Lever de rij in de periode waarin het gebeurt, of verbeter de datum.",
        en: "Deliver the row in the period in which it happens, or correct the date.",
    },
    fields: &["datum_verzoek"],
    source: "docs/how-to/deliver.md, court",
    examples: &[
        broken(&[("datum_verzoek", "2023-07-01"), ("datum_uitspraak", ""), ("uitspraak", ""), ("datum_ingang", ""), ("looptijd_tot", "")]),
        sound(&[("datum_verzoek", "2023-06-30"), ("datum_uitspraak", ""), ("uitspraak", ""), ("datum_ingang", ""), ("looptijd_tot", "")]),
        missing_passes(&[("datum_verzoek", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let (first, window) = (row.petitioned.value()?, window?);
    at_fault("datum_verzoek", first > window.last)
}
