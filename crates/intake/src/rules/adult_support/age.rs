//! AD-AGE: support is of someone from 17 years on.

use crate::formats::Window;
use crate::formats::adult_support::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AD-AGE",
    severity: Severity::Warning,
    message: Words { nl: "De persoon is bij de aanvang jonger dan 17 jaar.", en: "The person is younger than 17 at the start." },
    why: Words {
        nl: "Deze aanlevering gaat over de stap naar volwassenheid; hulp aan kinderen hoort bij jeugdhulp.",
        en: "This delivery is about the step into adulthood; help to children belongs with youth help.",
    },
    fix: Words { nl: "Controleer geboortedatum en datum_aanvang.", en: "Check date of birth and datum_aanvang." },
    fields: &["geboortedatum", "datum_aanvang"],
    source: "docs/how-to/deliver.md, adult-support",
    examples: &[
        broken(&[("geboortedatum", "2006-02-02")]),
        sound(&[("geboortedatum", "2006-02-01")]),
        missing_passes(&[("geboortedatum", "")]),
    ],
};

/// The youngest age of this delivery, in years.
const YOUNGEST: i32 = 17;

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let start = row.start.value()?;
    at_fault("geboortedatum", row.lead.child.years_on(start)? < YOUNGEST)
}
