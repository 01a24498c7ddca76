//! DE-ONE-END-DAY: help ends on many days.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-ONE-END-DAY",
    severity: Severity::Notice,
    message: Words { nl: "De meeste rijen eindigen op één en dezelfde dag.", en: "Most rows end on one and the same day." },
    why: Words {
        nl: "Vaak is een hele groep in één keer afgesloten; de duur van de hulp klopt niet.",
        en: "Often a whole group was closed at once; the length of the help comes out wrong.",
    },
    fix: Words { nl: "Vul de echte laatste dag van de hulp in.", en: "Fill in the real last day of the help." },
    fields: &["datum_einde"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 3.6",
    examples: &[
        example(Shows::Broken, Sample::Many(&[(50, &[("datum_einde", "20230630")])]), true),
        example(Shows::Sound, Sample::Many(&[(25, &[("datum_einde", "20230629")]), (25, &[("datum_einde", "20230628")])]), false),
        example(Shows::Limit, Sample::Many(&[(50, &[("datum_einde", "20230630")]), (50, &[("datum_einde", "20230608")])]), false),
        example(Shows::Limit, Sample::Many(&[(51, &[("datum_einde", "20230630")]), (49, &[("datum_einde", "20230608")])]), true),
        example(Shows::Limit, Sample::Many(&[(49, &[("datum_einde", "20230630")])]), false),
        example(Shows::Missing, Sample::Many(&[(50, &[])]), false),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    Share::above(tally.ends.most(), tally.ends.total(), 50)
}
