//! PR-NUMBER: the numbers are numbers.

use crate::formats::Window;
use crate::formats::programme::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PR-NUMBER",
    severity: Severity::Warning,
    message: Words { nl: "Een getal is geen heel getal.", en: "A number is no whole number." },
    why: Words { nl: "Dit veld telt als onbekend.", en: "This field counts as unknown." },
    fix: Words {
        nl: "Schrijf cijfers zonder punt of komma; laat leeg wat niet is geteld.",
        en: "Write digits without dot or comma; leave empty what was not counted.",
    },
    fields: &["leeftijd_van", "leeftijd_tot", "gepland", "bereikt"],
    source: "docs/how-to/deliver.md, programme",
    examples: &[
        broken_at("bereikt", &[("bereikt", "ca. 400")]),
        broken_at("gepland", &[("gepland", "1.000")]),
        broken(&[("leeftijd_van", "tien")]),
        broken_at("leeftijd_tot", &[("leeftijd_tot", "12,5")]),
        sound(&[("bereikt", "0")]),
        missing_passes(&[("bereikt", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let words = [
        ("leeftijd_van", row.age_from.is_unreadable()),
        ("leeftijd_tot", row.age_through.is_unreadable()),
        ("gepland", row.planned.is_unreadable()),
        ("bereikt", row.reached.is_unreadable()),
    ];
    words.into_iter().find(|(_, is_unreadable)| *is_unreadable).map(|(field, _)| field)
}
