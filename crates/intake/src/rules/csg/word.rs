//! CS-WORD: the words stand in their lists.

use crate::formats::Window;
use crate::formats::csg::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CS-WORD",
    severity: Severity::Warning,
    message: Words { nl: "Een woord staat niet in zijn lijst.", en: "A word is not in its list." },
    why: Words { nl: "Dit veld telt als onbekend.", en: "This field counts as unknown." },
    fix: Words {
        nl: "Gebruik de woorden uit de handleiding; laat het veld leeg als het niet bekend is.",
        en: "Use the words of the manual; leave the field empty when it is not known.",
    },
    fields: &[
        "aard",
        "contact",
        "setting",
        "online",
        "leeftijd_ander",
        "medisch",
        "psychologisch",
        "sporenonderzoek_door",
        "politiecontact",
        "verwezen_naar",
    ],
    source: "docs/how-to/deliver.md, csg",
    examples: &[
        broken(&[("aard", "seksueel")]),
        broken_at("setting", &[("setting", "thuis")]),
        broken_at("medisch", &[("medisch", "ja")]),
        broken_at("psychologisch", &[("psychologisch", "1")]),
        broken_at("sporenonderzoek_door", &[("sporenonderzoek_door", "arts")]),
        broken_at("politiecontact", &[("politiecontact", "j")]),
        broken_at("verwezen_naar", &[("verwezen_naar", "huisarts")]),
        sound(&[("medisch", "N")]),
        missing_passes(&[("setting", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let words = [
        ("medisch", row.medical.is_unreadable()),
        ("psychologisch", row.psychological.is_unreadable()),
        ("sporenonderzoek_door", row.examiner.is_unreadable()),
        ("politiecontact", row.police.is_unreadable()),
        ("verwezen_naar", row.referred_to.is_unreadable()),
    ];
    let own = words.into_iter().find(|(_, is_unreadable)| *is_unreadable).map(|(field, _)| field);
    row.circumstances.unreadable().or(own)
}
