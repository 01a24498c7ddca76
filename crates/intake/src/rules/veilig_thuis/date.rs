//! VT-DATE: a row has its day, and its end is a date.

use crate::formats::Window;
use crate::formats::veilig_thuis::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-DATE",
    severity: Severity::Error,
    message: Words { nl: "De datum ontbreekt, of een datum is geen datum.", en: "The day is missing, or a date is no date." },
    why: Words {
        nl: "Zonder dag telt de rij in geen jaar en is geen termijn te meten.",
        en: "Without a day the row counts in no year and no term can be measured.",
    },
    fix: Words { nl: "Schrijf JJJJ-MM-DD; datum_einde mag leeg zijn.", en: "Write JJJJ-MM-DD; datum_einde may be empty." },
    fields: &["datum", "datum_einde"],
    source: "docs/how-to/deliver.md, veilig-thuis",
    examples: &[
        broken(&[("datum", "01-02-2023")]),
        broken_at("datum_einde", &[("object", "onderzoek"), ("datum_einde", "2023-13-01")]),
        sound(&[("datum", "2023-02-01")]),
        missing_is_found(&[("datum", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    if row.day.value().is_none() {
        return Some("datum");
    }
    at_fault("datum_einde", row.end.is_unreadable())
}
