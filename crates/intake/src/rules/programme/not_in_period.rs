//! PR-NOT-IN-PERIOD: a programme runs in the period.

use crate::formats::Window;
use crate::formats::programme::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PR-NOT-IN-PERIOD",
    severity: Severity::Warning,
    message: Words { nl: "Het programma liep niet in de periode.", en: "The programme did not run in the period." },
    why: Words {
        nl: "Het bereik telt bij een andere periode dan die van de aanlevering.",
        en: "The reach counts in another period than that of the delivery.",
    },
    fix: Words {
        nl: "Lever het programma bij zijn eigen periode, of verbeter de datums.",
        en: "Deliver the programme in its own period, or correct the dates.",
    },
    fields: &["datum_van", "datum_tot"],
    source: "docs/how-to/deliver.md, programme",
    examples: &[
        broken(&[("datum_van", "2021-01-01"), ("datum_tot", "2021-12-31")]),
        past_limit(&[("datum_van", "2022-01-01"), ("datum_tot", "2022-12-31")]),
        past_limit(&[("datum_van", "2024-01-01"), ("datum_tot", "2024-12-31")]),
        at_limit(&[("datum_van", "2022-01-01"), ("datum_tot", "2023-01-01")]),
        at_limit(&[("datum_van", "2023-12-31"), ("datum_tot", "2024-12-31")]),
        sound(&[]),
        missing_passes(&[("datum_van", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let (from, through, window) = (row.from.value()?, row.through.value()?, window?);
    at_fault("datum_van", from > window.last || through < window.first)
}
