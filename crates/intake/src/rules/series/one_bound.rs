//! SE-ONE-BOUND: bounds come in pairs.

use crate::formats::Window;
use crate::formats::series::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SE-ONE-BOUND",
    severity: Severity::Notice,
    message: Words { nl: "Er is één grens zonder de andere.", en: "There is one bound without the other." },
    why: Words { nl: "Een marge met één kant wordt niet getoond.", en: "A margin with one side is not shown." },
    fix: Words { nl: "Vul beide grenzen in, of geen van beide.", en: "Fill in both bounds, or neither." },
    fields: &["ondergrens", "bovengrens"],
    source: "docs/how-to/deliver.md, series",
    examples: &[
        broken(&[("bovengrens", "500000")]),
        broken_at("bovengrens", &[("ondergrens", "400000")]),
        sound(&[("ondergrens", "400000"), ("bovengrens", "500000")]),
        missing_passes(&[("ondergrens", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    match (row.lower.is_absent(), row.upper.is_absent()) {
        (true, false) => Some("ondergrens"),
        (false, true) => Some("bovengrens"),
        (true, true) | (false, false) => None,
    }
}
