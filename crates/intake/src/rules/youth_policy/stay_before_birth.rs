//! YP-STAY-BEFORE-BIRTH: a stay elsewhere starts at birth at the earliest.

use crate::formats::Window;
use crate::formats::youth_policy::FIRST_STAY;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-STAY-BEFORE-BIRTH",
    severity: Severity::Warning,
    message: Words { nl: "Het verblijf begint vóór de geboorte.", en: "The stay starts before the birth." },
    why: Words {
        nl: "Alleen hulp zonder verblijf kan vóór de geboorte beginnen; de leeftijd telt als onbekend.",
        en: "Only help without a stay can start before birth; the age counts as unknown.",
    },
    fix: Words { nl: "Controleer de geboortedatum en de aanvang.", en: "Check the date of birth and the start." },
    fields: &["datum_aanvang", "geboortedatum"],
    source: "Beleidsinformatie Jeugd v7, 3.3, 3.5",
    examples: &[
        broken(&[("hulpvorm", "14"), ("geboortedatum", "20230501")]),
        past_limit(&[("hulpvorm", "11"), ("geboortedatum", "20230202")]),
        at_limit(&[("hulpvorm", "11"), ("geboortedatum", "20230201")]),
        sound(&[("hulpvorm", "04"), ("geboortedatum", "20230501")]),
        sound(&[("hulpvorm", "11"), ("geboortedatum", "20230200")]),
        missing_passes(&[("hulpvorm", "11"), ("geboortedatum", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let (start, birth) = (row.start.value()?, row.child.birth.value()?);
    at_fault("datum_aanvang", row.form()? >= FIRST_STAY && start < birth.first)
}
