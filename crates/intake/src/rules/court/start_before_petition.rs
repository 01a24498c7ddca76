//! CO-START-BEFORE-PETITION: an order does not begin before it was asked for.

use crate::formats::Window;
use crate::formats::court::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CO-START-BEFORE-PETITION",
    severity: Severity::Warning,
    message: Words { nl: "De ingang ligt vóór het verzoek.", en: "The first day lies before the petition." },
    why: Words {
        nl: "Een order gaat niet in voordat erom is gevraagd; de ingangsdatum wordt niet gebruikt.",
        en: "An order does not begin before it was asked for; the first day is not used.",
    },
    fix: Words { nl: "Kijk of datums zijn verwisseld. Dezelfde dag mag.", en: "See whether dates were swapped. The same day is allowed." },
    fields: &["datum_ingang", "datum_verzoek"],
    source: "docs/how-to/deliver.md, court",
    examples: &[
        broken(&[("datum_ingang", "2023-01-31"), ("looptijd_tot", "2024-01-30")]),
        sound(&[("maatregel", "12"), ("datum_ingang", "2023-02-01"), ("looptijd_tot", "2023-04-30")]),
        missing_passes(&[("datum_ingang", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_ingang", row.start.value()? < row.petitioned.value()?)
}
