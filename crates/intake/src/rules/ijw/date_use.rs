//! IJ-DATE-USE: a date of birth says how much of it may be used.

use crate::formats::ijw::Product;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-DATE-USE",
    severity: Severity::Warning,
    message: Words {
        nl: "Datumgebruik bij de geboortedatum staat niet in de lijst.",
        en: "The use of the date of birth is not in the list.",
    },
    why: Words { nl: "Dan is niet te zeggen of dag en maand bekend zijn.", en: "There is no telling whether day and month are known." },
    fix: Words {
        nl: "Laat DatumGebruik weg, of vul 1 (dag onbekend), 2 (maand onbekend) of 3 (alles onbekend) in.",
        en: "Leave DatumGebruik out, or fill in 1 (day unknown), 2 (month unknown) or 3 (all unknown).",
    },
    fields: &["DatumGebruik"],
    source: "iJw 3.2, COD170",
    examples: &[broken(&[("DatumGebruik", "4")]), sound(&[("DatumGebruik", "1")]), missing_passes(&[("DatumGebruik", "")])],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    at_fault("DatumGebruik", !matches!(product.text("Client/Geboortedatum/DatumGebruik"), "" | "1" | "2" | "3"))
}
