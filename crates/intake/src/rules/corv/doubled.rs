//! CV-DOUBLED: a message stands once in a delivery.

use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-DOUBLED",
    severity: Severity::Error,
    message: Words { nl: "Dit bericht staat al eerder in deze aanlevering.", en: "This message stands earlier in this delivery." },
    why: Words { nl: "Een melding twee keer tellen maakt er twee van.", en: "Counting a report twice makes two of it." },
    fix: Words {
        nl: "Niets te doen als het hetzelfde bericht is; geef anders elk bericht een eigen referentienummer.",
        en: "Nothing to do if it is the same message; else give each message a referentienummer of its own.",
    },
    fields: &["referentienummer"],
    source: "StUF 03.01, referentienummer is unique for its sender",
    examples: &[
        example(Shows::Broken, Sample::Rows(&[&[], &[]]), true),
        example(Shows::Sound, Sample::Rows(&[&[], &[("referentienummer", "M-0002")]]), false),
        example(Shows::Missing, Sample::Rows(&[&[("referentienummer", "")], &[("referentienummer", "")]]), false),
    ],
};
