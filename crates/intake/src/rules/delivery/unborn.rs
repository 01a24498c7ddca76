//! DE-UNBORN: few children are unborn.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-UNBORN",
    severity: Severity::Notice,
    message: Words { nl: "Veel kinderen staan als ongeboren.", en: "Many children are told as unborn." },
    why: Words {
        nl: "Ongeboren is zeldzaam; waarschijnlijk vult het systeem nullen in als het BSN ontbreekt.",
        en: "Unborn is rare; probably the system writes zeros where the number is missing.",
    },
    fix: Words { nl: "Schrijf 999999999 als het BSN niet bekend is.", en: "Write 999999999 where the number is not known." },
    fields: &["bsn"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 2.2",
    examples: &[
        example(Shows::Broken, Sample::Many(&[(50, &[("bsn", "000000000"), ("geboortedatum", "000000000")])]), true),
        example(Shows::Sound, Sample::Many(&[(50, &[])]), false),
        example(Shows::Missing, Sample::Many(&[(1, &[])]), false),
        example(Shows::Limit, Sample::Many(&[(49, &[("bsn", "000000000"), ("geboortedatum", "000000000")])]), false),
        example(Shows::Limit, Sample::Many(&[(5, &[("bsn", "000000000"), ("geboortedatum", "000000000")]), (95, &[])]), true),
        example(Shows::Limit, Sample::Many(&[(4, &[("bsn", "000000000"), ("geboortedatum", "000000000")]), (96, &[])]), false),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    Share::above(tally.unborn, tally.rows, 4)
}
