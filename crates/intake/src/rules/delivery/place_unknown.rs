//! DE-PLACE-UNKNOWN: it is known in which municipality the child lives.

use crate::rules::{Rule, Severity, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-PLACE-UNKNOWN",
    severity: Severity::Notice,
    message: Words { nl: "De gemeente is niet bekend.", en: "The municipality is not known." },
    why: Words {
        nl: "De rij telt mee in de landelijke cijfers, niet in die van een regio of gemeente.",
        en: "The row counts in the figures of the country, not in those of a region or municipality.",
    },
    fix: Words {
        nl: "Vul de postcode van de woonplaats in, anders de gemeentecode van vandaag (GM0363).",
        en: "Fill in the postcode of residence, else the municipality code of today (GM0363).",
    },
    fields: &["postcode"],
    source: "Beleidsinformatie Jeugd v7, 2.5",
    examples: &[broken(&[("postcode", "GM9999")]), sound(&[("postcode", "GM0363")]), missing_is_found(&[("postcode", "")])],
};
