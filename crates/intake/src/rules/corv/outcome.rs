//! CV-OUTCOME: an assessment has one of four outcomes, and nothing else has.

use crate::formats::corv::{Kind, Letter};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;
use domain::Code;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-OUTCOME",
    severity: Severity::Warning,
    message: Words {
        nl: "De uitkomst van de veiligheidsbeoordeling ontbreekt, staat niet in de lijst of past niet bij de status.",
        en: "The outcome of the safety assessment is missing, not in the list or does not fit the status.",
    },
    why: Words {
        nl: "Een beoordeling zonder uitkomst telt met een onbekende uitkomst.",
        en: "An assessment without outcome counts with its outcome unknown.",
    },
    fix: Words {
        nl: "Vul uitkomst in bij de status uitkomst veiligheidsbeoordeling; laat haar weg bij een melding die niet is beoordeeld.",
        en: "Fill in uitkomst with the status uitkomst veiligheidsbeoordeling; leave it out of a report that was not assessed.",
    },
    fields: &["uitkomst"],
    source: "StUF-Jeugdzorg 1.0.9, UitkomstVeiligheidsbeoordeling",
    examples: &[
        broken(&[("bericht", "vtTerugkoppelingDi01"), ("uitkomst", "Overdracht")]),
        broken(&[("bericht", "vtTerugkoppelingDi01"), ("object/status", "melding niet ontvankelijk")]),
        sound(&[("bericht", "vtTerugkoppelingDi01"), ("uitkomst", "inzet regionaal maatwerk VT")]),
        broken(&[("bericht", "vtTerugkoppelingDi01"), ("object/status", "overdracht"), ("uitkomst", "Overdracht")]),
        sound(&[("bericht", "vtTerugkoppelingDi01"), ("object/status", "overdracht")]),
        sound(&[("bericht", "vtTerugkoppelingDi01"), ("object/status", "overdracht"), ("uitkomst", "")]),
        missing_is_found(&[("bericht", "vtTerugkoppelingDi01"), ("uitkomst", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    if letter.kind != Kind::Feedback {
        return None;
    }
    let (is_told, is_known) = (letter.has("J:object/Z:uitkomst"), letter.outcome() != Code::NONE);
    let is_wrong = match letter.status() {
        "uitkomst veiligheidsbeoordeling" => !is_known,
        "melding niet ontvankelijk" | "Melding onjuist geadresseerd" => is_told,
        _ => is_told && !is_known,
    };
    at_fault("uitkomst", is_wrong)
}
