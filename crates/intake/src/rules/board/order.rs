//! BO-ORDER: request, start and end follow each other, the request within the period.

use crate::formats::Window;
use crate::formats::board::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "BO-ORDER",
    severity: Severity::Error,
    message: Words {
        nl: "De datums staan niet in volgorde: verzoek, start, einde, met het verzoek niet na de periode.",
        en: "The dates are not in order: request, start, end, with the request not after the period.",
    },
    why: Words { nl: "Minstens één datum klopt niet; de rij telt niet mee.", en: "At least one date is wrong; the row does not count." },
    fix: Words { nl: "Kijk of datums zijn verwisseld. Dezelfde dag mag.", en: "See whether dates were swapped. The same day is allowed." },
    fields: &["datum_verzoek", "datum_start", "datum_einde"],
    source: "docs/how-to/deliver.md, board",
    examples: &[
        broken_at("datum_start", &[("datum_start", "2023-01-31")]),
        broken_at("datum_einde", &[("datum_start", "2023-02-10"), ("datum_einde", "2023-02-09"), ("resultaat", "petition")]),
        broken(&[("datum_verzoek", "2023-07-01")]),
        at_limit(&[("datum_verzoek", "2023-06-30"), ("datum_start", ""), ("datum_einde", "")]),
        sound(&[("datum_start", "2023-02-01"), ("datum_einde", "2023-02-01"), ("resultaat", "petition")]),
        missing_passes(&[("datum_start", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let requested = row.requested.value()?;
    let start = row.start.value().unwrap_or(requested);
    if window.is_some_and(|window| requested > window.last) {
        return Some("datum_verzoek");
    }
    if start < requested {
        return Some("datum_start");
    }
    at_fault("datum_einde", row.end.value()? < start)
}
