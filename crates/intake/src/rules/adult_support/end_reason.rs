//! AD-END-REASON: what ended has a reason, what runs has none.

use crate::formats::Window;
use crate::formats::adult_support::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AD-END-REASON",
    severity: Severity::Warning,
    message: Words {
        nl: "Er is een einde zonder reden, of een reden zonder einde.",
        en: "There is an end without a reason, or a reason without an end.",
    },
    why: Words {
        nl: "Of iemand is uitgevallen of verhuisd, is dan niet te zien.",
        en: "Whether someone dropped out or moved cannot be seen then.",
    },
    fix: Words {
        nl: "Vul bij een einde de reden in; laat beide leeg zolang het loopt.",
        en: "Fill in the reason with an end; leave both empty while it runs.",
    },
    fields: &["reden_einde", "datum_einde"],
    source: "docs/how-to/deliver.md, adult-support",
    examples: &[
        broken_at("datum_einde", &[("reden_einde", "moved")]),
        broken(&[("datum_einde", "2023-05-01")]),
        sound(&[("datum_einde", "2023-05-01"), ("reden_einde", "other")]),
        missing_passes(&[("datum_einde", ""), ("reden_einde", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    match (row.end.is_given(), row.end_reason.is_given()) {
        (true, false) => Some("reden_einde"),
        (false, true) => Some("datum_einde"),
        (true, true) | (false, false) => None,
    }
}
