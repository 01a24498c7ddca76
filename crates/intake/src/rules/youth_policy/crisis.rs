//! YP-CRISIS: help says whether it started with a crisis.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-CRISIS",
    severity: Severity::Warning,
    message: Words {
        nl: "Gestart met crisis ontbreekt bij jeugdhulp of is geen 01 of 02.",
        en: "Started with crisis is missing for youth help or is not 01 or 02.",
    },
    why: Words {
        nl: "Hoe snel een kind in acute onveiligheid hulp krijgt, is dan niet te tellen.",
        en: "How soon a child in acute danger gets help cannot be counted then.",
    },
    fix: Words { nl: "Vul 01 (ja) of 02 (nee) in.", en: "Fill in 01 (yes) or 02 (no)." },
    fields: &["gestart_met_crisis"],
    source: "Beleidsinformatie Jeugd v7, 3.4",
    examples: &[
        broken(&[("gestart_met_crisis", "J")]),
        sound(&[("gestart_met_crisis", "01")]),
        missing_is_found(&[("gestart_met_crisis", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("gestart_met_crisis", row.crisis.is_unreadable() || row.is_help() && row.crisis.is_absent())
}
