//! CO-MISMATCH: the code fits what was asked for.

use crate::formats::Window;
use crate::formats::court::{Row, Subject};
use crate::rules::{Fault, Rule, Severity, at_fault, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CO-MISMATCH",
    severity: Severity::Error,
    message: Words { nl: "Soort en maatregel spreken elkaar tegen.", en: "Kind and measure contradict each other." },
    why: Words {
        nl: "Dan is niet te zeggen of het om een maatregel of om een machtiging gaat.",
        en: "Then it cannot be said whether this is a measure or an authorisation.",
    },
    fix: Words {
        nl: "Bij measure horen 11, 12, 21, 22 en 23; bij authorisation horen 71 en 72.",
        en: "To measure belong 11, 12, 21, 22 and 23; to authorisation 71 and 72.",
    },
    fields: &["soort", "maatregel"],
    source: "docs/how-to/deliver.md, court",
    examples: &[
        broken_at("maatregel", &[("maatregel", "71")]),
        broken_at("maatregel", &[("maatregel", "72")]),
        broken_at("maatregel", &[("soort", "authorisation")]),
        sound(&[("soort", "authorisation"), ("maatregel", "72")]),
        sound(&[("maatregel", "23")]),
        missing_passes(&[("maatregel", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let (subject, measure) = (row.subject.value()?, row.measure.value()?);
    at_fault("maatregel", Subject::of(measure) != Some(subject))
}
