//! TR-SENT-AFTER-PERIOD: a transfer that is still to come is not told.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "TR-SENT-AFTER-PERIOD",
    severity: Severity::Warning,
    message: Words { nl: "De overdracht ligt na de periode.", en: "The transfer lies after the period." },
    why: Words {
        nl: "Een verwachte overdracht is nog geen overdracht; zij is niet gebruikt.",
        en: "An expected transfer is no transfer yet; it was not used.",
    },
    fix: Words { nl: "Lever de datum in de periode waarin zij valt.", en: "Deliver the date in the period in which it falls." },
    fields: &["datum_overgedragen"],
    source: "Beleidsinformatie Jeugd v7, 5.3.2, 7.5",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen", "20231001")]),
        past_limit(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen", "20230701")]),
        at_limit(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen", "20230630")]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen", "20230301")]),
        missing_passes(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    at_fault("datum_overgedragen", row.sent.value()? > window?.last)
}
