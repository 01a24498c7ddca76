//! PO-AGE: a matter is about a child.

use crate::formats::Window;
use crate::formats::police::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PO-AGE",
    severity: Severity::Warning,
    message: Words { nl: "De persoon is op de eerste dag 18 jaar of ouder.", en: "The person is 18 or older on the first day." },
    why: Words {
        nl: "Deze aanlevering gaat over kinderen; deze rij telt niet bij hen mee.",
        en: "This delivery is about children; this row does not count among them.",
    },
    fix: Words {
        nl: "Controleer de geboortedatum en de dagen. Gaat het om een volwassene, laat de rij dan weg.",
        en: "Check date of birth and days. If it is about an adult, leave the row out.",
    },
    fields: &["geboortedatum", "datum_melding", "datum_informatief_gesprek", "datum_aangifte"],
    source: "BW 1:233; docs/how-to/deliver.md, police",
    examples: &[
        broken(&[("geboortedatum", "2005-02-01")]),
        sound(&[("geboortedatum", "2005-02-02")]),
        missing_passes(&[("geboortedatum", "")]),
    ],
};

/// Age of majority (BW 1:233), in years.
const MAJORITY: i32 = 18;

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let first = row.first_day()?;
    at_fault("geboortedatum", row.lead.child.years_on(first)? >= MAJORITY)
}
