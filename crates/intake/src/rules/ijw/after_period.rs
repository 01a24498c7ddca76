//! IJ-AFTER-PERIOD: a message was written in or before the period of its delivery.

use crate::formats::Window;
use crate::formats::ijw::Product;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-AFTER-PERIOD",
    severity: Severity::Error,
    message: Words {
        nl: "Het bericht is geschreven na de periode van deze aanlevering.",
        en: "The message was written after the period of this delivery.",
    },
    why: Words { nl: "Wat nog niet gebeurd kan zijn, telt niet mee.", en: "What cannot have happened yet does not count." },
    fix: Words {
        nl: "Controleer de Dagtekening, of lever het bericht aan bij de periode waarin het is geschreven.",
        en: "Check the Dagtekening, or deliver the message with the period in which it was written.",
    },
    fields: &["Dagtekening"],
    source: "docs/how-to/deliver.md",
    examples: &[broken(&[("Dagtekening", "2023-07-01")]), sound(&[("Dagtekening", "2023-06-30")]), missing_passes(&[("Dagtekening", "")])],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    let is_after = |window: Window| product.written.value().is_some_and(|day| day > window.last);
    at_fault("Dagtekening", product.window.is_some_and(is_after))
}
