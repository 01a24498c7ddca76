//! AD-ORDER: the end does not come before the start.

use crate::formats::Window;
use crate::formats::adult_support::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AD-ORDER",
    severity: Severity::Error,
    message: Words { nl: "Het einde ligt vóór de aanvang.", en: "The end lies before the start." },
    why: Words { nl: "Een van beide datums klopt niet; de rij telt niet mee.", en: "One of the dates is wrong; the row does not count." },
    fix: Words { nl: "Kijk of datums zijn verwisseld. Dezelfde dag mag.", en: "See whether dates were swapped. The same day is allowed." },
    fields: &["datum_einde", "datum_aanvang"],
    source: "docs/how-to/deliver.md, adult-support",
    examples: &[
        broken(&[("datum_einde", "2023-01-31"), ("reden_einde", "stopped")]),
        sound(&[("datum_einde", "2023-02-01"), ("reden_einde", "stopped")]),
        missing_passes(&[("datum_einde", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_einde", row.end.value()? < row.start.value()?)
}
