//! IJ-NOT-YET: a product is told after it happened.

use crate::formats::ijw::{Message, Product};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-NOT-YET",
    severity: Severity::Warning,
    message: Words {
        nl: "De gebeurtenis ligt na de dag waarop het bericht is geschreven.",
        en: "The event lies after the day on which the message was written.",
    },
    why: Words {
        nl: "Een start of einde dat nog moet komen is een voornemen; het telt mee zoals het er staat.",
        en: "A start or end that is still to come is a plan; it counts as it stands.",
    },
    fix: Words {
        nl: "Stuur een start- of stopbericht pas na de begin- of einddatum.",
        en: "Send a start or stop message after the day it is about.",
    },
    fields: &["Toewijzingsdatum", "Begindatum", "Einddatum"],
    source: "iJw 3.2, JW305 and JW307: start and stop are told after the fact; our own reading",
    examples: &[
        broken_at("Begindatum", &[("Begindatum", "2023-02-03")]),
        broken(&[("bericht", "JW301"), ("Toewijzingsdatum", "2023-02-03")]),
        sound(&[("Begindatum", "2023-02-02")]),
        missing_passes(&[("Begindatum", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    let field = match product.message {
        Message::Allocation => "Toewijzingsdatum",
        Message::Start => "Begindatum",
        Message::Stop => "Einddatum",
    };
    let dates = product.day.value().zip(product.written.value());
    at_fault(field, dates.is_some_and(|(day, written)| day > written))
}
