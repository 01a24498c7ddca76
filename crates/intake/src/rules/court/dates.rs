//! CO-DATES: a petition has its day, and the other dates are dates.

use crate::formats::Window;
use crate::formats::court::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CO-DATES",
    severity: Severity::Error,
    message: Words {
        nl: "De datum van het verzoek ontbreekt, of een datum is geen datum.",
        en: "The day of the petition is missing, or a date is no date.",
    },
    why: Words { nl: "Zonder die dag is het verzoek niet te tellen.", en: "Without that day the petition cannot be counted." },
    fix: Words {
        nl: "Schrijf JJJJ-MM-DD; latere datums mogen leeg zijn zolang ze er niet zijn.",
        en: "Write JJJJ-MM-DD; later dates may be empty while they are not there.",
    },
    fields: &["datum_verzoek", "datum_uitspraak", "datum_ingang", "looptijd_tot"],
    source: "docs/how-to/deliver.md, court",
    examples: &[
        broken(&[("datum_verzoek", "01-02-2023")]),
        broken_at("datum_uitspraak", &[("datum_uitspraak", "2023-02-30")]),
        broken_at("datum_ingang", &[("datum_ingang", "20230214")]),
        broken_at("looptijd_tot", &[("looptijd_tot", "2024")]),
        sound(&[("datum_verzoek", "2023-02-14")]),
        missing_is_found(&[("datum_verzoek", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    if row.petitioned.value().is_none() {
        return Some("datum_verzoek");
    }
    let dates = [("datum_uitspraak", row.decided), ("datum_ingang", row.start), ("looptijd_tot", row.term)];
    dates.into_iter().find(|(_, date)| date.is_unreadable()).map(|(field, _)| field)
}
