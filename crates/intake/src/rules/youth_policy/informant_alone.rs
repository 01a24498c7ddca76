//! YP-INFORMANT-ALONE: an informant says something.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-INFORMANT-ALONE",
    severity: Severity::Notice,
    message: Words { nl: "Er is een type informant zonder outcome.", en: "There is an informant without an outcome." },
    why: Words {
        nl: "Wie iets zei is bekend, maar niet wat; er telt geen uitkomst mee.",
        en: "Who said something is known, but not what; no outcome counts.",
    },
    fix: Words {
        nl: "Vul tevredenheid of zonder_hulp_verder in, of laat de informant leeg.",
        en: "Fill in tevredenheid or zonder_hulp_verder, or leave the informant empty.",
    },
    fields: &["type_informant"],
    source: "Beleidsinformatie Jeugd v7, 4.5",
    examples: &[
        broken(&[("type_informant", "01")]),
        sound(&[("type_informant", "01"), ("tevredenheid", "7")]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "11"), ("type_informant", "01")]),
        missing_passes(&[("type_informant", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("type_informant", row.is_help() && row.informant.is_given() && !row.has_outcome())
}
