//! SE-DEFINITION-DIFFERS: a series keeps its definition.

use crate::formats::design::Design;
use crate::formats::series::Row;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example, missing_passes};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SE-DEFINITION-DIFFERS",
    severity: Severity::Notice,
    message: Words { nl: "De reeks staat eerder met een andere definitie.", en: "The series stands earlier with another definition." },
    why: Words {
        nl: "Bij een andere definitie breekt de reeks; dat wordt in de grafiek getoond.",
        en: "With another definition the series breaks; that is shown in the chart.",
    },
    fix: Words {
        nl: "Kijk of de definitie echt veranderde; schrijf haar anders in alle rijen gelijk.",
        en: "See whether the definition really changed; else write it the same in all rows.",
    },
    fields: &["definitie", "reeks"],
    source: "docs/how-to/deliver.md, series",
    examples: &[
        example(Shows::Broken, Sample::Rows(&[&[], &[("periode", "2021JJ00"), ("definitie", "unieke kinderen")]]), true),
        example(Shows::Sound, Sample::Rows(&[&[], &[("periode", "2021JJ00")]]), false),
        example(
            Shows::Sound,
            Sample::Rows(&[&[], &[("periode", "2021JJ00"), ("reeks", "andere"), ("definitie", "unieke kinderen")]]),
            false,
        ),
        missing_passes(&[("definitie", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, design: &mut Design) -> Fault {
    at_fault("definitie", design.differs(&["definition", row.series], row.definition))
}
