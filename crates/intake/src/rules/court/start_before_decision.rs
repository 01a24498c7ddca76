//! CO-START-BEFORE-DECISION: an order begins on or after the decision, save where urgency lets the court decide by word of mouth.

use domain::Code;

use crate::formats::Window;
use crate::formats::court::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CO-START-BEFORE-DECISION",
    severity: Severity::Warning,
    message: Words { nl: "De ingang ligt vóór de uitspraak.", en: "The first day lies before the decision." },
    why: Words {
        nl: "Een ondertoezichtstelling of voogdij gaat niet met terugwerkende kracht in; een van beide datums klopt waarschijnlijk niet.",
        en: "A supervision order or guardianship does not begin in retrospect; one of the dates is probably wrong.",
    },
    fix: Words {
        nl: "Controleer datum_ingang en datum_uitspraak. Bij een voorlopige maatregel of een machtiging met spoed mag de ingang eerder zijn.",
        en: "Check datum_ingang and datum_uitspraak. For an interim measure or an urgent authorisation the first day may be earlier.",
    },
    fields: &["datum_ingang", "datum_uitspraak"],
    source: "BW 1:258, 1:260; the exception for urgent decisions (12, 22, 71, 72) is our own reading",
    examples: &[
        broken(&[("datum_ingang", "2023-02-13"), ("looptijd_tot", "2024-02-12")]),
        broken(&[("maatregel", "23"), ("datum_ingang", "2023-02-01"), ("looptijd_tot", "")]),
        sound(&[("datum_ingang", "2023-02-14")]),
        sound(&[("maatregel", "12"), ("datum_ingang", "2023-02-13"), ("looptijd_tot", "2023-05-12")]),
        sound(&[("soort", "authorisation"), ("maatregel", "72"), ("datum_ingang", "2023-02-13"), ("looptijd_tot", "2023-05-12")]),
        missing_passes(&[("datum_ingang", "")]),
    ],
};

/// What a court may order at once, by word of mouth, and put in writing later: interim supervision, provisional
/// guardianship, authorisations.
const URGENT: [Code; 4] = [Code::INTERIM_ORDER, Code(22), Code(71), Code(72)];

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let (petitioned, decided, start) = (row.petitioned.value()?, row.decided.value()?, row.start.value()?);
    let is_urgent = URGENT.contains(&row.measure.value()?);
    at_fault("datum_ingang", !is_urgent && (petitioned..decided).contains(&start))
}
