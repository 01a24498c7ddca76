//! CS-INCIDENT-MISSING: the day of the incident is known.

use crate::formats::Window;
use crate::formats::csg::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CS-INCIDENT-MISSING",
    severity: Severity::Notice,
    message: Words { nl: "De dag van het incident is niet bekend.", en: "The day of the incident is not known." },
    why: Words {
        nl: "Of het contact acuut was (binnen zeven dagen), is dan niet te zeggen.",
        en: "Whether the contact was acute (within seven days) cannot be said then.",
    },
    fix: Words {
        nl: "Vul de dag van het (laatste) incident in als die bekend is.",
        en: "Fill in the day of the (last) incident when it is known.",
    },
    fields: &["datum_incident"],
    source: "docs/how-to/deliver.md, csg",
    examples: &[
        broken(&[("datum_incident", ""), ("datum_sporenonderzoek", ""), ("sporenonderzoek_door", "")]),
        sound(&[("datum_incident", "2020-01-01"), ("datum_sporenonderzoek", ""), ("sporenonderzoek_door", "")]),
        missing_is_found(&[("datum_incident", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_incident", row.incident.is_absent())
}
