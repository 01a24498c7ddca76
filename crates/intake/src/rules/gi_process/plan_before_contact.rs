//! GI-PLAN-BEFORE-CONTACT: the plan does not come before the first contact.

use crate::formats::Window;
use crate::formats::gi_process::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "GI-PLAN-BEFORE-CONTACT",
    severity: Severity::Warning,
    message: Words { nl: "Het plan ligt vóór het eerste contact.", en: "The plan lies before the first contact." },
    why: Words {
        nl: "Een plan wordt met kind en ouders gemaakt; een van beide datums klopt waarschijnlijk niet.",
        en: "A plan is made with child and parents; one of the dates is probably wrong.",
    },
    fix: Words { nl: "Kijk of datums zijn verwisseld. Dezelfde dag mag.", en: "See whether dates were swapped. The same day is allowed." },
    fields: &["datum_plan", "datum_eerste_contact"],
    source: "our own reading",
    examples: &[broken(&[("datum_plan", "2023-02-05")]), sound(&[("datum_plan", "2023-02-06")]), missing_passes(&[("datum_plan", "")])],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_plan", row.plan.value()? < row.first_contact.value()?)
}
