//! DE-OUTCOME-RARE: help that ended mostly has an outcome.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-OUTCOME-RARE",
    severity: Severity::Notice,
    message: Words {
        nl: "Van bijna geen hulp die eindigde is de outcome bekend.",
        en: "The outcome of nearly no help that ended is known.",
    },
    why: Words {
        nl: "Hoe tevreden kinderen en ouders zijn, is dan niet te zeggen.",
        en: "How satisfied children and parents are cannot be told then.",
    },
    fix: Words {
        nl: "Vraag naar tevredenheid aan het einde. Bent u vrijgesteld, dan hoeft u niets te doen.",
        en: "Ask for satisfaction at the end. If you are exempt, you need not do anything.",
    },
    fields: &["tevredenheid"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 4.1, 4.3",
    examples: &[
        example(Shows::Broken, Sample::Many(&[(50, &[("datum_einde", "20230401"), ("reden_einde", "01")])]), true),
        example(
            Shows::Sound,
            Sample::Many(&[(50, &[("datum_einde", "20230401"), ("reden_einde", "01"), ("tevredenheid", "7"), ("type_informant", "01")])]),
            false,
        ),
        example(Shows::Missing, Sample::Many(&[(1, &[])]), false),
        example(Shows::Limit, Sample::Many(&[(49, &[("datum_einde", "20230401"), ("reden_einde", "01")])]), false),
        example(
            Shows::Limit,
            Sample::Many(&[
                (97, &[("datum_einde", "20230401"), ("reden_einde", "01")]),
                (3, &[("datum_einde", "20230401"), ("reden_einde", "01"), ("tevredenheid", "7"), ("type_informant", "01")]),
            ]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Many(&[
                (96, &[("datum_einde", "20230401"), ("reden_einde", "01")]),
                (4, &[("datum_einde", "20230401"), ("reden_einde", "01"), ("tevredenheid", "7"), ("type_informant", "01")]),
            ]),
            false,
        ),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    Share::above(tally.help_ended - tally.by_mark.total(), tally.help_ended, 96)
}
