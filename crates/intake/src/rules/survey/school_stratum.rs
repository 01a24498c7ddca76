//! SU-SCHOOL-STRATUM: a school lies in one stratum.

use crate::formats::design::Design;
use crate::formats::survey::Row;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example, missing_passes};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SU-SCHOOL-STRATUM",
    severity: Severity::Warning,
    message: Words { nl: "De school staat eerder in een ander stratum.", en: "The school stands earlier in another stratum." },
    why: Words {
        nl: "De trekking klopt dan niet; de marge is niet te berekenen.",
        en: "The draw is then wrong; the margin cannot be computed.",
    },
    fix: Words {
        nl: "Geef elke school één stratum, of verschillende scholen elk een eigen code.",
        en: "Give each school one stratum, or different schools a code of their own.",
    },
    fields: &["stratum", "school"],
    source: "docs/how-to/deliver.md, survey",
    examples: &[
        example(Shows::Broken, Sample::Rows(&[&[], &[("kenmerk", "Z-2"), ("stratum", "S2")]]), true),
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "Z-2")]]), false),
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "Z-2"), ("stratum", "S2"), ("school", "B1")]]), false),
        missing_passes(&[("school", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, design: &mut Design) -> Fault {
    at_fault("stratum", design.differs(&["stratum", row.school], row.stratum))
}
