//! DE-FIELD-LENGTH: no field is longer than 64 kB.

use crate::rules::{Rule, Sample, Severity, Shows, example, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-FIELD-LENGTH",
    severity: Severity::Error,
    message: Words { nl: "Een veld is langer dan 64 kB.", en: "A field is longer than 64 kB." },
    why: Words {
        nl: "Zo lang is geen enkel veld; meestal ontbreekt een aanhalingsteken en is de rest van het bestand meegelezen. Wat na een onafzienbare rij komt, is niet gelezen.",
        en: "No field is that long; mostly a quotation mark is missing and the rest of the file was read along. What comes after an endless row was not read.",
    },
    fix: Words {
        nl: "Zoek in deze rij een aanhalingsteken zonder tweede en lever opnieuw aan.",
        en: "Find the quotation mark without a second one in this row and deliver again.",
    },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        example(Shows::Broken, Sample::Long("kenmerk", crate::bytes::FIELD_LIMIT + 1), true),
        sound(&[]),
        missing_passes(&[("datum_einde", "")]),
    ],
};
