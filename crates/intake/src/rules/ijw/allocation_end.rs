//! IJ-ALLOCATION-END: an allocation does not end before it begins.

use crate::field::Given;
use crate::formats::ijw::{Message, Product};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;
use domain::Day;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-ALLOCATION-END",
    severity: Severity::Warning,
    message: Words {
        nl: "De einddatum van de toewijzing is geen datum of ligt vóór de ingangsdatum.",
        en: "The last day of the allocation is no date or before its first.",
    },
    why: Words {
        nl: "Hoe lang een toewijzing geldt, is dan niet te zeggen; de toewijzing zelf telt mee.",
        en: "How long an allocation holds cannot be told; the allocation itself counts.",
    },
    fix: Words { nl: "Controleer Ingangsdatum en Einddatum van de toewijzing.", en: "Check Ingangsdatum and Einddatum of the allocation." },
    fields: &["Einddatum", "Ingangsdatum"],
    source: "iJw 3.2, JW301",
    examples: &[
        broken(&[("bericht", "JW301"), ("Einddatum", "2023-01-14")]),
        broken(&[("bericht", "JW301"), ("Einddatum", "2023-02-30")]),
        sound(&[("bericht", "JW301"), ("Einddatum", "2023-01-15")]),
        missing_passes(&[("bericht", "JW301"), ("Einddatum", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    let end = Given::read(product.text("Product/Einddatum"), Day::parse_iso);
    let dates = product.valid_from.value().zip(end.value());
    let is_wrong = end.is_unreadable() || dates.is_some_and(|(from, end)| end < from);
    at_fault("Einddatum", product.message == Message::Allocation && is_wrong)
}
