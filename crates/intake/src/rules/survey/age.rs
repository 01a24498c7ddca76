//! SU-AGE: a pupil is 10 to 17.

use crate::formats::Window;
use crate::formats::survey::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SU-AGE",
    severity: Severity::Warning,
    message: Words { nl: "De leerling is jonger dan 10 of ouder dan 17.", en: "The pupil is under 10 or over 17." },
    why: Words {
        nl: "De leeftijd telt als onbekend: de studie gaat over 10 tot en met 17 jaar.",
        en: "The age counts as unknown: the study is about 10 to 17.",
    },
    fix: Words {
        nl: "Controleer de leeftijd; laat haar leeg als zij niet is ingevuld.",
        en: "Check the age; leave it empty when it was not given.",
    },
    fields: &["leeftijd"],
    source: "docs/how-to/deliver.md, survey",
    examples: &[
        broken(&[("leeftijd", "41")]),
        past_limit(&[("leeftijd", "9")]),
        past_limit(&[("leeftijd", "18")]),
        at_limit(&[("leeftijd", "10")]),
        at_limit(&[("leeftijd", "17")]),
        sound(&[]),
        missing_passes(&[("leeftijd", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("leeftijd", !(10..=17).contains(&row.age.value()?))
}
