//! CS-TREATMENT-NO-CARE: treatment is medical, psychological or both.

use crate::field::Given;
use crate::formats::Window;
use crate::formats::csg::{NO, Row};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CS-TREATMENT-NO-CARE",
    severity: Severity::Warning,
    message: Words {
        nl: "Er is behandeling, maar medisch en psychologisch staan allebei op N.",
        en: "There is treatment, but medical and psychological are both N.",
    },
    why: Words { nl: "De velden spreken elkaar tegen.", en: "The fields contradict each other." },
    fix: Words {
        nl: "Vul J in voor de zorg die is gegeven, of laat datum_behandeling leeg.",
        en: "Fill in J for the care that was given, or leave datum_behandeling empty.",
    },
    fields: &["datum_behandeling", "medisch", "psychologisch"],
    source: "our own reading",
    examples: &[
        broken(&[("medisch", "N"), ("psychologisch", "N")]),
        sound(&[("medisch", "N")]),
        sound(&[("psychologisch", "N")]),
        missing_passes(&[("datum_behandeling", ""), ("medisch", "N"), ("psychologisch", "N")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let is_no_care = row.medical == Given::Is(NO) && row.psychological == Given::Is(NO);
    at_fault("datum_behandeling", row.treatment.is_given() && is_no_care)
}
