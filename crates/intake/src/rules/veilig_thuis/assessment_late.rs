//! VT-ASSESSMENT-LATE: an assessment follows within five working days of its report.

use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-ASSESSMENT-LATE",
    severity: Severity::Notice,
    message: Words {
        nl: "De beoordeling was er niet binnen vijf werkdagen na de melding.",
        en: "The assessment was not there within five working days of the report.",
    },
    why: Words {
        nl: "Dit is een wettelijke termijn, geen fout in de rij; het aantal laat zien hoe vaak kinderen langer wachten.",
        en: "This is a term in law, not an error in the row; the count shows how often children wait longer.",
    },
    fix: Words { nl: "Klopt de datum, dan hoeft u niets te doen.", en: "If the date is right, nothing is needed." },
    fields: &["datum"],
    source: "Uitvoeringsbesluit Wmo 2015 and Handelingsprotocol Veilig Thuis; the number of the article was not checked",
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
                    ("datum", "2023-02-09"),
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
                    ("datum", "2023-02-09"),
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
                    ("datum", "2023-02-08"),
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
                ("datum", "2023-02-09"),
            ]]),
            false,
        ),
    ],
};
