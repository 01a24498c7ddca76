//! PO-NO-DAY: at least one of the three days is filled.

use crate::formats::Window;
use crate::formats::police::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PO-NO-DAY",
    severity: Severity::Error,
    message: Words { nl: "Geen van de drie dagen is ingevuld.", en: "None of the three days is filled in." },
    why: Words {
        nl: "Zonder melding, informatief gesprek of aangifte is er niets te tellen.",
        en: "Without a report, intake talk or complaint there is nothing to count.",
    },
    fix: Words { nl: "Vul minstens één dag in, of laat de rij weg.", en: "Fill in at least one day, or leave the row out." },
    fields: &["datum_melding", "datum_informatief_gesprek", "datum_aangifte"],
    source: "docs/how-to/deliver.md, police",
    examples: &[
        broken(&[("datum_melding", ""), ("datum_informatief_gesprek", ""), ("datum_aangifte", "")]),
        sound(&[("datum_melding", ""), ("datum_informatief_gesprek", "")]),
        sound(&[("datum_informatief_gesprek", ""), ("datum_aangifte", "")]),
        missing_passes(&[("datum_melding", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_melding", row.days().into_iter().all(|(_, _, day)| day.is_absent()))
}
