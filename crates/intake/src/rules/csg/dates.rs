//! CS-DATES: a contact has its day, and the other dates are dates.

use crate::formats::Window;
use crate::formats::csg::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CS-DATES",
    severity: Severity::Error,
    message: Words {
        nl: "De datum van het contact ontbreekt, of een datum is geen datum.",
        en: "The day of the contact is missing, or a date is no date.",
    },
    why: Words { nl: "Zonder die dag is het contact niet te tellen.", en: "Without that day the contact cannot be counted." },
    fix: Words {
        nl: "Schrijf JJJJ-MM-DD; latere datums mogen leeg zijn zolang ze er niet zijn.",
        en: "Write JJJJ-MM-DD; later dates may be empty while they are not there.",
    },
    fields: &["datum_contact", "datum_incident", "datum_behandeling", "datum_sporenonderzoek", "datum_verwijzing"],
    source: "docs/how-to/deliver.md, csg",
    examples: &[
        broken(&[("datum_contact", "8-2-2023")]),
        broken_at("datum_incident", &[("datum_incident", "2023-02-31")]),
        broken_at("datum_behandeling", &[("datum_behandeling", "20230220")]),
        broken_at("datum_sporenonderzoek", &[("datum_sporenonderzoek", "x")]),
        broken_at("datum_verwijzing", &[("datum_verwijzing", "2023")]),
        sound(&[("datum_incident", "2023-02-08")]),
        missing_is_found(&[("datum_contact", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    if row.day.value().is_none() {
        return Some("datum_contact");
    }
    let dates = [
        ("datum_incident", row.incident),
        ("datum_behandeling", row.treatment),
        ("datum_sporenonderzoek", row.examined),
        ("datum_verwijzing", row.referred),
    ];
    dates.into_iter().find(|(_, date)| date.is_unreadable()).map(|(field, _)| field)
}
