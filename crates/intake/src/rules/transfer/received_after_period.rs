//! TR-RECEIVED-AFTER-PERIOD: a measure that is still to come is not told.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "TR-RECEIVED-AFTER-PERIOD",
    severity: Severity::Error,
    message: Words {
        nl: "De maatregel is pas na de periode overgedragen gekregen.",
        en: "The measure was taken over after the period only.",
    },
    why: Words {
        nl: "Wat u nog niet uitvoerde, hoort niet in deze aanlevering.",
        en: "What you did not carry out yet does not belong in this delivery.",
    },
    fix: Words {
        nl: "Lever de rij in de periode waarin u de maatregel kreeg.",
        en: "Deliver the row in the period in which you got the measure.",
    },
    fields: &["datum_overgedragen_gekregen"],
    source: "Beleidsinformatie Jeugd v7, 5.3.3, 7.5",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_aanvang", ""), ("datum_overgedragen_gekregen", "20231001")]),
        past_limit(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_aanvang", ""), ("datum_overgedragen_gekregen", "20230701")]),
        at_limit(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_aanvang", ""), ("datum_overgedragen_gekregen", "20230630")]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_aanvang", ""), ("datum_overgedragen_gekregen", "20230301")]),
        missing_passes(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen_gekregen", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    at_fault("datum_overgedragen_gekregen", row.received.value()? > window?.last)
}
