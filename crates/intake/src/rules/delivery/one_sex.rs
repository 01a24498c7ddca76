//! DE-ONE-SEX: girls and boys get help.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-ONE-SEX",
    severity: Severity::Notice,
    message: Words { nl: "Bijna alle jeugdigen hebben hetzelfde geslacht.", en: "Nearly all youths have the same sex." },
    why: Words {
        nl: "Vaak vult het systeem één waarde in; cijfers naar geslacht kloppen dan niet.",
        en: "Often the system fills in one value; figures by sex are then wrong.",
    },
    fix: Words {
        nl: "Kijk of het geslacht uit de BRP komt. Helpt u alleen meisjes of jongens, dan klopt het.",
        en: "See whether the sex comes from the population register. If you help girls or boys only, it is right.",
    },
    fields: &["geslacht"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 2.4",
    examples: &[
        example(Shows::Broken, Sample::Many(&[(50, &[("geslacht", "M")])]), true),
        example(Shows::Sound, Sample::Many(&[(25, &[("geslacht", "V")]), (25, &[("geslacht", "M")])]), false),
        example(Shows::Missing, Sample::Many(&[(50, &[("geslacht", "O")])]), false),
        example(Shows::Limit, Sample::Many(&[(49, &[("geslacht", "M")])]), false),
        example(Shows::Limit, Sample::Many(&[(99, &[("geslacht", "M")]), (1, &[("geslacht", "V")])]), true),
        example(Shows::Limit, Sample::Many(&[(98, &[("geslacht", "M")]), (2, &[("geslacht", "V")])]), false),
        example(Shows::Broken, Sample::Many(&[(50, &[])]), true),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    let [girls, boys, _] = tally.sexes;
    Share::above(girls.max(boys), tally.rows, 98)
}
