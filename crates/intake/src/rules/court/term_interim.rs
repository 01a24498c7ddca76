//! CO-TERM-INTERIM: an interim supervision order is granted for three months at most.

use domain::Code;

use crate::formats::Window;
use crate::formats::court::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CO-TERM-INTERIM",
    severity: Severity::Warning,
    message: Words {
        nl: "Een voorlopige ondertoezichtstelling is voor langer dan drie maanden uitgesproken.",
        en: "An interim supervision order was granted for more than three months.",
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
    source: "BW 1:257, lid 2",
    examples: &[
        broken(&[("maatregel", "12"), ("looptijd_tot", "2023-05-15")]),
        sound(&[("maatregel", "12"), ("looptijd_tot", "2023-05-14")]),
        sound(&[("maatregel", "11"), ("looptijd_tot", "2023-05-15")]),
        missing_passes(&[("maatregel", "12"), ("looptijd_tot", "")]),
    ],
};

/// The longest term, in months; the same date so many months on is allowed.
const LONGEST_MONTHS: i32 = 3;

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let (measure, start, term) = (row.measure.value()?, row.start.value()?, row.term.value()?);
    at_fault("looptijd_tot", measure == Code::INTERIM_ORDER && term > start.plus_months(LONGEST_MONTHS))
}
