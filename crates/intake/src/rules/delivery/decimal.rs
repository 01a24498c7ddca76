//! DE-DECIMAL: a dot stands before decimals.

use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-DECIMAL",
    severity: Severity::Notice,
    message: Words { nl: "Voor de decimalen staat een komma.", en: "A comma stands before decimals." },
    why: Words {
        nl: "De komma's zijn gelezen als punten, omdat geen getal iets anders kan betekenen.",
        en: "The commas were read as dots, since no number can mean anything else.",
    },
    fix: Words {
        nl: "Schrijf een punt voor de decimalen, of zeg de komma in mapping.toml (decimal).",
        en: "Write a dot before decimals, or say the comma in mapping.toml (decimal).",
    },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        example(
            Shows::Broken,
            Sample::File(
                "informant_NIVEL_2023HJ01_v1.csv",
                "kenmerk;informant;sector;stratum;informanten_in_stratum;gewicht;maand;leeftijd;geslacht;gemeente;aard;setting;zekerheid;sleutel\nK-1;I-1;education;s1;10;1,25;2023-04;9;V;GM0363;sexual;family;certain;\nK-2;I-1;education;s1;10;1,25;2023-04;9;V;GM0363;sexual;family;certain;\n",
            ),
            true,
        ),
        example(
            Shows::Sound,
            Sample::File(
                "informant_NIVEL_2023HJ01_v1.csv",
                "kenmerk;informant;sector;stratum;informanten_in_stratum;gewicht;maand;leeftijd;geslacht;gemeente;aard;setting;zekerheid;sleutel\nK-1;I-1;education;s1;10;1.25;2023-04;9;V;GM0363;sexual;family;certain;\n",
            ),
            false,
        ),
        example(
            Shows::Missing,
            Sample::File(
                "informant_NIVEL_2023HJ01_v1.csv",
                "kenmerk;informant;sector;stratum;informanten_in_stratum;gewicht;maand;leeftijd;geslacht;gemeente;aard;setting;zekerheid;sleutel\nK-1;I-1;education;s1;10;;2023-04;9;V;GM0363;sexual;family;certain;\n",
            ),
            false,
        ),
    ],
};
