//! YP-START-AFTER-PERIOD: the start does not lie after the period.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-START-AFTER-PERIOD",
    severity: Severity::Error,
    message: Words { nl: "De aanvang ligt na de periode.", en: "The start lies after the period." },
    why: Words {
        nl: "Wat nog niet is begonnen, hoort niet in deze aanlevering.",
        en: "What has not begun yet does not belong in this delivery.",
    },
    fix: Words {
        nl: "Lever de rij in de periode waarin de hulp begint, of verbeter de datum.",
        en: "Deliver the row in the period in which it begins, or correct the date.",
    },
    fields: &["datum_aanvang"],
    source: "Beleidsinformatie Jeugd v7, 7.5",
    examples: &[
        broken(&[("datum_aanvang", "20240101")]),
        past_limit(&[("datum_aanvang", "20230701")]),
        at_limit(&[("datum_aanvang", "20230630")]),
        sound(&[("datum_aanvang", "20230301")]),
        missing_passes(&[("datum_aanvang", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let (start, window) = (row.start.value()?, window?);
    at_fault("datum_aanvang", start > window.last)
}
