//! GI-CONTACT-BEFORE-ASSIGNMENT: the first contact of the worker does not come before the assignment.

use crate::formats::Window;
use crate::formats::gi_process::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "GI-CONTACT-BEFORE-ASSIGNMENT",
    severity: Severity::Warning,
    message: Words {
        nl: "Het eerste contact ligt vóór de toewijzing van de medewerker.",
        en: "The first contact lies before the worker was assigned.",
    },
    why: Words {
        nl: "Het gaat om het eerste contact van de vaste medewerker; een van beide datums klopt niet.",
        en: "This is about the first contact of the permanent worker; one of the dates is wrong.",
    },
    fix: Words { nl: "Kijk of datums zijn verwisseld. Dezelfde dag mag.", en: "See whether dates were swapped. The same day is allowed." },
    fields: &["datum_eerste_contact", "datum_toegewezen"],
    source: "docs/how-to/deliver.md, gi-process",
    examples: &[
        broken(&[("datum_eerste_contact", "2023-02-02")]),
        sound(&[("datum_eerste_contact", "2023-02-03")]),
        missing_passes(&[("datum_toegewezen", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_eerste_contact", row.first_contact.value()? < row.assigned.value()?)
}
