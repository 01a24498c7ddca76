//! CV-ENTITY: each part of a message names its entity.

use crate::formats::corv::Flaw;
use crate::formats::corv::Letter;
use crate::rules::{Fault, Rule, Severity, broken_at, missing_is_found_at, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-ENTITY",
    severity: Severity::Warning,
    message: Words {
        nl: "Een onderdeel van het bericht noemt niet de afgesproken entiteit.",
        en: "A part of the message does not name the agreed entity.",
    },
    why: Words {
        nl: "Het onderdeel kan dan iets anders zijn dan zijn plaats zegt.",
        en: "The part may then be something else than its place says.",
    },
    fix: Words { nl: "Zet StUF:entiteittype zoals het schema het vastlegt.", en: "Set StUF:entiteittype as the schema fixes it." },
    fields: &["entiteittype"],
    source: "StUF-Jeugdzorg 1.0.9, entiteittype",
    examples: &[
        broken_at("object", &[("object@StUF:entiteittype", "ZAK")]),
        sound(&[("object@StUF:entiteittype", "VTM")]),
        missing_is_found_at("object", &[("object@StUF:entiteittype", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    letter.flaw(|flaw| matches!(flaw, Flaw::Entity(_)))
}
