//! DE-DATES-UNSURE: a date or number can mean one thing only.

use crate::rules::{Rule, Sample, Severity, Shows, example, missing_passes};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-DATES-UNSURE",
    severity: Severity::Error,
    message: Words {
        nl: "Niet te zeggen is wat dag en wat maand is, of waar de decimalen beginnen.",
        en: "There is no telling which is day and which is month, or where decimals begin.",
    },
    why: Words {
        nl: "Een kolom in meer vormen, of in een vorm die twee dingen kan betekenen, wordt niet gelezen: raden is geen meten.",
        en: "A column in several forms, or in a form that can mean two things, is not read: guessing is not measuring.",
    },
    fix: Words {
        nl: "Schrijf de kolom in de afgesproken vorm, of zeg de vorm in mapping.toml (dates, decimal).",
        en: "Write the column in the agreed form, or say the form in mapping.toml (dates, decimal).",
    },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        example(
            Shows::Broken,
            Sample::Rows(&[&[("datum_aanvang", "01-02-2023")], &[("kenmerk", "A-2"), ("datum_aanvang", "03-02-2023")]]),
            true,
        ),
        example(
            Shows::Broken,
            Sample::Rows(&[&[("datum_aanvang", "31-01-2023")], &[("kenmerk", "A-2"), ("datum_aanvang", "01/31/2023")]]),
            true,
        ),
        example(
            Shows::Sound,
            Sample::Rows(&[&[("datum_aanvang", "01-02-2023")], &[("kenmerk", "A-2"), ("datum_aanvang", "28-02-2023")]]),
            false,
        ),
        missing_passes(&[("datum_einde", "")]),
    ],
};
