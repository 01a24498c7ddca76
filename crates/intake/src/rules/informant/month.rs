//! IN-MONTH: a form has its month.

use crate::formats::Window;
use crate::formats::informant::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IN-MONTH",
    severity: Severity::Error,
    message: Words { nl: "De maand ontbreekt of is geen maand.", en: "The month is missing or is no month." },
    why: Words { nl: "Zonder maand hoort het formulier bij geen jaar.", en: "Without a month the form belongs to no year." },
    fix: Words { nl: "Schrijf JJJJ-MM, zoals 2023-04.", en: "Write JJJJ-MM, such as 2023-04." },
    fields: &["maand"],
    source: "docs/how-to/deliver.md, informant",
    examples: &[
        broken(&[("maand", "april")]),
        broken(&[("maand", "2023-13")]),
        broken(&[("maand", "2023-00")]),
        broken(&[("maand", "2023-4")]),
        sound(&[("maand", "2023-12")]),
        missing_is_found(&[("maand", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("maand", row.month.value().is_none())
}
