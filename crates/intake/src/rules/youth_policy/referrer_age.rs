//! YP-REFERRER-AGE: a criminal judge refers children from twelve on.

use crate::field::Given;
use crate::formats::Window;
use crate::formats::youth_policy::COURT;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-REFERRER-AGE",
    severity: Severity::Warning,
    message: Words {
        nl: "De verwijzer is de strafrechter (08), maar het kind was jonger dan 12.",
        en: "The referrer is the criminal judge (08), but the child was under 12.",
    },
    why: Words {
        nl: "Onder 12 jaar is er geen strafvervolging; de weg naar de hulp is onzeker.",
        en: "There is no prosecution under 12; how the child came to the help is uncertain.",
    },
    fix: Words {
        nl: "Kies bij een familierechtzaak de verwijzer die de hulp vroeg, of verbeter de geboortedatum.",
        en: "In a family case choose who asked for the help, or correct the date of birth.",
    },
    fields: &["verwijzer", "geboortedatum"],
    source: "Beleidsinformatie Jeugd v7, 3.2; Wetboek van Strafvordering 486",
    examples: &[
        broken(&[("verwijzer", "08"), ("geboortedatum", "20180101")]),
        past_limit(&[("verwijzer", "08"), ("geboortedatum", "20110202")]),
        at_limit(&[("verwijzer", "08"), ("geboortedatum", "20110201")]),
        sound(&[("verwijzer", "02"), ("geboortedatum", "20180101")]),
        missing_passes(&[("verwijzer", "08"), ("geboortedatum", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let (start, twelve) = (row.start.value()?, row.child.reaches_perhaps(12)?);
    at_fault("verwijzer", row.referrer == Given::Is(COURT) && start < twelve)
}
