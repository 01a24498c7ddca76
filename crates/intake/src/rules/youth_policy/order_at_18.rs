//! YP-ORDER-AT-18: a child-protection measure starts before the 18th birthday.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-ORDER-AT-18",
    severity: Severity::Warning,
    message: Words {
        nl: "De kinderbeschermingsmaatregel begint op of na de 18e verjaardag.",
        en: "The child-protection measure starts on or after the 18th birthday.",
    },
    why: Words {
        nl: "Een maatregel bestaat alleen voor minderjarigen; de aanvang of de geboortedatum klopt niet.",
        en: "A measure exists for minors only; the start or the date of birth is wrong.",
    },
    fix: Words {
        nl: "Controleer de geboortedatum en de datum in de beschikking.",
        en: "Check the date of birth and the date in the court order.",
    },
    fields: &["datum_aanvang", "geboortedatum"],
    source: "Beleidsinformatie Jeugd v7, 2.1, 5.1, 5.1.2; BW 1:254, 1:255",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "21"), ("geboortedatum", "20040101")]),
        past_limit(&[("hulpvorm", ""), ("type_maatregel", "11"), ("geboortedatum", "20050201")]),
        at_limit(&[("hulpvorm", ""), ("type_maatregel", "11"), ("geboortedatum", "20050202")]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "41"), ("geboortedatum", "20040101")]),
        missing_passes(&[("hulpvorm", ""), ("type_maatregel", "11"), ("geboortedatum", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let (start, adult) = (row.start.value()?, row.child.reaches_surely(18)?);
    at_fault("datum_aanvang", row.order().is_some() && start >= adult)
}
