//! VT-TRANSFER-OPEN: a transfer is accepted within fourteen days.

use crate::formats::Window;
use crate::formats::veilig_thuis::{Object, Row};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, is_overdue, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-TRANSFER-OPEN",
    severity: Severity::Notice,
    message: Words {
        nl: "De overdracht was niet binnen veertien dagen aangenomen.",
        en: "The transfer was not accepted within fourteen days.",
    },
    why: Words {
        nl: "Dit is een eigen maatstaf, geen fout in de rij. Een overdracht die niemand aanneemt, is de plek waar een kind uit beeld raakt.",
        en: "This is our own yardstick, not an error in the row. A transfer that nobody accepts is where a child is lost from view.",
    },
    fix: Words {
        nl: "Vul bij datum_einde de dag in waarop de ontvanger de zaak aannam; is dat niet gebeurd, vraag de ontvanger ernaar.",
        en: "Fill in the day on which the receiver accepted the case; if that has not happened, ask the receiver.",
    },
    fields: &["datum_einde"],
    source: "Own yardstick (hand-over transfer)",
    examples: &[
        broken(&[("object", "overdracht"), ("datum_einde", "2023-02-16"), ("naar", "provider")]),
        sound(&[("object", "overdracht"), ("datum_einde", "2023-02-15"), ("naar", "provider")]),
        broken(&[("object", "overdracht"), ("datum", "2023-06-15"), ("naar", "gi")]),
        sound(&[("object", "overdracht"), ("datum", "2023-06-16"), ("naar", "gi")]),
        sound(&[("object", "voorwaarden")]),
        missing_is_found(&[("object", "overdracht"), ("datum_einde", "")]),
    ],
};

/// Days after the case was sent.
const WITHIN_DAYS: i32 = 14;

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let due = row.day.value().filter(|_| row.is(Object::Transfer))?.plus(WITHIN_DAYS);
    at_fault("datum_einde", is_overdue(row.end, due, window))
}
