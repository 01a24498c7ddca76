//! CS-INCIDENT-AFTER-CONTACT: the incident does not lie after the contact.

use crate::formats::Window;
use crate::formats::csg::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CS-INCIDENT-AFTER-CONTACT",
    severity: Severity::Warning,
    message: Words { nl: "Het incident ligt na het contact.", en: "The incident lies after the contact." },
    why: Words {
        nl: "De dag van het incident wordt niet gebruikt: of het contact acuut was, is dan onbekend.",
        en: "The day of the incident is not used: whether the contact was acute is then unknown.",
    },
    fix: Words { nl: "Kijk of datums zijn verwisseld. Dezelfde dag mag.", en: "See whether dates were swapped. The same day is allowed." },
    fields: &["datum_incident", "datum_contact"],
    source: "docs/how-to/deliver.md, csg",
    examples: &[
        broken(&[("datum_incident", "2023-02-09"), ("datum_sporenonderzoek", ""), ("sporenonderzoek_door", "")]),
        sound(&[("datum_incident", "2023-02-08")]),
        missing_passes(&[("datum_incident", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_incident", row.incident.value()? > row.day.value()?)
}
