//! VT-OBJECT: a row says what it is.

use crate::formats::Window;
use crate::formats::veilig_thuis::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-OBJECT",
    severity: Severity::Error,
    message: Words {
        nl: "Het soort rij (object) ontbreekt of staat niet in de lijst.",
        en: "The kind of row (object) is missing or not in the list.",
    },
    why: Words { nl: "Van de rij is dan niet te zeggen wat er is gebeurd.", en: "There is no telling what happened then." },
    fix: Words {
        nl: "Vul advies, melding, beoordeling, onderzoek, voorwaarden, overdracht of monitoring in.",
        en: "Fill in advies, melding, beoordeling, onderzoek, voorwaarden, overdracht or monitoring.",
    },
    fields: &["object"],
    source: "docs/how-to/deliver.md, veilig-thuis",
    examples: &[broken(&[("object", "report")]), sound(&[("object", "melding")]), missing_is_found(&[("object", "")])],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("object", row.object.value().is_none())
}
