//! DE-ONE-POSTCODE: children live in many places.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-ONE-POSTCODE",
    severity: Severity::Notice,
    message: Words {
        nl: "De meeste jeugdigen hebben dezelfde vier cijfers van de postcode.",
        en: "Most youths have the same four digits of the postcode.",
    },
    why: Words {
        nl: "Vaak is dat het adres van de aanbieder; de gemeente van het kind klopt dan niet.",
        en: "Often that is the address of the provider; then the municipality of the child is wrong.",
    },
    fix: Words {
        nl: "Vul de woonplaats van de jeugdige in volgens het woonplaatsbeginsel. Werkt u in één wijk, dan klopt het.",
        en: "Fill in the residence of the youth. If you work in one neighbourhood, it is right.",
    },
    fields: &["postcode"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 2.5",
    examples: &[
        example(Shows::Broken, Sample::Many(&[(50, &[("postcode", "1234AB")])]), true),
        example(Shows::Sound, Sample::Many(&[(25, &[("postcode", "5678AB")]), (25, &[("postcode", "1234AB")])]), false),
        example(Shows::Missing, Sample::Many(&[(50, &[("postcode", "")])]), false),
        example(Shows::Limit, Sample::Many(&[(49, &[("postcode", "1234AB")])]), false),
        example(Shows::Limit, Sample::Many(&[(61, &[("postcode", "1234AB")]), (39, &[("postcode", "5678AB")])]), true),
        example(Shows::Limit, Sample::Many(&[(60, &[("postcode", "1234AB")]), (40, &[("postcode", "5678AB")])]), false),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    Share::above(tally.by_digits.most(), tally.by_digits.total(), 60)
}
