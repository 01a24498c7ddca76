//! IJ-DATES: a product has the day of its message.

use crate::formats::ijw::{Message, Product};
use crate::rules::{Fault, Rule, Severity, at_fault, broken_at, missing_is_found_at, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-DATES",
    severity: Severity::Error,
    message: Words {
        nl: "De datum van toewijzing, begin of einde ontbreekt of is geen datum.",
        en: "The day of allocation, start or end is missing or no date.",
    },
    why: Words { nl: "Zonder die dag is het product niet te tellen.", en: "Without that day the product cannot be counted." },
    fix: Words {
        nl: "Vul bij JW301 Toewijzingsdatum in, bij JW305 Begindatum, bij JW307 Einddatum: JJJJ-MM-DD.",
        en: "Fill in Toewijzingsdatum in JW301, Begindatum in JW305, Einddatum in JW307: JJJJ-MM-DD.",
    },
    fields: &["Toewijzingsdatum", "Begindatum", "Einddatum"],
    source: "iJw 3.2, LDT_Datum",
    examples: &[
        broken_at("Begindatum", &[("Begindatum", "2023-02-30")]),
        sound(&[("Begindatum", "2023-02-28")]),
        missing_is_found_at("Einddatum", &[("bericht", "JW307"), ("Einddatum", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    let field = match product.message {
        Message::Allocation => "Toewijzingsdatum",
        Message::Start => "Begindatum",
        Message::Stop => "Einddatum",
    };
    at_fault(field, product.day.value().is_none())
}
