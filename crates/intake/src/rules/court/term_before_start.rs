//! CO-TERM-BEFORE-START: a term does not end before it begins.

use crate::formats::Window;
use crate::formats::court::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CO-TERM-BEFORE-START",
    severity: Severity::Warning,
    message: Words { nl: "De looptijd eindigt vóór de ingang.", en: "The term ends before the first day." },
    why: Words { nl: "Een van beide datums klopt niet.", en: "One of the dates is wrong." },
    fix: Words { nl: "Kijk of datums zijn verwisseld. Dezelfde dag mag.", en: "See whether dates were swapped. The same day is allowed." },
    fields: &["looptijd_tot", "datum_ingang"],
    source: "docs/how-to/deliver.md, court",
    examples: &[
        broken(&[("looptijd_tot", "2023-02-13")]),
        sound(&[("looptijd_tot", "2023-02-14")]),
        missing_passes(&[("looptijd_tot", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("looptijd_tot", row.term.value()? < row.start.value()?)
}
