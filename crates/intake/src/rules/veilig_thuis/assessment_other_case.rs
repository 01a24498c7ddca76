//! VT-ASSESSMENT-OTHER-CASE: an assessment stands in the case of its report.

use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-ASSESSMENT-OTHER-CASE",
    severity: Severity::Warning,
    message: Words {
        nl: "De beoordeling staat in een andere casus dan haar melding.",
        en: "The assessment stands in another case than its report.",
    },
    why: Words {
        nl: "Een casus volgt een kind door Veilig Thuis; nu tellen melding en beoordeling als twee casussen.",
        en: "A case follows a child through Veilig Thuis; now report and assessment count as two cases.",
    },
    fix: Words { nl: "Controleer casus en melding van de beoordeling.", en: "Check casus and melding of the assessment." },
    fields: &["casus", "melding"],
    source: "docs/how-to/deliver.md, veilig-thuis",
    examples: &[
        example(
            Shows::Broken,
            Sample::Rows(&[
                &[],
                &[("object", "beoordeling"), ("kenmerk", "B-1"), ("melding", "M-1"), ("uitkomst", "1"), ("acuut", "N"), ("casus", "C-2")],
            ]),
            true,
        ),
        example(
            Shows::Broken,
            Sample::Rows(&[
                &[("object", "beoordeling"), ("kenmerk", "B-1"), ("melding", "M-1"), ("uitkomst", "1"), ("acuut", "N"), ("casus", "C-2")],
                &[],
            ]),
            true,
        ),
        example(
            Shows::Sound,
            Sample::Rows(&[&[], &[("object", "beoordeling"), ("kenmerk", "B-1"), ("melding", "M-1"), ("uitkomst", "1"), ("acuut", "N")]]),
            false,
        ),
        example(
            Shows::Missing,
            Sample::Rows(&[&[
                ("object", "beoordeling"),
                ("kenmerk", "B-1"),
                ("melding", "M-1"),
                ("uitkomst", "1"),
                ("acuut", "N"),
                ("casus", "C-2"),
            ]]),
            false,
        ),
    ],
};
