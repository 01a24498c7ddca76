//! IN-TOKEN-TWICE: a child told twice is known to be.

use crate::formats::design::Design;
use crate::formats::informant::Row;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IN-TOKEN-TWICE",
    severity: Severity::Notice,
    message: Words { nl: "Dezelfde sleutel staat eerder in het bestand.", en: "The same token stands earlier in the file." },
    why: Words {
        nl: "Hetzelfde kind is twee keer gemeld; het telt in de schatting één keer.",
        en: "The same child was told of twice; it counts once in the estimate.",
    },
    fix: Words {
        nl: "U hoeft niets te doen, tenzij één informant hetzelfde kind dubbel meldde.",
        en: "You need not do anything, unless one informant told of the same child twice.",
    },
    fields: &["sleutel"],
    source: "docs/how-to/deliver.md, informant",
    examples: &[
        example(Shows::Broken, Sample::Rows(&[&[], &[("kenmerk", "Z-2"), ("informant", "I18")]]), true),
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "Z-2"), ("sleutel", "ffeeddccbbaa99887766554433221100")]]), false),
        example(Shows::Missing, Sample::Rows(&[&[("sleutel", "")], &[("kenmerk", "Z-2"), ("sleutel", "")]]), false),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, design: &mut Design) -> Fault {
    at_fault("sleutel", row.token.value().is_some() && design.is_repeated(&["token", row.written_token]))
}
