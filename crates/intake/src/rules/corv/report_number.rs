//! CV-REPORT-NUMBER: a report, and feedback on it, has the number of the report.

use crate::formats::corv::{Kind, Letter};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-REPORT-NUMBER",
    severity: Severity::Error,
    message: Words { nl: "Het nummer van de melding ontbreekt.", en: "The number of the report is missing." },
    why: Words {
        nl: "Alleen met dat nummer horen melding en terugkoppeling bij elkaar.",
        en: "Only by that number do report and feedback belong together.",
    },
    fix: Words {
        nl: "Vul identificatieVtMelding in met het nummer bij de melder (bij de politie het BVH-nummer).",
        en: "Fill in identificatieVtMelding with the number the reporter gave it (of the police its BVH number).",
    },
    fields: &["identificatieVtMelding"],
    source: "StUF-Jeugdzorg 1.0.9, identificatieVtMelding",
    examples: &[
        broken(&[("bericht", "vtTerugkoppelingDi01"), ("identificatieVtMelding", "")]),
        sound(&[("bericht", "vtTerugkoppelingDi01")]),
        missing_is_found(&[("identificatieVtMelding", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    let needs_one = matches!(letter.kind, Kind::Report | Kind::Feedback);
    at_fault("identificatieVtMelding", needs_one && letter.report_number().is_empty())
}
