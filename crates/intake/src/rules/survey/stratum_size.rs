//! SU-STRATUM-SIZE: a stratum has one number of schools.

use crate::formats::design::Design;
use crate::formats::survey::Row;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example, missing_passes};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SU-STRATUM-SIZE",
    severity: Severity::Warning,
    message: Words {
        nl: "Het stratum staat eerder met een ander aantal scholen.",
        en: "The stratum stands earlier with another number of schools.",
    },
    why: Words {
        nl: "Het aantal hoort bij het stratum, niet bij de leerling; de marge klopt niet.",
        en: "The number belongs to the stratum, not to the pupil; the margin comes out wrong.",
    },
    fix: Words {
        nl: "Vul in alle rijen van het stratum hetzelfde aantal scholen in.",
        en: "Fill in the same number of schools in all rows of the stratum.",
    },
    fields: &["scholen_in_stratum", "stratum"],
    source: "docs/how-to/deliver.md, survey",
    examples: &[
        example(Shows::Broken, Sample::Rows(&[&[], &[("kenmerk", "Z-2"), ("scholen_in_stratum", "121")]]), true),
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "Z-2")]]), false),
        example(
            Shows::Sound,
            Sample::Rows(&[&[], &[("kenmerk", "Z-2"), ("stratum", "S2"), ("school", "B1"), ("scholen_in_stratum", "90")]]),
            false,
        ),
        missing_passes(&[("stratum", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, design: &mut Design) -> Fault {
    let schools = row.schools_in_stratum.value()?;
    at_fault("scholen_in_stratum", design.differs(&["schools", row.stratum], &schools.to_string()))
}
