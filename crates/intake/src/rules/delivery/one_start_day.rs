//! DE-ONE-START-DAY: help starts on many days.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-ONE-START-DAY",
    severity: Severity::Notice,
    message: Words { nl: "De meeste hulp begint op één en dezelfde dag.", en: "Most help starts on one and the same day." },
    why: Words {
        nl: "Vaak is dat de dag van een nieuw systeem of contract; wachttijden kloppen niet.",
        en: "Often that is the day of a new system or contract; waits come out wrong.",
    },
    fix: Words { nl: "Vul de echte eerste dag van de hulp in.", en: "Fill in the real first day of the help." },
    fields: &["datum_aanvang"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 3.5",
    examples: &[
        example(Shows::Broken, Sample::Many(&[(50, &[("datum_aanvang", "20230316")])]), true),
        example(Shows::Sound, Sample::Many(&[(50, &[("datum_aanvang", "20221101")])]), false),
        example(
            Shows::Limit,
            Sample::Many(&[
                (50, &[("datum_aanvang", "20230316")]),
                (25, &[("datum_aanvang", "20230317")]),
                (25, &[("datum_aanvang", "20230320")]),
            ]),
            false,
        ),
        example(
            Shows::Limit,
            Sample::Many(&[
                (51, &[("datum_aanvang", "20230316")]),
                (25, &[("datum_aanvang", "20230317")]),
                (24, &[("datum_aanvang", "20230320")]),
            ]),
            true,
        ),
        example(Shows::Limit, Sample::Many(&[(49, &[("datum_aanvang", "20230316")])]), false),
        example(Shows::Missing, Sample::Many(&[(1, &[])]), false),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    Share::above(tally.starts.most(), tally.starts.total(), 50)
}
