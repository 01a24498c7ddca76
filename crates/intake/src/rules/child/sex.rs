//! CH-SEX: the sex is one of the list (Board, Veilig Thuis, iJw).

use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;
use domain::Day;

use crate::field::Child;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CH-SEX",
    severity: Severity::Warning,
    message: Words { nl: "Het geslacht is geen V, M of O (iJw: 2, 1 of 0).", en: "The sex is not V, M or O (iJw: 2, 1 or 0)." },
    why: Words { nl: "Het geslacht telt als onbekend.", en: "The sex counts as unknown." },
    fix: Words {
        nl: "Vul V (vrouw), M (man) of O (onbekend) in, als hoofdletter.",
        en: "Fill in V (female), M (male) or O (unknown), as a capital.",
    },
    fields: &["geslacht"],
    source: "docs/how-to/deliver.md; iJw 3.2 COD046",
    examples: &[broken(&[("geslacht", "1")]), sound(&[("geslacht", "M")]), missing_passes(&[("geslacht", "")])],
};

pub(super) fn broken_by(child: &Child<'_>, _: Option<Day>) -> Fault {
    at_fault("geslacht", child.sex.is_unreadable())
}
