//! IJ-APART: a product is help, and its stop is not administrative.

use crate::formats::ijw::{Product, is_apart};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-APART",
    severity: Severity::Notice,
    message: Words { nl: "Dit product is aangenomen en telt niet als hulp.", en: "This product was accepted and does not count as help." },
    why: Words {
        nl: "Maatregelen, reclassering en preventief werk (47–49) komen van de instelling zelf; een stop met reden 20 of 37 is een pauze of een wijziging, geen einde.",
        en: "Measures, probation and preventive work (47–49) come from the institution itself; a stop with reason 20 or 37 is a pause or a change, no end.",
    },
    fix: Words { nl: "Niets te doen.", en: "Nothing to do." },
    fields: &["Categorie", "RedenBeeindiging"],
    source: "iJw 3.2, JZ020 and JZ588; our own crosswalk",
    examples: &[
        broken(&[("Categorie", "48")]),
        broken_at("RedenBeeindiging", &[("bericht", "JW307"), ("RedenBeeindiging", "20")]),
        sound(&[("bericht", "JW307"), ("RedenBeeindiging", "38")]),
        missing_passes(&[("Categorie", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    let field = if product.is_administrative() { "RedenBeeindiging" } else { "Categorie" };
    at_fault(field, is_apart(product))
}
