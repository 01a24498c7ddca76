//! IJ-BEGIN: a stop says when the product began.

use crate::formats::ijw::{Message, Product};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-BEGIN",
    severity: Severity::Warning,
    message: Words {
        nl: "De begindatum bij een stopbericht ontbreekt of is geen datum.",
        en: "The first day in a stop message is missing or no date.",
    },
    why: Words {
        nl: "De duur van de hulp komt dan alleen uit het startbericht.",
        en: "The length of the help then comes from the start message alone.",
    },
    fix: Words { nl: "Vul Begindatum in als JJJJ-MM-DD.", en: "Fill in Begindatum as JJJJ-MM-DD." },
    fields: &["Begindatum"],
    source: "iJw 3.2, JW307",
    examples: &[
        broken(&[("bericht", "JW307"), ("Begindatum", "2023-02-30")]),
        sound(&[("bericht", "JW307")]),
        missing_is_found(&[("bericht", "JW307"), ("Begindatum", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    at_fault("Begindatum", product.message == Message::Stop && product.begin.value().is_none())
}
