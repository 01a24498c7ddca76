//! GI-DATES: a measure has its start, and the other dates are dates.

use crate::formats::Window;
use crate::formats::gi_process::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "GI-DATES",
    severity: Severity::Error,
    message: Words {
        nl: "De aanvang van de maatregel ontbreekt, of een datum is geen datum.",
        en: "The start of the measure is missing, or a date is no date.",
    },
    why: Words { nl: "Zonder aanvang is geen wachttijd te meten.", en: "Without a start no wait can be measured." },
    fix: Words {
        nl: "Schrijf JJJJ-MM-DD; latere datums mogen leeg zijn zolang ze er niet zijn.",
        en: "Write JJJJ-MM-DD; later dates may be empty while they are not there.",
    },
    fields: &["datum_aanvang", "datum_toegewezen", "datum_eerste_contact", "datum_plan", "datum_oorzaak"],
    source: "docs/how-to/deliver.md, gi-process",
    examples: &[
        broken(&[("datum_aanvang", "1-2-2023")]),
        broken_at("datum_toegewezen", &[("datum_toegewezen", "2023-02-30")]),
        broken_at("datum_eerste_contact", &[("datum_eerste_contact", "ja")]),
        broken_at("datum_plan", &[("datum_plan", "2023-3-10")]),
        broken_at("datum_oorzaak", &[("oorzaak_wachten", "no-offer"), ("datum_oorzaak", "20230401")]),
        sound(&[("datum_plan", "2023-03-31")]),
        missing_is_found(&[("datum_aanvang", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    if row.start.value().is_none() {
        return Some("datum_aanvang");
    }
    let dates = [
        ("datum_toegewezen", row.assigned),
        ("datum_eerste_contact", row.first_contact),
        ("datum_plan", row.plan),
        ("datum_oorzaak", row.cause_day),
    ];
    dates.into_iter().find(|(_, date)| date.is_unreadable()).map(|(field, _)| field)
}
