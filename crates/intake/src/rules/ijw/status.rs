//! IJ-STATUS: a start or stop says whether it is new, changed, removed or unchanged.

use crate::formats::ijw::Product;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-STATUS",
    severity: Severity::Error,
    message: Words {
        nl: "De status van de aanlevering ontbreekt of bestaat niet.",
        en: "The status of the message is missing or does not exist.",
    },
    why: Words {
        nl: "Zonder status is niet te zeggen of dit bericht een eerder vervangt of intrekt.",
        en: "Without it there is no telling whether this message replaces or withdraws an earlier one.",
    },
    fix: Words {
        nl: "Vul StatusAanlevering in: 1 (eerste), 2 (gewijzigd), 3 (verwijderen) of 9 (ongewijzigd).",
        en: "Fill in StatusAanlevering: 1 (first), 2 (changed), 3 (removed) or 9 (unchanged).",
    },
    fields: &["StatusAanlevering"],
    source: "iJw 3.2, COD467",
    examples: &[
        broken(&[("StatusAanlevering", "4")]),
        sound(&[("StatusAanlevering", "3")]),
        missing_is_found(&[("StatusAanlevering", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    at_fault("StatusAanlevering", product.status.value().is_none())
}
