//! PO-WORD: the words stand in their lists.

use crate::formats::Window;
use crate::formats::police::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PO-WORD",
    severity: Severity::Warning,
    message: Words { nl: "Een woord staat niet in zijn lijst.", en: "A word is not in its list." },
    why: Words { nl: "Dit veld telt als onbekend.", en: "This field counts as unknown." },
    fix: Words {
        nl: "Gebruik de woorden uit de handleiding; laat het veld leeg als het niet bekend is.",
        en: "Use the words of the manual; leave the field empty when it is not known.",
    },
    fields: &["aard", "contact", "setting", "online", "leeftijd_ander"],
    source: "docs/how-to/deliver.md, police",
    examples: &[
        broken(&[("aard", "zeden")]),
        broken_at("contact", &[("contact", "ja")]),
        broken_at("online", &[("online", "internet")]),
        broken_at("leeftijd_ander", &[("leeftijd_ander", "18")]),
        sound(&[("setting", "peers")]),
        missing_passes(&[("aard", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    row.circumstances.unreadable()
}
