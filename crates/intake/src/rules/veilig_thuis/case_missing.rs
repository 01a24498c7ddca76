//! VT-CASE-MISSING: a row about a child belongs to a case.

use crate::formats::Window;
use crate::formats::veilig_thuis::{Object, Row};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-CASE-MISSING",
    severity: Severity::Warning,
    message: Words { nl: "De casus ontbreekt.", en: "The case is missing." },
    why: Words {
        nl: "De rij telt als een casus op zichzelf; zaken worden dan te vaak geteld en onderzoeken missen hun aard.",
        en: "The row counts as a case of its own; cases are then counted too often and investigations lack their form.",
    },
    fix: Words {
        nl: "Vul het nummer van de casus in, gelijk voor alle rijen van die casus.",
        en: "Fill in the number of the case, the same in all its rows.",
    },
    fields: &["casus"],
    source: "docs/how-to/deliver.md, veilig-thuis",
    examples: &[broken(&[("casus", "")]), sound(&[("casus", "C-1")]), missing_passes(&[("object", "advies"), ("casus", "")])],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("casus", row.case.is_empty() && row.object.is_given() && !row.is(Object::Advice))
}
