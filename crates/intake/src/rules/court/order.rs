//! CO-ORDER: the decision does not come before the petition.

use crate::formats::Window;
use crate::formats::court::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CO-ORDER",
    severity: Severity::Error,
    message: Words { nl: "De uitspraak ligt vóór het verzoek.", en: "The decision lies before the petition." },
    why: Words { nl: "Minstens één datum klopt niet; de rij telt niet mee.", en: "At least one date is wrong; the row does not count." },
    fix: Words { nl: "Kijk of datums zijn verwisseld. Dezelfde dag mag.", en: "See whether dates were swapped. The same day is allowed." },
    fields: &["datum_verzoek", "datum_uitspraak"],
    source: "docs/how-to/deliver.md, court",
    examples: &[
        broken_at("datum_uitspraak", &[("datum_uitspraak", "2023-01-31")]),
        sound(&[("datum_uitspraak", "2023-02-01")]),
        missing_passes(&[("datum_uitspraak", ""), ("uitspraak", ""), ("datum_ingang", ""), ("looptijd_tot", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_uitspraak", row.decided.value()? < row.petitioned.value()?)
}
