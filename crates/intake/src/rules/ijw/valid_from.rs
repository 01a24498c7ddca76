//! IJ-VALID-FROM: a product starts within its allocation.

use crate::formats::ijw::{Message, Product};
use crate::rules::{Fault, Rule, Severity, at_fault, broken_at, missing_is_found, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-VALID-FROM",
    severity: Severity::Warning,
    message: Words {
        nl: "De datum van ingang ontbreekt bij een toewijzing, is geen datum, of ligt na het begin.",
        en: "The first day of validity is missing in an allocation, no date, or after the start.",
    },
    why: Words {
        nl: "Hulp begint binnen haar toewijzing; anders hoort het product bij een andere toewijzing.",
        en: "Help starts within its allocation; else the product belongs to another one.",
    },
    fix: Words { nl: "Neem de Ingangsdatum over uit de toewijzing.", en: "Copy the Ingangsdatum from the allocation." },
    fields: &["Ingangsdatum", "ToewijzingIngangsdatum"],
    source: "iJw 3.2, JW301 Ingangsdatum, JW305 and JW307 ToewijzingIngangsdatum",
    examples: &[
        broken_at("ToewijzingIngangsdatum", &[("ToewijzingIngangsdatum", "2023-02-02")]),
        broken_at("ToewijzingIngangsdatum", &[("ToewijzingIngangsdatum", "01-02-2023")]),
        sound(&[("ToewijzingIngangsdatum", "2023-02-01")]),
        missing_passes(&[("ToewijzingIngangsdatum", "")]),
        missing_is_found(&[("bericht", "JW301"), ("Ingangsdatum", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    match product.message {
        Message::Allocation => at_fault("Ingangsdatum", product.valid_from.value().is_none()),
        Message::Start | Message::Stop => {
            let dates = product.valid_from.value().zip(product.begin.value());
            at_fault("ToewijzingIngangsdatum", product.valid_from.is_unreadable() || dates.is_some_and(|(from, begin)| from > begin))
        }
    }
}
