//! GI-CONTACT-LATE: the first contact follows within five working days.

use domain::workdays::add_working_days;

use crate::formats::Window;
use crate::formats::gi_process::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, is_overdue, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "GI-CONTACT-LATE",
    severity: Severity::Notice,
    message: Words {
        nl: "Het eerste contact was er niet binnen vijf werkdagen na de aanvang.",
        en: "The first contact was not there within five working days of the start.",
    },
    why: Words {
        nl: "Dit is een veldnorm, geen fout in de rij; het aantal laat zien hoe vaak kinderen langer wachten.",
        en: "This is a norm of the field, not an error in the row; the count shows how often children wait longer.",
    },
    fix: Words {
        nl: "Klopt de datum, dan hoeft u niets te doen. Ontbreekt hij, vul hem dan in.",
        en: "If the date is right, nothing is needed. If it is missing, fill it in.",
    },
    fields: &["datum_eerste_contact"],
    source: "Field norm (hand-over gi-start); its wording was not checked at the source",
    examples: &[
        broken(&[("datum_eerste_contact", "2023-02-09")]),
        sound(&[("datum_eerste_contact", "2023-02-08")]),
        broken(&[("datum_aanvang", "2023-06-22"), ("datum_toegewezen", ""), ("datum_eerste_contact", ""), ("datum_plan", "")]),
        sound(&[("datum_aanvang", "2023-06-23"), ("datum_toegewezen", ""), ("datum_eerste_contact", ""), ("datum_plan", "")]),
        missing_is_found(&[("datum_eerste_contact", ""), ("datum_plan", "")]),
    ],
};

/// Working days after the start.
const WITHIN: u32 = 5;

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let due = add_working_days(row.start.value()?, WITHIN);
    at_fault("datum_eerste_contact", is_overdue(row.first_contact, due, window))
}
