//! DE-WEEKEND: few starts lie in a weekend.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-WEEKEND",
    severity: Severity::Notice,
    message: Words { nl: "Veel hulp begint in een weekend.", en: "Much help starts in a weekend." },
    why: Words {
        nl: "Vaak zijn dag en maand verwisseld, of schoof een datum een dag op.",
        en: "Often day and month were swapped, or dates moved by a day.",
    },
    fix: Words { nl: "Controleer hoe de datums uit het systeem komen.", en: "Check how the dates leave the system." },
    fields: &["datum_aanvang"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 3.5",
    examples: &[
        example(Shows::Broken, Sample::Many(&[(50, &[("datum_aanvang", "20230304")])]), true),
        example(Shows::Sound, Sample::Many(&[(50, &[("datum_aanvang", "20230303")])]), false),
        example(Shows::Missing, Sample::Many(&[(1, &[])]), false),
        example(Shows::Limit, Sample::Many(&[(49, &[("datum_aanvang", "20230304")])]), false),
        example(Shows::Limit, Sample::Many(&[(41, &[("datum_aanvang", "20230304")]), (59, &[("datum_aanvang", "20230303")])]), true),
        example(Shows::Limit, Sample::Many(&[(40, &[("datum_aanvang", "20230304")]), (60, &[("datum_aanvang", "20230303")])]), false),
        example(Shows::Broken, Sample::Many(&[(50, &[("datum_aanvang", "20230305")])]), true),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    Share::above(tally.starts_in_weekend, tally.starts.total(), 40)
}
