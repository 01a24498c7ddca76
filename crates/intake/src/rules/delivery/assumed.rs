//! DE-ASSUMED: the file has the name of a delivery.

use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-ASSUMED",
    severity: Severity::Notice,
    message: Words { nl: "De bestandsnaam is niet die van een aanlevering.", en: "The file name is not that of a delivery." },
    why: Words {
        nl: "Zonder naam zijn leverancier en periode niet bekend; de regels over de periode zijn niet toegepast.",
        en: "Without it supplier and period are not known; the rules about the period were not applied.",
    },
    fix: Words {
        nl: "Noem het bestand soort_leverancier_periode_v1, bijvoorbeeld youth-policy_P0123_2023HJ01_v1.csv.",
        en: "Name the file kind_supplier_period_v1, for example youth-policy_P0123_2023HJ01_v1.csv.",
    },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        example(Shows::Broken, Sample::File("uitvoer.xml", "<a/>"), true),
        example(Shows::Sound, Sample::Row(&[]), false),
        example(Shows::Missing, Sample::File("", "<a/>"), true),
    ],
};
