//! YP-BIRTH-DATE: the date of birth is a date that can be right.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-BIRTH-DATE",
    severity: Severity::Error,
    message: Words { nl: "De geboortedatum bestaat niet of kan niet kloppen.", en: "The date of birth does not exist or cannot be right." },
    why: Words { nl: "Leeftijd en koppeling hangen ervan af.", en: "Age and linkage depend on it." },
    fix: Words {
        nl: "Schrijf JJJJMMDD; is de dag of maand niet bekend, dan JJJJMM00 of JJJJ0000. Kijk of dag en maand zijn verwisseld.",
        en: "Write JJJJMMDD; JJJJMM00 or JJJJ0000 where day or month is not known. See whether day and month were swapped.",
    },
    fields: &["geboortedatum"],
    source: "Beleidsinformatie Jeugd v7, 2.3",
    examples: &[
        broken(&[("geboortedatum", "20103115")]),
        broken(&[("geboortedatum", "15-03-2010")]),
        broken(&[("geboortedatum", "20250101")]),
        sound(&[("geboortedatum", "20100300")]),
        sound(&[("geboortedatum", "20100000")]),
        missing_passes(&[("geboortedatum", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("geboortedatum", row.child.has_impossible_birth(row.start.value()))
}
