//! CV-INCIDENT: a report says on which day the incident was.

use crate::formats::corv::{Kind, Letter};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-INCIDENT",
    severity: Severity::Warning,
    message: Words { nl: "De datum van het incident ontbreekt of is geen datum.", en: "The day of the incident is missing or no date." },
    why: Words { nl: "Hoe snel er is gemeld, is dan niet te zeggen.", en: "There is no telling how soon it was reported." },
    fix: Words {
        nl: "Vul datumIncident in als JJJJMMDD, of zeg met StUF:noValue waarom niet.",
        en: "Fill in datumIncident as JJJJMMDD, or say by StUF:noValue why not.",
    },
    fields: &["datumIncident"],
    source: "StUF-Jeugdzorg 1.0.9, datumIncident",
    examples: &[
        broken(&[("datumIncident", "30012023")]),
        sound(&[("datumIncident@xsi:nil", "true"), ("datumIncident", "20230130")]),
        missing_is_found(&[("datumIncident", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    let (path, day) = ("J:object/J:datumIncident", letter.day("J:object/J:datumIncident"));
    at_fault("datumIncident", letter.kind == Kind::Report && (day.is_unreadable() || !letter.has(path)))
}
