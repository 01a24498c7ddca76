//! DE-NEW-YEAR: few children were born on 1 January.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-NEW-YEAR",
    severity: Severity::Notice,
    message: Words { nl: "Veel kinderen zijn op 1 januari geboren.", en: "Many children were born on 1 January." },
    why: Words {
        nl: "Dat is bijna altijd een ingevulde dag; de leeftijd is onzeker en koppelen moeilijker.",
        en: "That is nearly always a filled-in day; the age is uncertain and linking harder.",
    },
    fix: Words { nl: "Schrijf JJJJ0000 als dag en maand niet bekend zijn.", en: "Write JJJJ0000 where day and month are not known." },
    fields: &["geboortedatum"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 2.3",
    examples: &[
        example(Shows::Broken, Sample::Many(&[(50, &[("geboortedatum", "20100101")])]), true),
        example(Shows::Sound, Sample::Many(&[(50, &[])]), false),
        example(Shows::Missing, Sample::Many(&[(1, &[])]), false),
        example(Shows::Limit, Sample::Many(&[(49, &[("geboortedatum", "20100101")])]), false),
        example(Shows::Limit, Sample::Many(&[(5, &[("geboortedatum", "20100101")]), (95, &[])]), true),
        example(Shows::Limit, Sample::Many(&[(4, &[("geboortedatum", "20100101")]), (96, &[])]), false),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    Share::above(tally.born_on_new_year, tally.born_on_a_day, 4)
}
