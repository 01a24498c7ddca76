//! YP-UNBORN-LONG: a child is not unborn for more than a pregnancy.

use crate::field::{LONGEST_PREGNANCY, Number};
use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-UNBORN-LONG",
    severity: Severity::Warning,
    message: Words {
        nl: "Het kind staat als ongeboren, maar de hulp begon meer dan tien maanden geleden.",
        en: "The child is told as unborn, but the help began more than ten months ago.",
    },
    why: Words {
        nl: "Het kind moet geboren zijn; zonder nummer en geboortedatum is het niet te koppelen.",
        en: "The child must be born; without a number and date of birth it cannot be linked.",
    },
    fix: Words { nl: "Vul het BSN en de geboortedatum in.", en: "Fill in the citizen number and the date of birth." },
    fields: &["bsn", "datum_aanvang"],
    source: "Beleidsinformatie Jeugd v7, 2.2, 2.3",
    examples: &[
        broken(&[("bsn", "000000000"), ("geboortedatum", "000000000"), ("datum_aanvang", "20210101")]),
        past_limit(&[("bsn", "000000000"), ("geboortedatum", "000000000"), ("datum_aanvang", "20220902")]),
        at_limit(&[("bsn", "000000000"), ("geboortedatum", "000000000"), ("datum_aanvang", "20220903")]),
        sound(&[("datum_aanvang", "20210101")]),
        missing_passes(&[("bsn", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    at_fault("bsn", row.child.number == Number::Unborn && row.length(window)? > LONGEST_PREGNANCY)
}
