//! CV-REPORT-ELSEWHERE: the report that feedback answers stands in the same delivery.

use crate::rules::{Rule, Sample, Severity, Shows, example, missing_passes};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-REPORT-ELSEWHERE",
    severity: Severity::Notice,
    message: Words {
        nl: "De melding bij deze terugkoppeling staat niet in deze aanlevering.",
        en: "The report that this feedback answers is not in this delivery.",
    },
    why: Words {
        nl: "Een terugkoppeling noemt geen kind; zonder haar melding telt zij niet mee.",
        en: "Feedback names no child; without its report it does not count.",
    },
    fix: Words {
        nl: "Lever bij de terugkoppelingen ook de ontvangen meldingen aan.",
        en: "Deliver the reports that were received together with the feedback.",
    },
    fields: &["identificatieVtMelding"],
    source: "StUF-Jeugdzorg 1.0.9, vtTerugkoppelingDi01; our own reading",
    examples: &[
        example(Shows::Broken, Sample::Row(&[("bericht", "vtTerugkoppelingDi01")]), true),
        example(Shows::Sound, Sample::Rows(&[&[("bericht", "vtTerugkoppelingDi01")], &[]]), false),
        missing_passes(&[("bericht", "vtTerugkoppelingDi01"), ("identificatieVtMelding", "")]),
    ],
};
