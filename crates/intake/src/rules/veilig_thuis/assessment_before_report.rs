//! VT-ASSESSMENT-BEFORE-REPORT: an assessment does not come before its report.

use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-ASSESSMENT-BEFORE-REPORT",
    severity: Severity::Warning,
    message: Words {
        nl: "De beoordeling ligt vóór de melding waar zij bij hoort.",
        en: "The assessment lies before the report it belongs to.",
    },
    why: Words {
        nl: "Een van beide datums klopt niet; de termijn van vijf werkdagen is dan niet te meten.",
        en: "One of the dates is wrong; the term of five working days cannot be measured then.",
    },
    fix: Words {
        nl: "Controleer de datums van beide rijen, en het kenmerk onder melding. Dezelfde dag mag.",
        en: "Check the dates of both rows, and the kenmerk under melding. The same day is allowed.",
    },
    fields: &["datum", "melding"],
    source: "docs/how-to/deliver.md, veilig-thuis",
    examples: &[
        example(
            Shows::Broken,
            Sample::Rows(&[
                &[],
                &[
                    ("object", "beoordeling"),
                    ("kenmerk", "B-1"),
                    ("melding", "M-1"),
                    ("uitkomst", "1"),
                    ("acuut", "N"),
                    ("datum", "2023-01-31"),
                ],
            ]),
            true,
        ),
        example(
            Shows::Broken,
            Sample::Rows(&[
                &[
                    ("object", "beoordeling"),
                    ("kenmerk", "B-1"),
                    ("melding", "M-1"),
                    ("uitkomst", "1"),
                    ("acuut", "N"),
                    ("datum", "2023-01-31"),
                ],
                &[],
            ]),
            true,
        ),
        example(
            Shows::Sound,
            Sample::Rows(&[
                &[],
                &[
                    ("object", "beoordeling"),
                    ("kenmerk", "B-1"),
                    ("melding", "M-1"),
                    ("uitkomst", "1"),
                    ("acuut", "N"),
                    ("datum", "2023-02-01"),
                ],
            ]),
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
                ("datum", "2023-01-31"),
            ]]),
            false,
        ),
    ],
};
