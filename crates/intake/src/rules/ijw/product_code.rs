//! IJ-PRODUCT-CODE: the product code belongs to its category.

use crate::formats::ijw::Product;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-PRODUCT-CODE",
    severity: Severity::Warning,
    message: Words {
        nl: "De productcode is te lang of hoort bij een andere categorie.",
        en: "The product code is too long or belongs to another category.",
    },
    why: Words {
        nl: "Categorie en code spreken elkaar dan tegen; de categorie telt.",
        en: "Category and code contradict each other; the category counts.",
    },
    fix: Words {
        nl: "Een productcode heeft ten hoogste vijf tekens en begint met de twee cijfers van haar categorie.",
        en: "A product code has at most five characters and begins with the two digits of its category.",
    },
    fields: &["Code"],
    source: "iJw 3.2, LDT_ProductCode; the national product code table begins each code with its category",
    examples: &[
        broken(&[("Code", "46A01")]),
        broken(&[("Code", "46")]),
        broken(&[("Code", "45A012")]),
        sound(&[("Code", "45A01")]),
        sound(&[("Code", "4")]),
        sound(&[("Code", "4A001")]),
        missing_passes(&[("Code", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    let (category, code) = (product.text("Product/Product/Categorie"), product.text("Product/Product/Code"));
    // A code that does not begin with digits is a provider's own and says nothing of its category.
    let is_of_the_table = code.len() >= 2 && code.bytes().take(2).all(|byte| byte.is_ascii_digit());
    at_fault("Code", code.chars().count() > LONGEST || (is_of_the_table && !category.is_empty() && !code.starts_with(category)))
}

/// In characters.
const LONGEST: usize = 5;
