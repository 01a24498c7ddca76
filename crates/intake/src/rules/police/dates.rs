//! PO-DATES: the dates are dates.

use crate::formats::Window;
use crate::formats::police::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PO-DATES",
    severity: Severity::Error,
    message: Words { nl: "Een datum is geen datum.", en: "A date is no date." },
    why: Words { nl: "Die gebeurtenis is dan niet te tellen.", en: "That event cannot be counted then." },
    fix: Words { nl: "Schrijf JJJJ-MM-DD; laat leeg wat er niet was.", en: "Write JJJJ-MM-DD; leave empty what did not happen." },
    fields: &["datum_melding", "datum_informatief_gesprek", "datum_aangifte"],
    source: "docs/how-to/deliver.md, police",
    examples: &[
        broken(&[("datum_melding", "2023-02-29")]),
        broken_at("datum_informatief_gesprek", &[("datum_informatief_gesprek", "20230208")]),
        broken_at("datum_aangifte", &[("datum_aangifte", "15-02-2023")]),
        sound(&[("datum_aangifte", "2023-02-28")]),
        missing_passes(&[("datum_aangifte", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let dates = [("datum_melding", row.report), ("datum_informatief_gesprek", row.intake_talk), ("datum_aangifte", row.complaint)];
    dates.into_iter().find(|(_, date)| date.is_unreadable()).map(|(field, _)| field)
}
