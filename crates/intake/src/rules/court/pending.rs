//! CO-PENDING: a petition is decided within half a year.

use crate::formats::Window;
use crate::formats::court::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CO-PENDING",
    severity: Severity::Notice,
    message: Words {
        nl: "Een verzoek wacht al langer dan een half jaar op een uitspraak.",
        en: "A petition has waited for a decision for more than half a year.",
    },
    why: Words {
        nl: "Misschien is de uitspraak niet ingevuld; anders wacht hier een kind.",
        en: "Perhaps the decision was not filled in; else a child is waiting here.",
    },
    fix: Words {
        nl: "Kijk of er is beslist, en vul datum_uitspraak en uitspraak in.",
        en: "See whether it was decided, and fill in datum_uitspraak and uitspraak.",
    },
    fields: &["datum_uitspraak"],
    source: "our own reading",
    examples: &[
        broken(&[("datum_verzoek", "2022-12-28"), ("datum_uitspraak", ""), ("uitspraak", ""), ("datum_ingang", ""), ("looptijd_tot", "")]),
        sound(&[("datum_verzoek", "2022-12-29"), ("datum_uitspraak", ""), ("uitspraak", ""), ("datum_ingang", ""), ("looptijd_tot", "")]),
        sound(&[("datum_verzoek", "2022-06-01")]),
        sound(&[("datum_verzoek", "2022-06-01"), ("datum_uitspraak", "")]),
        sound(&[("datum_verzoek", "2022-06-01"), ("uitspraak", "")]),
        missing_passes(&[("datum_verzoek", "")]),
    ],
};

/// Half a year, in days.
const LONGEST_DAYS: i32 = 183;

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let (petitioned, window) = (row.petitioned.value()?, window?);
    let is_pending = row.decided.is_absent() && row.decision.is_absent();
    at_fault("datum_uitspraak", is_pending && window.last - petitioned > LONGEST_DAYS)
}
