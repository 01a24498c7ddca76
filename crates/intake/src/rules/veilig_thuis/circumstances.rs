//! VT-CIRCUMSTANCES: the circumstances do not contradict each other.

use crate::formats::Window;
use crate::formats::veilig_thuis::Row;
use crate::rules::{Fault, Rule, Severity, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-CIRCUMSTANCES",
    severity: Severity::Notice,
    message: Words {
        nl: "De omstandigheden spreken elkaar tegen: alleen online, maar met lichamelijk contact of zonder online kant.",
        en: "The circumstances contradict each other: online only, but hands-on or without an online side.",
    },
    why: Words {
        nl: "Online en fysiek geweld worden apart geteld; hier is niet te zien welk van beide het is.",
        en: "Online and hands-on violence are counted apart; here it cannot be seen which it is.",
    },
    fix: Words {
        nl: "Bij setting online-only past geen contact hands-on en geen online none.",
        en: "With setting online-only neither contact hands-on nor online none fits.",
    },
    fields: &["setting", "contact", "online"],
    source: "our own reading",
    examples: &[
        broken_at("online", &[("setting", "online-only"), ("contact", "hands-off")]),
        broken_at("contact", &[("setting", "online-only"), ("online", "grooming")]),
        sound(&[("setting", "online-only"), ("contact", "hands-off"), ("online", "grooming")]),
        sound(&[("setting", "family")]),
        missing_passes(&[("setting", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    row.circumstances.contradiction()
}
