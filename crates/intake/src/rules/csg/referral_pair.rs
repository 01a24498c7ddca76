//! CS-REFERRAL-PAIR: a referral has its day and to whom; none has no day.

use crate::field::Given;
use crate::formats::Window;
use crate::formats::csg::{NO_REFERRAL, Row};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CS-REFERRAL-PAIR",
    severity: Severity::Warning,
    message: Words {
        nl: "Bij de verwijzing ontbreekt de datum of naar wie, of er is een datum bij none.",
        en: "For the referral the day is missing, or to whom; or there is a day with none.",
    },
    why: Words {
        nl: "De verwijzing telt dan niet; of het kind ergens aankomt, is niet te volgen.",
        en: "The referral then does not count; whether the child arrives cannot be followed.",
    },
    fix: Words {
        nl: "Vul beide in. Is er niet verwezen, schrijf none en laat datum_verwijzing leeg.",
        en: "Fill in both. If there was no referral, write none and leave datum_verwijzing empty.",
    },
    fields: &["verwezen_naar", "datum_verwijzing"],
    source: "docs/how-to/deliver.md, csg",
    examples: &[
        broken_at("datum_verwijzing", &[("datum_verwijzing", "")]),
        broken(&[("verwezen_naar", "")]),
        broken_at("datum_verwijzing", &[("verwezen_naar", "none")]),
        sound(&[("verwezen_naar", "none"), ("datum_verwijzing", "")]),
        sound(&[("verwezen_naar", "gp")]),
        missing_passes(&[("verwezen_naar", ""), ("datum_verwijzing", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let is_day_given = row.referred.is_given();
    match row.referred_to {
        Given::Is(NO_REFERRAL) => at_fault("datum_verwijzing", is_day_given),
        Given::Is(_) | Given::Unreadable => at_fault("datum_verwijzing", !is_day_given),
        Given::Absent => at_fault("verwezen_naar", is_day_given),
    }
}
