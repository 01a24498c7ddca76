//! SU-KIND-WITHOUT-EVER: who says how it was met it.

use crate::field::Given;
use crate::formats::Window;
use crate::formats::survey::Row;
use crate::formats::survey::{NO, YES};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SU-KIND-WITHOUT-EVER",
    severity: Severity::Warning,
    message: Words { nl: "Met contact of online is ja, maar ooit is nee.", en: "With contact or online is yes, but ever is no." },
    why: Words {
        nl: "Een van beide antwoorden klopt niet; beide schattingen worden onzeker.",
        en: "One of the answers is wrong; both estimates become uncertain.",
    },
    fix: Words { nl: "Kijk of de vragen in de goede kolom staan.", en: "See whether the questions stand in the right column." },
    fields: &["sg_ooit", "sg_contact", "sg_online"],
    source: "docs/how-to/deliver.md, survey",
    examples: &[
        broken(&[("sg_ooit", "0"), ("sg_contact", "1")]),
        broken(&[("sg_ooit", "0"), ("sg_contact", "0"), ("sg_online", "1")]),
        sound(&[("sg_ooit", "0"), ("sg_contact", "0"), ("sg_online", "0")]),
        sound(&[("sg_ooit", "1"), ("sg_contact", "1")]),
        missing_passes(&[("sg_ooit", ""), ("sg_contact", "1")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let says_how = row.contact == Given::Is(YES) || row.online == Given::Is(YES);
    at_fault("sg_ooit", row.ever == Given::Is(NO) && says_how)
}
