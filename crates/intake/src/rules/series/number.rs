//! SE-NUMBER: a figure is a number, and so are its bounds.

use crate::formats::Window;
use crate::formats::series::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SE-NUMBER",
    severity: Severity::Error,
    message: Words { nl: "De waarde ontbreekt, of een getal is geen getal.", en: "The value is missing, or a number is no number." },
    why: Words { nl: "Zonder getal is er niets te tonen.", en: "Without a number there is nothing to show." },
    fix: Words {
        nl: "Schrijf cijfers met een punt als decimaalteken, zonder punten voor duizendtallen.",
        en: "Write digits with a dot as decimal mark, without marks for thousands.",
    },
    fields: &["waarde", "ondergrens", "bovengrens"],
    source: "docs/how-to/deliver.md, series",
    examples: &[
        broken(&[("waarde", "481.030,5")]),
        broken_at("ondergrens", &[("ondergrens", "ca. 470000")]),
        broken_at("bovengrens", &[("bovengrens", "490 000")]),
        sound(&[("waarde", "-0.5")]),
        missing_is_found(&[("waarde", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    if row.value.value().is_none() {
        return Some("waarde");
    }
    let bounds = [("ondergrens", row.lower), ("bovengrens", row.upper)];
    bounds.into_iter().find(|(_, bound)| bound.is_unreadable()).map(|(field, _)| field)
}
