//! IJ-REFERENCE: a product has the number of its allocation.

use crate::formats::ijw::Product;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-REFERENCE",
    severity: Severity::Error,
    message: Words { nl: "Het toewijzingnummer ontbreekt of is geen nummer.", en: "The allocation number is missing or no number." },
    why: Words {
        nl: "Alleen met dat nummer horen toewijzing, start en stop bij elkaar.",
        en: "Only by that number do allocation, start and stop belong together.",
    },
    fix: Words {
        nl: "Neem het ToewijzingNummer over uit het toewijzingsbericht.",
        en: "Copy the ToewijzingNummer from the allocation message.",
    },
    fields: &["ToewijzingNummer"],
    source: "iJw 3.2, LDT_Nummer",
    examples: &[
        broken(&[("ToewijzingNummer", "A300201")]),
        sound(&[("ToewijzingNummer", "300201")]),
        missing_is_found(&[("ToewijzingNummer", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    at_fault("ToewijzingNummer", product.number.value().is_none())
}
