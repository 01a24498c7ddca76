//! YP-START-ADULT: help does not start at 18 or later.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-START-ADULT",
    severity: Severity::Notice,
    message: Words { nl: "De jeugdhulp begint op of na de 18e verjaardag.", en: "The youth help starts on or after the 18th birthday." },
    why: Words {
        nl: "Vanaf 18 jaar mag hulp alleen doorlopen of binnen een half jaar worden hervat; deze rij telt bij de verlengde jeugdhulp.",
        en: "From 18 on help may only go on or be resumed within half a year; this row counts as extended youth help.",
    },
    fix: Words {
        nl: "Kijk of dit de eerste dag van de hulp is: hulp die doorloopt, houdt haar eerste aanvang.",
        en: "See whether this is the first day of the help: help that goes on keeps its first start.",
    },
    fields: &["datum_aanvang", "geboortedatum"],
    source: "Beleidsinformatie Jeugd v7, 2.1; Jeugdwet 1.1",
    examples: &[
        broken(&[("geboortedatum", "20040101")]),
        past_limit(&[("geboortedatum", "20050201")]),
        at_limit(&[("geboortedatum", "20050202")]),
        sound(&[("geboortedatum", "20040101"), ("verwijzer", "08")]),
        sound(&[("geboortedatum", "20050000")]),
        missing_passes(&[("geboortedatum", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let (start, adult) = (row.start.value()?, row.child.reaches_surely(18)?);
    at_fault("datum_aanvang", row.is_help() && !row.is_criminal() && start >= adult)
}
