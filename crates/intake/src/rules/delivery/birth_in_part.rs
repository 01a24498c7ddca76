//! DE-BIRTH-IN-PART: the date of birth is known, but for exceptions.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-BIRTH-IN-PART",
    severity: Severity::Notice,
    message: Words {
        nl: "Van veel rijen is de dag of maand van geboorte niet bekend.",
        en: "The day or month of birth of many rows is not known.",
    },
    why: Words {
        nl: "De leeftijd is onzeker, en zonder BSN is het kind niet te koppelen.",
        en: "The age is uncertain, and without a number the child cannot be linked.",
    },
    fix: Words { nl: "Neem de volledige geboortedatum over uit de BRP.", en: "Copy the full date of birth from the population register." },
    fields: &["geboortedatum"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 2.3",
    examples: &[
        example(Shows::Broken, Sample::Many(&[(50, &[("geboortedatum", "20100300")])]), true),
        example(Shows::Sound, Sample::Many(&[(50, &[])]), false),
        example(Shows::Missing, Sample::Many(&[(1, &[])]), false),
        example(Shows::Limit, Sample::Many(&[(49, &[("geboortedatum", "20100300")])]), false),
        example(Shows::Limit, Sample::Many(&[(11, &[("geboortedatum", "20100300")]), (89, &[])]), true),
        example(Shows::Limit, Sample::Many(&[(10, &[("geboortedatum", "20100300")]), (90, &[])]), false),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    Share::above(tally.born_in_part, tally.rows, 10)
}
