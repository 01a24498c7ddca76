//! BO-END-LATE: an investigation is ready within ten weeks of the request.

use crate::formats::Window;
use crate::formats::board::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, is_overdue, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "BO-END-LATE",
    severity: Severity::Notice,
    message: Words {
        nl: "Het onderzoek was niet klaar binnen tien weken na het verzoek.",
        en: "The investigation was not ready within ten weeks of the request.",
    },
    why: Words {
        nl: "Dit is een eigen maatstaf, geen fout in de rij; het aantal laat zien hoe vaak kinderen langer wachten.",
        en: "This is our own yardstick, not an error in the row; the count shows how often children wait longer.",
    },
    fix: Words {
        nl: "Klopt de datum, dan hoeft u niets te doen. Ontbreekt hij, vul hem dan in.",
        en: "If the date is right, nothing is needed. If it is missing, fill it in.",
    },
    fields: &["datum_einde"],
    source: "Own yardstick (hand-over board-end)",
    examples: &[
        broken(&[("datum_start", "2023-02-08"), ("datum_einde", "2023-04-13"), ("resultaat", "petition"), ("advies", "order")]),
        sound(&[("datum_start", "2023-02-08"), ("datum_einde", "2023-04-12"), ("resultaat", "petition"), ("advies", "order")]),
        broken(&[("datum_verzoek", "2023-04-20"), ("datum_start", "2023-04-20"), ("datum_einde", ""), ("resultaat", ""), ("advies", "")]),
        sound(&[("datum_verzoek", "2023-04-21"), ("datum_start", "2023-04-21"), ("datum_einde", ""), ("resultaat", ""), ("advies", "")]),
        missing_is_found(&[("datum_einde", ""), ("resultaat", ""), ("advies", "")]),
    ],
};

/// Ten weeks, in days after the request.
const WITHIN_DAYS: i32 = 70;

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let due = row.requested.value()?.plus(WITHIN_DAYS);
    at_fault("datum_einde", is_overdue(row.end, due, window))
}
