//! DE-EMPTY-ROWS: every row holds something.

use crate::rules::{Rule, Sample, Severity, Shows, example, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-EMPTY-ROWS",
    severity: Severity::Notice,
    message: Words {
        nl: "Er staan lege rijen in het bestand; zij zijn overgeslagen.",
        en: "There are empty rows in the file; they were passed over.",
    },
    why: Words {
        nl: "Een lege rij is geen record; rekenbladen laten ze vaak achter. De rijnummers tellen ze mee.",
        en: "An empty row is no record; spreadsheets often leave them behind. Row numbers count them.",
    },
    fix: Words { nl: "Haal lege rijen uit de uitvoer.", en: "Take empty rows out of the export." },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        example(
            Shows::Broken,
            Sample::File(
                "youth-policy_P0123_2023HJ01_v1.csv",
                "kenmerk;bsn;geboortedatum;geslacht;postcode;verwijzer;hulpvorm;gestart_met_crisis;type_maatregel;type_machtiging;datum_aanvang;datum_einde;reden_einde;tevredenheid;zonder_hulp_verder;type_informant;datum_overgedragen;datum_overgedragen_gekregen\n;;;;;;;;;;;;;;;;;\n",
            ),
            true,
        ),
        sound(&[]),
        example(Shows::Missing, Sample::Rows(&[]), false),
    ],
};
