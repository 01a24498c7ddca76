//! PR-REACHED: a programme does not reach ten times what was planned.

use crate::formats::Window;
use crate::formats::programme::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PR-REACHED",
    severity: Severity::Warning,
    message: Words {
        nl: "Er is meer dan tien keer zoveel bereikt als gepland.",
        en: "More than ten times as many were reached as planned.",
    },
    why: Words {
        nl: "Waarschijnlijk is bij bereikt iets anders geteld, zoals kijkers of bezoeken.",
        en: "Probably something else was counted as reached, such as views or visits.",
    },
    fix: Words { nl: "Tel personen, en één persoon één keer.", en: "Count people, and each person once." },
    fields: &["bereikt", "gepland"],
    source: "docs/how-to/deliver.md, programme",
    examples: &[
        broken(&[("gepland", "10"), ("bereikt", "5000")]),
        past_limit(&[("gepland", "40"), ("bereikt", "401")]),
        at_limit(&[("gepland", "40"), ("bereikt", "400")]),
        sound(&[("gepland", "400"), ("bereikt", "0")]),
        missing_passes(&[("gepland", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let (planned, reached) = (u64::from(row.planned.value()?), u64::from(row.reached.value()?));
    at_fault("bereikt", reached > 10 * planned)
}
