//! BO-AGE: a request is about a minor.

use crate::formats::Window;
use crate::formats::board::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "BO-AGE",
    severity: Severity::Warning,
    message: Words {
        nl: "De jongere is op de dag van het verzoek 18 jaar of ouder.",
        en: "The young person is 18 or older on the day of the request.",
    },
    why: Words {
        nl: "De Raad onderzoekt minderjarigen; deze rij telt niet bij hen mee.",
        en: "The Board investigates minors; this row does not count among them.",
    },
    fix: Words { nl: "Controleer geboortedatum en datum_verzoek.", en: "Check date of birth and datum_verzoek." },
    fields: &["geboortedatum", "datum_verzoek"],
    source: "BW 1:233, 1:238",
    examples: &[
        broken(&[("geboortedatum", "2005-02-01")]),
        sound(&[("geboortedatum", "2005-02-02")]),
        missing_passes(&[("geboortedatum", "")]),
    ],
};

/// Age of majority (BW 1:233), in years.
const MAJORITY: i32 = 18;

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let requested = row.requested.value()?;
    at_fault("geboortedatum", row.lead.child.years_on(requested)? >= MAJORITY)
}
