//! DE-MERGED: no cells are merged.

use crate::rules::{Rule, Sample, Severity, Shows, Typed, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-MERGED",
    severity: Severity::Error,
    message: Words { nl: "Een samengevoegde cel ligt over deze rij.", en: "A merged cell lies over this row." },
    why: Words {
        nl: "Alleen de eerste cel van de samenvoeging heeft een waarde; de andere lijken leeg.",
        en: "Only the first cell of a merged one has a value; the others seem empty.",
    },
    fix: Words { nl: "Hef de samenvoeging op en vul elke cel.", en: "Undo the merging and fill every cell." },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        example(Shows::Broken, Sample::Sheet(&[("datum_einde", Typed::Merged)], 0), true),
        example(Shows::Sound, Sample::Sheet(&[], 0), false),
        example(Shows::Missing, Sample::Rows(&[]), false),
    ],
};
