//! CO-NOT-IN-PERIOD: something of the row lies within the period.

use domain::Day;

use crate::formats::Window;
use crate::formats::court::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CO-NOT-IN-PERIOD",
    severity: Severity::Warning,
    message: Words { nl: "De zaak was al vóór de periode afgerond.", en: "The matter was closed before the period." },
    why: Words {
        nl: "Een aanlevering bevat wat in de periode speelde; deze rij hoort in een eerdere.",
        en: "A delivery holds what went on in the period; this row belongs in an earlier one.",
    },
    fix: Words {
        nl: "Laat de rij weg; lever een verbetering als nieuwe versie van de eerdere periode.",
        en: "Leave the row out; deliver a correction as a new version of the earlier period.",
    },
    fields: &["datum_uitspraak", "datum_ingang"],
    source: "docs/how-to/deliver.md, court",
    examples: &[
        broken(&[
            ("datum_verzoek", "2022-12-01"),
            ("datum_uitspraak", "2022-12-31"),
            ("datum_ingang", "2022-12-31"),
            ("looptijd_tot", "2023-12-30"),
        ]),
        sound(&[
            ("datum_verzoek", "2022-12-01"),
            ("datum_uitspraak", "2022-12-31"),
            ("datum_ingang", "2023-01-01"),
            ("looptijd_tot", "2023-12-30"),
        ]),
        sound(&[
            ("datum_verzoek", "2022-12-01"),
            ("datum_uitspraak", "2023-01-01"),
            ("datum_ingang", "2023-01-01"),
            ("looptijd_tot", "2023-12-30"),
        ]),
        missing_passes(&[
            ("datum_verzoek", "2022-12-01"),
            ("datum_uitspraak", ""),
            ("uitspraak", ""),
            ("datum_ingang", ""),
            ("looptijd_tot", ""),
        ]),
    ],
};

/// The last day on which the court had a part; `None` while the matter is pending.
fn last_day(row: &Row<'_>) -> Option<Day> {
    let decided = row.decided.value()?;
    Some(row.start.value().map_or(decided, |start| start.max(decided)))
}

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let (last, window) = (last_day(row)?, window?);
    at_fault("datum_uitspraak", last < window.first)
}
