//! PR-PLACE: a programme has a name and a municipality.

use crate::formats::Window;
use crate::formats::programme::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_is_found_at, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PR-PLACE",
    severity: Severity::Error,
    message: Words {
        nl: "Het programma of de gemeente ontbreekt, of de gemeentecode is geen code.",
        en: "The programme or the municipality is missing, or its code is no code.",
    },
    why: Words { nl: "Zonder deze twee is het bereik nergens te tellen.", en: "Without these two the reach can be counted nowhere." },
    fix: Words {
        nl: "Vul de naam van het programma in en de CBS-code van de gemeente, zoals GM0363.",
        en: "Fill in the name of the programme and the CBS code of the municipality, such as GM0363.",
    },
    fields: &["programma", "gemeente"],
    source: "docs/how-to/deliver.md, programme",
    examples: &[
        broken_at("gemeente", &[("gemeente", "Amsterdam")]),
        broken_at("gemeente", &[("gemeente", "GM363")]),
        broken(&[("programma", "")]),
        sound(&[("gemeente", "GM0599")]),
        missing_is_found_at("gemeente", &[("gemeente", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    if row.programme.is_empty() {
        return Some("programma");
    }
    at_fault("gemeente", row.municipality.value().is_none())
}
