//! DE-ONLY-STARTS: a delivery holds what began before, too.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-ONLY-STARTS",
    severity: Severity::Notice,
    message: Words { nl: "Alle hulp begint in de periode.", en: "All help starts in the period." },
    why: Words {
        nl: "Hulp die al liep hoort ook in de aanlevering; nu lijkt het of alles nieuw is.",
        en: "Help that already ran belongs in the delivery too; now everything seems to be new.",
    },
    fix: Words {
        nl: "Lever alle jeugdigen: gestart, lopend en geëindigd. Bent u net begonnen, dan klopt het.",
        en: "Deliver all youths: started, running and ended. If you have just begun, it is right.",
    },
    fields: &["datum_aanvang"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 7.5",
    examples: &[
        example(Shows::Broken, Sample::Many(&[(50, &[])]), true),
        example(Shows::Sound, Sample::Many(&[(50, &[("datum_aanvang", "20221201")])]), false),
        example(Shows::Missing, Sample::Many(&[(1, &[])]), false),
        example(Shows::Limit, Sample::Many(&[(49, &[])]), false),
        example(Shows::Limit, Sample::Many(&[(50, &[])]), true),
        example(Shows::Limit, Sample::Many(&[(50, &[]), (1, &[("datum_aanvang", "20221201")])]), false),
        // A measure is no help.
        example(
            Shows::Sound,
            Sample::Many(&[
                (49, &[]),
                (1, &[("datum_aanvang", "20221201")]),
                (1, &[("hulpvorm", ""), ("gestart_met_crisis", ""), ("type_maatregel", "11")]),
            ]),
            false,
        ),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    Share::whole(tally.starts.total(), tally.help)
}
