//! GI-AGE: a measure starts for a minor.

use crate::formats::Window;
use crate::formats::gi_process::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "GI-AGE",
    severity: Severity::Warning,
    message: Words { nl: "De jongere is bij de aanvang 18 jaar of ouder.", en: "The young person is 18 or older at the start." },
    why: Words {
        nl: "Kinderbescherming gaat over minderjarigen; deze rij telt niet bij hen mee.",
        en: "Child protection is about minors; this row does not count among them.",
    },
    fix: Words { nl: "Controleer geboortedatum en datum_aanvang.", en: "Check date of birth and datum_aanvang." },
    fields: &["geboortedatum", "datum_aanvang"],
    source: "BW 1:233, 1:255",
    examples: &[
        broken(&[("geboortedatum", "2005-02-01")]),
        sound(&[("geboortedatum", "2005-02-02")]),
        missing_passes(&[("geboortedatum", "")]),
    ],
};

/// Age of majority (BW 1:233), in years.
const MAJORITY: i32 = 18;

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let start = row.start.value()?;
    at_fault("geboortedatum", row.lead.child.years_on(start)? >= MAJORITY)
}
