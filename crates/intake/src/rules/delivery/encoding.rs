//! DE-ENCODING: the text is UTF-8.

use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-ENCODING",
    severity: Severity::Notice,
    message: Words {
        nl: "De tekst is niet in UTF-8; zij is gelezen als Windows-1252.",
        en: "The text is not UTF-8; it was read as Windows-1252.",
    },
    why: Words {
        nl: "Een verkeerd gelezen letter in een naam maakt koppelen lastiger.",
        en: "A letter read wrongly in a name makes linking harder.",
    },
    fix: Words { nl: "Kies UTF-8 bij het opslaan van het bestand.", en: "Choose UTF-8 when saving the file." },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        example(Shows::Broken, Sample::File("ijw_P0123_2023HJ01_v1.xml", "<?xml version=\"1.0\" encoding=\"windows-1252\"?><a/>"), true),
        example(Shows::Sound, Sample::Row(&[("kenmerk", "A-é")]), false),
        example(Shows::Missing, Sample::File("ijw_P0123_2023HJ01_v1.xml", "<a/>"), false),
    ],
};
