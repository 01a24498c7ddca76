//! YP-REFERRER-MEASURE: only youth help has a referrer.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-REFERRER-MEASURE",
    severity: Severity::Warning,
    message: Words { nl: "Bij een maatregel of machtiging staat een verwijzer.", en: "A measure or authorisation has a referrer." },
    why: Words { nl: "Een verwijzer hoort bij jeugdhulp; hij is niet gebruikt.", en: "A referrer belongs to youth help; it was not used." },
    fix: Words {
        nl: "Laat de verwijzer leeg bij een maatregel of machtiging.",
        en: "Leave the referrer empty for a measure or authorisation.",
    },
    fields: &["verwijzer"],
    source: "Beleidsinformatie Jeugd v7, 3.2, 5.1",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "11")]),
        broken(&[("hulpvorm", ""), ("type_machtiging", "72"), ("verwijzer", "x")]),
        sound(&[]),
        sound(&[("hulpvorm", ""), ("verwijzer", "01")]),
        missing_passes(&[("hulpvorm", ""), ("type_maatregel", "11"), ("verwijzer", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("verwijzer", row.is_imposed() && row.referrer.is_given())
}
