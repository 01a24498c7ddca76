//! IJ-CLIENT: a client has a number, a date of birth, a sex and a name.

use crate::formats::ijw::Product;
use crate::formats::slip::name;
use crate::rules::{Fault, Rule, Severity, broken_at, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-CLIENT",
    severity: Severity::Warning,
    message: Words {
        nl: "Een verplicht gegeven van de cliënt ontbreekt: BSN, geboortedatum, geslacht of achternaam.",
        en: "A mandatory fact of the client is missing: citizen number, date of birth, sex or surname.",
    },
    why: Words { nl: "Met minder gegevens is een kind slechter te koppelen.", en: "With less a child is harder to link." },
    fix: Words {
        nl: "Vul Bsn, Geboortedatum, Geslacht en Achternaam in; een onbekend BSN is 999999999.",
        en: "Fill in Bsn, Geboortedatum, Geslacht and Achternaam; an unknown number is 999999999.",
    },
    fields: &["Bsn", "Datum", "Geslacht", "Achternaam"],
    source: "iJw 3.2, Client",
    examples: &[
        broken_at("Achternaam", &[("Achternaam", "")]),
        broken_at("Geslacht", &[("Geslacht", "")]),
        sound(&[("Bsn", "999999999")]),
        missing_is_found(&[("Bsn", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    let paths = ["Client/Bsn", "Client/Geboortedatum/Datum", "Client/Geslacht", "Client/Naam/Geslachtsnaam/Achternaam"];
    paths.into_iter().find(|path| product.text(path).is_empty()).map(name)
}
