//! IJ-STATUS-ORDER: the statuses of a product follow each other.

use crate::formats::ijw::Product;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example, missing_passes, sound};
use crate::words::Words;
use person::RecordStatus;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-STATUS-ORDER",
    severity: Severity::Warning,
    message: Words {
        nl: "De status volgt niet op de vorige van dit product.",
        en: "The status does not follow the one before of this product.",
    },
    why: Words {
        nl: "Een eerste aanlevering komt niet na een andere die nog staat, en na een verwijdering is er niets te wijzigen.",
        en: "A first message does not come after another that stands, and after a removal there is nothing to change.",
    },
    fix: Words {
        nl: "Gebruik 2 om te wijzigen, 9 als er niets verandert, 3 om te verwijderen en 1 om daarna opnieuw te beginnen.",
        en: "Use 2 to change, 9 when nothing changes, 3 to remove and 1 to begin anew after that.",
    },
    fields: &["StatusAanlevering"],
    source: "iJw 3.2, COD467; the order is our own reading",
    examples: &[
        example(Shows::Broken, Sample::Rows(&[&[], &[("Identificatie", "2"), ("StatusAanlevering", "1")]]), true),
        example(Shows::Broken, Sample::Rows(&[&[("StatusAanlevering", "3")], &[("Identificatie", "2"), ("StatusAanlevering", "2")]]), true),
        example(Shows::Sound, Sample::Rows(&[&[("StatusAanlevering", "3")], &[("Identificatie", "2")]]), false),
        sound(&[("StatusAanlevering", "9")]),
        missing_passes(&[("StatusAanlevering", "")]),
    ],
};

/// Judges a product by the status that came before it in the delivery; what came before that is not known.
pub(crate) fn broken_by(before: Option<RecordStatus>, product: &Product<'_>) -> Fault {
    let follows = match (before, product.status.value()) {
        (None, _) | (_, None) => true,
        (Some(RecordStatus::Removed), Some(now)) => now == RecordStatus::New,
        (Some(_), Some(now)) => now != RecordStatus::New,
    };
    at_fault("StatusAanlevering", !follows)
}
