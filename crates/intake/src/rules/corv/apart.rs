//! CV-APART: a message tells something that is counted.

use crate::formats::corv::{Letter, is_apart};
use crate::rules::{Fault, Rule, Severity, at_fault, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-APART",
    severity: Severity::Notice,
    message: Words {
        nl: "Dit bericht is aangenomen en vertelt geen gebeurtenis van een kind.",
        en: "This message was accepted and tells no event of a child.",
    },
    why: Words {
        nl: "Een melding zonder jeugdige, een terugkoppeling zonder veiligheidsbeoordeling en een stap in de zaak die geen onderzoek afsluit, tellen niet mee.",
        en: "A report without a child, feedback without an assessment and a step that ends no investigation do not count.",
    },
    fix: Words { nl: "Niets te doen.", en: "Nothing to do." },
    fields: &["jeugzorgrol", "status"],
    source: "docs/methods/corv.md",
    examples: &[
        broken_at("status", &[("jeugzorgrol", "melder")]),
        broken_at("status", &[("bericht", "vtTerugkoppelingDi01"), ("status", "overdracht")]),
        broken_at("status", &[("bericht", "notificatieDi01"), ("heeft/omschrijving", "Zaak afgerond")]),
        sound(&[("bericht", "notificatieDi01")]),
        missing_passes(&[("bericht", "vtoDi01"), ("startdatum", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    at_fault("status", is_apart(letter))
}
