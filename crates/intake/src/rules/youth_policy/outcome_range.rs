//! YP-OUTCOME-RANGE: the outcome fields hold what the question asks.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-OUTCOME-RANGE",
    severity: Severity::Warning,
    message: Words {
        nl: "Tevredenheid, zonder hulp verder of informant heeft een waarde die niet bestaat.",
        en: "Satisfaction, going on without help or informant has a value that does not exist.",
    },
    why: Words { nl: "Deze uitkomst telt niet mee; de rij wel.", en: "This outcome does not count; the row does." },
    fix: Words {
        nl: "Tevredenheid is een heel cijfer van 1 tot 10, zonder_hulp_verder 01–04, type_informant 01 of 02.",
        en: "Satisfaction is a whole mark of 1 to 10, zonder_hulp_verder 01–04, type_informant 01 or 02.",
    },
    fields: &["tevredenheid", "zonder_hulp_verder", "type_informant"],
    source: "Beleidsinformatie Jeugd v7, 4.3, 4.4, 4.5",
    examples: &[
        broken(&[("tevredenheid", "11")]),
        broken(&[("tevredenheid", "7,5")]),
        broken_at("zonder_hulp_verder", &[("zonder_hulp_verder", "05")]),
        broken_at("type_informant", &[("type_informant", "03")]),
        sound(&[("tevredenheid", "10"), ("zonder_hulp_verder", "04"), ("type_informant", "02")]),
        missing_passes(&[("tevredenheid", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let fields = [("tevredenheid", row.satisfaction), ("zonder_hulp_verder", row.without_help), ("type_informant", row.informant)];
    fields.into_iter().find(|(_, field)| field.is_unreadable()).map(|(name, _)| name)
}
