//! CV-FUNCTION: the header names the message.

use crate::formats::corv::Letter;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_is_found_at, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-FUNCTION",
    severity: Severity::Error,
    message: Words {
        nl: "De stuurgegevens passen niet bij het bericht: berichtcode of functie.",
        en: "The header does not fit the message: code or function.",
    },
    why: Words { nl: "Dan is niet te zeggen als wat het bericht is bedoeld.", en: "There is no telling what the message was meant as." },
    fix: Words {
        nl: "Zet berichtcode op Di01 en functie op de naam van het bericht.",
        en: "Set berichtcode to Di01 and functie to the name of the message.",
    },
    fields: &["berichtcode", "functie"],
    source: "StUF-Jeugdzorg 1.0.9, Stuurgegevens, BerichtcodeDi01, Functie",
    examples: &[
        broken(&[("berichtcode", "Di02")]),
        broken_at("functie", &[("bericht", "vtoDi01"), ("functie", "notificatieDi01")]),
        sound(&[("bericht", "vtoDi01")]),
        missing_is_found_at("functie", &[("functie", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    let says = |path: &str, wanted: &str| letter.text(path) == wanted;
    at_fault("berichtcode", !says("J:stuurgegevens/S:berichtcode", "Di01"))
        .or(at_fault("functie", !says("J:stuurgegevens/S:functie", letter.kind.word())))
}
