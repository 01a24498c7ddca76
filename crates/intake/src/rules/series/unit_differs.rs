//! SE-UNIT-DIFFERS: a series has one unit.

use crate::formats::design::Design;
use crate::formats::series::Row;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example, missing_passes};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SE-UNIT-DIFFERS",
    severity: Severity::Warning,
    message: Words { nl: "De reeks staat eerder met een andere eenheid.", en: "The series stands earlier with another unit." },
    why: Words { nl: "Cijfers in andere eenheden staan niet in één lijn.", en: "Figures in other units do not stand in one line." },
    fix: Words {
        nl: "Geef de reeks één eenheid, of maak er twee reeksen van.", en: "Give the series one unit, or make two series of it."
    },
    fields: &["eenheid", "reeks"],
    source: "docs/how-to/deliver.md, series",
    examples: &[
        example(Shows::Broken, Sample::Rows(&[&[], &[("periode", "2021JJ00"), ("eenheid", "procent")]]), true),
        example(Shows::Sound, Sample::Rows(&[&[], &[("periode", "2021JJ00")]]), false),
        example(Shows::Sound, Sample::Rows(&[&[], &[("periode", "2021JJ00"), ("reeks", "andere"), ("eenheid", "procent")]]), false),
        missing_passes(&[("eenheid", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, design: &mut Design) -> Fault {
    at_fault("eenheid", design.differs(&["unit", row.series], row.unit))
}
