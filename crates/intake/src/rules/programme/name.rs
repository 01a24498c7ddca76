//! PR-NAME: a programme has a name.

use crate::formats::Window;
use crate::formats::programme::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PR-NAME",
    severity: Severity::Error,
    message: Words { nl: "De naam van het programma ontbreekt.", en: "The name of the programme is missing." },
    why: Words { nl: "Zonder naam is het nergens bij op te tellen.", en: "Without a name it can be added to nothing." },
    fix: Words {
        nl: "Vul de naam in zoals de databank van effectieve interventies haar kent.",
        en: "Fill in the name as the databank of effective interventions knows it.",
    },
    fields: &["programma"],
    source: "docs/how-to/deliver.md, programme",
    examples: &[broken(&[("programma", "")]), sound(&[("programma", "Marietje Kessels")]), missing_is_found(&[("programma", "")])],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("programma", row.programme.is_empty())
}
