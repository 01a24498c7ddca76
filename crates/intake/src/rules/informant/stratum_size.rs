//! IN-STRATUM-SIZE: a stratum has one number of informants.

use crate::formats::design::Design;
use crate::formats::informant::Row;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example, missing_passes};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IN-STRATUM-SIZE",
    severity: Severity::Warning,
    message: Words {
        nl: "Het stratum staat eerder met een ander aantal informanten.",
        en: "The stratum stands earlier with another number of informants.",
    },
    why: Words {
        nl: "Het aantal hoort bij het stratum, niet bij het formulier; de marge klopt niet.",
        en: "The number belongs to the stratum, not to the form; the margin comes out wrong.",
    },
    fix: Words { nl: "Vul in alle rijen van het stratum hetzelfde aantal in.", en: "Fill in the same number in all rows of the stratum." },
    fields: &["informanten_in_stratum", "stratum"],
    source: "docs/how-to/deliver.md, informant",
    examples: &[
        example(Shows::Broken, Sample::Rows(&[&[], &[("kenmerk", "Z-2"), ("informanten_in_stratum", "851")]]), true),
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "Z-2")]]), false),
        example(
            Shows::Sound,
            Sample::Rows(&[&[], &[("kenmerk", "Z-2"), ("informant", "I18"), ("stratum", "S3"), ("informanten_in_stratum", "90")]]),
            false,
        ),
        missing_passes(&[("stratum", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, design: &mut Design) -> Fault {
    let informants = row.informants_in_stratum.value()?;
    at_fault("informanten_in_stratum", design.differs(&["informants", row.stratum], &informants.to_string()))
}
