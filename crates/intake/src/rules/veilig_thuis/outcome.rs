//! VT-OUTCOME: an assessment and an investigation that ended have an outcome of their list.

use crate::formats::Window;
use crate::formats::veilig_thuis::{Object, Row};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-OUTCOME",
    severity: Severity::Warning,
    message: Words { nl: "De uitkomst ontbreekt of staat niet in de lijst.", en: "The outcome is missing or not in the list." },
    why: Words {
        nl: "Wat er na de beoordeling of het onderzoek gebeurt, is dan niet te tellen.",
        en: "What happens after the assessment or investigation cannot be counted then.",
    },
    fix: Words {
        nl: "Beoordeling: 1, 2, 3 of 4. Onderzoek met een einde: confirmed, not-confirmed of refuted.",
        en: "Assessment: 1, 2, 3 or 4. Investigation with an end: confirmed, not-confirmed or refuted.",
    },
    fields: &["uitkomst"],
    source: "CORV 1.0.9, UitkomstVeiligheidsbeoordeling; docs/how-to/deliver.md",
    examples: &[
        broken(&[("object", "beoordeling"), ("melding", "M-1"), ("uitkomst", "5")]),
        broken(&[("object", "onderzoek"), ("uitkomst", "2")]),
        sound(&[("object", "beoordeling"), ("melding", "M-1"), ("uitkomst", "4")]),
        sound(&[("object", "onderzoek")]),
        missing_is_found(&[("object", "onderzoek"), ("datum_einde", "2023-03-01")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let is_due = row.is(Object::Assessment) || row.is(Object::Investigation) && row.end.is_given();
    let has_outcome = row.is(Object::Assessment) || row.is(Object::Investigation);
    at_fault("uitkomst", has_outcome && row.outcome.is_unreadable() || is_due && row.outcome.is_absent())
}
