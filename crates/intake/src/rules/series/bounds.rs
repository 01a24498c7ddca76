//! SE-BOUNDS: a value lies between its bounds.

use crate::formats::Window;
use crate::formats::series::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SE-BOUNDS",
    severity: Severity::Warning,
    message: Words {
        nl: "De waarde ligt niet tussen de ondergrens en de bovengrens.",
        en: "The value does not lie between the lower and the upper bound.",
    },
    why: Words { nl: "De grenzen worden niet getoond.", en: "The bounds are not shown." },
    fix: Words { nl: "Kijk of waarde en grenzen zijn verwisseld.", en: "See whether value and bounds were swapped." },
    fields: &["waarde", "ondergrens", "bovengrens"],
    source: "docs/how-to/deliver.md, series",
    examples: &[
        broken(&[("ondergrens", "500000"), ("bovengrens", "600000")]),
        broken(&[("ondergrens", "100000"), ("bovengrens", "200000")]),
        past_limit(&[("ondergrens", "481030.1")]),
        past_limit(&[("bovengrens", "481029.9")]),
        at_limit(&[("ondergrens", "481030"), ("bovengrens", "481030")]),
        sound(&[("ondergrens", "400000"), ("bovengrens", "500000")]),
        missing_passes(&[("ondergrens", ""), ("bovengrens", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let value = row.value.value()?;
    let is_below = row.lower.value().is_some_and(|lower| value < lower);
    at_fault("waarde", is_below || row.upper.value().is_some_and(|upper| value > upper))
}
