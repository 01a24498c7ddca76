//! DE-SHEET: a workbook has one sheet.

use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-SHEET",
    severity: Severity::Notice,
    message: Words { nl: "Het rekenblad heeft meer bladen; één is gelezen.", en: "The workbook has several sheets; one was read." },
    why: Words {
        nl: "Het is het enige zichtbare blad met de afgesproken kolomnamen. Wat op andere bladen staat, telt niet mee.",
        en: "It is the only sheet in sight with the agreed column names. What stands on other sheets does not count.",
    },
    fix: Words {
        nl: "Lever een rekenblad met één blad, of noem het blad in mapping.toml (sheet).",
        en: "Deliver a workbook of one sheet, or name the sheet in mapping.toml (sheet).",
    },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        example(Shows::Broken, Sample::Sheet(&[], 1), true),
        example(Shows::Sound, Sample::Sheet(&[], 0), false),
        example(Shows::Missing, Sample::Rows(&[]), false),
    ],
};
