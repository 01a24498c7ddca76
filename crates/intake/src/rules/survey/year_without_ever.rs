//! SU-YEAR-WITHOUT-EVER: who met it in the last year met it ever.

use crate::field::Given;
use crate::formats::Window;
use crate::formats::survey::Row;
use crate::formats::survey::{NO, YES};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SU-YEAR-WITHOUT-EVER",
    severity: Severity::Warning,
    message: Words { nl: "Afgelopen jaar is ja, maar ooit is nee.", en: "Last year is yes, but ever is no." },
    why: Words {
        nl: "Een van beide antwoorden klopt niet; beide schattingen worden onzeker.",
        en: "One of the answers is wrong; both estimates become uncertain.",
    },
    fix: Words { nl: "Kijk of de vragen in de goede kolom staan.", en: "See whether the questions stand in the right column." },
    fields: &["sg_ooit", "sg_jaar"],
    source: "docs/how-to/deliver.md, survey",
    examples: &[
        broken(&[("sg_ooit", "0"), ("sg_jaar", "1")]),
        sound(&[("sg_ooit", "1"), ("sg_jaar", "1")]),
        sound(&[("sg_ooit", "0"), ("sg_jaar", "0")]),
        missing_passes(&[("sg_ooit", ""), ("sg_jaar", "1")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("sg_ooit", row.ever == Given::Is(NO) && row.last_year == Given::Is(YES))
}
