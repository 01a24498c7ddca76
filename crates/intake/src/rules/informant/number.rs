//! IN-NUMBER: the numbers of the design are there and are numbers.

use crate::formats::Window;
use crate::formats::informant::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_is_found_at, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IN-NUMBER",
    severity: Severity::Error,
    message: Words {
        nl: "Een getal van de steekproef ontbreekt of is geen getal.",
        en: "A number of the sample is missing or is no number.",
    },
    why: Words { nl: "Zonder gewicht en aantal telt het formulier niet mee.", en: "Without weight and number the form does not count." },
    fix: Words {
        nl: "Schrijf cijfers; het gewicht met een punt als decimaalteken.",
        en: "Write digits; the weight with a dot as decimal mark.",
    },
    fields: &["informanten_in_stratum", "gewicht"],
    source: "docs/how-to/deliver.md, informant",
    examples: &[
        broken_at("gewicht", &[("gewicht", "21,25")]),
        broken(&[("informanten_in_stratum", "850.0")]),
        sound(&[("gewicht", "1")]),
        missing_is_found_at("gewicht", &[("gewicht", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    if row.informants_in_stratum.value().is_none() {
        return Some("informanten_in_stratum");
    }
    at_fault("gewicht", row.weight.value().is_none())
}
