//! CV-ORDER: the days of a message follow each other.

use crate::formats::corv::{Kind, Letter, Moment};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_passes, sound};
use crate::words::Words;
use domain::Day;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-ORDER",
    severity: Severity::Warning,
    message: Words { nl: "De dagen staan niet in de goede volgorde.", en: "The days are not in the right order." },
    why: Words {
        nl: "Wachttijden kloppen dan niet; het bericht telt mee met de dagen zoals ze er staan.",
        en: "Waits are wrong then; the message counts with its days as they stand.",
    },
    fix: Words {
        nl: "Een incident ligt niet na de melding, een start niet na de registratie, en geen van die dagen na het bericht.",
        en: "An incident is not after its report, a start not after the registration, and none of those days after the message.",
    },
    fields: &["datumIncident", "datumMelding", "startdatum", "registratiedatum", "datumStatusGezet"],
    source: "StUF-Jeugdzorg 1.0.9, definitions of the elements; our own reading",
    examples: &[
        broken(&[("datumIncident", "20230202")]),
        broken_at("datumMelding", &[("datumMelding", "20230202")]),
        broken_at("startdatum", &[("bericht", "vtoDi01"), ("startdatum", "20230207")]),
        broken_at("datumStatusGezet", &[("bericht", "notificatieDi01"), ("datumStatusGezet", "20230415")]),
        sound(&[("datumIncident", "20230201")]),
        missing_passes(&[("datumIncident", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    let sent = letter.moment.value().map(|moment| moment.day);
    let day = |path: &str| letter.day(path).value();
    let set = Moment::parse(letter.text("J:object/Z:heeft/Z:datumStatusGezet")).map(|moment| moment.day);
    let steps: [(&'static str, Option<Day>); 2] = match letter.kind {
        Kind::Report => [("datumIncident", day("J:object/J:datumIncident")), ("datumMelding", day("J:object/J:datumMelding"))],
        Kind::Request => [("startdatum", day("J:object/Z:startdatum")), ("registratiedatum", day("J:object/Z:registratiedatum"))],
        Kind::Result => [("datumStatusGezet", set), ("datumStatusGezet", set)],
        Kind::Feedback => return None,
    };
    let is_after = |day: Option<Day>, limit: Option<Day>| day.zip(limit).is_some_and(|(day, limit)| day > limit);
    let [(first, begun), (second, told)] = steps;
    at_fault(first, is_after(begun, told)).or(at_fault(second, is_after(told, sent))).or(at_fault(first, is_after(begun, sent)))
}
