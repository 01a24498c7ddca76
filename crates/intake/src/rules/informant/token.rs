//! IN-TOKEN: the key is sixteen or more hexadecimal digits.

use crate::formats::Window;
use crate::formats::informant::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IN-TOKEN",
    severity: Severity::Warning,
    message: Words {
        nl: "De sleutel heeft geen zestien of meer hexadecimale cijfers.",
        en: "The key does not have sixteen or more hexadecimal digits.",
    },
    why: Words {
        nl: "De sleutel wordt niet gebruikt; een kind dat twee keer is gemeld, telt dan twee keer.",
        en: "The key is not used; a child reported twice then counts twice.",
    },
    fix: Words {
        nl: "Gebruik een met een geheim berekende sleutel; nooit een naam, een nummer of een datum.",
        en: "Use a token computed with a secret; never a name, a number or a date.",
    },
    fields: &["sleutel"],
    source: "docs/how-to/deliver.md, informant",
    examples: &[
        broken(&[("sleutel", "0123456789abcde")]),
        broken(&[("sleutel", "0123456789abcdeg")]),
        sound(&[("sleutel", "0123456789abcdef")]),
        missing_passes(&[("sleutel", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("sleutel", row.token.is_unreadable())
}
