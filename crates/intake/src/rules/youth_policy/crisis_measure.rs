//! YP-CRISIS-MEASURE: only youth help starts with a crisis.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-CRISIS-MEASURE",
    severity: Severity::Warning,
    message: Words {
        nl: "Bij een maatregel of machtiging staat gestart met crisis.",
        en: "A measure or authorisation says whether it started with a crisis.",
    },
    why: Words { nl: "Dit gegeven hoort bij jeugdhulp; het is niet gebruikt.", en: "This belongs to youth help; it was not used." },
    fix: Words {
        nl: "Laat gestart_met_crisis leeg bij een maatregel of machtiging.",
        en: "Leave gestart_met_crisis empty for a measure or authorisation.",
    },
    fields: &["gestart_met_crisis"],
    source: "Beleidsinformatie Jeugd v7, 3.4, 5.1",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "11")]),
        sound(&[]),
        missing_passes(&[("hulpvorm", ""), ("type_maatregel", "11"), ("gestart_met_crisis", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("gestart_met_crisis", row.is_imposed() && row.crisis.is_given())
}
