//! CV-SASH: a level of worry is given with a filled form only.

use crate::formats::corv::{Kind, LEVELS, Letter};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-SASH",
    severity: Severity::Warning,
    message: Words {
        nl: "Het SASH-niveau past niet bij de indicatie dat het formulier is ingevuld.",
        en: "The SASH level does not fit the indication that the form was filled in.",
    },
    why: Words { nl: "De twee velden spreken elkaar tegen.", en: "The two fields contradict each other." },
    fix: Words {
        nl: "Vul indicatieSASHIngevuld altijd in, en SASHniveau alleen bij Ja.",
        en: "Always fill in indicatieSASHIngevuld, and SASHniveau only with Ja.",
    },
    fields: &["SASHniveau", "indicatieSASHIngevuld"],
    source: "StUF-Jeugdzorg 1.0.9, SASHniveau, indicatieSASHIngevuld",
    examples: &[
        broken(&[("indicatieSASHIngevuld", "Nee")]),
        sound(&[("indicatieSASHIngevuld", "Nee"), ("SASHniveau", "")]),
        missing_is_found(&[("indicatieSASHIngevuld", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    let is_told = LEVELS.contains(&letter.text("J:object/J:SASHniveau"));
    let fits = match letter.text("J:object/J:indicatieSASHIngevuld") {
        "" => false,
        "Nee" => !is_told,
        _ => true,
    };
    at_fault("SASHniveau", letter.kind == Kind::Report && !fits)
}
