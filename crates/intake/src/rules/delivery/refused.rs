//! DE-REFUSED: the file as a whole can be taken.

use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-REFUSED",
    severity: Severity::Error,
    message: Words { nl: "Dit bestand kan niet worden gelezen als aanlevering.", en: "This file cannot be read as a delivery." },
    why: Words { nl: "Er is niets uit het bestand overgenomen.", en: "Nothing of the file was taken over." },
    fix: Words {
        nl: "Doe wat er tussen haakjes staat en controleer het bestand opnieuw.",
        en: "Do what stands between the brackets and check the file again.",
    },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        example(Shows::Broken, Sample::File("youth-policy_P0123_2023HJ01_v1.csv", "naam;adres;plaats\n"), true),
        example(Shows::Sound, Sample::Row(&[]), false),
        example(Shows::Missing, Sample::File("youth-policy_P0123_2023HJ01_v1.csv", ""), true),
    ],
};
