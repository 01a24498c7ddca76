//! DE-POSTCODE-SHORT: the postcode is known to six positions where possible.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-POSTCODE-SHORT",
    severity: Severity::Notice,
    message: Words { nl: "Veel rijen hebben geen postcode van zes posities.", en: "Many rows have no postcode of six positions." },
    why: Words {
        nl: "Cijfers per wijk zijn dan niet te maken; bij een herindeling is de gemeente onzeker.",
        en: "Figures by neighbourhood cannot be made then; after a merger the municipality is uncertain.",
    },
    fix: Words {
        nl: "Lever de postcode van zes posities waar die bekend is.",
        en: "Deliver the postcode of six positions where it is known.",
    },
    fields: &["postcode"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 2.5",
    examples: &[
        example(Shows::Broken, Sample::Many(&[(50, &[("postcode", "GM0363")])]), true),
        example(Shows::Sound, Sample::Many(&[(50, &[])]), false),
        example(Shows::Missing, Sample::Many(&[(50, &[("postcode", "")])]), false),
        example(Shows::Limit, Sample::Many(&[(49, &[("postcode", "GM0363")])]), false),
        example(Shows::Limit, Sample::Many(&[(21, &[("postcode", "GM0363")]), (79, &[])]), true),
        example(Shows::Limit, Sample::Many(&[(20, &[("postcode", "GM0363")]), (80, &[])]), false),
        example(Shows::Broken, Sample::Many(&[(50, &[("postcode", "1234")])]), true),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    let [six, four, municipality] = tally.postcodes;
    Share::above(four + municipality, six + four + municipality, 20)
}
