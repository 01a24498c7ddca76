//! AD-DATES: support has its start, and the end is a date.

use crate::formats::Window;
use crate::formats::adult_support::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AD-DATES",
    severity: Severity::Error,
    message: Words { nl: "De aanvang ontbreekt, of een datum is geen datum.", en: "The start is missing, or a date is no date." },
    why: Words {
        nl: "Zonder aanvang is niet te zien of hulp doorliep na de achttiende verjaardag.",
        en: "Without a start it cannot be seen whether help went on after the eighteenth birthday.",
    },
    fix: Words {
        nl: "Schrijf JJJJ-MM-DD; het einde mag leeg zijn zolang het loopt.",
        en: "Write JJJJ-MM-DD; the end may be empty while it runs.",
    },
    fields: &["datum_aanvang", "datum_einde"],
    source: "docs/how-to/deliver.md, adult-support",
    examples: &[
        broken(&[("datum_aanvang", "1 februari 2023")]),
        broken_at("datum_einde", &[("datum_einde", "2023-13-01"), ("reden_einde", "completed")]),
        sound(&[("datum_einde", "2023-05-01"), ("reden_einde", "completed")]),
        missing_is_found(&[("datum_aanvang", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    if row.start.value().is_none() {
        return Some("datum_aanvang");
    }
    let dates = [("datum_einde", row.end)];
    dates.into_iter().find(|(_, date)| date.is_unreadable()).map(|(field, _)| field)
}
