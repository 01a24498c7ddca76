//! DE-HEADER: column names are written as agreed.

use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-HEADER",
    severity: Severity::Notice,
    message: Words { nl: "Kolomnamen zijn anders geschreven dan afgesproken.", en: "Column names are written in another way than agreed." },
    why: Words {
        nl: "Zij zijn herkend zonder te letten op hoofdletters, spaties en leestekens.",
        en: "They were recognised without regard to capitals, spaces and marks.",
    },
    fix: Words {
        nl: "Schrijf de kolomnamen zoals afgesproken, of noem ze in mapping.toml.",
        en: "Write the column names as agreed, or name them in mapping.toml.",
    },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        example(
            Shows::Broken,
            Sample::File(
                "youth-policy_P0123_2023HJ01_v1.csv",
                "kenmerk;bsn;geboortedatum;geslacht;postcode;verwijzer;hulpvorm;gestart_met_crisis;type_maatregel;type_machtiging;Datum aanvang;datum_einde;reden_einde;tevredenheid;zonder_hulp_verder;type_informant;datum_overgedragen;datum_overgedragen_gekregen\n",
            ),
            true,
        ),
        example(Shows::Sound, Sample::Row(&[]), false),
        example(Shows::Missing, Sample::Rows(&[]), false),
    ],
};
