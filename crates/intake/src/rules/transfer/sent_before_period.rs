//! TR-SENT-BEFORE-PERIOD: a measure that was handed over is not told again.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "TR-SENT-BEFORE-PERIOD",
    severity: Severity::Warning,
    message: Words { nl: "De maatregel was al vóór de periode overgedragen.", en: "The measure had been handed over before the period." },
    why: Words {
        nl: "In deze periode voerde een andere instelling hem uit; die levert hem.",
        en: "In this period another institution carried it out and delivers it.",
    },
    fix: Words { nl: "Laat de rij weg.", en: "Leave the row out." },
    fields: &["datum_overgedragen"],
    source: "Beleidsinformatie Jeugd v7, 5.3.2, 7.5",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_aanvang", "20210101"), ("datum_overgedragen", "20220301")]),
        past_limit(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_aanvang", "20210101"), ("datum_overgedragen", "20221231")]),
        at_limit(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_aanvang", "20210101"), ("datum_overgedragen", "20230101")]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen", "20230301")]),
        missing_passes(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    at_fault("datum_overgedragen", row.sent.value()? < window?.first)
}
