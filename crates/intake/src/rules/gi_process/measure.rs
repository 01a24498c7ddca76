//! GI-MEASURE: the measure is one of child protection.

use crate::formats::Window;
use crate::formats::gi_process::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "GI-MEASURE",
    severity: Severity::Error,
    message: Words {
        nl: "De maatregel ontbreekt of is geen kinderbeschermingsmaatregel.",
        en: "The measure is missing or is no child-protection measure.",
    },
    why: Words { nl: "Zonder maatregel hoort de rij bij geen order.", en: "Without a measure the row belongs to no order." },
    fix: Words { nl: "Vul 11, 12, 21, 22 of 23 in, met twee cijfers.", en: "Fill in 11, 12, 21, 22 or 23, as two digits." },
    fields: &["maatregel"],
    source: "docs/how-to/deliver.md, gi-process",
    examples: &[
        broken(&[("maatregel", "71")]),
        broken(&[("maatregel", "OTS")]),
        sound(&[("maatregel", "12")]),
        missing_is_found(&[("maatregel", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("maatregel", row.measure.value().is_none())
}
