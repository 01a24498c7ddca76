//! SU-NUMBER: the numbers of the design are there and are numbers.

use crate::formats::Window;
use crate::formats::survey::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_is_found_at, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SU-NUMBER",
    severity: Severity::Error,
    message: Words {
        nl: "Een getal van de steekproef ontbreekt of is geen getal.",
        en: "A number of the sample is missing or is no number.",
    },
    why: Words {
        nl: "Zonder gewicht en aantallen telt het antwoord niet mee.",
        en: "Without weight and numbers the answer does not count.",
    },
    fix: Words {
        nl: "Schrijf cijfers; het gewicht met een punt als decimaalteken.",
        en: "Write digits; the weight with a dot as decimal mark.",
    },
    fields: &["scholen_in_stratum", "leerlingen_in_school", "gewicht"],
    source: "docs/how-to/deliver.md, survey",
    examples: &[
        broken_at("gewicht", &[("gewicht", "38,5")]),
        broken(&[("scholen_in_stratum", "veel")]),
        broken_at("leerlingen_in_school", &[("leerlingen_in_school", "-1")]),
        sound(&[("gewicht", "1")]),
        missing_is_found_at("gewicht", &[("gewicht", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    if row.schools_in_stratum.value().is_none() {
        return Some("scholen_in_stratum");
    }
    if row.pupils_in_school.value().is_none() {
        return Some("leerlingen_in_school");
    }
    at_fault("gewicht", row.weight.value().is_none())
}
