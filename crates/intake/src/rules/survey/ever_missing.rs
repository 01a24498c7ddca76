//! SU-EVER-MISSING: the first question is answered.

use crate::formats::Window;
use crate::formats::survey::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SU-EVER-MISSING",
    severity: Severity::Notice,
    message: Words { nl: "Het antwoord op ooit ontbreekt.", en: "The answer to ever is missing." },
    why: Words {
        nl: "De leerling telt alleen mee in de opzet, niet in de schatting.",
        en: "The pupil counts in the design only, not in the estimate.",
    },
    fix: Words {
        nl: "Laat leeg als de leerling niet antwoordde; er hoeft niets te gebeuren.",
        en: "Leave it empty when the pupil did not answer; nothing need be done.",
    },
    fields: &["sg_ooit"],
    source: "docs/how-to/deliver.md, survey",
    examples: &[broken(&[("sg_ooit", "")]), sound(&[("sg_ooit", "0")]), missing_is_found(&[("sg_ooit", "")])],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("sg_ooit", row.ever.is_absent())
}
