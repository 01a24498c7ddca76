//! DE-FIRST-OF-MONTH: help starts on any day of the month.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-FIRST-OF-MONTH",
    severity: Severity::Notice,
    message: Words { nl: "De meeste hulp begint op de eerste dag van een maand.", en: "Most help starts on the first day of a month." },
    why: Words {
        nl: "Dan is de eerste dag van de beschikking of het contract ingevuld; wachttijden kloppen niet.",
        en: "Then the first day of the decision or contract was filled in; waits come out wrong.",
    },
    fix: Words {
        nl: "Vul de dag van het eerste gesprek in, bij verblijf de dag na de eerste nacht.",
        en: "Fill in the day of the first talk, for a stay the day after the first night.",
    },
    fields: &["datum_aanvang"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 3.5",
    examples: &[
        example(Shows::Broken, Sample::Many(&[(50, &[("datum_aanvang", "20230301")])]), true),
        example(Shows::Sound, Sample::Many(&[(50, &[("datum_aanvang", "20230202")])]), false),
        example(Shows::Missing, Sample::Many(&[(1, &[])]), false),
        example(Shows::Limit, Sample::Many(&[(49, &[("datum_aanvang", "20230301")])]), false),
        example(Shows::Limit, Sample::Many(&[(61, &[("datum_aanvang", "20230301")]), (39, &[("datum_aanvang", "20230202")])]), true),
        example(Shows::Limit, Sample::Many(&[(60, &[("datum_aanvang", "20230301")]), (40, &[("datum_aanvang", "20230202")])]), false),
        example(Shows::Sound, Sample::Many(&[(50, &[("datum_aanvang", "20221101")])]), false),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    Share::above(tally.starts_on_first, tally.starts.total(), 60)
}
