//! BO-START-LATE: an investigation begins within ten days of the request.

use crate::formats::Window;
use crate::formats::board::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, is_overdue, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "BO-START-LATE",
    severity: Severity::Notice,
    message: Words {
        nl: "Het onderzoek begon niet binnen tien dagen na het verzoek.",
        en: "The investigation did not begin within ten days of the request.",
    },
    why: Words {
        nl: "Dit is een veldnorm, geen fout in de rij; het aantal laat zien hoe vaak kinderen langer wachten.",
        en: "This is a norm of the field, not an error in the row; the count shows how often children wait longer.",
    },
    fix: Words {
        nl: "Klopt de datum, dan hoeft u niets te doen. Ontbreekt hij, vul hem dan in.",
        en: "If the date is right, nothing is needed. If it is missing, fill it in.",
    },
    fields: &["datum_start"],
    source: "Field norm (hand-over board-start); its wording was not checked at the source",
    examples: &[
        broken(&[("datum_start", "2023-02-12")]),
        sound(&[("datum_start", "2023-02-11")]),
        broken(&[("datum_verzoek", "2023-06-19"), ("datum_start", ""), ("datum_einde", ""), ("resultaat", ""), ("advies", "")]),
        sound(&[("datum_verzoek", "2023-06-20"), ("datum_start", ""), ("datum_einde", ""), ("resultaat", ""), ("advies", "")]),
        missing_is_found(&[("datum_start", ""), ("datum_einde", ""), ("resultaat", ""), ("advies", "")]),
    ],
};

/// Days after the request.
const WITHIN_DAYS: i32 = 10;

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let due = row.requested.value()?.plus(WITHIN_DAYS);
    at_fault("datum_start", is_overdue(row.start, due, window))
}
