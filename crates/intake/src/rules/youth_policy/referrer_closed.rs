//! YP-REFERRER-CLOSED: a closed placement is not open to all.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-REFERRER-CLOSED",
    severity: Severity::Warning,
    message: Words {
        nl: "Een gesloten plaatsing (13) heeft als verwijzer 06 (geen verwijzer).",
        en: "A closed placement (13) has referrer 06 (none).",
    },
    why: Words {
        nl: "Een gesloten plaatsing vraagt een machtiging; de weg naar de hulp is onzeker.",
        en: "A closed placement takes an authorisation; how the child came to the help is uncertain.",
    },
    fix: Words { nl: "Vul in wie verwees, of verbeter de hulpvorm.", en: "Fill in who referred, or correct the help form." },
    fields: &["verwijzer", "hulpvorm"],
    source: "Beleidsinformatie Jeugd v7, 3.2, 3.3",
    examples: &[
        broken(&[("hulpvorm", "13"), ("verwijzer", "06")]),
        sound(&[("hulpvorm", "13"), ("verwijzer", "04")]),
        sound(&[("hulpvorm", "14"), ("verwijzer", "06")]),
        missing_passes(&[("hulpvorm", "13"), ("verwijzer", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("verwijzer", row.form() == Some(13) && row.referrer.value()? == 6)
}
