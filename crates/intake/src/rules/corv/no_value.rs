//! CV-NO-VALUE: where nothing stands, the reason is in the list.

use crate::formats::corv::Flaw;
use crate::formats::corv::Letter;
use crate::rules::{Fault, Rule, Severity, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-NO-VALUE",
    severity: Severity::Warning,
    message: Words {
        nl: "De reden waarom een veld leeg is, staat niet in de lijst.",
        en: "The reason why a field is empty is not in the list.",
    },
    why: Words { nl: "Onbekend is iets anders dan niet van toepassing.", en: "Unknown is something else than not applicable." },
    fix: Words {
        nl: "Gebruik nietOndersteund, nietGeautoriseerd, geenWaarde, waardeOnbekend of vastgesteldOnbekend.",
        en: "Use nietOndersteund, nietGeautoriseerd, geenWaarde, waardeOnbekend or vastgesteldOnbekend.",
    },
    fields: &["noValue"],
    source: "StUF-Jeugdzorg 1.0.9, NoValue",
    examples: &[
        broken(&[("datumIncident@StUF:noValue", "onbekend")]),
        sound(&[("datumIncident@StUF:noValue", "waardeOnbekend")]),
        missing_passes(&[("datumIncident@StUF:noValue", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    letter.flaw(|flaw| matches!(flaw, Flaw::NoValue(_)))
}
