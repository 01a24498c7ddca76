//! CV-NAME: a person in a report has a surname, a sex and a role.

use crate::formats::corv::{Kind, Letter};
use crate::rules::{Fault, Rule, Severity, at_fault, broken_at, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-NAME",
    severity: Severity::Warning,
    message: Words {
        nl: "Van iemand in de melding ontbreekt de geslachtsnaam, de geslachtsaanduiding of de rol.",
        en: "Of someone in the report surname, sex or role is missing.",
    },
    why: Words {
        nl: "Met minder gegevens is een kind slechter te koppelen, en zonder rol telt het niet mee.",
        en: "With less a child is harder to link, and without a role it does not count.",
    },
    fix: Words {
        nl: "Vul geslachtsnaam, geslachtsaanduiding (M, V of O) en jeugzorgrol in.",
        en: "Fill in geslachtsnaam, geslachtsaanduiding (M, V or O) and jeugzorgrol.",
    },
    fields: &["geslachtsnaam", "geslachtsaanduiding", "jeugzorgrol"],
    source: "StUF-Jeugdzorg 1.0.9, NPS-vt-melding-bnp",
    examples: &[
        broken_at("geslachtsaanduiding", &[("geslachtsaanduiding", "")]),
        broken_at("jeugzorgrol", &[("jeugzorgrol", "")]),
        sound(&[("voornamen", "")]),
        missing_is_found(&[("geslachtsnaam", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    let misses = |path: &str| letter.kind == Kind::Report && letter.parties.iter().any(|party| party.text(path).is_empty());
    let has_no_role = letter.kind == Kind::Report && letter.parties.iter().any(|party| party.role().is_empty());
    at_fault("geslachtsnaam", misses("B:geslachtsnaam"))
        .or(at_fault("geslachtsaanduiding", misses("B:geslachtsaanduiding")))
        .or(at_fault("jeugzorgrol", has_no_role))
}
