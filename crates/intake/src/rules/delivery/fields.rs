//! DE-FIELDS: a row has as many fields as the header.

use crate::rules::{Rule, Sample, Severity, Shows, broken, example, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-FIELDS",
    severity: Severity::Error,
    message: Words { nl: "De rij heeft meer of minder velden dan de kop.", en: "The row has more or fewer fields than the header." },
    why: Words {
        nl: "Niet te zeggen is welk veld wat betekent; de rij telt niet mee.",
        en: "There is no telling which field means what; the row does not count.",
    },
    fix: Words {
        nl: "Kijk of een ';' of een enter in een veld staat; zet zo'n veld tussen aanhalingstekens.",
        en: "Look for a ';' or a line break inside a field; put such a field between quotation marks.",
    },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        broken(&[("type_informant", "01;01")]),
        sound(&[("kenmerk", "\"A;1\"")]),
        example(Shows::Missing, Sample::Rows(&[]), false),
    ],
};
