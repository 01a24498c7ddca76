//! YP-FOSTER-AGE: foster care runs to the 21st birthday.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-FOSTER-AGE",
    severity: Severity::Notice,
    message: Words {
        nl: "De pleegzorg loopt door op of na de 21e verjaardag.",
        en: "The foster care runs on, on or after the 21st birthday.",
    },
    why: Words {
        nl: "Pleegzorg loopt tot 21 jaar, daarna alleen bij verlengde jeugdhulp; vaak is vergeten haar af te sluiten.",
        en: "Foster care runs to 21, after that only as extended help; often it was forgotten to close it.",
    },
    fix: Words {
        nl: "Kijk of de pleegzorg nog loopt; vul anders het einde in.",
        en: "See whether the foster care still runs; else fill in the end.",
    },
    fields: &["datum_einde", "geboortedatum"],
    source: "Beleidsinformatie Jeugd v7, 2.1, 3.3; Jeugdwet 1.1",
    examples: &[
        broken(&[("hulpvorm", "11"), ("geboortedatum", "20010101")]),
        past_limit(&[("hulpvorm", "11"), ("geboortedatum", "20020630")]),
        at_limit(&[("hulpvorm", "11"), ("geboortedatum", "20020701")]),
        sound(&[("hulpvorm", "12"), ("geboortedatum", "20010101")]),
        missing_passes(&[("hulpvorm", "11"), ("geboortedatum", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    at_fault("datum_einde", row.form()? == 11 && row.ran_through(window)? >= row.child.reaches_surely(21)?)
}
