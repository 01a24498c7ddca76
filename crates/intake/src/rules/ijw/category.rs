//! IJ-CATEGORY: a product has a category of the list.

use crate::formats::ijw::Product;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-CATEGORY",
    severity: Severity::Warning,
    message: Words {
        nl: "De productcategorie ontbreekt of staat niet in de lijst.",
        en: "The product category is missing or not in the list.",
    },
    why: Words {
        nl: "Zonder categorie is niet te zeggen welke hulp dit is; zij telt met onbekende vorm.",
        en: "Without it there is no telling what help this is; it counts with its form unknown.",
    },
    fix: Words {
        nl: "Vul Categorie in uit JZ020: 31 tot en met 38 of 40 tot en met 55.",
        en: "Fill in Categorie of JZ020: 31 to 38 or 40 to 55.",
    },
    fields: &["Categorie"],
    source: "iJw 3.2, JZ020, CDT_Product",
    examples: &[
        broken(&[("Categorie", "39")]),
        broken(&[("Categorie", "4")]),
        sound(&[("Categorie", "55")]),
        missing_is_found(&[("Categorie", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    at_fault("Categorie", !matches!(product.category.value(), Some(31..=38 | 40..=55)))
}
