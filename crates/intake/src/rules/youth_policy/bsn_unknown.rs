//! YP-BSN-UNKNOWN: the citizen number is known.

use crate::field::Number;
use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-BSN-UNKNOWN",
    severity: Severity::Notice,
    message: Words { nl: "Het BSN is onbekend.", en: "The citizen number is unknown." },
    why: Words {
        nl: "De rij telt mee, maar is alleen te koppelen op geslacht, volledige geboortedatum en postcode.",
        en: "The row counts, but can only be linked by sex, full date of birth and postcode.",
    },
    fix: Words { nl: "Onbekend mag alleen bij uitzondering: zoek het BSN op.", en: "Unknown is for exceptions only: look the number up." },
    fields: &["bsn"],
    source: "Beleidsinformatie Jeugd v7, 2.2",
    examples: &[broken(&[("bsn", "999999999")]), sound(&[("bsn", "123456782")]), missing_is_found(&[("bsn", "")])],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("bsn", row.child.number == Number::Unknown)
}
