//! PO-COMPLAINT-BEFORE-TALK: a complaint follows on the intake talk.

use crate::formats::Window;
use crate::formats::police::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PO-COMPLAINT-BEFORE-TALK",
    severity: Severity::Notice,
    message: Words { nl: "De aangifte ligt vóór het informatief gesprek.", en: "The complaint lies before the intake talk." },
    why: Words {
        nl: "Het informatief gesprek gaat aan de aangifte vooraf; misschien zijn de datums verwisseld.",
        en: "The intake talk comes before the complaint; perhaps the dates were swapped.",
    },
    fix: Words { nl: "Kijk of datums zijn verwisseld. Dezelfde dag mag.", en: "See whether dates were swapped. The same day is allowed." },
    fields: &["datum_aangifte", "datum_informatief_gesprek"],
    source: "our own reading",
    examples: &[
        broken(&[("datum_aangifte", "2023-02-07")]),
        sound(&[("datum_aangifte", "2023-02-08")]),
        missing_passes(&[("datum_informatief_gesprek", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_aangifte", row.complaint.value()? < row.intake_talk.value()?)
}
