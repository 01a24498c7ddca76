//! BO-WORD: the words stand in their lists.

use crate::formats::Window;
use crate::formats::board::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "BO-WORD",
    severity: Severity::Warning,
    message: Words { nl: "Een woord staat niet in zijn lijst.", en: "A word is not in its list." },
    why: Words {
        nl: "Dit veld telt als onbekend; bij gronden zijn dan geen gronden bekend.",
        en: "This field counts as unknown; for grounds, none are known then.",
    },
    fix: Words {
        nl: "Gebruik de woorden uit de handleiding, met '|' tussen meer gronden.",
        en: "Use the words of the manual, with '|' between several grounds.",
    },
    fields: &["verzoeker", "gronden", "contact", "setting", "advies", "resultaat"],
    source: "docs/how-to/deliver.md, board",
    examples: &[
        broken_at("gronden", &[("gronden", "sexual,neglect")]),
        broken(&[("verzoeker", "politie")]),
        sound(&[("gronden", "sexual|neglect")]),
        missing_passes(&[("gronden", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let words = [
        ("verzoeker", row.requester.is_unreadable()),
        ("gronden", row.grounds.is_unreadable()),
        ("contact", row.contact.is_unreadable()),
        ("setting", row.setting.is_unreadable()),
        ("advies", row.advice.is_unreadable()),
        ("resultaat", row.result.is_unreadable()),
    ];
    words.into_iter().find(|(_, is_unreadable)| *is_unreadable).map(|(field, _)| field)
}
