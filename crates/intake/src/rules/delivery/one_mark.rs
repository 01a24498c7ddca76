//! DE-ONE-MARK: children and parents give different marks.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-ONE-MARK",
    severity: Severity::Notice,
    message: Words { nl: "Bijna alle hulp krijgt hetzelfde cijfer.", en: "Nearly all help gets the same mark." },
    why: Words {
        nl: "Dan is het cijfer waarschijnlijk ingevuld door het systeem.",
        en: "Then the mark was probably filled in by the system.",
    },
    fix: Words { nl: "Lever alleen cijfers die een jeugdige of ouder gaf.", en: "Deliver only marks that a youth or parent gave." },
    fields: &["tevredenheid"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 4.3",
    examples: &[
        example(
            Shows::Broken,
            Sample::Many(&[(50, &[("datum_einde", "20230401"), ("reden_einde", "01"), ("tevredenheid", "8"), ("type_informant", "01")])]),
            true,
        ),
        example(
            Shows::Sound,
            Sample::Many(&[
                (25, &[("datum_einde", "20230401"), ("reden_einde", "01"), ("tevredenheid", "7"), ("type_informant", "01")]),
                (25, &[("datum_einde", "20230401"), ("reden_einde", "01"), ("tevredenheid", "8"), ("type_informant", "01")]),
            ]),
            false,
        ),
        example(Shows::Missing, Sample::Many(&[(50, &[("datum_einde", "20230401"), ("reden_einde", "01")])]), false),
        example(
            Shows::Limit,
            Sample::Many(&[(49, &[("datum_einde", "20230401"), ("reden_einde", "01"), ("tevredenheid", "8"), ("type_informant", "01")])]),
            false,
        ),
        example(
            Shows::Limit,
            Sample::Many(&[
                (91, &[("datum_einde", "20230401"), ("reden_einde", "01"), ("tevredenheid", "8"), ("type_informant", "01")]),
                (9, &[("datum_einde", "20230401"), ("reden_einde", "01"), ("tevredenheid", "7"), ("type_informant", "01")]),
            ]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Many(&[
                (90, &[("datum_einde", "20230401"), ("reden_einde", "01"), ("tevredenheid", "8"), ("type_informant", "01")]),
                (10, &[("datum_einde", "20230401"), ("reden_einde", "01"), ("tevredenheid", "7"), ("type_informant", "01")]),
            ]),
            false,
        ),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    Share::above(tally.by_mark.most(), tally.by_mark.total(), 90)
}
