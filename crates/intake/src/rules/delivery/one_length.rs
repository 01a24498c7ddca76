//! DE-ONE-LENGTH: help takes as long as it takes.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-ONE-LENGTH",
    severity: Severity::Notice,
    message: Words {
        nl: "Meer dan de helft van wat eindigde, duurde precies even lang.",
        en: "More than half of what ended lasted exactly as long.",
    },
    why: Words {
        nl: "Dan is het einde uitgerekend, niet opgeschreven; de duur van de hulp klopt niet.",
        en: "Then the end was computed, not written down; the length of the help comes out wrong.",
    },
    fix: Words {
        nl: "Vul de echte laatste dag van de hulp in, niet die van de beschikking.",
        en: "Fill in the real last day of the help, not that of the decision.",
    },
    fields: &["datum_einde", "datum_aanvang"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 3.6, 5.1.3",
    examples: &[
        example(
            Shows::Broken,
            Sample::Many(&[
                (25, &[("datum_aanvang", "20230201"), ("datum_einde", "20230301")]),
                (25, &[("datum_aanvang", "20230202"), ("datum_einde", "20230302")]),
            ]),
            true,
        ),
        example(Shows::Sound, Sample::Many(&[(50, &[])]), false),
        example(Shows::Limit, Sample::Many(&[(50, &[("datum_einde", "20230630")]), (50, &[("datum_einde", "20230608")])]), false),
        example(Shows::Limit, Sample::Many(&[(51, &[("datum_einde", "20230630")]), (49, &[("datum_einde", "20230608")])]), true),
        example(Shows::Missing, Sample::Many(&[(50, &[("datum_aanvang", ""), ("datum_einde", "20230630")])]), false),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    Share::above(tally.by_length.most(), tally.by_length.total(), 50)
}
