//! VT-NOT-IN-PERIOD: something of the row lies within the period.

use domain::Day;

use crate::formats::Window;
use crate::formats::veilig_thuis::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-NOT-IN-PERIOD",
    severity: Severity::Warning,
    message: Words { nl: "Dit was al vóór de periode voorbij.", en: "This was over before the period." },
    why: Words {
        nl: "Een aanlevering bevat wat in de periode speelde; deze rij hoort in een eerdere.",
        en: "A delivery holds what went on in the period; this row belongs in an earlier one.",
    },
    fix: Words {
        nl: "Laat de rij weg; lever een verbetering als nieuwe versie van de eerdere periode.",
        en: "Leave the row out; deliver a correction as a new version of the earlier period.",
    },
    fields: &["datum", "datum_einde"],
    source: "docs/how-to/deliver.md, veilig-thuis",
    examples: &[
        broken(&[("datum", "2022-12-31")]),
        sound(&[("datum", "2023-01-01")]),
        broken(&[("object", "onderzoek"), ("datum", "2022-10-01"), ("datum_einde", "2022-12-31"), ("uitkomst", "confirmed")]),
        sound(&[("object", "onderzoek"), ("datum", "2022-10-01"), ("datum_einde", "2023-01-01"), ("uitkomst", "confirmed")]),
        sound(&[("object", "voorwaarden"), ("datum", "2022-10-01")]),
        missing_passes(&[("datum", "")]),
    ],
};

/// The last day of it; `None` while it runs.
fn last_day(row: &Row<'_>) -> Option<Day> {
    if row.object.value()?.lasts() { row.end.value() } else { row.day.value() }
}

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let (last, window) = (last_day(row)?, window?);
    at_fault("datum", last < window.first)
}
