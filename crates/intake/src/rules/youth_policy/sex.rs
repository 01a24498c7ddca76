//! YP-SEX: the sex is V, M or O.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-SEX",
    severity: Severity::Warning,
    message: Words { nl: "Het geslacht is geen V, M of O.", en: "The sex is not V, M or O." },
    why: Words { nl: "Het geslacht telt als onbekend.", en: "The sex counts as unknown." },
    fix: Words {
        nl: "Vul V (vrouw), M (man) of O (onbekend) in, als hoofdletter.",
        en: "Fill in V (female), M (male) or O (unknown), as a capital.",
    },
    fields: &["geslacht"],
    source: "Beleidsinformatie Jeugd v7, 2.4",
    examples: &[
        broken(&[("geslacht", "X")]),
        broken(&[("geslacht", "v")]),
        sound(&[("geslacht", "O")]),
        missing_is_found(&[("geslacht", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("geslacht", row.child.sex.value().is_none())
}
