//! VT-END-BEFORE-START: the end does not lie before the start.

use crate::formats::Window;
use crate::formats::veilig_thuis::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-END-BEFORE-START",
    severity: Severity::Error,
    message: Words { nl: "Het einde ligt vóór het begin.", en: "The end lies before the start." },
    why: Words { nl: "Een van beide datums klopt niet.", en: "One of the dates is wrong." },
    fix: Words {
        nl: "Kijk of de datums zijn verwisseld. Dezelfde dag mag.",
        en: "See whether the dates were swapped. The same day is allowed.",
    },
    fields: &["datum_einde", "datum"],
    source: "docs/how-to/deliver.md, veilig-thuis",
    examples: &[
        broken(&[("object", "onderzoek"), ("datum_einde", "2023-01-31")]),
        sound(&[("object", "onderzoek"), ("datum_einde", "2023-02-01")]),
        missing_passes(&[("object", "onderzoek"), ("datum_einde", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_einde", row.end.value()? < row.day.value()?)
}
