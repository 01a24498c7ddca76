//! IJ-CHANGE-REASON: a reason to change an allocation is in the list.

use crate::field::two_digits;
use crate::formats::ijw::Product;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-CHANGE-REASON",
    severity: Severity::Warning,
    message: Words {
        nl: "De reden van wijziging van de toewijzing staat niet in de lijst.",
        en: "The reason to change the allocation is not in the list.",
    },
    why: Words {
        nl: "Alleen reden 13 trekt een toewijzing in; iedere andere telt als een wijziging.",
        en: "Only reason 13 withdraws an allocation; any other counts as a change.",
    },
    fix: Words { nl: "Kies een RedenWijziging uit JZ002: 01 tot en met 14.", en: "Choose a RedenWijziging of JZ002: 01 to 14." },
    fields: &["RedenWijziging"],
    source: "iJw 3.2, JZ002",
    examples: &[
        broken(&[("bericht", "JW301"), ("RedenWijziging", "15")]),
        broken(&[("bericht", "JW301"), ("RedenWijziging", "3")]),
        sound(&[("bericht", "JW301"), ("RedenWijziging", "13")]),
        missing_passes(&[("bericht", "JW301"), ("RedenWijziging", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    let reason = product.text("Product/RedenWijziging");
    at_fault("RedenWijziging", !reason.is_empty() && !matches!(two_digits(reason), Some(1..=14)))
}
