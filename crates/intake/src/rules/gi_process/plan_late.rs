//! GI-PLAN-LATE: the plan follows within six weeks.

use crate::formats::Window;
use crate::formats::gi_process::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, is_overdue, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "GI-PLAN-LATE",
    severity: Severity::Notice,
    message: Words {
        nl: "Het plan was er niet binnen zes weken na de aanvang.",
        en: "The plan was not there within six weeks of the start.",
    },
    why: Words {
        nl: "Dit is een veldnorm, geen fout in de rij; het aantal laat zien hoe vaak kinderen langer wachten.",
        en: "This is a norm of the field, not an error in the row; the count shows how often children wait longer.",
    },
    fix: Words {
        nl: "Klopt de datum, dan hoeft u niets te doen. Ontbreekt hij, vul hem dan in.",
        en: "If the date is right, nothing is needed. If it is missing, fill it in.",
    },
    fields: &["datum_plan"],
    source: "Field norm (hand-over gi-plan); its wording was not checked at the source",
    examples: &[
        broken(&[("datum_plan", "2023-03-16")]),
        sound(&[("datum_plan", "2023-03-15")]),
        broken(&[("datum_aanvang", "2023-05-18"), ("datum_toegewezen", ""), ("datum_eerste_contact", ""), ("datum_plan", "")]),
        sound(&[("datum_aanvang", "2023-05-19"), ("datum_toegewezen", ""), ("datum_eerste_contact", ""), ("datum_plan", "")]),
        missing_is_found(&[("datum_plan", "")]),
    ],
};

/// Six weeks, in days after the start.
const WITHIN_DAYS: i32 = 42;

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let due = row.start.value()?.plus(WITHIN_DAYS);
    at_fault("datum_plan", is_overdue(row.plan, due, window))
}
