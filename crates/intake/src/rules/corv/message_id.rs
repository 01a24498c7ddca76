//! CV-MESSAGE-ID: a message has a number of its own.

use crate::formats::corv::Letter;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, at_limit, example, missing_is_found};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-MESSAGE-ID",
    severity: Severity::Error,
    message: Words { nl: "Het referentienummer ontbreekt of is te lang.", en: "The reference number is missing or too long." },
    why: Words {
        nl: "Zonder nummer is niet te zeggen of een bericht al is gelezen.",
        en: "Without a number there is no telling whether a message was read before.",
    },
    fix: Words {
        nl: "Geef elk bericht een eigen referentienummer van ten hoogste 40 tekens.",
        en: "Give each message a referentienummer of its own of at most 40 characters.",
    },
    fields: &["referentienummer"],
    source: "StUF-Jeugdzorg 1.0.9, Refnummer",
    examples: &[
        example(Shows::Broken, Sample::Long("referentienummer", 41), true),
        example(Shows::Sound, Sample::Long("referentienummer", 40), false),
        at_limit(&[("referentienummer", "1")]),
        missing_is_found(&[("referentienummer", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    at_fault("referentienummer", !(1..=LONGEST).contains(&letter.reference().chars().count()))
}

/// In characters.
const LONGEST: usize = 40;
