//! CV-TWICE: an element that may stand once stands once.

use crate::formats::corv::Letter;
use crate::rules::{Fault, Rule, Severity, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-TWICE",
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
    source: "StUF-Jeugdzorg 1.0.9, maxOccurs",
    examples: &[
        broken(&[("datumMelding", "20230201</JZ:datumMelding><JZ:datumMelding>20230131")]),
        sound(&[("datumMelding", "20230131")]),
        missing_passes(&[("SASHniveau", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    letter.twice()
}
