//! VT-START-AFTER-PERIOD: the day does not lie after the period.

use crate::formats::Window;
use crate::formats::veilig_thuis::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-START-AFTER-PERIOD",
    severity: Severity::Error,
    message: Words { nl: "De datum ligt na de periode.", en: "The day lies after the period." },
    why: Words {
        nl: "Wat nog niet is gebeurd, hoort niet in deze aanlevering.",
        en: "What has not happened yet does not belong in this delivery.",
    },
    fix: Words {
        nl: "Lever de rij in haar eigen periode, of verbeter de datum.",
        en: "Deliver the row in its own period, or correct the date.",
    },
    fields: &["datum"],
    source: "docs/how-to/deliver.md, veilig-thuis",
    examples: &[broken(&[("datum", "2023-07-01")]), sound(&[("datum", "2023-06-30")]), missing_passes(&[("datum", "")])],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    at_fault("datum", row.day.value()? > window?.last)
}
