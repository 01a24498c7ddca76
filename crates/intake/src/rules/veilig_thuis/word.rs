//! VT-WORD: the words stand in their lists.

use crate::formats::Window;
use crate::formats::veilig_thuis::Row;
use crate::rules::{Fault, Rule, Severity, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-WORD",
    severity: Severity::Warning,
    message: Words { nl: "Een woord staat niet in zijn lijst.", en: "A word is not in its list." },
    why: Words { nl: "Dit veld telt als onbekend.", en: "This field counts as unknown." },
    fix: Words {
        nl: "Gebruik de woorden uit de handleiding, met '|' tussen meer vormen van geweld.",
        en: "Use the words of the manual, with '|' between several forms of violence.",
    },
    fields: &["aard", "contact", "setting", "online", "leeftijd_ander", "sector", "rol", "naar"],
    source: "docs/how-to/deliver.md, veilig-thuis",
    examples: &[
        broken(&[("aard", "seksueel")]),
        broken(&[("sector", "school")]),
        sound(&[("aard", "sexual|witness"), ("sector", "education")]),
        missing_passes(&[("aard", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let words = [("sector", row.sector.is_unreadable()), ("rol", row.role.is_unreadable()), ("naar", row.to.is_unreadable())];
    let own = words.into_iter().find(|(_, is_unreadable)| *is_unreadable).map(|(field, _)| field);
    row.circumstances.unreadable().or(own)
}
