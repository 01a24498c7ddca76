//! CO-START-MISSING: what is granted has a first day.

use crate::field::Given;
use crate::formats::Window;
use crate::formats::court::{Decision, Row};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CO-START-MISSING",
    severity: Severity::Warning,
    message: Words {
        nl: "Het verzoek is toegewezen, maar de ingangsdatum ontbreekt.",
        en: "The petition was granted, but the first day is missing.",
    },
    why: Words { nl: "De order of machtiging telt dan niet als begonnen.", en: "The order or authorisation then does not count as begun." },
    fix: Words {
        nl: "Vul bij datum_ingang de eerste dag in die in de beschikking staat.",
        en: "Fill in the first day as the decision states it.",
    },
    fields: &["datum_ingang"],
    source: "docs/how-to/deliver.md, court",
    examples: &[
        broken(&[("datum_ingang", ""), ("looptijd_tot", "")]),
        sound(&[("uitspraak", "refused"), ("datum_ingang", ""), ("looptijd_tot", "")]),
        sound(&[("datum_ingang", "2023-02-20")]),
        missing_is_found(&[("datum_ingang", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_ingang", row.decision == Given::Is(Decision::Granted) && row.start.is_absent())
}
