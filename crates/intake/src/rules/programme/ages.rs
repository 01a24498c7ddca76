//! PR-AGES: the ages are in order.

use crate::formats::Window;
use crate::formats::programme::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PR-AGES",
    severity: Severity::Warning,
    message: Words { nl: "De leeftijd van ligt boven de leeftijd tot.", en: "The age from lies above the age through." },
    why: Words { nl: "De leeftijden tellen niet mee.", en: "The ages do not count." },
    fix: Words { nl: "Kijk of de leeftijden zijn verwisseld.", en: "See whether the ages were swapped." },
    fields: &["leeftijd_van", "leeftijd_tot"],
    source: "docs/how-to/deliver.md, programme",
    examples: &[
        broken(&[("leeftijd_van", "16"), ("leeftijd_tot", "12")]),
        past_limit(&[("leeftijd_van", "13"), ("leeftijd_tot", "12")]),
        at_limit(&[("leeftijd_van", "12"), ("leeftijd_tot", "12")]),
        sound(&[]),
        missing_passes(&[("leeftijd_tot", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("leeftijd_van", row.age_from.value()? > row.age_through.value()?)
}
