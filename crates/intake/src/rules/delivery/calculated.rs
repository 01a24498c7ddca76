//! DE-CALCULATED: every cell holds its value.

use crate::rules::{Rule, Sample, Severity, Shows, Typed, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-CALCULATED",
    severity: Severity::Notice,
    message: Words {
        nl: "Cellen worden berekend met een formule; de laatst bewaarde waarde is gelezen.",
        en: "Cells are calculated by a formula; the value stored last was read.",
    },
    why: Words {
        nl: "Een formule wordt hier niet uitgevoerd; een bewaarde waarde kan oud zijn.",
        en: "A formula is not executed here; a stored value may be old.",
    },
    fix: Words {
        nl: "Plak de waarden in plaats van de formules en sla opnieuw op.",
        en: "Paste the values in place of the formulas and save again.",
    },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        example(Shows::Broken, Sample::Sheet(&[("kenmerk", Typed::Formula("A-1"))], 0), true),
        example(Shows::Sound, Sample::Sheet(&[], 0), false),
        example(Shows::Missing, Sample::Rows(&[]), false),
    ],
};
