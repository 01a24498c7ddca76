//! DE-SEX-UNKNOWN: the sex is known, but for exceptions.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-SEX-UNKNOWN",
    severity: Severity::Notice,
    message: Words { nl: "Van veel rijen is het geslacht onbekend.", en: "The sex of many rows is unknown." },
    why: Words { nl: "Cijfers naar geslacht worden onzeker.", en: "Figures by sex become uncertain." },
    fix: Words { nl: "Neem het geslacht over uit de BRP.", en: "Copy the sex from the population register." },
    fields: &["geslacht"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 2.4",
    examples: &[
        example(Shows::Broken, Sample::Many(&[(50, &[("geslacht", "O")])]), true),
        example(Shows::Sound, Sample::Many(&[(50, &[])]), false),
        example(Shows::Missing, Sample::Many(&[(1, &[])]), false),
        example(Shows::Limit, Sample::Many(&[(49, &[("geslacht", "O")])]), false),
        example(Shows::Limit, Sample::Many(&[(11, &[("geslacht", "O")]), (89, &[])]), true),
        example(Shows::Limit, Sample::Many(&[(10, &[("geslacht", "O")]), (90, &[])]), false),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    Share::above(tally.sexes[2], tally.rows, 10)
}
