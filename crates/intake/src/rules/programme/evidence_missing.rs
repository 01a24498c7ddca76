//! PR-EVIDENCE-MISSING: it is told how well a programme is known to work.

use crate::formats::Window;
use crate::formats::programme::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PR-EVIDENCE-MISSING",
    severity: Severity::Notice,
    message: Words { nl: "Het bewijs is niet ingevuld.", en: "The evidence is not filled in." },
    why: Words {
        nl: "Of er met iets wordt gewerkt dat helpt, is dan niet te zeggen.",
        en: "Whether something is used that helps cannot be told then.",
    },
    fix: Words {
        nl: "Kies none als er geen bewijs bekend is; leeg betekent: niet bekend.",
        en: "Choose none when there is no evidence; empty means: not known.",
    },
    fields: &["bewijs"],
    source: "docs/how-to/deliver.md, programme",
    examples: &[broken(&[("bewijs", "")]), sound(&[("bewijs", "none")]), missing_is_found(&[("bewijs", "")])],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("bewijs", row.evidence.is_absent())
}
