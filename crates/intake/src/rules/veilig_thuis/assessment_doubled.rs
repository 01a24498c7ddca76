//! VT-ASSESSMENT-DOUBLED: a report is assessed once.

use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-ASSESSMENT-DOUBLED",
    severity: Severity::Notice,
    message: Words { nl: "Een melding is meer dan één keer beoordeeld.", en: "A report was assessed more than once." },
    why: Words {
        nl: "Elke beoordeling telt mee; is het een verbetering, dan telt zij dubbel.",
        en: "Every assessment counts; if it is a correction, it counts twice.",
    },
    fix: Words { nl: "Lever alleen de laatste beoordeling van een melding.", en: "Deliver only the latest assessment of a report." },
    fields: &["melding"],
    source: "our own reading",
    examples: &[
        example(
            Shows::Broken,
            Sample::Rows(&[
                &[],
                &[("object", "beoordeling"), ("kenmerk", "B-1"), ("melding", "M-1"), ("uitkomst", "1"), ("acuut", "N")],
                &[("object", "beoordeling"), ("kenmerk", "B-2"), ("melding", "M-1"), ("uitkomst", "1"), ("acuut", "N")],
            ]),
            true,
        ),
        example(
            Shows::Sound,
            Sample::Rows(&[
                &[],
                &[("object", "beoordeling"), ("kenmerk", "B-1"), ("melding", "M-1"), ("uitkomst", "1"), ("acuut", "N")],
                &[("kenmerk", "M-2")],
                &[("object", "beoordeling"), ("kenmerk", "B-2"), ("melding", "M-2"), ("uitkomst", "1"), ("acuut", "N")],
            ]),
            false,
        ),
        example(Shows::Missing, Sample::Rows(&[&[]]), false),
    ],
};
