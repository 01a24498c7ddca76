//! SU-TOLD-WITHOUT-EVER: only who met it can have told of it.

use crate::field::Given;
use crate::formats::Window;
use crate::formats::survey::NO;
use crate::formats::survey::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SU-TOLD-WITHOUT-EVER",
    severity: Severity::Warning,
    message: Words { nl: "Verteld of setting is ingevuld, maar ooit is nee.", en: "Told or setting is filled in, but ever is no." },
    why: Words {
        nl: "Wie niets meemaakte, hoort deze vraag niet te krijgen; het antwoord telt niet mee.",
        en: "Who met nothing should not be asked; the answer does not count.",
    },
    fix: Words { nl: "Laat verteld en setting leeg als ooit nee is.", en: "Leave verteld and setting empty when ever is no." },
    fields: &["verteld", "setting", "sg_ooit"],
    source: "docs/how-to/deliver.md, survey",
    examples: &[
        broken(&[("sg_ooit", "0"), ("sg_contact", "0"), ("setting", "")]),
        broken_at("setting", &[("sg_ooit", "0"), ("sg_contact", "0"), ("verteld", "")]),
        sound(&[("sg_ooit", "0"), ("verteld", ""), ("setting", "")]),
        sound(&[]),
        missing_passes(&[("sg_ooit", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let field = if row.told.is_given() { "verteld" } else { "setting" };
    at_fault(field, row.ever == Given::Is(NO) && (row.told.is_given() || row.setting.is_given()))
}
