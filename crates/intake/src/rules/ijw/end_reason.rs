//! IJ-END-REASON: a stop has a reason of the list.

use crate::formats::ijw::{Message, Product};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-END-REASON",
    severity: Severity::Warning,
    message: Words {
        nl: "De reden van beëindiging ontbreekt of staat niet in de lijst.",
        en: "The end reason is missing or not in the list.",
    },
    why: Words {
        nl: "Uitval is dan niet te tellen; de reden telt als onbekend.",
        en: "Drop-out cannot be counted then; the reason counts as unknown.",
    },
    fix: Words { nl: "Kies een reden uit JZ588: 02, 20 of 31 tot en met 39.", en: "Choose a reason of JZ588: 02, 20 or 31 to 39." },
    fields: &["RedenBeeindiging"],
    source: "iJw 3.2, JZ588",
    examples: &[
        broken(&[("bericht", "JW307"), ("RedenBeeindiging", "40")]),
        sound(&[("bericht", "JW307"), ("RedenBeeindiging", "34")]),
        missing_is_found(&[("bericht", "JW307"), ("RedenBeeindiging", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    at_fault("RedenBeeindiging", product.message == Message::Stop && product.reason.value().is_none())
}
