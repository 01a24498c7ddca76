//! SE-NEGATIVE: a count is not below zero.

use crate::formats::Window;
use crate::formats::series::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SE-NEGATIVE",
    severity: Severity::Warning,
    message: Words { nl: "De waarde is negatief.", en: "The value is negative." },
    why: Words {
        nl: "Aantallen en percentages liggen niet onder nul; vaak staat −1 voor onbekend.",
        en: "Counts and percentages do not lie below zero; often −1 stands for unknown.",
    },
    fix: Words { nl: "Laat de rij weg als de waarde niet bekend is.", en: "Leave the row out when the value is not known." },
    fields: &["waarde"],
    source: "docs/how-to/deliver.md, series",
    examples: &[
        broken(&[("waarde", "-1")]),
        past_limit(&[("waarde", "-0.1")]),
        at_limit(&[("waarde", "0")]),
        sound(&[]),
        missing_passes(&[("waarde", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("waarde", row.value.value()? < 0.0)
}
