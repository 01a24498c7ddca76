//! YP-BIRTH-MISSING: a child that was born has a date of birth.

use crate::field::Number;
use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-BIRTH-MISSING",
    severity: Severity::Warning,
    message: Words { nl: "De geboortedatum ontbreekt.", en: "The date of birth is missing." },
    why: Words {
        nl: "De leeftijd telt als onbekend, en zonder BSN is het kind niet te koppelen.",
        en: "The age counts as unknown, and without a citizen number the child cannot be linked.",
    },
    fix: Words {
        nl: "Vul JJJJMMDD in, of JJJJ0000 als alleen het jaar bekend is; 000000000 alleen bij een ongeboren kind.",
        en: "Fill in JJJJMMDD, or JJJJ0000 when only the year is known; 000000000 for an unborn child only.",
    },
    fields: &["geboortedatum"],
    source: "Beleidsinformatie Jeugd v7, 2.3",
    examples: &[
        broken(&[("geboortedatum", ""), ("bsn", "999999999")]),
        sound(&[("geboortedatum", "20100000")]),
        sound(&[("geboortedatum", "000000000"), ("bsn", "000000000")]),
        sound(&[("geboortedatum", ""), ("bsn", "000000000")]),
        missing_is_found(&[("geboortedatum", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("geboortedatum", row.written.birth.is_empty() && row.child.number != Number::Unborn)
}
