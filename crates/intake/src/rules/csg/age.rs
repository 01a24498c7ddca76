//! CS-AGE: a contact is of a child.

use crate::formats::Window;
use crate::formats::csg::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CS-AGE",
    severity: Severity::Warning,
    message: Words {
        nl: "De cliënt is op de dag van het contact 18 jaar of ouder.",
        en: "The client is 18 or older on the day of the contact.",
    },
    why: Words {
        nl: "Deze aanlevering gaat over kinderen; dit contact telt niet bij hen mee.",
        en: "This delivery is about children; this contact does not count among them.",
    },
    fix: Words {
        nl: "Controleer geboortedatum en datum_contact; laat volwassenen weg.",
        en: "Check date of birth and datum_contact; leave adults out.",
    },
    fields: &["geboortedatum", "datum_contact"],
    source: "BW 1:233; docs/how-to/deliver.md, csg",
    examples: &[
        broken(&[("geboortedatum", "2005-02-08"), ("sporenonderzoek_door", "regional-physician")]),
        sound(&[("geboortedatum", "2005-02-09"), ("sporenonderzoek_door", "regional-physician")]),
        missing_passes(&[("geboortedatum", "")]),
    ],
};

/// Age of majority (BW 1:233), in years.
const MAJORITY: i32 = 18;

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let contact = row.day.value()?;
    at_fault("geboortedatum", row.lead.child.years_on(contact)? >= MAJORITY)
}
