//! AD-WORD: the reason stands in its list.

use crate::formats::Window;
use crate::formats::adult_support::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AD-WORD",
    severity: Severity::Warning,
    message: Words { nl: "Een woord staat niet in zijn lijst.", en: "A word is not in its list." },
    why: Words { nl: "Dit veld telt als onbekend.", en: "This field counts as unknown." },
    fix: Words {
        nl: "Gebruik de woorden uit de handleiding; laat het veld leeg als het niet bekend is.",
        en: "Use the words of the manual; leave the field empty when it is not known.",
    },
    fields: &["reden_einde"],
    source: "docs/how-to/deliver.md, adult-support",
    examples: &[
        broken(&[("datum_einde", "2023-05-01"), ("reden_einde", "verhuisd")]),
        sound(&[("datum_einde", "2023-05-01"), ("reden_einde", "moved")]),
        missing_passes(&[("reden_einde", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("reden_einde", row.end_reason.is_unreadable())
}
