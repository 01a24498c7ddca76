//! CO-SUBJECT: it is said what was asked for.

use crate::formats::Window;
use crate::formats::court::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_is_found_at, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CO-SUBJECT",
    severity: Severity::Error,
    message: Words {
        nl: "Het is niet bekend welke maatregel of machtiging is gevraagd.",
        en: "It is not known which measure or authorisation was asked for.",
    },
    why: Words {
        nl: "Zonder soort en maatregel is niet te tellen waar het verzoek over ging.",
        en: "Without kind and measure it cannot be counted what the petition was about.",
    },
    fix: Words {
        nl: "Vul bij soort measure of authorisation in, en bij maatregel de code met twee cijfers (11, 12, 21, 22, 23, 71 of 72).",
        en: "Fill in measure or authorisation, and the measure as a code of two digits (11, 12, 21, 22, 23, 71 or 72).",
    },
    fields: &["soort", "maatregel"],
    source: "docs/how-to/deliver.md, court",
    examples: &[
        broken(&[("soort", "maatregel")]),
        broken_at("maatregel", &[("maatregel", "13")]),
        broken_at("maatregel", &[("maatregel", "1")]),
        sound(&[("soort", "authorisation"), ("maatregel", "71")]),
        missing_is_found_at("maatregel", &[("maatregel", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    if row.subject.value().is_none() {
        return Some("soort");
    }
    at_fault("maatregel", row.measure.value().is_none())
}
