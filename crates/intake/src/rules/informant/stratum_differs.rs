//! IN-STRATUM-DIFFERS: an informant lies in one stratum.

use crate::formats::design::Design;
use crate::formats::informant::Row;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example, missing_passes};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IN-STRATUM-DIFFERS",
    severity: Severity::Warning,
    message: Words { nl: "De informant staat eerder in een ander stratum.", en: "The informant stands earlier in another stratum." },
    why: Words {
        nl: "De trekking klopt dan niet; de marge is niet te berekenen.",
        en: "The draw is then wrong; the margin cannot be computed.",
    },
    fix: Words { nl: "Geef elke informant één stratum.", en: "Give each informant one stratum." },
    fields: &["stratum", "informant"],
    source: "docs/how-to/deliver.md, informant",
    examples: &[
        example(Shows::Broken, Sample::Rows(&[&[], &[("kenmerk", "Z-2"), ("stratum", "S3")]]), true),
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "Z-2")]]), false),
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "Z-2"), ("informant", "I18"), ("stratum", "S3")]]), false),
        missing_passes(&[("stratum", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, design: &mut Design) -> Fault {
    at_fault("stratum", design.differs(&["stratum", row.informant], row.stratum))
}
