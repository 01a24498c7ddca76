//! PR-DATES: a programme has its first and last day.

use crate::formats::Window;
use crate::formats::programme::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_is_found_at, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PR-DATES",
    severity: Severity::Error,
    message: Words { nl: "De eerste of laatste dag ontbreekt of is geen datum.", en: "The first or last day is missing or is no date." },
    why: Words { nl: "Zonder die dagen hoort het bereik bij geen periode.", en: "Without those days the reach belongs to no period." },
    fix: Words { nl: "Schrijf JJJJ-MM-DD.", en: "Write JJJJ-MM-DD." },
    fields: &["datum_van", "datum_tot"],
    source: "docs/how-to/deliver.md, programme",
    examples: &[
        broken(&[("datum_van", "2023")]),
        broken_at("datum_tot", &[("datum_tot", "2023-02-30")]),
        sound(&[("datum_van", "2023-02-01")]),
        missing_is_found_at("datum_tot", &[("datum_tot", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let dates = [("datum_van", row.from), ("datum_tot", row.through)];
    dates.into_iter().find(|(_, date)| date.value().is_none()).map(|(field, _)| field)
}
