//! SE-DOUBLED: a figure stands once in a file.

use crate::rules::{Rule, Sample, Severity, Shows, example, missing_passes};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SE-DOUBLED",
    severity: Severity::Error,
    message: Words {
        nl: "Dit cijfer staat al eerder in het bestand (zelfde reeks, bron, periode en gebied).",
        en: "This figure stands earlier in the file (same series, source, period and area).",
    },
    why: Words {
        nl: "Twee waarden voor één cijfer spreken elkaar tegen; de eerste telt.",
        en: "Two values for one figure contradict each other; the first counts.",
    },
    fix: Words { nl: "Lever elk cijfer één keer, met de laatste waarde.", en: "Deliver each figure once, with its latest value." },
    fields: &["reeks", "bron", "periode", "gebied"],
    source: "docs/how-to/deliver.md, series",
    examples: &[
        example(Shows::Broken, Sample::Rows(&[&[], &[("waarde", "481031")]]), true),
        example(Shows::Sound, Sample::Rows(&[&[], &[("periode", "2021JJ00")]]), false),
        missing_passes(&[("bron", "")]),
    ],
};
