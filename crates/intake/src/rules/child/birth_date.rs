//! CH-BIRTH-DATE: the date of birth is a date that can be right (Board, Veilig Thuis, iJw).

use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;
use domain::Day;

use crate::field::Child;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CH-BIRTH-DATE",
    severity: Severity::Error,
    message: Words { nl: "De geboortedatum bestaat niet of kan niet kloppen.", en: "The date of birth does not exist or cannot be right." },
    why: Words { nl: "Leeftijd en koppeling hangen ervan af.", en: "Age and linkage depend on it." },
    fix: Words {
        nl: "Schrijf JJJJ-MM-DD, of laat het veld leeg; kijk of dag en maand zijn verwisseld.",
        en: "Write JJJJ-MM-DD, or leave the field empty; see whether day and month were swapped.",
    },
    fields: &["geboortedatum"],
    source: "docs/how-to/deliver.md",
    examples: &[
        broken(&[("geboortedatum", "20100315")]),
        broken(&[("geboortedatum", "2025-01-01")]),
        sound(&[("geboortedatum", "2010-03-15")]),
        missing_passes(&[("geboortedatum", "")]),
    ],
};

pub(super) fn broken_by(child: &Child<'_>, day: Option<Day>) -> Fault {
    at_fault("geboortedatum", child.has_impossible_birth(day))
}
