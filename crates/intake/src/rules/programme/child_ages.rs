//! PR-CHILD-AGES: a programme for children is for people under 23.

use crate::field::Given;
use crate::formats::Window;
use crate::formats::programme::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PR-CHILD-AGES",
    severity: Severity::Notice,
    message: Words {
        nl: "Het programma is voor kinderen, maar de leeftijd loopt tot 23 of hoger.",
        en: "The programme is for children, but the ages run to 23 or higher.",
    },
    why: Words {
        nl: "Het bereik telt dan bij kinderen mee, terwijl er ook volwassenen in zitten.",
        en: "The reach then counts with children, while adults are in it too.",
    },
    fix: Words { nl: "Kies een andere doelgroep, of verbeter de leeftijd.", en: "Choose another target group, or correct the age." },
    fields: &["leeftijd_tot", "doelgroep"],
    source: "docs/how-to/deliver.md, programme; Jeugdwet 1.1",
    examples: &[
        broken(&[("leeftijd_tot", "65")]),
        past_limit(&[("leeftijd_tot", "23")]),
        at_limit(&[("leeftijd_tot", "22")]),
        sound(&[("leeftijd_tot", "65"), ("doelgroep", "parents")]),
        missing_passes(&[("leeftijd_tot", "")]),
    ],
};

/// The place of `children` among the target groups.
const CHILDREN: u8 = 1;
/// In years.
const ADULT: u32 = 23;

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("leeftijd_tot", row.target_group == Given::Is(CHILDREN) && row.age_through.value()? >= ADULT)
}
