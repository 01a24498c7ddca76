//! YP-OUTCOME-MEASURE: only youth help has an outcome.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-OUTCOME-MEASURE",
    severity: Severity::Warning,
    message: Words { nl: "Bij een maatregel of machtiging staan gegevens over outcome.", en: "A measure or authorisation has an outcome." },
    why: Words {
        nl: "Outcome wordt alleen over jeugdhulp gevraagd; zij is niet gebruikt.",
        en: "Outcome is asked about youth help only; it was not used.",
    },
    fix: Words {
        nl: "Laat tevredenheid, zonder_hulp_verder en type_informant leeg.",
        en: "Leave tevredenheid, zonder_hulp_verder and type_informant empty.",
    },
    fields: &["tevredenheid", "zonder_hulp_verder", "type_informant"],
    source: "Beleidsinformatie Jeugd v7, 4.1, 4.5",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "11"), ("tevredenheid", "8")]),
        broken_at("zonder_hulp_verder", &[("hulpvorm", ""), ("type_maatregel", "11"), ("zonder_hulp_verder", "01")]),
        broken_at("type_informant", &[("hulpvorm", ""), ("type_machtiging", "71"), ("type_informant", "01")]),
        sound(&[("tevredenheid", "8")]),
        missing_passes(&[("hulpvorm", ""), ("type_maatregel", "11")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    if !row.is_imposed() {
        return None;
    }
    let fields = [("tevredenheid", row.satisfaction), ("zonder_hulp_verder", row.without_help), ("type_informant", row.informant)];
    fields.into_iter().find(|(_, field)| field.is_given()).map(|(name, _)| name)
}
