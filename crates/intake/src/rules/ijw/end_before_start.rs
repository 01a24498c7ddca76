//! IJ-END-BEFORE-START: the end does not lie before the start.

use crate::formats::ijw::{Message, Product};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-END-BEFORE-START",
    severity: Severity::Error,
    message: Words { nl: "De einddatum ligt vóór de begindatum.", en: "The end lies before the start." },
    why: Words { nl: "Een van beide datums klopt niet.", en: "One of the dates is wrong." },
    fix: Words {
        nl: "Kijk of de datums zijn verwisseld. Dezelfde dag mag.",
        en: "See whether the dates were swapped. The same day is allowed.",
    },
    fields: &["Einddatum", "Begindatum"],
    source: "iJw 3.2, JW307",
    examples: &[
        broken(&[("bericht", "JW307"), ("Einddatum", "2023-01-31")]),
        sound(&[("bericht", "JW307"), ("Einddatum", "2023-02-01")]),
        missing_passes(&[("bericht", "JW307"), ("Begindatum", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    at_fault("Einddatum", product.message == Message::Stop && product.day.value()? < product.begin.value()?)
}
