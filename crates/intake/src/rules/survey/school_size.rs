//! SU-SCHOOL-SIZE: a school has one number of pupils.

use crate::formats::design::Design;
use crate::formats::survey::Row;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example, missing_passes};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SU-SCHOOL-SIZE",
    severity: Severity::Warning,
    message: Words {
        nl: "De school staat eerder met een ander aantal leerlingen.",
        en: "The school stands earlier with another number of pupils.",
    },
    why: Words {
        nl: "Het aantal hoort bij de school, niet bij de leerling; de marge klopt niet.",
        en: "The number belongs to the school, not to the pupil; the margin comes out wrong.",
    },
    fix: Words {
        nl: "Vul in alle rijen van de school hetzelfde aantal leerlingen in.",
        en: "Fill in the same number of pupils in all rows of the school.",
    },
    fields: &["leerlingen_in_school", "school"],
    source: "docs/how-to/deliver.md, survey",
    examples: &[
        example(Shows::Broken, Sample::Rows(&[&[], &[("kenmerk", "Z-2"), ("leerlingen_in_school", "641")]]), true),
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "Z-2")]]), false),
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "Z-2"), ("school", "B1"), ("leerlingen_in_school", "90")]]), false),
        missing_passes(&[("school", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, design: &mut Design) -> Fault {
    let pupils = row.pupils_in_school.value()?;
    at_fault("leerlingen_in_school", design.differs(&["pupils", row.school], &pupils.to_string()))
}
