//! PR-NOT-COUNTED: planned or reached is counted.

use crate::formats::Window;
use crate::formats::programme::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PR-NOT-COUNTED",
    severity: Severity::Notice,
    message: Words { nl: "Gepland en bereikt zijn allebei leeg.", en: "Planned and reached are both empty." },
    why: Words { nl: "Het programma staat dan in de lijst zonder bereik.", en: "The programme then stands in the list without its reach." },
    fix: Words {
        nl: "Vul in hoeveel mensen zijn bereikt, ook als het er geen zijn (0).",
        en: "Fill in how many people were reached, also when there were none (0).",
    },
    fields: &["bereikt", "gepland"],
    source: "docs/how-to/deliver.md, programme",
    examples: &[
        broken(&[("gepland", ""), ("bereikt", "")]),
        sound(&[("gepland", "")]),
        sound(&[("gepland", ""), ("bereikt", "0")]),
        missing_passes(&[("bereikt", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("bereikt", row.planned.is_absent() && row.reached.is_absent())
}
