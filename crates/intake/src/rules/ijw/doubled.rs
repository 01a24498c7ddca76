//! IJ-DOUBLED: a message stands once in a delivery.

use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-DOUBLED",
    severity: Severity::Error,
    message: Words { nl: "Dit bericht staat al eerder in deze aanlevering.", en: "This message stands earlier in this delivery." },
    why: Words {
        nl: "Een bericht twee keer lezen zou een verwijdering ongedaan kunnen maken.",
        en: "Reading a message twice could undo a removal.",
    },
    fix: Words {
        nl: "Niets te doen als het hetzelfde bericht is; geef anders elk bericht een eigen Identificatie.",
        en: "Nothing to do if it is the same message; else give each message an Identificatie of its own.",
    },
    fields: &["Identificatie"],
    source: "iJw 3.2, CDT_BerichtIdentificatie; our own reading",
    examples: &[
        example(Shows::Broken, Sample::Rows(&[&[], &[("ToewijzingNummer", "300202")]]), true),
        example(Shows::Sound, Sample::Rows(&[&[], &[("Identificatie", "2"), ("ToewijzingNummer", "300202")]]), false),
        example(Shows::Missing, Sample::Rows(&[&[("Identificatie", "")], &[("Identificatie", ""), ("ToewijzingNummer", "300202")]]), false),
    ],
};
