//! CO-AGE: a petition is about a minor.

use domain::Code;

use crate::formats::Window;
use crate::formats::court::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CO-AGE",
    severity: Severity::Warning,
    message: Words {
        nl: "De jongere is op de dag van het verzoek 18 jaar of ouder.",
        en: "The young person is 18 or older on the day of the petition.",
    },
    why: Words {
        nl: "Kinderbescherming gaat over minderjarigen; deze rij telt niet bij hen mee.",
        en: "Child protection is about minors; this row does not count among them.",
    },
    fix: Words { nl: "Controleer geboortedatum en datum_verzoek.", en: "Check date of birth and datum_verzoek." },
    fields: &["geboortedatum", "datum_verzoek"],
    source: "BW 1:233, 1:255, 1:265b; a closed placement (71) may go on after 18: Jeugdwet 6.1.2",
    examples: &[
        broken(&[("geboortedatum", "2005-02-01")]),
        sound(&[("geboortedatum", "2005-02-02")]),
        sound(&[("soort", "authorisation"), ("maatregel", "71"), ("geboortedatum", "2005-02-01")]),
        missing_passes(&[("geboortedatum", "")]),
    ],
};

/// Age of majority (BW 1:233), in years.
const MAJORITY: i32 = 18;
/// Authorisation for closed placement.
const CLOSED_PLACEMENT: Code = Code(71);

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let petitioned = row.petitioned.value()?;
    let is_closed_placement = row.measure.value() == Some(CLOSED_PLACEMENT);
    at_fault("geboortedatum", !is_closed_placement && row.lead.child.years_on(petitioned)? >= MAJORITY)
}
