//! CS-INCIDENT-BEFORE-BIRTH: the incident does not lie before birth.

use crate::formats::Window;
use crate::formats::csg::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CS-INCIDENT-BEFORE-BIRTH",
    severity: Severity::Warning,
    message: Words { nl: "Het incident ligt vóór de geboorte.", en: "The incident lies before birth." },
    why: Words { nl: "Geboortedatum of incidentdatum klopt niet.", en: "The date of birth or of the incident is wrong." },
    fix: Words { nl: "Controleer beide datums.", en: "Check both dates." },
    fields: &["datum_incident", "geboortedatum"],
    source: "our own reading",
    examples: &[
        broken(&[
            ("geboortedatum", "2022-02-03"),
            ("datum_incident", "2022-02-02"),
            ("datum_sporenonderzoek", ""),
            ("sporenonderzoek_door", ""),
        ]),
        sound(&[
            ("geboortedatum", "2022-02-03"),
            ("datum_incident", "2022-02-03"),
            ("datum_sporenonderzoek", ""),
            ("sporenonderzoek_door", ""),
        ]),
        missing_passes(&[("datum_incident", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_incident", row.incident.value()? < row.lead.child.birth.value()?.first)
}
