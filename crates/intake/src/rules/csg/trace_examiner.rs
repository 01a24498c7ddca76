//! CS-TRACE-EXAMINER: who examines traces fits the age of the child.

use domain::{AcuteCare, TraceExaminer};

use crate::formats::Window;
use crate::formats::csg::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CS-TRACE-EXAMINER",
    severity: Severity::Warning,
    message: Words {
        nl: "Wie het sporenonderzoek deed, past niet bij de leeftijd van het kind.",
        en: "Who did the trace examination does not fit the age of the child.",
    },
    why: Words {
        nl: "Onder 13 jaar doet het NFI het, bij 13 tot en met 15 overlegt de politie met het NFI, vanaf 16 doet een regionale arts het (stand 2020). Een van de velden klopt niet.",
        en: "Under 13 the NFI does it, from 13 to 15 the police consult the NFI, from 16 a regional physician does it (state of 2020). One of the fields is wrong.",
    },
    fix: Words {
        nl: "Controleer sporenonderzoek_door, de geboortedatum en de datum van het onderzoek.",
        en: "Check sporenonderzoek_door, date of birth and the day of the examination.",
    },
    fields: &["sporenonderzoek_door", "geboortedatum", "datum_sporenonderzoek"],
    source: "Kamerstuk 31 015, 20 juli 2020, deel B; that 13 to 15 is always written police-consults-nfi is our own reading",
    examples: &[
        broken(&[("sporenonderzoek_door", "police-consults-nfi")]),
        broken(&[("geboortedatum", "2010-02-08")]),
        broken(&[("geboortedatum", "2010-02-09"), ("sporenonderzoek_door", "police-consults-nfi")]),
        broken(&[("geboortedatum", "2007-02-08"), ("sporenonderzoek_door", "police-consults-nfi")]),
        broken(&[("sporenonderzoek_door", "regional-physician")]),
        sound(&[("geboortedatum", "2010-02-08"), ("sporenonderzoek_door", "police-consults-nfi")]),
        sound(&[("geboortedatum", "2010-02-09")]),
        sound(&[("geboortedatum", "2007-02-08"), ("sporenonderzoek_door", "regional-physician")]),
        sound(&[("geboortedatum", "2007-02-09"), ("sporenonderzoek_door", "police-consults-nfi")]),
        sound(&[("sporenonderzoek_door", "unknown")]),
        missing_passes(&[("geboortedatum", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let (examined, examiner) = (row.examined.value()?, row.examiner.value()?);
    let wanted = AcuteCare::on(examined).examiner(row.lead.child.years_on(examined)?);
    let is_known = examiner != TraceExaminer::Unknown && wanted != TraceExaminer::Unknown;
    at_fault("sporenonderzoek_door", is_known && examiner != wanted)
}
