//! CV-CASE-TYPE: a request and its result are about child protection.

use crate::formats::corv::{Kind, Letter};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-CASE-TYPE",
    severity: Severity::Error,
    message: Words {
        nl: "Het zaaktype is niet dat van een kinderbeschermingsmaatregel.",
        en: "The type of the case is not that of a child-protection measure.",
    },
    why: Words {
        nl: "Andere zaken van de Raad horen niet in deze cijfers.",
        en: "Other cases of the Board do not belong in these figures.",
    },
    fix: Words {
        nl: "Zet omschrijvingGeneriek op Overwegen kinderbeschermingsmaatregel bij een verzoek, en op Uitvoeren onderzoek kinderbeschermingsmaatregel bij een notificatie.",
        en: "Set omschrijvingGeneriek to Overwegen kinderbeschermingsmaatregel in a request, to Uitvoeren onderzoek kinderbeschermingsmaatregel in a notification.",
    },
    fields: &["omschrijvingGeneriek"],
    source: "StUF-Jeugdzorg 1.0.9, Omschrijving-zkt-gemeente, Omschrijving-zkt-rvdk",
    examples: &[
        broken(&[("bericht", "vtoDi01"), ("omschrijvingGeneriek", "Gezag en omgang")]),
        sound(&[("bericht", "notificatieDi01")]),
        missing_is_found(&[("bericht", "notificatieDi01"), ("omschrijvingGeneriek", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    let wanted = match letter.kind {
        Kind::Request => "Overwegen kinderbeschermingsmaatregel",
        Kind::Result => "Uitvoeren onderzoek kinderbeschermingsmaatregel",
        Kind::Report | Kind::Feedback => return None,
    };
    at_fault("omschrijvingGeneriek", letter.text("J:object/Z:isVan/Z:gerelateerde/Z:omschrijvingGeneriek") != wanted)
}
