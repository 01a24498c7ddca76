//! CS-POLICE: who says that the police consulted says that there was contact with the police.

use domain::TraceExaminer;

use crate::field::Given;
use crate::formats::Window;
use crate::formats::csg::{NO, Row};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CS-POLICE",
    severity: Severity::Warning,
    message: Words {
        nl: "De politie overlegde over het sporenonderzoek, maar politiecontact staat op N.",
        en: "The police consulted on the trace examination, but politiecontact is N.",
    },
    why: Words {
        nl: "De velden spreken elkaar tegen; of een zaak bij de politie in beeld is, klopt dan niet.",
        en: "The fields contradict each other; whether the police know of it is wrong then.",
    },
    fix: Words {
        nl: "Vul J in als er contact met de politie was, of verbeter sporenonderzoek_door.",
        en: "Fill in J when there was contact with the police, or correct sporenonderzoek_door.",
    },
    fields: &["politiecontact", "sporenonderzoek_door"],
    source: "our own reading",
    examples: &[
        broken(&[("geboortedatum", "2009-05-01"), ("sporenonderzoek_door", "police-consults-nfi"), ("politiecontact", "N")]),
        sound(&[("geboortedatum", "2009-05-01"), ("sporenonderzoek_door", "police-consults-nfi"), ("politiecontact", "J")]),
        sound(&[("politiecontact", "N")]),
        sound(&[("politiecontact", "N"), ("datum_sporenonderzoek", ""), ("sporenonderzoek_door", "")]),
        missing_passes(&[("geboortedatum", "2009-05-01"), ("sporenonderzoek_door", "police-consults-nfi"), ("politiecontact", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let consulted = row.examiner == Given::Is(TraceExaminer::PoliceConsultsNfi);
    at_fault("politiecontact", consulted && row.police == Given::Is(NO))
}
