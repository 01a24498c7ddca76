//! CS-TRACE-WINDOW: traces are examined in the acute phase.

use domain::AcuteCare;

use crate::formats::Window;
use crate::formats::csg::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CS-TRACE-WINDOW",
    severity: Severity::Warning,
    message: Words {
        nl: "Het sporenonderzoek ligt niet binnen zeven dagen na het incident.",
        en: "The trace examination does not lie within seven days of the incident.",
    },
    why: Words {
        nl: "Sporenonderzoek hoort bij de acute fase (dag 7 telt mee); een van beide datums klopt waarschijnlijk niet.",
        en: "Trace examination belongs to the acute phase (day 7 included); one of the dates is probably wrong.",
    },
    fix: Words { nl: "Controleer datum_incident en datum_sporenonderzoek.", en: "Check datum_incident and datum_sporenonderzoek." },
    fields: &["datum_sporenonderzoek", "datum_incident"],
    source: "Kamerstuk 31 015, 20 juli 2020, deel B",
    examples: &[
        broken(&[("datum_incident", "2023-01-31")]),
        broken(&[("datum_sporenonderzoek", "2023-02-02")]),
        sound(&[("datum_incident", "2023-02-01")]),
        sound(&[("datum_incident", "2023-02-08")]),
        missing_passes(&[("datum_incident", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let (incident, examined) = (row.incident.value()?, row.examined.value()?);
    at_fault("datum_sporenonderzoek", !AcuteCare::on(examined).is_acute(incident, examined))
}
