//! YP-MEASURE: the measure or authorisation stands in the list.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-MEASURE",
    severity: Severity::Error,
    message: Words {
        nl: "Het type maatregel of machtiging staat niet in de lijst.",
        en: "The type of measure or authorisation is not in the list.",
    },
    why: Words {
        nl: "Zonder geldig type is niet te zeggen wat er is opgelegd.",
        en: "Without a valid type there is no telling what was imposed.",
    },
    fix: Words {
        nl: "Maatregel: 11, 12, 21, 22, 23, 31, 41, 42, 50, 51, 61, 62 of 63. Machtiging: 71 of 72.",
        en: "Measure: 11, 12, 21, 22, 23, 31, 41, 42, 50, 51, 61, 62 or 63. Authorisation: 71 or 72.",
    },
    fields: &["type_maatregel", "type_machtiging"],
    source: "Beleidsinformatie Jeugd v7, 5.1.1, 5.1.4, 5.2.1, 5.4",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "71")]),
        broken_at("type_machtiging", &[("hulpvorm", ""), ("type_machtiging", "11")]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "63")]),
        missing_passes(&[("type_maatregel", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let fields = [("type_maatregel", row.measure), ("type_machtiging", row.authorisation)];
    fields.into_iter().find(|(_, field)| field.is_unreadable()).map(|(name, _)| name)
}
