//! VT-AGE: a report is about a child.

use crate::formats::Window;
use crate::formats::veilig_thuis::{Object, Row};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-AGE",
    severity: Severity::Warning,
    message: Words {
        nl: "De persoon is op de dag van de melding 18 jaar of ouder.",
        en: "The person is 18 or older on the day of the report.",
    },
    why: Words {
        nl: "Deze aanlevering gaat over kinderen; deze melding telt niet bij hen mee.",
        en: "This delivery is about children; this report does not count among them.",
    },
    fix: Words {
        nl: "Controleer geboortedatum en datum; laat meldingen over volwassenen weg.",
        en: "Check date of birth and datum; leave reports about adults out.",
    },
    fields: &["geboortedatum", "datum"],
    source: "BW 1:233; docs/how-to/deliver.md, veilig-thuis",
    examples: &[
        broken(&[("geboortedatum", "2005-02-01")]),
        sound(&[("geboortedatum", "2005-02-02")]),
        sound(&[("object", "monitoring"), ("geboortedatum", "2005-02-01")]),
        missing_passes(&[("geboortedatum", "")]),
    ],
};

/// Age of majority (BW 1:233), in years.
const MAJORITY: i32 = 18;

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let reported = row.day.value().filter(|_| row.is(Object::Report))?;
    at_fault("geboortedatum", row.child.years_on(reported)? >= MAJORITY)
}
