//! CS-TREATMENT-BEFORE-CONTACT: treatment does not begin before the contact.

use crate::formats::Window;
use crate::formats::csg::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CS-TREATMENT-BEFORE-CONTACT",
    severity: Severity::Warning,
    message: Words { nl: "De behandeling begint vóór het contact.", en: "Treatment begins before the contact." },
    why: Words {
        nl: "Een van beide datums klopt niet; het begin van de behandeling wordt niet gebruikt.",
        en: "One of the dates is wrong; the start of treatment is not used.",
    },
    fix: Words { nl: "Kijk of datums zijn verwisseld. Dezelfde dag mag.", en: "See whether dates were swapped. The same day is allowed." },
    fields: &["datum_behandeling", "datum_contact"],
    source: "docs/how-to/deliver.md, csg",
    examples: &[
        broken(&[("datum_behandeling", "2023-02-07")]),
        sound(&[("datum_behandeling", "2023-02-08")]),
        missing_passes(&[("datum_behandeling", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_behandeling", row.treatment.value()? < row.day.value()?)
}
