//! SE-WORD: the status stands in its list and the day of the source is a date.

use crate::formats::Window;
use crate::formats::series::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SE-WORD",
    severity: Severity::Warning,
    message: Words {
        nl: "De status staat niet in de lijst, of de datum van de bron is geen datum.",
        en: "The status is not in the list, or the day of the source is no date.",
    },
    why: Words { nl: "Dit veld telt als onbekend.", en: "This field counts as unknown." },
    fix: Words {
        nl: "Schrijf provisional of final, en de datum als JJJJ-MM-DD.",
        en: "Write provisional or final, and the date as JJJJ-MM-DD.",
    },
    fields: &["status", "datum_bron"],
    source: "docs/how-to/deliver.md, series",
    examples: &[
        broken(&[("status", "definitief")]),
        broken_at("datum_bron", &[("datum_bron", "oktober 2023")]),
        sound(&[("status", "provisional")]),
        missing_passes(&[("status", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let words = [("status", row.status.is_unreadable()), ("datum_bron", row.published.is_unreadable())];
    words.into_iter().find(|(_, is_unreadable)| *is_unreadable).map(|(field, _)| field)
}
