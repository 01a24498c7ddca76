//! SU-WORD: the words and answers stand in their lists.

use crate::formats::Window;
use crate::formats::survey::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SU-WORD",
    severity: Severity::Warning,
    message: Words { nl: "Een woord of antwoord staat niet in zijn lijst.", en: "A word or answer is not in its list." },
    why: Words { nl: "Dit veld telt als onbekend.", en: "This field counts as unknown." },
    fix: Words {
        nl: "Schrijf 1 of 0 bij antwoorden, de leeftijd in hele jaren en verder de woorden uit de handleiding.",
        en: "Write 1 or 0 for answers, the age in whole years, and else the words of the manual.",
    },
    fields: &["leeftijd", "geslacht", "formulier", "sg_ooit", "sg_jaar", "sg_contact", "sg_online", "setting", "verteld"],
    source: "docs/how-to/deliver.md, survey",
    examples: &[
        broken(&[("leeftijd", "14 jaar")]),
        broken_at("geslacht", &[("geslacht", "meisje")]),
        broken_at("formulier", &[("formulier", "kort")]),
        broken_at("sg_ooit", &[("sg_ooit", "J")]),
        broken_at("sg_jaar", &[("sg_jaar", "2")]),
        broken_at("sg_contact", &[("sg_contact", "nee")]),
        broken_at("sg_online", &[("sg_online", "x")]),
        broken_at("setting", &[("setting", "club")]),
        broken_at("verteld", &[("verteld", "ja")]),
        sound(&[("verteld", "0")]),
        missing_passes(&[("verteld", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let words = [
        ("leeftijd", row.age.is_unreadable()),
        ("geslacht", row.sex.is_unreadable()),
        ("formulier", row.form.is_unreadable()),
        ("sg_ooit", row.ever.is_unreadable()),
        ("sg_jaar", row.last_year.is_unreadable()),
        ("sg_contact", row.contact.is_unreadable()),
        ("sg_online", row.online.is_unreadable()),
        ("setting", row.setting.is_unreadable()),
        ("verteld", row.told.is_unreadable()),
    ];
    words.into_iter().find(|(_, is_unreadable)| *is_unreadable).map(|(field, _)| field)
}
