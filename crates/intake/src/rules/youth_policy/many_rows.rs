//! YP-MANY-ROWS: one citizen number stands in a few rows only.

use crate::rules::{Difference, Rule, Sample, Severity, Shows, example, missing_passes};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-MANY-ROWS",
    severity: Severity::Notice,
    message: Words { nl: "Dit BSN staat in meer dan twaalf rijen.", en: "This citizen number stands in more than twelve rows." },
    why: Words {
        nl: "Waarschijnlijk is één nummer voor meer kinderen gebruikt; hun hulp komt bij één kind terecht.",
        en: "Probably one number was used for more children; their help ends up with one child.",
    },
    fix: Words {
        nl: "Kijk of de rijen over één kind gaan; schrijf 999999999 als een BSN niet bekend is.",
        en: "See whether the rows are about one child; write 999999999 where a number is not known.",
    },
    fields: &["bsn"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 2.2, 7.5",
    examples: &[
        example(Shows::Broken, Sample::Rows(&DAYS), true),
        example(Shows::Limit, Sample::Rows(DAYS.split_at(13).0), true),
        example(Shows::Limit, Sample::Rows(DAYS.split_at(12).0), false),
        example(Shows::Sound, Sample::Many(&[(14, &[])]), false),
        missing_passes(&[("bsn", "")]),
    ],
};

/// Help of one child that starts on so many days.
const DAYS: [Difference; 14] = [
    &[("kenmerk", "D-01"), ("datum_aanvang", "20230201")],
    &[("kenmerk", "D-02"), ("datum_aanvang", "20230202")],
    &[("kenmerk", "D-03"), ("datum_aanvang", "20230203")],
    &[("kenmerk", "D-04"), ("datum_aanvang", "20230204")],
    &[("kenmerk", "D-05"), ("datum_aanvang", "20230205")],
    &[("kenmerk", "D-06"), ("datum_aanvang", "20230206")],
    &[("kenmerk", "D-07"), ("datum_aanvang", "20230207")],
    &[("kenmerk", "D-08"), ("datum_aanvang", "20230208")],
    &[("kenmerk", "D-09"), ("datum_aanvang", "20230209")],
    &[("kenmerk", "D-10"), ("datum_aanvang", "20230210")],
    &[("kenmerk", "D-11"), ("datum_aanvang", "20230211")],
    &[("kenmerk", "D-12"), ("datum_aanvang", "20230212")],
    &[("kenmerk", "D-13"), ("datum_aanvang", "20230213")],
    &[("kenmerk", "D-14"), ("datum_aanvang", "20230214")],
];

/// Most rows of one child.
pub(crate) const MOST: usize = 12;
