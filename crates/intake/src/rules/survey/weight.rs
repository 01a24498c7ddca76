//! SU-WEIGHT: a weight is more than zero.

use crate::formats::Window;
use crate::formats::survey::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SU-WEIGHT",
    severity: Severity::Error,
    message: Words { nl: "Het gewicht is nul of negatief.", en: "The weight is zero or negative." },
    why: Words {
        nl: "Zo een leerling staat voor niemand; de schatting klopt niet.",
        en: "Such a pupil stands for nobody; the estimate is wrong.",
    },
    fix: Words {
        nl: "Laat leerlingen zonder gewicht weg, of bereken de gewichten opnieuw.",
        en: "Leave pupils without a weight out, or compute the weights again.",
    },
    fields: &["gewicht"],
    source: "docs/how-to/deliver.md, survey",
    examples: &[
        broken(&[("gewicht", "-2")]),
        past_limit(&[("gewicht", "0")]),
        at_limit(&[("gewicht", "0.01")]),
        sound(&[]),
        missing_passes(&[("gewicht", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("gewicht", row.weight.value()? <= 0.0)
}
