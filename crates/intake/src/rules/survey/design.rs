//! SU-DESIGN: a pupil has a place in the sample.

use crate::formats::Window;
use crate::formats::survey::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_is_found_at, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SU-DESIGN",
    severity: Severity::Error,
    message: Words { nl: "Stratum, school of klas ontbreekt.", en: "Stratum, school or class is missing." },
    why: Words {
        nl: "Zonder de opzet van de steekproef is geen onzekerheid te berekenen.",
        en: "Without the design of the sample no uncertainty can be computed.",
    },
    fix: Words { nl: "Vul de codes van stratum, school en klas in.", en: "Fill in the codes of stratum, school and class." },
    fields: &["stratum", "school", "klas"],
    source: "docs/how-to/deliver.md, survey",
    examples: &[
        broken(&[("stratum", "")]),
        broken_at("school", &[("school", "")]),
        sound(&[("klas", "2b")]),
        missing_is_found_at("klas", &[("klas", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let codes = [("stratum", row.stratum), ("school", row.school), ("klas", row.class)];
    codes.into_iter().find(|(_, code)| code.is_empty()).map(|(field, _)| field)
}
