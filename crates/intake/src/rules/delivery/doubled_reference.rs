//! DE-DOUBLED-REFERENCE: a reference stands once in a file.

use crate::rules::{Rule, Sample, Severity, Shows, example, missing_passes};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-DOUBLED-REFERENCE",
    severity: Severity::Error,
    message: Words { nl: "Dit kenmerk staat al eerder in het bestand.", en: "This reference stands earlier in the file." },
    why: Words {
        nl: "Twee rijen met één kenmerk spreken elkaar tegen; de eerste telt, de latere niet.",
        en: "Two rows with one reference contradict each other; the first counts, the later does not.",
    },
    fix: Words { nl: "Lever per record één rij, met de laatste stand.", en: "Deliver one row a record, with its latest state." },
    fields: &["kenmerk"],
    source: "docs/how-to/deliver.md",
    examples: &[
        example(Shows::Broken, Sample::Rows(&[&[], &[("datum_aanvang", "20230301")]]), true),
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "A-2"), ("datum_aanvang", "20230301")]]), false),
        missing_passes(&[("kenmerk", "")]),
    ],
};
