//! IN-SECTOR-DIFFERS: an informant works in one sector.

use crate::formats::design::Design;
use crate::formats::informant::Row;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example, missing_passes};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IN-SECTOR-DIFFERS",
    severity: Severity::Warning,
    message: Words { nl: "De informant staat eerder in een andere sector.", en: "The informant stands earlier in another sector." },
    why: Words {
        nl: "De steekproef is per sector getrokken; het gewicht past dan niet.",
        en: "The sample was drawn by sector; the weight does not fit then.",
    },
    fix: Words {
        nl: "Geef elke informant één sector, of twee informanten elk een eigen code.",
        en: "Give each informant one sector, or two informants a code of their own.",
    },
    fields: &["sector", "informant"],
    source: "docs/how-to/deliver.md, informant",
    examples: &[
        example(Shows::Broken, Sample::Rows(&[&[], &[("kenmerk", "Z-2"), ("sector", "health")]]), true),
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "Z-2")]]), false),
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "Z-2"), ("informant", "I18"), ("sector", "health")]]), false),
        missing_passes(&[("sector", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, design: &mut Design) -> Fault {
    let sector = row.sector.value()?;
    at_fault("sector", design.differs(&["sector", row.informant], sector.word()))
}
