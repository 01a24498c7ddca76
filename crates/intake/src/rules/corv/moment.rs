//! CV-MOMENT: a message says when it was sent.

use crate::formats::corv::Letter;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-MOMENT",
    severity: Severity::Error,
    message: Words {
        nl: "Het tijdstip van het bericht ontbreekt of bestaat niet.",
        en: "The moment of the message is missing or does not exist.",
    },
    why: Words { nl: "Het tijdstip zegt welk bericht het laatste is.", en: "The moment tells which message is the last." },
    fix: Words {
        nl: "Vul tijdstipBericht in als JJJJMMDDUUMMSS, met of zonder duizendsten van een seconde.",
        en: "Fill in tijdstipBericht as JJJJMMDDUUMMSS, with or without thousandths of a second.",
    },
    fields: &["tijdstipBericht"],
    source: "StUF-Jeugdzorg 1.0.9, Tijdstip",
    examples: &[
        broken(&[("tijdstipBericht", "20230201250000")]),
        broken(&[("tijdstipBericht", "2023-02-01")]),
        sound(&[("tijdstipBericht", "20230201")]),
        missing_is_found(&[("tijdstipBericht", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    at_fault("tijdstipBericht", letter.moment.value().is_none())
}
