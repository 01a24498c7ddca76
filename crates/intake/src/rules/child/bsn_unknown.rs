//! CH-BSN-UNKNOWN: the citizen number is known (Board, Veilig Thuis, iJw).

use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;
use domain::Day;

use crate::field::{Child, Number};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CH-BSN-UNKNOWN",
    severity: Severity::Notice,
    message: Words { nl: "Het BSN is onbekend.", en: "The citizen number is unknown." },
    why: Words {
        nl: "De rij telt mee, maar is alleen te koppelen op andere gegevens.",
        en: "The row counts, but can only be linked by other fields.",
    },
    fix: Words { nl: "Zoek het BSN op als dat kan.", en: "Look the number up where possible." },
    fields: &["bsn"],
    source: "docs/how-to/deliver.md",
    examples: &[broken(&[("bsn", "999999999")]), sound(&[("bsn", "123456782")]), missing_is_found(&[("bsn", "")])],
};

pub(super) fn broken_by(child: &Child<'_>, _: Option<Day>) -> Fault {
    at_fault("bsn", child.number == Number::Unknown)
}
