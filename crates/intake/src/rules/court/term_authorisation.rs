//! CO-TERM-AUTHORISATION: an authorisation is granted for a year at most.

use domain::codes::AUTHORISATIONS;

use crate::formats::Window;
use crate::formats::court::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CO-TERM-AUTHORISATION",
    severity: Severity::Warning,
    message: Words { nl: "Een machtiging is voor langer dan een jaar verleend.", en: "An authorisation was granted for more than a year." },
    why: Words {
        nl: "Langer laat de wet niet toe; een datum of de soort maatregel klopt waarschijnlijk niet.",
        en: "The law allows no more; a date or the kind of measure is probably wrong.",
    },
    fix: Words {
        nl: "Controleer datum_ingang, looptijd_tot en maatregel. Een verlenging is een eigen verzoek, met een eigen rij.",
        en: "Check datum_ingang, looptijd_tot and maatregel. An extension is a petition of its own, with its own row.",
    },
    fields: &["looptijd_tot", "datum_ingang", "maatregel"],
    source: "BW 1:265c, lid 2; Jeugdwet 6.1.12",
    examples: &[
        broken(&[("soort", "authorisation"), ("maatregel", "72"), ("looptijd_tot", "2024-02-15")]),
        broken(&[("soort", "authorisation"), ("maatregel", "71"), ("looptijd_tot", "2024-02-15")]),
        sound(&[("soort", "authorisation"), ("maatregel", "72"), ("looptijd_tot", "2024-02-14")]),
        missing_passes(&[("soort", "authorisation"), ("maatregel", "72"), ("looptijd_tot", "")]),
    ],
};

/// The longest term, in months; the same date so many months on is allowed.
const LONGEST_MONTHS: i32 = 12;

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let (measure, start, term) = (row.measure.value()?, row.start.value()?, row.term.value()?);
    at_fault("looptijd_tot", AUTHORISATIONS.contains(&measure) && term > start.plus_months(LONGEST_MONTHS))
}
