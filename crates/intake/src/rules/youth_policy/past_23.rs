//! YP-PAST-23: help does not run on from the 23rd birthday.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-PAST-23",
    severity: Severity::Warning,
    message: Words {
        nl: "De jeugdhulp loopt door op of na de 23e verjaardag.",
        en: "The youth help runs on, on or after the 23rd birthday.",
    },
    why: Words {
        nl: "Jeugdhulp loopt uiterlijk tot 23 jaar; de leeftijd aan het einde telt als onbekend.",
        en: "Youth help ends at 23 at the latest; the age at its end counts as unknown.",
    },
    fix: Words { nl: "Vul het einde in, of verbeter de geboortedatum.", en: "Fill in the end, or correct the date of birth." },
    fields: &["datum_einde", "geboortedatum"],
    source: "Beleidsinformatie Jeugd v7, 2.1; Jeugdwet 1.1",
    examples: &[
        broken(&[("geboortedatum", "20000301"), ("datum_einde", "20230401"), ("reden_einde", "01")]),
        past_limit(&[("geboortedatum", "20000630")]),
        at_limit(&[("geboortedatum", "20000701")]),
        sound(&[("geboortedatum", "20000301"), ("verwijzer", "08")]),
        sound(&[("geboortedatum", "19990101")]),
        at_limit(&[("geboortedatum", "20000201")]),
        missing_passes(&[("geboortedatum", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let (start, last, limit) = (row.start.value()?, row.ran_through(window)?, row.child.reaches_surely(23)?);
    at_fault("datum_einde", row.is_help() && !row.is_criminal() && start < limit && last >= limit)
}
