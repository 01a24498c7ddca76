//! DE-FORMULA: no field looks like a formula.

use crate::rules::{Rule, Severity, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-FORMULA",
    severity: Severity::Warning,
    message: Words { nl: "Een veld begint met = + - of @, zoals een formule.", en: "A field begins with = + - or @, as a formula does." },
    why: Words {
        nl: "Een rekenblad zou het uitvoeren. Het veld is niet overgenomen en wordt niet getoond; een kenmerk telt wel.",
        en: "A spreadsheet would execute it. The field was not taken over and is not shown; a reference does count.",
    },
    fix: Words {
        nl: "Haal het teken voor de waarde weg; kijk ook hoe het daar kwam.",
        en: "Take the character before the value away; look how it got there too.",
    },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        broken(&[("kenmerk", "=1+1")]),
        broken(&[("kenmerk", "@SUM(A1)")]),
        sound(&[("kenmerk", "A=1")]),
        sound(&[("kenmerk", "-")]),
        missing_passes(&[("kenmerk", "")]),
    ],
};
