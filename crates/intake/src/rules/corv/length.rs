//! CV-LENGTH: no text is longer or shorter than agreed.

use crate::formats::corv::Letter;
use crate::formats::corv::{Facet, Flaw};
use crate::rules::{Fault, Rule, Sample, Severity, Shows, broken, example, missing_passes};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-LENGTH",
    severity: Severity::Warning,
    message: Words { nl: "Een tekst is langer of korter dan afgesproken.", en: "A text is longer or shorter than agreed." },
    why: Words {
        nl: "Andere systemen kappen zo’n tekst af; een afgekapte naam koppelt slechter.",
        en: "Other systems cut such a text; a cut name links worse.",
    },
    fix: Words {
        nl: "Houd u aan de lengten van het schema: namen 200 tekens, voorvoegsel 10, zaaknummer 5 tot en met 40.",
        en: "Keep to the lengths of the schema: names 200 characters, prefix 10, case number 5 to 40.",
    },
    fields: &[],
    source: "StUF-Jeugdzorg 1.0.9, minLength and maxLength",
    examples: &[
        example(Shows::Broken, Sample::Long("geslachtsnaam", 201), true),
        broken(&[("bericht", "vtoDi01"), ("identificatie", "0363")]),
        example(Shows::Sound, Sample::Long("geslachtsnaam", 200), false),
        missing_passes(&[("voornamen", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    letter.flaw(|flaw| matches!(flaw, Flaw::Content(_, Facet::Length(..) | Facet::Digits(_))))
}
