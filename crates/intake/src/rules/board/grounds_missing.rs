//! BO-GROUNDS-MISSING: the grounds of a finished investigation are known.

use crate::formats::Window;
use crate::formats::board::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "BO-GROUNDS-MISSING",
    severity: Severity::Notice,
    message: Words {
        nl: "Het onderzoek is klaar, maar de gronden zijn niet bekend.",
        en: "The investigation is finished, but the grounds are not known.",
    },
    why: Words {
        nl: "Om welk geweld het gaat, is dan niet te tellen; een order krijgt zijn reden van deze gronden.",
        en: "What violence it is about cannot be counted then; an order takes its reason from these grounds.",
    },
    fix: Words { nl: "Vul de gronden in, met '|' ertussen.", en: "Fill in the grounds, with '|' between them." },
    fields: &["gronden"],
    source: "our own reading",
    examples: &[
        broken(&[
            ("datum_start", "2023-02-08"),
            ("datum_einde", "2023-04-01"),
            ("resultaat", "petition"),
            ("advies", "order"),
            ("gronden", ""),
        ]),
        sound(&[("datum_start", "2023-02-08"), ("datum_einde", "2023-04-01"), ("resultaat", "petition"), ("advies", "order")]),
        sound(&[("gronden", ""), ("datum_einde", ""), ("resultaat", ""), ("advies", "")]),
        missing_is_found(&[("gronden", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("gronden", row.end.is_given() && row.grounds.is_absent())
}
