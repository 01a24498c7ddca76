//! GI-CAUSE-DAY: a cause of waiting has its day.

use crate::formats::Window;
use crate::formats::gi_process::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "GI-CAUSE-DAY",
    severity: Severity::Warning,
    message: Words {
        nl: "Er is een oorzaak van wachten zonder datum, of een datum zonder oorzaak.",
        en: "There is a cause of waiting without a day, or a day without a cause.",
    },
    why: Words {
        nl: "De oorzaak is dan niet aan een moment te koppelen en telt niet.",
        en: "The cause then belongs to no moment and does not count.",
    },
    fix: Words { nl: "Vul beide in, of laat beide leeg.", en: "Fill in both, or leave both empty." },
    fields: &["oorzaak_wachten", "datum_oorzaak"],
    source: "docs/how-to/deliver.md, gi-process",
    examples: &[
        broken_at("datum_oorzaak", &[("oorzaak_wachten", "no-offer")]),
        broken(&[("datum_oorzaak", "2023-04-01")]),
        sound(&[("oorzaak_wachten", "no-offer"), ("datum_oorzaak", "2023-04-01")]),
        missing_passes(&[("oorzaak_wachten", ""), ("datum_oorzaak", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    match (row.cause.is_given(), row.cause_day.is_given()) {
        (true, false) => Some("datum_oorzaak"),
        (false, true) => Some("oorzaak_wachten"),
        (true, true) | (false, false) => None,
    }
}
