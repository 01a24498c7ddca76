//! DE-ENCODING-MIXED: a file is in one encoding.

use crate::rules::{Rule, Sample, Severity, Shows, example, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-ENCODING-MIXED",
    severity: Severity::Warning,
    message: Words {
        nl: "Het bestand is deels in UTF-8 en deels in Windows-1252.",
        en: "The file is partly in UTF-8 and partly in Windows-1252.",
    },
    why: Words {
        nl: "Elke rij is gelezen in de codering die daar past; namen kunnen toch verkeerd zijn gelezen.",
        en: "Each row was read in the encoding that fits it; names may be read wrongly all the same.",
    },
    fix: Words {
        nl: "Sla elk deel van het bestand in UTF-8 op, of zeg de codering in mapping.toml (encoding).",
        en: "Save every part of the file in UTF-8, or say the encoding in mapping.toml (encoding).",
    },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        example(Shows::Broken, Sample::Bytes("youth-policy_P0123_2023HJ01_v1.csv", b"kenmerk;bsn;geboortedatum;geslacht;postcode;verwijzer;hulpvorm;gestart_met_crisis;type_maatregel;type_machtiging;datum_aanvang;datum_einde;reden_einde;tevredenheid;zonder_hulp_verder;type_informant;datum_overgedragen;datum_overgedragen_gekregen\nA-\xE9;123456782;20100315;V;1234AB;01;02;02;;;20230201;;;;;;;\nA-\xC3\xA9;123456782;20100315;V;1234AB;01;02;02;;;20230301;;;;;;;\n"), true),
        sound(&[("kenmerk", "A-é")]),
        example(Shows::Missing, Sample::Rows(&[]), false),
    ],
};
