//! YP-REFERRER: help has a referrer of the list.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-REFERRER",
    severity: Severity::Warning,
    message: Words {
        nl: "De verwijzer ontbreekt bij jeugdhulp of staat niet in de lijst.",
        en: "The referrer is missing for youth help or is not in the list.",
    },
    why: Words { nl: "De weg naar de hulp is dan niet bekend.", en: "How the child came to the help is then not known." },
    fix: Words {
        nl: "Vul 01 tot en met 06 of 08 in, met twee cijfers; 07 bestaat niet.",
        en: "Fill in 01 to 06 or 08, in two digits; 07 does not exist.",
    },
    fields: &["verwijzer"],
    source: "Beleidsinformatie Jeugd v7, 3.2",
    examples: &[
        broken(&[("verwijzer", "07")]),
        broken(&[("verwijzer", "1")]),
        sound(&[("verwijzer", "08")]),
        missing_is_found(&[("verwijzer", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("verwijzer", row.referrer.is_unreadable() || row.is_help() && row.referrer.is_absent())
}
