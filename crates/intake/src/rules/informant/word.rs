//! IN-WORD: the words stand in their lists.

use crate::formats::Window;
use crate::formats::informant::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IN-WORD",
    severity: Severity::Warning,
    message: Words { nl: "Een woord staat niet in zijn lijst.", en: "A word is not in its list." },
    why: Words { nl: "Dit veld telt als onbekend.", en: "This field counts as unknown." },
    fix: Words {
        nl: "Gebruik de woorden uit de handleiding; laat het veld leeg als het niet bekend is.",
        en: "Use the words of the manual; leave the field empty when it is not known.",
    },
    fields: &["sector", "leeftijd", "geslacht", "gemeente", "aard", "setting", "zekerheid"],
    source: "docs/how-to/deliver.md, informant",
    examples: &[
        broken(&[("sector", "school")]),
        broken_at("leeftijd", &[("leeftijd", "negen")]),
        broken_at("geslacht", &[("geslacht", "v")]),
        broken_at("gemeente", &[("gemeente", "GM1")]),
        broken_at("aard", &[("aard", "seksueel")]),
        broken_at("setting", &[("setting", "thuis")]),
        broken_at("zekerheid", &[("zekerheid", "zeker")]),
        sound(&[("zekerheid", "certain")]),
        missing_passes(&[("sector", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let words = [
        ("sector", row.sector.is_unreadable()),
        ("leeftijd", row.age.is_unreadable()),
        ("geslacht", row.sex.is_unreadable()),
        ("gemeente", row.municipality.is_unreadable()),
        ("aard", row.forms.is_unreadable()),
        ("setting", row.setting.is_unreadable()),
        ("zekerheid", row.certainty.is_unreadable()),
    ];
    words.into_iter().find(|(_, is_unreadable)| *is_unreadable).map(|(field, _)| field)
}
