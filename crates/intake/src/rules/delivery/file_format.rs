//! DE-FILE-FORMAT: a name ends in what the file is.

use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-FILE-FORMAT",
    severity: Severity::Notice,
    message: Words {
        nl: "De naam van het bestand eindigt anders dan de inhoud is.",
        en: "The name of the file ends otherwise than its content is.",
    },
    why: Words { nl: "Het is gelezen naar de inhoud.", en: "It was read by its content." },
    fix: Words {
        nl: "Laat de naam eindigen op wat het is: .csv of .txt voor tekst, .xlsx voor een rekenblad, .xml of .tar voor berichten.",
        en: "Let the name end in what it is: .csv or .txt for text, .xlsx for a spreadsheet, .xml or .tar for messages.",
    },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        example(Shows::Broken, Sample::File("ijw_P0123_2023HJ01_v1.tar", "<a/>"), true),
        example(Shows::Sound, Sample::File("ijw_P0123_2023HJ01_v1.xml", "<a/>"), false),
        example(Shows::Missing, Sample::Rows(&[]), false),
    ],
};
