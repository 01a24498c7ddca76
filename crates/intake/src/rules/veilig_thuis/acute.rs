//! VT-ACUTE: an assessment says whether the child is acutely unsafe.

use crate::formats::Window;
use crate::formats::veilig_thuis::{Object, Row};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-ACUTE",
    severity: Severity::Warning,
    message: Words {
        nl: "Acuut ontbreekt bij een beoordeling of is geen J of N.",
        en: "Acute is missing for an assessment or is not J or N.",
    },
    why: Words {
        nl: "Of kinderen in acute onveiligheid snel in veiligheid zijn, is dan niet te tellen.",
        en: "Whether children in acute danger are soon safe cannot be counted then.",
    },
    fix: Words { nl: "Vul J of N in.", en: "Fill in J or N." },
    fields: &["acuut"],
    source: "docs/how-to/deliver.md, veilig-thuis",
    examples: &[
        broken(&[("object", "beoordeling"), ("melding", "M-1"), ("uitkomst", "1"), ("acuut", "ja")]),
        sound(&[("object", "beoordeling"), ("melding", "M-1"), ("uitkomst", "1"), ("acuut", "J")]),
        missing_is_found(&[("object", "beoordeling"), ("melding", "M-1"), ("uitkomst", "1")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("acuut", row.is(Object::Assessment) && row.acute.value().is_none())
}
