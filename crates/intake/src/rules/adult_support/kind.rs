//! AD-KIND: it is said what is given.

use crate::formats::Window;
use crate::formats::adult_support::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AD-KIND",
    severity: Severity::Error,
    message: Words {
        nl: "Het is niet bekend of dit ondersteuning, wonen of inkomen is.",
        en: "It is not known whether this is support, housing or income.",
    },
    why: Words { nl: "Zonder soort is de rij niet te tellen.", en: "Without its kind the row cannot be counted." },
    fix: Words { nl: "Vul bij soort support, housing of income in.", en: "Fill in support, housing or income." },
    fields: &["soort"],
    source: "docs/how-to/deliver.md, adult-support",
    examples: &[broken(&[("soort", "wonen")]), sound(&[("soort", "housing")]), missing_is_found(&[("soort", "")])],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("soort", row.provision.value().is_none())
}
