//! DE-REFERENCE: a row has a reference of the supplier, and it is not the citizen number.

use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-REFERENCE",
    severity: Severity::Error,
    message: Words { nl: "Het kenmerk ontbreekt, of het is het BSN.", en: "The reference is missing, or it is the citizen number." },
    why: Words {
        nl: "Met het kenmerk vinden we een begin en een einde bij elkaar, en u de rij terug. Een BSN hoort daar niet.",
        en: "By the reference we pair a start with its end, and you find the row back. A citizen number does not belong there.",
    },
    fix: Words {
        nl: "Vul het nummer in waaronder dit record in uw eigen systeem staat; het blijft gelijk over de perioden.",
        en: "Fill in the number this record has in your own system; it stays the same over periods.",
    },
    fields: &["kenmerk"],
    source: "docs/how-to/deliver.md",
    examples: &[
        broken(&[("kenmerk", "123456782")]),
        broken(&[("kenmerk", "123456782"), ("bsn", "999999999")]),
        sound(&[("kenmerk", "2023-17")]),
        missing_is_found(&[("kenmerk", "")]),
    ],
};

/// Looks at the reference of a row of any table.
pub(crate) fn broken_by(reference: &str, bsn: &str) -> Fault {
    at_fault("kenmerk", reference.is_empty() || reference == bsn || person::Bsn::parse(reference).is_some())
}
