//! YP-UNBORN-BIRTH: zeros as date of birth stand for an unborn child, who has no citizen number.

use crate::field::Number;
use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-UNBORN-BIRTH",
    severity: Severity::Warning,
    message: Words {
        nl: "De geboortedatum zegt ongeboren, het BSN niet.",
        en: "The date of birth says unborn, the citizen number does not.",
    },
    why: Words { nl: "De leeftijd telt als onbekend.", en: "The age counts as unknown." },
    fix: Words {
        nl: "Vul de geboortedatum in; is het kind nog niet geboren, schrijf dan ook bij het BSN 000000000.",
        en: "Fill in the date of birth; when the child is not born yet, write 000000000 as the citizen number too.",
    },
    fields: &["geboortedatum", "bsn"],
    source: "Beleidsinformatie Jeugd v7, 2.2, 2.3",
    examples: &[
        broken(&[("geboortedatum", "00000000")]),
        broken(&[("geboortedatum", "000000000"), ("bsn", "999999999")]),
        sound(&[("geboortedatum", "000000000"), ("bsn", "000000000")]),
        missing_passes(&[("geboortedatum", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let says_unborn = matches!(row.written.birth, "00000000" | "000000000");
    at_fault("geboortedatum", says_unborn && row.child.number != Number::Unborn)
}
