//! DE-ONE-END-REASON: help ends for more than one reason.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-ONE-END-REASON",
    severity: Severity::Notice,
    message: Words { nl: "Bijna alle hulp eindigt met dezelfde reden.", en: "Nearly all help ends for the same reason." },
    why: Words {
        nl: "Vaak vult het systeem één reden in; uitval is dan niet te zien.",
        en: "Often the system fills in one reason; drop-out cannot be seen then.",
    },
    fix: Words { nl: "Kijk of de reden bij elk einde is gekozen.", en: "See whether the reason was chosen at each end." },
    fields: &["reden_einde"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 3.7, 4.2",
    examples: &[
        example(Shows::Broken, Sample::Many(&[(50, &[("datum_einde", "20230401"), ("reden_einde", "02")])]), true),
        example(
            Shows::Sound,
            Sample::Many(&[
                (25, &[("datum_einde", "20230401"), ("reden_einde", "01")]),
                (25, &[("datum_einde", "20230401"), ("reden_einde", "03")]),
            ]),
            false,
        ),
        example(Shows::Missing, Sample::Many(&[(50, &[])]), false),
        example(Shows::Limit, Sample::Many(&[(49, &[("datum_einde", "20230401"), ("reden_einde", "02")])]), false),
        example(
            Shows::Limit,
            Sample::Many(&[
                (91, &[("datum_einde", "20230401"), ("reden_einde", "02")]),
                (9, &[("datum_einde", "20230401"), ("reden_einde", "01")]),
            ]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Many(&[
                (90, &[("datum_einde", "20230401"), ("reden_einde", "02")]),
                (10, &[("datum_einde", "20230401"), ("reden_einde", "01")]),
            ]),
            false,
        ),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    Share::above(tally.by_reason.most(), tally.by_reason.total(), 90)
}
