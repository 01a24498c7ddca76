//! SU-SHORT-FORM: the short form asks two questions.

use crate::field::Given;
use crate::formats::Window;
use crate::formats::survey::Row;
use crate::formats::survey::SHORT;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SU-SHORT-FORM",
    severity: Severity::Warning,
    message: Words {
        nl: "Op het korte formulier staat een antwoord op een vraag van het lange.",
        en: "The short form holds an answer to a question of the long one.",
    },
    why: Words {
        nl: "Dan klopt het formulier niet; de twee vormen worden met elkaar vergeleken.",
        en: "Then the form is wrong; the two are compared with each other.",
    },
    fix: Words {
        nl: "Verbeter formulier, of laat de vragen van het lange formulier leeg.",
        en: "Correct formulier, or leave the questions of the long form empty.",
    },
    fields: &["formulier", "sg_contact", "sg_online", "setting", "verteld"],
    source: "docs/how-to/deliver.md, survey",
    examples: &[
        broken(&[("formulier", "short")]),
        broken(&[("formulier", "short"), ("sg_contact", "0"), ("sg_online", ""), ("setting", ""), ("verteld", "")]),
        broken(&[("formulier", "short"), ("sg_contact", ""), ("sg_online", "0"), ("setting", ""), ("verteld", "")]),
        broken(&[("formulier", "short"), ("sg_contact", ""), ("sg_online", ""), ("setting", "peers"), ("verteld", "")]),
        broken(&[("formulier", "short"), ("sg_contact", ""), ("sg_online", ""), ("setting", ""), ("verteld", "1")]),
        sound(&[("formulier", "short"), ("sg_contact", ""), ("sg_online", ""), ("setting", ""), ("verteld", "")]),
        sound(&[]),
        missing_passes(&[("formulier", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let asks_more = [row.contact.is_given(), row.online.is_given(), row.setting.is_given(), row.told.is_given()].contains(&true);
    at_fault("formulier", row.form == Given::Is(SHORT) && asks_more)
}
