//! SE-STATUS-MISSING: it is told whether a figure is final.

use crate::formats::Window;
use crate::formats::series::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SE-STATUS-MISSING",
    severity: Severity::Notice,
    message: Words {
        nl: "De status of de datum van de bron is niet ingevuld.",
        en: "The status or the date of the source is not filled in.",
    },
    why: Words { nl: "Bij een voorlopig cijfer hoort dat erbij te staan.", en: "A provisional figure should say so." },
    fix: Words {
        nl: "Vul provisional of final in, en de dag waarop de bron verscheen.",
        en: "Fill in provisional or final, and the day the source appeared.",
    },
    fields: &["status", "datum_bron"],
    source: "docs/how-to/deliver.md, series",
    examples: &[
        broken(&[("status", "")]),
        broken_at("datum_bron", &[("datum_bron", "")]),
        sound(&[("status", "provisional")]),
        missing_is_found(&[("status", ""), ("datum_bron", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    if row.status.is_absent() {
        return Some("status");
    }
    at_fault("datum_bron", row.published.is_absent())
}
