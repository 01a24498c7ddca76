//! CV-RESULT: a result is in the list and fits the status.

use crate::formats::corv::{Kind, Letter, RESULTS};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-RESULT",
    severity: Severity::Warning,
    message: Words {
        nl: "Het resultaat staat niet in de lijst of past niet bij de status.",
        en: "The result is not in the list or does not fit the status.",
    },
    why: Words { nl: "Wat de Raad besloot, telt dan als onbekend.", en: "What the Board decided then counts as unknown." },
    fix: Words {
        nl: "Kies een van de vier resultaten; laat het weg zolang er geen is.",
        en: "Choose one of the four results; leave it out while there is none.",
    },
    fields: &["resultaat"],
    source: "StUF-Jeugdzorg 1.0.9, Omschrijving-resultaat-notificatie; our own reading of which fits which status",
    examples: &[
        broken(&[("bericht", "notificatieDi01"), ("resultaat/omschrijving", "Rekest")]),
        broken(&[("bericht", "notificatieDi01"), ("heeft/omschrijving", "Intake afgerond")]),
        sound(&[("bericht", "notificatieDi01"), ("resultaat/omschrijving", "Maatregel opgelegd")]),
        missing_passes(&[("bericht", "notificatieDi01"), ("resultaat", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    if letter.kind != Kind::Result || !letter.has("J:object/Z:resultaat/Z:omschrijving") {
        return None;
    }
    let result = letter.text("J:object/Z:resultaat/Z:omschrijving");
    // After an intake there is no other result than that no investigation will be made.
    let fits = letter.status() != "Intake afgerond" || result == "Verzoek tot onderzoek afgewezen";
    at_fault("resultaat", !RESULTS.contains(&result) || !fits)
}
