//! CO-TERM-SUPERVISION: a supervision order is granted for a year at most.

use domain::Code;

use crate::formats::Window;
use crate::formats::court::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CO-TERM-SUPERVISION",
    severity: Severity::Warning,
    message: Words {
        nl: "Een ondertoezichtstelling is voor langer dan een jaar uitgesproken.",
        en: "A supervision order was granted for more than a year.",
    },
    why: Words {
        nl: "Langer laat de wet niet toe; een datum of de soort maatregel klopt waarschijnlijk niet.",
        en: "The law allows no more; a date or the kind of measure is probably wrong.",
    },
    fix: Words {
        nl: "Controleer datum_ingang, looptijd_tot en maatregel. Een verlenging is een eigen verzoek, met een eigen rij.",
        en: "Check datum_ingang, looptijd_tot and maatregel. An extension is a petition of its own, with its own row.",
    },
    fields: &["looptijd_tot", "datum_ingang", "maatregel"],
    source: "BW 1:258 and 1:260, lid 1",
    examples: &[
        broken(&[("looptijd_tot", "2024-02-15")]),
        sound(&[("looptijd_tot", "2024-02-14")]),
        sound(&[("maatregel", "23"), ("looptijd_tot", "2024-02-15")]),
        missing_passes(&[("looptijd_tot", "")]),
    ],
};

/// The longest term, in months; the same date so many months on is allowed.
const LONGEST_MONTHS: i32 = 12;

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let (measure, start, term) = (row.measure.value()?, row.start.value()?, row.term.value()?);
    at_fault("looptijd_tot", measure == Code::SUPERVISION_ORDER && term > start.plus_months(LONGEST_MONTHS))
}
