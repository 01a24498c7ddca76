//! YP-REFERRER-TEAM: help by a neighbourhood team has no referrer.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-REFERRER-TEAM",
    severity: Severity::Warning,
    message: Words {
        nl: "Hulp door het wijk- of buurtteam (01) heeft een andere verwijzer dan 06.",
        en: "Help by the neighbourhood team (01) has another referrer than 06.",
    },
    why: Words {
        nl: "Deze hulp is vrij toegankelijk; de weg naar de hulp is onzeker.",
        en: "This help is open to all; how the child came to the help is uncertain.",
    },
    fix: Words { nl: "Vul bij hulpvorm 01 als verwijzer 06 (geen verwijzer) in.", en: "Fill in 06 (no referrer) for help form 01." },
    fields: &["verwijzer", "hulpvorm"],
    source: "Beleidsinformatie Jeugd v7, 3.2, 3.3",
    examples: &[
        broken(&[("hulpvorm", "01"), ("verwijzer", "01")]),
        sound(&[("hulpvorm", "01"), ("verwijzer", "06")]),
        sound(&[("hulpvorm", "02"), ("verwijzer", "01")]),
        missing_passes(&[("hulpvorm", "01"), ("verwijzer", "")]),
    ],
};

/// Help form 01, by the neighbourhood team.
const TEAM: u8 = 1;
/// Referrer 06, none.
const NO_REFERRER: u8 = 6;

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("verwijzer", row.form() == Some(TEAM) && row.referrer.value()? != NO_REFERRER)
}
