//! PR-WORD: the words stand in their lists.

use crate::formats::Window;
use crate::formats::programme::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PR-WORD",
    severity: Severity::Warning,
    message: Words { nl: "Een woord staat niet in zijn lijst.", en: "A word is not in its list." },
    why: Words { nl: "Dit veld telt als onbekend.", en: "This field counts as unknown." },
    fix: Words {
        nl: "Gebruik de woorden uit de handleiding; laat het veld leeg als het niet bekend is.",
        en: "Use the words of the manual; leave the field empty when it is not known.",
    },
    fields: &["doelgroep", "bewijs"],
    source: "docs/how-to/deliver.md, programme",
    examples: &[
        broken(&[("doelgroep", "leerlingen")]),
        broken_at("bewijs", &[("bewijs", "bewezen")]),
        sound(&[("bewijs", "first")]),
        missing_passes(&[("bewijs", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let words = [("doelgroep", row.target_group.is_unreadable()), ("bewijs", row.evidence.is_unreadable())];
    words.into_iter().find(|(_, is_unreadable)| *is_unreadable).map(|(field, _)| field)
}
