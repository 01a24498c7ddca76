//! IJ-FORM-UNKNOWN: the product category says which form of help it is.

use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;
use domain::Code;

use crate::formats::ijw::{Category, Message, Product};

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-FORM-UNKNOWN",
    severity: Severity::Notice,
    message: Words {
        nl: "De productcategorie zegt niet welke hulpvorm dit is.",
        en: "The product category does not say which form of help this is.",
    },
    why: Words { nl: "De hulp telt mee, met de hulpvorm onbekend.", en: "The help counts, with its form unknown." },
    fix: Words {
        nl: "Niets te doen: de hulpvorm komt uit de aanlevering beleidsinformatie van de aanbieder.",
        en: "Nothing to do: the form comes from the provider's own youth-policy delivery.",
    },
    fields: &["Categorie"],
    source: "iJw 3.2, JZ020; our own crosswalk",
    examples: &[
        broken(&[("Categorie", "55")]),
        broken(&[("Categorie", "46")]),
        sound(&[("Categorie", "45")]),
        missing_is_found(&[("Categorie", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    let is_unknown = matches!(product.category(), Category::Help(Code::FORM_UNKNOWN) | Category::Crisis);
    at_fault("Categorie", is_unknown && product.message != Message::Stop)
}
