//! IN-DESIGN: a form has its professional and stratum.

use crate::formats::Window;
use crate::formats::informant::Row;
use crate::rules::{Fault, Rule, Severity, broken, missing_is_found_at, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IN-DESIGN",
    severity: Severity::Error,
    message: Words { nl: "De informant of het stratum ontbreekt.", en: "The informant or the stratum is missing." },
    why: Words {
        nl: "Zonder de opzet van de steekproef is geen onzekerheid te berekenen.",
        en: "Without the design of the sample no uncertainty can be computed.",
    },
    fix: Words { nl: "Vul de code van de informant en van het stratum in.", en: "Fill in the code of the informant and of the stratum." },
    fields: &["informant", "stratum"],
    source: "docs/how-to/deliver.md, informant",
    examples: &[broken(&[("informant", "")]), sound(&[("stratum", "S3")]), missing_is_found_at("stratum", &[("stratum", "")])],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let codes = [("informant", row.informant), ("stratum", row.stratum)];
    codes.into_iter().find(|(_, code)| code.is_empty()).map(|(field, _)| field)
}
