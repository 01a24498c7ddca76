//! TR-START-WITH-RECEIVED: who takes over a measure does not tell its start.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "TR-START-WITH-RECEIVED",
    severity: Severity::Notice,
    message: Words {
        nl: "Er staat een aanvang bij een maatregel die u overgedragen kreeg.",
        en: "There is a start in a measure you took over.",
    },
    why: Words {
        nl: "De eerste instelling levert de aanvang; zo kan zij twee keer tellen.",
        en: "The first institution delivers the start; so it may count twice.",
    },
    fix: Words {
        nl: "Laat datum_aanvang leeg als datum_overgedragen_gekregen is gevuld.",
        en: "Leave datum_aanvang empty when datum_overgedragen_gekregen is filled.",
    },
    fields: &["datum_aanvang", "datum_overgedragen_gekregen"],
    source: "Beleidsinformatie Jeugd v7, 5.1.2, 5.1.5, 5.2.2, 7.5",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen_gekregen", "20230301")]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_aanvang", ""), ("datum_overgedragen_gekregen", "20230301")]),
        sound(&[("datum_overgedragen_gekregen", "20230301")]),
        missing_passes(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen_gekregen", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_aanvang", row.is_imposed() && row.start.is_given() && row.received.is_given())
}
