//! PR-DATE-ORDER: a programme ends on or after its first day.

use crate::formats::Window;
use crate::formats::programme::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PR-DATE-ORDER",
    severity: Severity::Error,
    message: Words { nl: "De laatste dag ligt vóór de eerste.", en: "The last day lies before the first." },
    why: Words { nl: "Het bereik hoort dan bij geen periode.", en: "The reach then belongs to no period." },
    fix: Words {
        nl: "Kijk of de datums zijn verwisseld. Dezelfde dag mag.",
        en: "See whether the dates were swapped. The same day is allowed.",
    },
    fields: &["datum_tot", "datum_van"],
    source: "docs/how-to/deliver.md, programme",
    examples: &[
        broken(&[("datum_tot", "2022-06-30")]),
        past_limit(&[("datum_van", "2023-06-02"), ("datum_tot", "2023-06-01")]),
        at_limit(&[("datum_van", "2023-06-01"), ("datum_tot", "2023-06-01")]),
        sound(&[]),
        missing_passes(&[("datum_tot", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_tot", row.through.value()? < row.from.value()?)
}
