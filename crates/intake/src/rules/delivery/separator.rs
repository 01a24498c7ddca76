//! DE-SEPARATOR: ';' stands between the fields.

use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-SEPARATOR",
    severity: Severity::Notice,
    message: Words { nl: "Tussen de velden staat een ander teken dan ';'.", en: "Another character than ';' stands between the fields." },
    why: Words {
        nl: "Het teken is gekozen naar de kop; staat het ook in een veld, dan schuiven velden op.",
        en: "It was chosen by the header; where it also stands inside a field, fields shift.",
    },
    fix: Words {
        nl: "Sla het bestand op met ';' tussen de velden, of zeg het teken in mapping.toml.",
        en: "Save the file with ';' between the fields, or say the character in mapping.toml.",
    },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        example(
            Shows::Broken,
            Sample::File(
                "youth-policy_P0123_2023HJ01_v1.csv",
                "kenmerk,bsn,geboortedatum,geslacht,postcode,verwijzer,hulpvorm,gestart_met_crisis,type_maatregel,type_machtiging,datum_aanvang,datum_einde,reden_einde,tevredenheid,zonder_hulp_verder,type_informant,datum_overgedragen,datum_overgedragen_gekregen\n",
            ),
            true,
        ),
        example(Shows::Sound, Sample::Row(&[]), false),
        example(Shows::Missing, Sample::Rows(&[]), false),
    ],
};
