//! DE-NUMBER-UNKNOWN: the citizen number is known, but for exceptions.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-NUMBER-UNKNOWN",
    severity: Severity::Notice,
    message: Words { nl: "Van veel rijen is het BSN onbekend.", en: "The citizen number of many rows is unknown." },
    why: Words {
        nl: "Onbekend mag alleen bij uitzondering; deze kinderen zijn moeilijk te koppelen.",
        en: "Unknown is for exceptions only; these children are hard to link.",
    },
    fix: Words {
        nl: "Zoek de nummers op, of kijk waarom zij niet uit het systeem komen.",
        en: "Look the numbers up, or see why they do not leave the system.",
    },
    fields: &["bsn"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 2.2",
    examples: &[
        example(Shows::Broken, Sample::Many(&[(50, &[("bsn", "999999999")])]), true),
        example(Shows::Sound, Sample::Many(&[(50, &[])]), false),
        example(Shows::Missing, Sample::Many(&[(1, &[])]), false),
        example(Shows::Limit, Sample::Many(&[(49, &[("bsn", "999999999")])]), false),
        example(Shows::Limit, Sample::Many(&[(11, &[("bsn", "999999999")]), (89, &[])]), true),
        example(Shows::Limit, Sample::Many(&[(10, &[("bsn", "999999999")]), (90, &[])]), false),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    Share::above(tally.number_unknown, tally.rows, 10)
}
