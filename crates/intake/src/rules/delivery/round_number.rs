//! DE-ROUND-NUMBER: an export is not cut off.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-ROUND-NUMBER",
    severity: Severity::Notice,
    message: Words { nl: "Het aantal rijen is precies een rond getal.", en: "The number of rows is exactly a round number." },
    why: Words {
        nl: "Vaak stopt een uitvoer bij een grens van het systeem; dan ontbreken kinderen.",
        en: "Often an export stops at a limit of the system; then children are missing.",
    },
    fix: Words { nl: "Tel in uw eigen systeem na of alle rijen er zijn.", en: "Count in your own system whether all rows are there." },
    fields: &["kenmerk"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 7.5",
    examples: &[
        example(Shows::Broken, Sample::Many(&[(2000, &[])]), true),
        example(Shows::Sound, Sample::Many(&[(1500, &[])]), false),
        example(Shows::Limit, Sample::Many(&[(999, &[])]), false),
        example(Shows::Limit, Sample::Many(&[(1001, &[])]), false),
        example(Shows::Missing, Sample::Many(&[(1, &[])]), false),
        example(Shows::Missing, Sample::Many(&[]), false),
        example(Shows::Limit, Sample::Many(&[(1000, &[])]), true),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    let is_round = tally.rows != 0 && tally.rows.is_multiple_of(1_000);
    // A sheet holds 2^16 or 2^20 lines, the header among them.
    let is_full_sheet = matches!(tally.rows, 65_535 | 1_048_575);
    (is_round || is_full_sheet).then_some(Share { part: tally.rows, of: tally.rows })
}
