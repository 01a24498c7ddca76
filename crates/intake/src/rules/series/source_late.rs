//! SE-SOURCE-LATE: a figure was published when it was delivered.

use crate::formats::Window;
use crate::formats::series::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SE-SOURCE-LATE",
    severity: Severity::Notice,
    message: Words {
        nl: "De datum van de bron ligt na de periode van de aanlevering.",
        en: "The date of the source lies after the period of the delivery.",
    },
    why: Words {
        nl: "Dan is niet te zien welke stand van de bron is gebruikt.",
        en: "Then it cannot be seen which state of the source was used.",
    },
    fix: Words {
        nl: "Controleer de datum, of lever het cijfer bij een latere periode.",
        en: "Check the date, or deliver the figure with a later period.",
    },
    fields: &["datum_bron"],
    source: "docs/how-to/deliver.md, series",
    examples: &[
        broken(&[("datum_bron", "2031-01-01")]),
        past_limit(&[("datum_bron", "2024-01-01")]),
        at_limit(&[("datum_bron", "2023-12-31")]),
        sound(&[]),
        missing_passes(&[("datum_bron", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    at_fault("datum_bron", row.published.value()? > window?.last)
}
