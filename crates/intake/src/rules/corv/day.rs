//! CV-DAY: a message says on which day it happened.

use crate::formats::corv::{Kind, Letter, Moment};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-DAY",
    severity: Severity::Error,
    message: Words {
        nl: "De dag waarover het bericht gaat, ontbreekt of is geen datum.",
        en: "The day the message is about is missing or no date.",
    },
    why: Words { nl: "Zonder die dag is het bericht niet te tellen.", en: "Without that day the message cannot be counted." },
    fix: Words {
        nl: "Vul datumMelding, startdatum en registratiedatum in als JJJJMMDD, en datumStatusGezet als JJJJMMDD of met een tijd erbij.",
        en: "Fill in datumMelding, startdatum and registratiedatum as JJJJMMDD, and datumStatusGezet as JJJJMMDD or with a time.",
    },
    fields: &["datumMelding", "startdatum", "registratiedatum", "datumStatusGezet"],
    source: "StUF-Jeugdzorg 1.0.9, Datum, Tijdstip",
    examples: &[
        broken(&[("datumMelding", "20230230")]),
        broken_at("registratiedatum", &[("bericht", "vtoDi01"), ("registratiedatum", "2023-02-06")]),
        broken_at("datumStatusGezet", &[("bericht", "notificatieDi01"), ("datumStatusGezet", "202304142")]),
        sound(&[("bericht", "notificatieDi01"), ("datumStatusGezet", "20230414093000")]),
        missing_is_found(&[("datumMelding", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    let is_day = |path: &str| letter.day(path).value().is_some();
    match letter.kind {
        Kind::Report => at_fault("datumMelding", !is_day("J:object/J:datumMelding")),
        Kind::Feedback => None,
        Kind::Request => at_fault("startdatum", !is_day("J:object/Z:startdatum"))
            .or(at_fault("registratiedatum", !is_day("J:object/Z:registratiedatum"))),
        Kind::Result => at_fault("datumStatusGezet", Moment::parse(letter.text("J:object/Z:heeft/Z:datumStatusGezet")).is_none()),
    }
}
