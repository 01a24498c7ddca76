//! IJ-TWICE: an element that may stand once stands once.

use crate::formats::ijw::Product;
use crate::rules::{Fault, Rule, Severity, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-TWICE",
    severity: Severity::Warning,
    message: Words {
        nl: "Een gegeven dat één keer mag voorkomen, staat er twee keer.",
        en: "An element that may stand once stands twice.",
    },
    why: Words {
        nl: "Er is dan niet te zeggen welk geldt; het laatste is gelezen.",
        en: "There is no telling which holds; the last was read.",
    },
    fix: Words { nl: "Houd er één.", en: "Keep one." },
    fields: &[],
    source: "iJw 3.2, maxOccurs of JW301, JW305 and JW307",
    examples: &[
        broken(&[("ToewijzingNummer", "300201</ToewijzingNummer><ToewijzingNummer>300202")]),
        sound(&[("ToewijzingNummer", "300202")]),
        missing_passes(&[("Geslacht", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    product.twice()
}
