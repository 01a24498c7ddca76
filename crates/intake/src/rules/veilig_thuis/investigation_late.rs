//! VT-INVESTIGATION-LATE: an investigation is ready within ten weeks.

use crate::formats::Window;
use crate::formats::veilig_thuis::{Object, Row};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, is_overdue, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-INVESTIGATION-LATE",
    severity: Severity::Notice,
    message: Words { nl: "Het onderzoek was niet klaar binnen tien weken.", en: "The investigation was not ready within ten weeks." },
    why: Words {
        nl: "Dit is een wettelijke termijn, geen fout in de rij; het aantal laat zien hoe vaak kinderen langer wachten.",
        en: "This is a term in law, not an error in the row; the count shows how often children wait longer.",
    },
    fix: Words {
        nl: "Klopt de datum, dan hoeft u niets te doen. Ontbreekt hij, vul hem dan in.",
        en: "If the date is right, nothing is needed. If it is missing, fill it in.",
    },
    fields: &["datum_einde"],
    source: "Uitvoeringsbesluit Wmo 2015 and Handelingsprotocol Veilig Thuis; the number of the article was not checked",
    examples: &[
        broken(&[("object", "onderzoek"), ("datum_einde", "2023-04-13"), ("uitkomst", "confirmed")]),
        sound(&[("object", "onderzoek"), ("datum_einde", "2023-04-12"), ("uitkomst", "confirmed")]),
        broken(&[("object", "onderzoek"), ("datum", "2023-04-20")]),
        sound(&[("object", "onderzoek"), ("datum", "2023-04-21")]),
        sound(&[("object", "voorwaarden")]),
        sound(&[("object", "onderzoek"), ("datum", "2022-06-01"), ("datum_einde", "2022-12-31"), ("uitkomst", "confirmed")]),
        broken(&[("object", "onderzoek"), ("datum", "2022-06-01"), ("datum_einde", "2023-01-01"), ("uitkomst", "confirmed")]),
        missing_is_found(&[("object", "onderzoek"), ("datum_einde", "")]),
    ],
};

/// Ten weeks, in days.
const WITHIN_DAYS: i32 = 70;

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let due = row.day.value().filter(|_| row.is(Object::Investigation))?.plus(WITHIN_DAYS);
    at_fault("datum_einde", is_overdue(row.end, due, window))
}
