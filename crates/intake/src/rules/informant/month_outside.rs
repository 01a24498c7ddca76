//! IN-MONTH-OUTSIDE: the month lies in the period.

use crate::formats::Window;
use crate::formats::informant::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IN-MONTH-OUTSIDE",
    severity: Severity::Warning,
    message: Words { nl: "De maand ligt buiten de periode.", en: "The month lies outside the period." },
    why: Words {
        nl: "Het formulier telt bij een ander jaar dan dat van de aanlevering.",
        en: "The form counts in another year than that of the delivery.",
    },
    fix: Words {
        nl: "Lever het formulier bij zijn eigen periode, of verbeter de maand.",
        en: "Deliver the form in its own period, or correct the month.",
    },
    fields: &["maand"],
    source: "docs/how-to/deliver.md, informant",
    examples: &[
        broken(&[("maand", "2021-04")]),
        past_limit(&[("maand", "2022-12")]),
        past_limit(&[("maand", "2024-01")]),
        at_limit(&[("maand", "2023-01")]),
        at_limit(&[("maand", "2023-12")]),
        sound(&[]),
        missing_passes(&[("maand", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let (first, window) = (row.month.value()?.first_day(), window?);
    at_fault("maand", !(window.first..=window.last).contains(&first))
}
