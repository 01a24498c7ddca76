//! YP-INFORMANT-MISSING: an outcome says who gave it.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-INFORMANT-MISSING",
    severity: Severity::Warning,
    message: Words { nl: "Er is een outcome zonder type informant.", en: "There is an outcome without an informant." },
    why: Words {
        nl: "Kinderen en ouders oordelen anders; zonder informant is de uitkomst niet te vergelijken.",
        en: "Children and parents judge differently; without the informant the outcome cannot be compared.",
    },
    fix: Words { nl: "Vul 01 (de jeugdige) of 02 (ouder of opvoeder) in.", en: "Fill in 01 (the youth) or 02 (parent or carer)." },
    fields: &["type_informant"],
    source: "Beleidsinformatie Jeugd v7, 4.5",
    examples: &[
        broken(&[("tevredenheid", "8")]),
        broken(&[("zonder_hulp_verder", "03")]),
        sound(&[("tevredenheid", "8"), ("type_informant", "02")]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "11"), ("tevredenheid", "8")]),
        missing_passes(&[("type_informant", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("type_informant", row.is_help() && row.has_outcome() && row.informant.is_absent())
}
