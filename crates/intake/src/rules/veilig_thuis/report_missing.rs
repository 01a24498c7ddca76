//! VT-REPORT-MISSING: an assessment names its report.

use crate::formats::Window;
use crate::formats::veilig_thuis::{Object, Row};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-REPORT-MISSING",
    severity: Severity::Error,
    message: Words {
        nl: "De beoordeling noemt niet bij welke melding zij hoort.",
        en: "The assessment does not say to which report it belongs.",
    },
    why: Words {
        nl: "De termijn van vijf werkdagen loopt van melding tot beoordeling; zonder melding is die niet te meten.",
        en: "The term of five working days runs from report to assessment; without the report it cannot be measured.",
    },
    fix: Words { nl: "Vul in melding het kenmerk van de melding in.", en: "Fill in the report's kenmerk under melding." },
    fields: &["melding"],
    source: "docs/how-to/deliver.md, veilig-thuis",
    examples: &[
        broken(&[("object", "beoordeling"), ("uitkomst", "1")]),
        sound(&[("object", "beoordeling"), ("melding", "M-1"), ("uitkomst", "1")]),
        missing_passes(&[("object", "melding"), ("melding", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("melding", row.is(Object::Assessment) && row.report.is_empty())
}
