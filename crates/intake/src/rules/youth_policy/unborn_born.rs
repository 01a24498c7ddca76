//! YP-UNBORN-BORN: an unborn child has no date of birth.

use crate::field::Number;
use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-UNBORN-BORN",
    severity: Severity::Warning,
    message: Words {
        nl: "Het BSN zegt ongeboren, maar er staat een geboortedatum.",
        en: "The citizen number says unborn, but there is a date of birth.",
    },
    why: Words { nl: "Deze hulp is niet aan dit kind te koppelen.", en: "This help cannot be linked to this child." },
    fix: Words {
        nl: "Is het kind geboren, vul dan het BSN in (of 999999999); anders bij de geboortedatum 000000000.",
        en: "When the child is born, fill in the citizen number (or 999999999); else 000000000 as date of birth.",
    },
    fields: &["bsn", "geboortedatum"],
    source: "Beleidsinformatie Jeugd v7, 2.2, 2.3",
    examples: &[
        broken(&[("bsn", "000000000")]),
        sound(&[("bsn", "000000000"), ("geboortedatum", "000000000")]),
        sound(&[]),
        missing_passes(&[("bsn", "000000000"), ("geboortedatum", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("bsn", row.child.number == Number::Unborn && row.child.birth.value().is_some())
}
