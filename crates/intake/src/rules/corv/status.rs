//! CV-STATUS: feedback and a result tell a status of their list.

use crate::formats::corv::{Kind, Letter, STATUSES, STATUSES_OF_VEILIG_THUIS};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-STATUS",
    severity: Severity::Error,
    message: Words { nl: "De status ontbreekt of staat niet in de lijst.", en: "The status is missing or not in the list." },
    why: Words {
        nl: "Zonder status zegt het bericht niet wat er is gebeurd.",
        en: "Without a status the message does not say what happened.",
    },
    fix: Words {
        nl: "Gebruik bij een terugkoppeling een van de vijf statussen van Veilig Thuis, bij een notificatie Intake afgerond, Onderzoek afgerond of Zaak afgerond.",
        en: "Use one of the five statuses of Veilig Thuis in feedback; Intake afgerond, Onderzoek afgerond or Zaak afgerond in a notification.",
    },
    fields: &["status", "omschrijving"],
    source: "StUF-Jeugdzorg 1.0.9, StatusVeiligheidsbeoordeling, Omschrijving-stt",
    examples: &[
        broken(&[("bericht", "vtTerugkoppelingDi01"), ("status", "Overdracht")]),
        broken_at("omschrijving", &[("bericht", "notificatieDi01"), ("heeft/omschrijving", "Onderzoek gestart")]),
        sound(&[("bericht", "vtTerugkoppelingDi01"), ("status", "Melding onjuist geadresseerd"), ("uitkomst", "")]),
        missing_is_found(&[("bericht", "vtTerugkoppelingDi01"), ("status", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    match letter.kind {
        Kind::Feedback => at_fault("status", !STATUSES_OF_VEILIG_THUIS.contains(&letter.status())),
        Kind::Result => at_fault("omschrijving", !STATUSES.contains(&letter.status())),
        Kind::Report | Kind::Request => None,
    }
}
