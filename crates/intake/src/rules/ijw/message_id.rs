//! IJ-MESSAGE-ID: a message has an identification.

use crate::formats::ijw::Product;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-MESSAGE-ID",
    severity: Severity::Warning,
    message: Words {
        nl: "De identificatie van het bericht ontbreekt of is te lang.",
        en: "The identification of the message is missing or too long.",
    },
    why: Words {
        nl: "Zonder nummer is van twee berichten op één dag niet te zeggen welk het laatste is.",
        en: "Without a number there is no telling which of two messages of one day is the last.",
    },
    fix: Words {
        nl: "Geef elk bericht een eigen Identificatie van ten hoogste 12 tekens, oplopend.",
        en: "Give each message an Identificatie of its own of at most 12 characters, rising.",
    },
    fields: &["Identificatie"],
    source: "iJw 3.2, LDT_IdentificatieBericht",
    examples: &[
        broken(&[("Identificatie", "1234567890123")]),
        sound(&[("Identificatie", "JW305-000012")]),
        at_limit(&[("Identificatie", "1")]),
        missing_is_found(&[("Identificatie", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    let length = product.text("Header/BerichtIdentificatie/Identificatie").chars().count();
    at_fault("Identificatie", !(1..=LONGEST).contains(&length))
}

/// In characters.
const LONGEST: usize = 12;
