//! IN-AGE: a child is under 18.

use crate::formats::Window;
use crate::formats::informant::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IN-AGE",
    severity: Severity::Warning,
    message: Words { nl: "Het kind is 18 jaar of ouder.", en: "The child is 18 or older." },
    why: Words {
        nl: "Informanten melden kinderen; de leeftijd telt als onbekend.",
        en: "Informants tell of children; the age counts as unknown.",
    },
    fix: Words {
        nl: "Controleer de leeftijd; laat haar leeg als zij niet bekend is.",
        en: "Check the age; leave it empty when it is not known.",
    },
    fields: &["leeftijd"],
    source: "docs/how-to/deliver.md, informant",
    examples: &[
        broken(&[("leeftijd", "44")]),
        past_limit(&[("leeftijd", "18")]),
        at_limit(&[("leeftijd", "17")]),
        sound(&[]),
        missing_passes(&[("leeftijd", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("leeftijd", row.age.value()? >= 18)
}
