//! VT-ADVICE-NAMES-CHILD: advice names no child.

use crate::formats::Window;
use crate::formats::veilig_thuis::{Object, Row};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-ADVICE-NAMES-CHILD",
    severity: Severity::Warning,
    message: Words {
        nl: "Bij advies staan gegevens van een kind; zij zijn niet overgenomen.",
        en: "Advice holds data of a child; they were not taken over.",
    },
    why: Words {
        nl: "Advies noemt geen kind. Deze gegevens mogen niet worden aangeleverd.",
        en: "Advice names no child. These data may not be delivered.",
    },
    fix: Words {
        nl: "Laat bij advies alle velden over het kind leeg; alleen de vier cijfers van de postcode mogen.",
        en: "Leave all fields about the child empty for advice; only the four digits of the postcode are allowed.",
    },
    fields: &["bsn", "achternaam", "voorvoegsel", "voornamen", "geboortedatum", "geslacht", "postcode", "huisnummer"],
    source: "docs/how-to/deliver.md, veilig-thuis",
    examples: &[
        broken(&[("object", "advies")]),
        sound(&[
            ("object", "advies"),
            ("bsn", ""),
            ("achternaam", ""),
            ("voorvoegsel", ""),
            ("voornamen", ""),
            ("geboortedatum", ""),
            ("geslacht", ""),
            ("postcode", "1234"),
            ("huisnummer", ""),
        ]),
        missing_passes(&[("bsn", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("bsn", row.is(Object::Advice) && row.names_child())
}
