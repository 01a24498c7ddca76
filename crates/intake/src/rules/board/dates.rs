//! BO-DATES: a request has its day, and the other dates are dates.

use crate::formats::Window;
use crate::formats::board::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "BO-DATES",
    severity: Severity::Error,
    message: Words {
        nl: "De datum van het verzoek ontbreekt, of een datum is geen datum.",
        en: "The day of the request is missing, or a date is no date.",
    },
    why: Words { nl: "Zonder die dag is het verzoek niet te tellen.", en: "Without that day the request cannot be counted." },
    fix: Words {
        nl: "Schrijf JJJJ-MM-DD; start en einde mogen leeg zijn zolang ze er niet zijn.",
        en: "Write JJJJ-MM-DD; start and end may be empty while they are not there.",
    },
    fields: &["datum_verzoek", "datum_start", "datum_einde"],
    source: "docs/how-to/deliver.md, board",
    examples: &[
        broken(&[("datum_verzoek", "20230201")]),
        broken_at("datum_start", &[("datum_start", "2023-02-30")]),
        sound(&[("datum_start", "2023-02-28")]),
        missing_is_found(&[("datum_verzoek", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    if row.requested.value().is_none() {
        return Some("datum_verzoek");
    }
    let dates = [("datum_start", row.start), ("datum_einde", row.end)];
    dates.into_iter().find(|(_, date)| date.is_unreadable()).map(|(field, _)| field)
}
