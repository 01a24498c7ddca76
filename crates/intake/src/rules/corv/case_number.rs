//! CV-CASE-NUMBER: a request, and its result, has the number of the case.

use crate::formats::corv::{Kind, Letter};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-CASE-NUMBER",
    severity: Severity::Error,
    message: Words { nl: "Het zaaknummer ontbreekt.", en: "The case number is missing." },
    why: Words {
        nl: "Alleen met dat nummer horen verzoek en uitkomst bij elkaar.",
        en: "Only by that number do request and result belong together.",
    },
    fix: Words {
        nl: "Vul bij een verzoek de identificatie van de zaak in, en bij een notificatie die van het verzoek.",
        en: "Fill in the identificatie of the case in a request, and that of the request in a notification.",
    },
    fields: &["identificatie"],
    source: "StUF-Jeugdzorg 1.0.9, ZaakIdentificatie",
    examples: &[
        broken(&[("bericht", "vtoDi01"), ("identificatie", "")]),
        sound(&[("bericht", "notificatieDi01"), ("identificatie", "")]),
        missing_is_found(&[("bericht", "notificatieDi01"), ("identificatie", ""), ("heeftBetrekkingOpAndere", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    let needs_one = matches!(letter.kind, Kind::Request | Kind::Result);
    at_fault("identificatie", needs_one && letter.matter().is_empty())
}
