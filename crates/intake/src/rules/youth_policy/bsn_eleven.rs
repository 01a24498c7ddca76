//! YP-BSN-ELEVEN: a citizen number has nine digits and passes the eleven-proof.

use crate::field::Number;
use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-BSN-ELEVEN",
    severity: Severity::Error,
    message: Words {
        nl: "Het BSN is niet geldig: het heeft geen negen cijfers of voldoet niet aan de elfproef.",
        en: "The citizen number is not valid: it has not nine digits or fails the eleven-proof.",
    },
    why: Words {
        nl: "Met een verkeerd nummer komt de hulp bij een ander kind terecht, of bij geen.",
        en: "With a wrong number the help ends up with another child, or with none.",
    },
    fix: Words {
        nl: "Neem het BSN over uit de BRP; is het niet bekend, vul dan 999999999 in.",
        en: "Copy the number from the population register; write 999999999 if it is not known.",
    },
    fields: &["bsn"],
    source: "Beleidsinformatie Jeugd v7, 2.2",
    examples: &[
        broken(&[("bsn", "123456789")]),
        broken(&[("bsn", "12345678")]),
        sound(&[("bsn", "123456782")]),
        sound(&[("bsn", "000000000")]),
        missing_passes(&[("bsn", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("bsn", row.child.number == Number::Wrong)
}
