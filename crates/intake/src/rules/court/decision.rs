//! CO-DECISION: a decision has its day and its kind.

use crate::formats::Window;
use crate::formats::court::Row;
use crate::rules::{Fault, Rule, Severity, broken_at, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CO-DECISION",
    severity: Severity::Warning,
    message: Words {
        nl: "Er is een uitspraak zonder datum, of een datum zonder uitspraak.",
        en: "There is a decision without a day, or a day without a decision.",
    },
    why: Words { nl: "Hoe en wanneer is beslist, is dan niet te tellen.", en: "How and when was decided cannot be counted then." },
    fix: Words {
        nl: "Vul beide in, of laat beide leeg zolang er niet is beslist.",
        en: "Fill in both, or leave both empty while nothing is decided.",
    },
    fields: &["datum_uitspraak", "uitspraak"],
    source: "docs/how-to/deliver.md, court",
    examples: &[
        broken_at("uitspraak", &[("uitspraak", ""), ("datum_ingang", ""), ("looptijd_tot", "")]),
        sound(&[("uitspraak", "refused"), ("datum_ingang", ""), ("looptijd_tot", "")]),
        sound(&[("datum_uitspraak", ""), ("uitspraak", ""), ("datum_ingang", ""), ("looptijd_tot", "")]),
        missing_is_found(&[("datum_uitspraak", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    match (row.decided.is_given(), row.decision.is_given()) {
        (true, false) => Some("uitspraak"),
        (false, true) => Some("datum_uitspraak"),
        (true, true) | (false, false) => None,
    }
}
